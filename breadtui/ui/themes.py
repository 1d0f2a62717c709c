"""The themes, and the colour of each tone in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from rich.style import Style
from textual.app import App
from textual.theme import Theme

from breadtui.ui.present.tones import Tone

_DARK = {
    Tone.PLAIN: "#d0d0d0",
    Tone.DIM: "#8c8c8c",
    Tone.STRONG: "#ffffff",
    Tone.ACCENT: "#5fafff",
    Tone.QUEUED: "#afafaf",
    Tone.RUNNING: "#5fafff",
    Tone.DONE: "#87af87",
    Tone.FAILED: "#ff8700",
    Tone.STALLED: "#ffd75f",
    Tone.UNKNOWN: "#d7afff",
    Tone.ADDED: "#87afff",
    Tone.REMOVED: "#ffaf5f",
    Tone.SERIES_A: "#5fafff",
    Tone.SERIES_B: "#ffaf5f",
    Tone.SERIES_C: "#d7afff",
    Tone.SERIES_D: "#5fd7af",
    Tone.SERIES_E: "#ffff87",
    Tone.SERIES_F: "#ff87d7",
    Tone.SERIES_G: "#87d7ff",
    Tone.SERIES_H: "#d0d0d0",
}
_LIGHT = {
    Tone.PLAIN: "#262626",
    Tone.DIM: "#5f5f5f",
    Tone.STRONG: "#000000",
    Tone.ACCENT: "#005faf",
    Tone.QUEUED: "#585858",
    Tone.RUNNING: "#005faf",
    Tone.DONE: "#2f6f2f",
    Tone.FAILED: "#af3a00",
    Tone.STALLED: "#7a5f00",
    Tone.UNKNOWN: "#6f3f9f",
    Tone.ADDED: "#005faf",
    Tone.REMOVED: "#af3a00",
    Tone.SERIES_A: "#005faf",
    Tone.SERIES_B: "#af3a00",
    Tone.SERIES_C: "#6f3f9f",
    Tone.SERIES_D: "#00665a",
    Tone.SERIES_E: "#7a5f00",
    Tone.SERIES_F: "#9f0f6f",
    Tone.SERIES_G: "#005f87",
    Tone.SERIES_H: "#444444",
}
_BOLD = frozenset({Tone.STRONG, Tone.FAILED, Tone.STALLED})

DARK = Theme(
    name="bread-dark",
    primary="#5fafff",
    accent="#5fafff",
    foreground=_DARK[Tone.PLAIN],
    background="#121212",
    surface="#121212",
    panel="#262626",
    success=_DARK[Tone.DONE],
    warning=_DARK[Tone.STALLED],
    error=_DARK[Tone.FAILED],
    dark=True,
)
LIGHT = Theme(
    name="bread-light",
    primary="#005faf",
    accent="#005faf",
    foreground=_LIGHT[Tone.PLAIN],
    background="#fafafa",
    surface="#fafafa",
    panel="#e4e4e4",
    success=_LIGHT[Tone.DONE],
    warning=_LIGHT[Tone.STALLED],
    error=_LIGHT[Tone.FAILED],
    dark=False,
)
MONO = Theme(
    name="bread-mono",
    primary="#ffffff",
    accent="#ffffff",
    foreground="#d0d0d0",
    background="#000000",
    surface="#000000",
    panel="#303030",
    success="#ffffff",
    warning="#ffffff",
    error="#ffffff",
    dark=True,
)
THEMES = (DARK, LIGHT, MONO)


def is_mono(app: App[Any]) -> bool:
    """Tones have no colours, so that what they tell must be told by signs as well."""
    return app.theme == MONO.name or app.no_color


@lru_cache(maxsize=8)
def tone_styles(theme_name: str) -> Mapping[Tone, Style]:
    """The foreground style of each tone; backgrounds come from the widget. Colour-blind-safe: blue and orange."""
    if theme_name == MONO.name:
        return {tone: Style(bold=tone in _BOLD or None, dim=tone is Tone.DIM or None) for tone in Tone}
    colours = _LIGHT if theme_name == LIGHT.name else _DARK
    return {tone: Style(color=colour, bold=tone in _BOLD or None) for tone, colour in colours.items()}
