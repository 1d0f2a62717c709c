"""Several metrics at once as small charts with one cursor: a title with the value under it, and the plot below."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from breadtui.domain.metric.record import index_at
from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.headings import Heading
from breadtui.ui.present.pieces import Piece
from breadtui.ui.present.plot.drawing import Drawing, Subject, request_of
from breadtui.ui.present.plot.line_styles import style_of
from breadtui.ui.present.plot.metric_lines import (
    AXIS,
    OF_LOOK,
    OF_TITLE,
    gap_words,
    look_pieces,
    note_pieces,
    points_pieces,
    rule_of,
    spark_spans,
)
from breadtui.ui.present.plot.metric_names import metric_name
from breadtui.ui.present.plot.parts import TURN, Part, lines_of, parts_ahead
from breadtui.ui.present.plot.plots import loss_plot
from breadtui.ui.present.plot.readouts import readout, value_words, values_at
from breadtui.ui.present.plot.view import cursor_index, cursor_place
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import dataclass, replace

LEAST_CHART_ROWS = 4
"""A chart with less room is one row with a sparkline."""
_LONGEST_METRIC = 24
_LONGEST_BAKE = 30
_PAGED, _NAMED = 6, 5
"""How soon they go from the title where there is no room for all."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How many charts stand beside and above each other."""

    across: int
    down: int

    @property
    def count(self) -> int:
        """How many charts a page holds."""
        return self.across * self.down

    def __str__(self) -> str:
        return f"{self.across}×{self.down}"


SHAPES = (Shape(1, 1), Shape(1, 2), Shape(2, 2), Shape(2, 3), Shape(3, 3), Shape(4, 3))
"""From one chart to twelve a page."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Which metrics stand on this page, and which of all pages it is, from 0; the drawing's own metric has the keys."""

    shape: Shape
    metrics: tuple[str, ...]
    page: int = 0
    pages: int = 1


