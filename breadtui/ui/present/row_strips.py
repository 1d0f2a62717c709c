"""Rows of lists as strips: tones where they can be read, the cursor by sign as well as by colour."""

from __future__ import annotations

from collections.abc import Mapping

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from breadtui.ui.present.tones import Line, Tone

CURSOR_SIGN = ">"
_BOLD, _PLAIN = Style(bold=True), Style()


def row_strip(
    line: Line, width: int, tones: Mapping[Tone, Style], *, selected: bool, focused: bool, has_sign: bool = True
) -> Strip:
    """The row in `width` cells without background.

    Under the focused cursor the tones give way to the cursor's own colour, on which they might not be read;
    a row that begins with a blank shows the cursor there, for terminals without colour, unless `has_sign` is off.
    """
    is_bare = selected and focused
    segments = [Segment(span.text, _bare(span.tone) if is_bare else tones[span.tone]) for span in line if span.text]
    if selected and has_sign and segments and segments[0].text[0] == " ":
        first = segments[0]
        segments[0] = Segment(CURSOR_SIGN + first.text[1:], first.style)
    return Strip(segments).adjust_cell_length(max(width, 0))


def _bare(tone: Tone) -> Style:
    return _BOLD if tone in {Tone.STRONG, Tone.ACCENT, Tone.FAILED, Tone.STALLED} else _PLAIN
