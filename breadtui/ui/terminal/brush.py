"""The brush: where the terminal's cursor and pen are, and the fewest bytes that draw the next cells."""

from collections.abc import Iterator

from breadtui.ui.terminal.cells import REST, Cells, is_uncertain
from breadtui.ui.terminal.pens import PLAIN, RESET, Pen, change, change_for_blanks, is_blank_pen

# A jump over n unchanged cells costs about as much as sending three again.
_GAP_CELLS = 3
_ERASE_TO_EDGE_CELLS = 4
_ERASE_CELLS = 11


class Brush:
    """Collects the sequences of one frame; at its beginning and end the pen is the terminal's own."""

    def __init__(self, width: int, *, erases: bool) -> None:
        self._width = width
        self._erases = erases
        self._out: list[str] = []
        self._pen = PLAIN
        self._at: tuple[int, int] | None = None

    def finish(self) -> str:
        """Everything drawn, the pen put back."""
        return "".join(self._out) + ("" if self._pen == PLAIN else RESET)

    def clear_screen(self) -> None:
        """Blank the screen in the plain pen; only with that do all terminals agree what is left."""
        self._out.append(f"{RESET}\x1b[2J")

    def scroll(self, top: int, bottom: int, by: int) -> None:
        """Let the terminal move the lines top to bottom up by `by` (down if negative); the gap is its own background.

        Lines are deleted or inserted inside a region, which every terminal since the VT102 can do.
        """
        self._out.append(change(self._pen, PLAIN))
        self._out.append(f"\x1b[{top + 1};{bottom + 1}r\x1b[{top + 1}H\x1b[{abs(by)}{'M' if by > 0 else 'L'}\x1b[r")
        self._pen, self._at = PLAIN, None

    def slide(self, y: int, at: int, by: int) -> None:
        """Let the terminal move the rest of a line right by `by` cells, or left; the gap must be drawn after it."""
        self._move(y, at)
        self._out.append(f"\x1b[{'' if abs(by) == 1 else abs(by)}{'@' if by > 0 else 'P'}")

    def draw_line(self, y: int, line: Cells, columns: list[int]) -> None:
        """Draw those columns of a line."""
        edge = self._blank_edge(line)
        for start, stop in _runs(line, columns):
            x = start
            while x < stop:
                end = _same_pen_until(line, x, stop)
                self._draw_piece(y, line, x, end, edge)
                x = end

    def _draw_piece(self, y: int, line: Cells, start: int, stop: int, edge: int) -> None:
        pen, text = line.pens[start], "".join(line.characters[start:stop])
        self._move(y, start)
        if not text.strip(" "):
            self._draw_blanks(start, stop, pen, edge)
            return
        self._out += (change(self._pen, pen), text)
        self._pen, self._at = pen, (y, stop)
        if is_uncertain(line.characters[stop - 1] or line.characters[stop - 2]):
            self._at = None

    def _draw_blanks(self, start: int, stop: int, pen: Pen, edge: int) -> None:
        count = stop - start
        code, self._pen = change_for_blanks(self._pen, pen)
        may_erase = self._erases and is_blank_pen(pen)
        if may_erase and start >= edge and count >= _ERASE_TO_EDGE_CELLS:
            self._out.append(f"{code}\x1b[K")
        elif may_erase and count >= _ERASE_CELLS:
            self._out.append(f"{code}\x1b[{count}X")
        else:
            self._out.append(code + " " * count)
            self._at = self._at and (self._at[0], stop)

    def _move(self, y: int, x: int) -> None:
        if self._at == (y, x):
            return
        if self._at is None or self._at[0] != y:
            below = self._at is not None and x == 0 and y == self._at[0] + 1
            self._out.append("\r\n" if below else f"\x1b[{y + 1}H" if x == 0 else f"\x1b[{y + 1};{x + 1}H")
        elif x > self._at[1]:
            step = x - self._at[1]
            self._out.append("\x1b[C" if step == 1 else f"\x1b[{step}C")
        else:
            self._out.append(f"\x1b[{x + 1}G")
        self._at = (y, x)

    def _blank_edge(self, line: Cells) -> int:
        """The column from which the line is blank, in one pen, to the right edge."""
        characters, pens = line
        last, edge = pens[-1], self._width
        while edge and characters[edge - 1] == " " and pens[edge - 1] is last:
            edge -= 1
        return edge


def _runs(line: Cells, columns: list[int]) -> Iterator[tuple[int, int]]:
    """Columns to draw as stretches, whole wide characters, small gaps in the same pen drawn over."""
    start = previous = columns[0]
    for column in columns[1:]:
        if column - previous > 1 and not _is_cheap_gap(line, previous, column):
            yield _whole(line, start, previous + 1)
            start = column
        previous = column
    yield _whole(line, start, previous + 1)


def _is_cheap_gap(line: Cells, previous: int, column: int) -> bool:
    pen = line.pens[previous]
    small = column - previous - 1 <= _GAP_CELLS
    return small and all(other is pen for other in line.pens[previous : column + 1])


def _whole(line: Cells, start: int, stop: int) -> tuple[int, int]:
    characters = line.characters
    while start and characters[start] == REST:
        start -= 1
    while stop < len(characters) and characters[stop] == REST:
        stop += 1
    return start, stop


def _same_pen_until(line: Cells, start: int, stop: int) -> int:
    """Where the pen changes, or a character ends whose width terminals disagree about."""
    characters, pens = line
    pen, end = pens[start], start + 1
    while end < stop and pens[end] is pen:
        if characters[end] != REST and is_uncertain(characters[end - 1] or characters[end - 2]):
            break
        end += 1
    return end
