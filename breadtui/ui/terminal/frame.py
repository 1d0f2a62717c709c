"""A screen that remembers: what the terminal shows, what it shall show, and the bytes between."""

from rich.color import ColorSystem
from textual.strip import Strip

from breadtui.ui.terminal.brush import Brush
from breadtui.ui.terminal.cells import UNKNOWN, Cells, blank_line, cells_of, copy_of, differing_columns
from breadtui.ui.terminal.pens import PLAIN, Pens
from breadtui.ui.terminal.scrolling import find_scroll
from breadtui.ui.terminal.sliding import find_slide, slid

_SLID_LINES = 4
"""A letter typed changes a line or two; looking for slides in a whole new picture would cost more than it saves."""


class Frame:
    """Takes strips as the compositor gives them, hands out the sequences that make the screen right.

    Between `put` and `take` any number of updates may pass: a picture nobody has seen is never sent.
    """

    def __init__(self, width: int, height: int, system: ColorSystem | None, *, erases: bool = True) -> None:
        """A screen of which nothing is known yet.

        Args:
            width: Columns.
            height: Lines.
            system: The colours the terminal has.
            erases: Whether it fills erased cells with the pen's background.
        """
        self.width, self.height = width, height
        self._erases = erases
        self._pens = Pens(system)
        self._shown = [blank_line(width, UNKNOWN, PLAIN) for _ in range(height)]
        self._wanted = [blank_line(width, UNKNOWN, PLAIN) for _ in range(height)]
        self._strips: list[dict[int, Strip]] = [{} for _ in range(height)]
        self._touched: set[int] = set()
        self._is_fresh = True

    def put(self, x: int, y: int, strip: Strip) -> None:
        """This strip shall stand at column `x` of line `y`; the very strip that stands there costs nothing."""
        if not (0 <= y < self.height and 0 <= x < self.width):
            return
        line_strips = self._strips[y]
        if line_strips.get(x) is strip:
            return
        cells = cells_of(strip, self._pens)
        stop = min(x + len(cells.characters), self.width)
        for other in [at for at, old in line_strips.items() if at < stop and at + old.cell_length > x]:
            del line_strips[other]
        line_strips[x] = strip
        wanted = self._wanted[y]
        wanted.characters[x:stop] = cells.characters[: stop - x]
        wanted.pens[x:stop] = cells.pens[: stop - x]
        self._touched.add(y)

    def take(self) -> str:
        """The sequences that turn what is shown into what is wanted, "" if nothing differs."""
        changed = self._changed(self._touched)
        self._touched.clear()
        if not changed:
            return ""
        brush = Brush(self.width, erases=self._erases)
        if self._is_fresh and len(changed) == self.height:
            self._clear(brush)
            changed = self._changed(changed)
        elif (scroll := find_scroll(self._shown, self._wanted, changed)) is not None:
            brush.scroll(*scroll)
            self._move_lines(*scroll)
            changed = self._changed({*changed, *range(scroll.top, scroll.bottom + 1)})
        for y, columns in changed.items():
            left = self._slid(brush, y, columns) if len(changed) <= _SLID_LINES else columns
            brush.draw_line(y, self._wanted[y], left)
            self._shown[y] = copy_of(self._wanted[y])
        return brush.finish()

    def _slid(self, brush: Brush, y: int, columns: list[int]) -> list[int]:
        """The columns that are left to draw after the terminal has moved what it can."""
        slide = find_slide(self._shown[y], self._wanted[y], columns)
        if slide is None:
            return columns
        brush.slide(y, *slide)
        return differing_columns(slid(self._shown[y], slide), self._wanted[y])

    def _changed(self, lines: "set[int] | dict[int, list[int]]") -> dict[int, list[int]]:
        """The differing columns of those of the lines that differ, from the top."""
        found = {}
        for y in sorted(lines):
            wanted = self._wanted[y]
            if self._shown[y] != wanted:
                columns = [x for x in differing_columns(self._shown[y], wanted) if wanted.characters[x] != UNKNOWN]
                if columns:
                    found[y] = columns
        return found

    def _clear(self, brush: Brush) -> None:
        """Begin on a blank screen, whose cells then need no bytes where the picture is blank in the plain pen."""
        brush.clear_screen()
        self._shown = [blank_line(self.width, " ", PLAIN) for _ in range(self.height)]
        self._is_fresh = False

    def _move_lines(self, top: int, bottom: int, by: int) -> None:
        lines: list[Cells] = self._shown[top : bottom + 1]
        gap = [blank_line(self.width, " ", PLAIN) for _ in range(abs(by))]
        self._shown[top : bottom + 1] = lines[by:] + gap if by > 0 else gap + lines[:by]
