"""The last signs of ours that a terminal without UTF-8 cannot show, each by one letter of the same width."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from breadtui.ui.terminal.plain_signs import in_plain_signs


class AsciiSigns(LineFilter):
    """Translates decoration; what a person or the service wrote in other scripts is left as it is."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's word
        """The same line in plainer signs."""
        return [
            segment if segment.text.isascii() else Segment(in_plain_signs(segment.text), segment.style, segment.control)
            for segment in segments
        ]