def page_of(metrics: Sequence[str], metric: str, shape: Shape) -> Grid:
    """The page that shows a metric, the first where it is not among them."""
    place = list(metrics).index(metric) if metric in metrics else 0
    page = place // shape.count
    pages = max(-(-len(metrics) // shape.count), 1)
    return Grid(shape, tuple(metrics[page * shape.count : (page + 1) * shape.count]), page, pages)


def grid_parts(drawing: Drawing, grid: Grid) -> Iterator[Part]:
    """All lines in parts; keys have their turn after each chart.

    Title and readout come first, so that a cursor is answered before the charts are drawn.
    """
    if drawing.height < 1 or drawing.width < 1:
        return
    yield Part(0, (_title(drawing, grid),))
    if drawing.height > 1:
        yield Part(drawing.height - 1, (readout(drawing),))
    rows = max(drawing.height - 2, 0)
    down, first = _rows_down(grid, rows), 1
    for number in range(down):
        height = rows // down + (number < rows % down)
        names = grid.metrics[number * grid.shape.across : (number + 1) * grid.shape.across]
        yield from _row(drawing, names, grid.shape.across, (first, height))
        first += height


def grid_lines(drawing: Drawing, grid: Grid) -> tuple[Line, ...]:
    """All lines: the title, the charts row by row, and the readout under the cursor."""
    return lines_of(grid_parts(drawing, grid), drawing.height)


def _rows_down(grid: Grid, rows: int) -> int:
    used = -(-len(grid.metrics) // grid.shape.across) or 1
    return min(used, grid.shape.down, max(rows, 1))


def cell_width(width: int, across: int) -> int:
    """How many cells each of the charts beside each other has, with a blank between them."""
    return max((width - (across - 1)) // across, 1)


def chart_at(grid: Grid, size: tuple[int, int], column: int, row: int) -> str | None:
    """The metric whose chart is drawn at a place of the pane; None beside the charts."""
    width, rows = size[0], size[1] - 2
    down = _rows_down(grid, rows)
    if not 1 <= row <= rows:
        return None
    across = min(column // (cell_width(width, grid.shape.across) + 1), grid.shape.across - 1)
    number = min((row - 1) * down // rows, down - 1) * grid.shape.across + across
    return grid.metrics[number] if number < len(grid.metrics) else None


def _row(drawing: Drawing, names: Sequence[str], across: int, rows: tuple[int, int]) -> Iterator[Part]:
    """What is drawn for each chart of a row of them, and then its lines; `rows` are the first one and how many."""
    (first, height), width = rows, cell_width(drawing.width, across)
    charts: list[tuple[Line, ...]] = []
    for name in names:
        charts.append((yield from _chart(drawing, name, width, height)))
        yield TURN
    yield Part(first, tuple(_beside([chart[at] for chart in charts], width) for at in range(height)))


def _beside(lines: Sequence[Line], width: int) -> Line:
    spans = [span for line in lines for span in (*fitted(line, width), Span(" "))]
    return tuple(spans[:-1])


def _chart(drawing: Drawing, metric: str, width: int, height: int) -> Generator[Part, None, tuple[Line, ...]]:
    """One chart, exactly `height` lines, after what is drawn for it."""
    if height < 1:
        return ()
    own = replace(drawing.of_metric(metric), width=width, height=height)
    has_keys = metric == drawing.metric
    if height < LEAST_CHART_ROWS:
        mark = Span(_mark(drawing) if has_keys else " ", Tone.ACCENT)
        return ((mark, *spark_spans(own, metric, width - 1)), *(((),) * (height - 1)))
    request = request_of(own, height - 1)
    yield from parts_ahead(request)
    return (_chart_title(own, is_log=request.is_log, has_keys=has_keys), *loss_plot(request))


def _mark(drawing: Drawing) -> str:
    return ">" if drawing.is_ascii else "▸"


def _chart_title(drawing: Drawing, *, is_log: bool, has_keys: bool) -> Line:
    """`lr · log · 3 not finite  9.2e-4 (raw 9.1e-4)`: the values are those under the shared cursor."""
    name = metric_name(drawing.metric, min(_LONGEST_METRIC, max(drawing.width // 2, 4)))
    how = (" · log" if is_log else "") + (" · limits" if drawing.view.limits is not None else "")
    subject, room = drawing.subject_of(drawing.metric), drawing.width - 1 - cell_len(name) - len(f"{how}  ")
    # Those of the chart with the keys stand in title and readout: each number that is shown twice is sent twice.
    gaps, values = ("", "") if has_keys else _words_that_fit(drawing, subject, room)
    return (
        Span(_mark(drawing) if has_keys else " ", Tone.ACCENT),
        Span(name, Tone.ACCENT if has_keys and drawing.is_focused else Tone.STRONG),
        Span(_separators(f"{how}{gaps}  ", drawing), Tone.DIM),
        Span(values, style_of(subject.number).tone),
    )


def _words_that_fit(drawing: Drawing, subject: Subject, room: int) -> tuple[str, str]:
    """How many gaps the metric has, and its averaged and raw value, or the averaged alone, or neither: each whole."""
    smooth, raw = values_at(drawing, subject, _index_of(drawing, subject))
    values = value_words(smooth, raw), value_words(None, raw if smooth is None else smooth), ""
    value = next(word for word in values if len(word) <= max(room, 0))
    gaps = "".join(f" · {words}" for words in gap_words(drawing))
    least = "" if not value else min(values[:2], key=len)
    if len(gaps) + len(least) > room:
        return "", value
    return gaps, value if len(gaps) + len(value) <= room else least


def _index_of(drawing: Drawing, subject: Subject) -> int:
    """The point of a subject under the cursor, which goes over those of the first."""
    places = subject.source.places(drawing.axis)
    is_first = subject is drawing.subjects[0]
    near = None if is_first else index_at(places, cursor_place(drawing.view, drawing.places))
    return cursor_index(drawing.view, places) if near is None else near


def _title(drawing: Drawing, grid: Grid) -> Line:
    pieces, dot = tuple(_title_pieces(drawing, grid)), "|" if drawing.is_ascii else "·"
    return Heading(pieces, rule_of(drawing), dot).ruled(drawing.width)


def _title_pieces(drawing: Drawing, grid: Grid) -> Iterator[Piece]:
    """Whose charts these are, how they are looked at, how many a page and which page, of how many points."""
    yield Piece(cut_middle(clean(drawing.subjects[0].name), _LONGEST_BAKE), _NAMED, Tone.STRONG, OF_TITLE)
    yield from note_pieces(drawing)
    yield from look_pieces(drawing)
    yield Piece(str(grid.shape).replace("×", "x") if drawing.is_ascii else str(grid.shape), AXIS, group=OF_LOOK)
    if grid.pages > 1:
        yield Piece(f"page {grid.page + 1}/{grid.pages}", _PAGED, group=OF_LOOK)
    yield from points_pieces(drawing, request_of(drawing, 0))


def _separators(text: str, drawing: Drawing) -> str:
    return text.replace("·", "|") if drawing.is_ascii else text


def fitted(line: Line, width: int) -> Line:
    """The line cut or filled to so many cells."""
    spans: list[Span] = []
    left = width
    for span in line:
        cells = cell_len(span.text)
        if cells > left:
            spans.append(Span(set_cell_size(span.text, left), span.tone))
            return tuple(spans)
        spans.append(span)
        left -= cells
    return (*spans, Span(" " * left))
