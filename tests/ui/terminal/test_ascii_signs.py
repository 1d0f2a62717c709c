"""Decoration in plain letters."""

from rich.segment import Segment
from textual.color import Color

from breadtui.ui.terminal.ascii_signs import AsciiSigns


def test_decoration_becomes_letters_of_the_same_width_and_words_stay() -> None:
    line = [Segment("─│ a · b … "), Segment("Grüße"), Segment("plain")]
    shown = AsciiSigns().apply(line, Color.parse("black"))
    assert [segment.text for segment in shown] == ["-| a - b ~ ", "Grüße", "plain"]
