"""The foot of the explorer: which keys it names, by what can be done where the focus is."""

from __future__ import annotations

from typing import Any

from textual.binding import Binding
from textual.screen import Screen

from breadtui.ui.keymap import HINTS, QUIT
from breadtui.ui.screens.line.available import character_of


def foot_of(screen: Screen[Any], *, goes_back: bool) -> list[tuple[str, str]]:
    """Keys with a word each, left to right; `goes_back` where the key that quits first leads back."""
    # Where several keys do the same, the letter is shown: it comes last and so stays.
    shown = {
        active.binding.id: _key_shown(screen, active.binding)
        for active in sorted(screen.active_bindings.values(), key=lambda active: len(active.binding.key) == 1)
        if active.enabled and active.binding.id and not _is_letter(screen, character_of(active.binding.key))
    }
    return [
        ("/".join(shown[name] for name in hint.ids), "back" if goes_back and hint.ids == (QUIT,) else hint.label)
        for hint in HINTS
        if all(name in shown for name in hint.ids)
    ]


def _key_shown(screen: Screen[Any], binding: Binding) -> str:
    """The key's sign; its name where the sign is another key's, which is a letter of the text now."""
    shown = screen.app.get_key_display(binding)
    return binding.key if _is_letter(screen, shown) else shown


def _is_letter(screen: Screen[Any], sign: str) -> bool:
    """In a text this is a letter of it, whatever it does elsewhere."""
    return len(sign) == 1 and screen.focused is not None and screen.focused.check_consume_key(sign, sign)
