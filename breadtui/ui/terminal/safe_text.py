"""The last filter before the terminal: no widget, whatever it was given, can make it act."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import get_character_cell_size
from rich.segment import Segment
from textual.filter import LineFilter

from breadtui.domain.unsafe_text import UNSAFE
from breadtui.ui.terminal.app_part import AppPart

if TYPE_CHECKING:
    from rich.style import Style
    from textual.color import Color

_FORBIDDEN = re.compile(f"[{UNSAFE}\t\n]")


@lru_cache(maxsize=1024)
def _blank(character: str) -> str:
    return " " * get_character_cell_size(character)


def _without_link(style: "Style | None") -> "Style | None":
    return style.update_link(None) if style is not None and style.link else style


def _is_safe(segment: Segment) -> bool:
    text, style, control = segment
    return not control and not (style is not None and style.link) and _FORBIDDEN.search(text) is None


class ControlFilter(LineFilter):
    """Blanks every character a terminal would obey, drops control segments and hyperlinks.

    A character keeps its width in spaces (most have none), so columns stay where the layout put them. Hyperlinks go
    altogether: an address hidden behind a text is the server's way to lead a person elsewhere.
    """

    def apply(self, segments: list[Segment], background: "Color") -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """The same segments if all are safe, else cleaned copies."""
        if all(map(_is_safe, segments)):
            return segments
        return [
            Segment(_FORBIDDEN.sub(lambda found: _blank(found[0]), text), _without_link(style))
            for text, style, control in segments
            if not control
        ]


class SafeOutput(AppPart):
    """App mixin: all widgets' lines pass the filter.

    `clean` at the data's door is the first guard; this is the one that cannot be forgotten.
    """

    _control_filter = ControlFilter()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own filters, then ours."""
        return [*super().get_line_filters(), self._control_filter]
