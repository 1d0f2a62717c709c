"""How curves laid over each other are told apart: a letter, a dash and a tone each, so that colour is never needed."""

from __future__ import annotations

from breadtui.ui.present.tones import Tone
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class LineStyle:
    """One way to draw a curve.

    `dash` says of so many cells in a row which are drawn, `#` for drawn; `ascii_mark` draws the curve where there is
    nothing but ASCII.
    """

    letter: str
    tone: Tone
    dash: str
    ascii_mark: str

    def is_drawn_at(self, column: int) -> bool:
        """Whether a level stretch of the curve is drawn in this column of cells."""
        return self.dash[column % len(self.dash)] == "#"

    def sample(self, *, is_ascii: bool = False) -> str:
        """Some cells of the line, for a legend: `──`, `── ──`, `─ ─`."""
        if is_ascii:
            return self.ascii_mark * 2
        return "".join("─" if self.is_drawn_at(at) else " " for at in range(6)).rstrip()


STYLES = (
    LineStyle("A", Tone.SERIES_A, "#", "*"),
    LineStyle("B", Tone.SERIES_B, "###.", "o"),
    LineStyle("C", Tone.SERIES_C, "#.", "x"),
    LineStyle("D", Tone.SERIES_D, "##..", "+"),
    LineStyle("E", Tone.SERIES_E, "#####.", "#"),
    LineStyle("F", Tone.SERIES_F, "#...", "="),
    LineStyle("G", Tone.SERIES_G, "###.#.", "%"),
    LineStyle("H", Tone.SERIES_H, "####..", "@"),
)
"""The styles of up to eight curves, in their order."""
BEHIND = LineStyle("", Tone.DIM, "#", ".")
"""What lies behind another curve: the raw values behind their average, the parent's curve behind the child's."""


def style_of(number: int) -> LineStyle:
    """The style of the curve of this number, from 0; a ninth looks like the first."""
    return STYLES[number % len(STYLES)]
