"""A sheet drawn as a grid: headings, what the base has, a line a bake, the cell under the cursor in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from breadtui.domain.bulk import Outcome
from breadtui.domain.sweep.checks import Fault, is_creatable
from breadtui.domain.sweep.columns import base_text, is_weight
from breadtui.domain.sweep.run import SweepLine, SweepRun
from breadtui.domain.sweep.sheet import NAME, Sheet
from breadtui.ui.present.clean import clean, cut_end, pad
from breadtui.ui.present.tones import Line, Span, Tone

GUTTER = 5
NARROWEST_NAME, WIDEST_NAME = 12, 34
WIDEST_CELL = 16
TYPING_SIGN = "_"
_OUTCOMES = {
    Outcome.WAITING: Span(" ... ", Tone.DIM),
    Outcome.DONE: Span(" ok  ", Tone.DONE),
    Outcome.FAILED: Span(" no  ", Tone.FAILED),
}


class Grid(NamedTuple):
    """What is drawn: the sheet, what is wrong in each row, what was created, where the cursor is, what is typed."""

    sheet: Sheet
    faults: Sequence[Sequence[Fault]] = ()
    lines: Sequence[SweepLine | None] = ()
    column: int = NAME
    typed: str | None = None
    empty: str = "·"


class Frame(NamedTuple):
    """How wide things are, and which columns there is room for."""

    name: int
    cells: tuple[int, ...]
    first: int
    stop: int


def grid_of(sheet: Sheet, faults: Sequence[Sequence[Fault]], run: SweepRun | None, sent: Sequence[object]) -> Grid:
    """The grid, with what a run came to for the rows that are as they were sent (`sent` has their overrides)."""
    known = {} if run is None or run.base != sheet.base else {line.name: line for line in run.lines}
    lines: list[SweepLine | None] = []
    for row, overrides in zip(sheet.rows, sent, strict=True):
        line = known.get(row.name)
        lines.append(line if line is not None and line.overrides == overrides else None)
    return Grid(sheet, faults, lines)


def frame_of(grid: Grid, width: int) -> Frame:
    """The widths for so many cells of room; the column under the cursor is always among those shown."""
    sheet = grid.sheet
    longest = max((cell_len(clean(row.name)) for row in sheet.rows), default=0)
    most = max(min(WIDEST_NAME, width // 3), NARROWEST_NAME)
    name = max(min(max(longest, cell_len(clean(sheet.base.name))) + 2, most), NARROWEST_NAME)
    cells = tuple(_cell_width(grid, column) for column in range(len(sheet.columns)))
    room = max(width - GUTTER - name, 0)
    first = 0
    while first < grid.column and sum(cells[first : grid.column + 1]) > room:
        first += 1
    stop = first
    while stop < len(cells) and sum(cells[first : stop + 1]) <= room:
        stop += 1
    return Frame(name, cells, first, max(stop, min(first + 1, len(cells))))


def heading_line(grid: Grid, frame: Frame) -> Line:
    """The names of the columns, with a sign where there are more on either side."""
    spans = [Span(" " * GUTTER), Span(pad("NAME", frame.name))]
    spans += [
        Span(pad(_heading(grid, column), frame.cells[column] - 1, "right") + " ", Tone.STRONG)
        for column in range(frame.first, frame.stop)
    ]
    more = (["<"] if frame.first else []) + ([">"] if frame.stop < len(frame.cells) else [])
    return (*spans, Span(f" {' '.join(more)}", Tone.DIM))


def base_line(grid: Grid, frame: Frame) -> Line:
    """What the base has in each column."""
    sheet = grid.sheet
    cells = (clean(base_text(sheet.columns[column], sheet.config)) for column in range(frame.first, frame.stop))
    shown = (
        Span(pad(cell or grid.empty, frame.cells[column] - 1, "right") + " ", Tone.DIM)
        for column, cell in enumerate(cells, start=frame.first)
    )
    return (Span(" base", Tone.DIM), Span(pad(f" {clean(sheet.base.name)}", frame.name), Tone.DIM), *shown)


def bake_line(grid: Grid, frame: Frame, at: int, *, is_under_cursor: bool) -> Line:
    """One bake: how far it is, its name, its cells, and the sentence about it."""
    row = grid.sheet.rows[at]
    cursor = grid.column if is_under_cursor else None
    wrong = {fault.column for fault in grid.faults[at] if not fault.is_warning}
    spans = [_sign(grid, at), _cell(grid, row.name, frame.name, is_here=cursor == NAME, is_wrong=NAME in wrong)]
    for column in range(frame.first, frame.stop):
        text, width = row.cells[column], frame.cells[column]
        spans.append(_cell(grid, text, width, is_here=cursor == column, is_wrong=column in wrong, is_right=True))
    words, tone = _words(grid, at)
    return (*spans, Span(f"  {words}", tone))


def _sign(grid: Grid, at: int) -> Span:
    line, faults = grid.lines[at], grid.faults[at]
    if line is not None:
        return _OUTCOMES[line.outcome]
    if not is_creatable(faults):
        return Span(" !!  ", Tone.FAILED)
    return Span(" !   ", Tone.STALLED) if faults else Span(" " * GUTTER)


def _words(grid: Grid, at: int) -> tuple[str, Tone]:
    line, faults = grid.lines[at], grid.faults[at]
    if line is not None and line.outcome is not Outcome.WAITING:
        return clean(line.words), Tone.FAILED if line.outcome is Outcome.FAILED else Tone.DIM
    if not faults:
        return "", Tone.DIM
    return clean(faults[0].sentence), Tone.STALLED if faults[0].is_warning else Tone.FAILED


def _cell(grid: Grid, text: str, width: int, *, is_here: bool, is_wrong: bool, is_right: bool = False) -> Span:
    is_typed = is_here and grid.typed is not None
    shown = f"{clean(grid.typed)}{TYPING_SIGN}" if is_typed else clean(text) or grid.empty
    inner = cut_end(shown, max(width - 2, 1)) if not is_typed else shown[-max(width - 2, 1) :]
    left, right = ("[", "]") if is_here else (" ", " ")
    room = " " * max(width - 2 - cell_len(inner), 0)
    tone = Tone.FAILED if is_wrong else Tone.STRONG if is_here else Tone.PLAIN if text else Tone.DIM
    return Span(f"{room}{left}{inner}{right}" if is_right else f"{left}{inner}{right}{room}", tone)


def _heading(grid: Grid, column: int) -> str:
    """The last part of the field's name; the whole where two columns would be called the same."""
    fields = grid.sheet.columns
    ends = [str(field.place[-1]) for field in fields]
    field = fields[column]
    is_alone = ends.count(ends[column]) == 1
    text = f"x {field.place[-1]}" if is_weight(field) else ends[column] if is_alone else field.label
    return clean(text)


def _cell_width(grid: Grid, column: int) -> int:
    texts = [base_text(grid.sheet.columns[column], grid.sheet.config), *(row.cells[column] for row in grid.sheet.rows)]
    longest = max(cell_len(clean(text)) for text in (*texts, _heading(grid, column)))
    return min(max(longest, 4) + 2, WIDEST_CELL)
