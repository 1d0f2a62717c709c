"""The metrics of a bake as lines: title, plot, readout under the cursor, and sparklines of the other metrics."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.record import last_value
from breadtui.ui.present.clean import clean, cut_end
from breadtui.ui.present.headings import POINTS, Heading
from breadtui.ui.present.pieces import Piece
from breadtui.ui.present.plot.drawing import Drawing, Subject, request_of
from breadtui.ui.present.plot.metric_names import metric_name
from breadtui.ui.present.plot.off_scale import beyond_counts
from breadtui.ui.present.plot.parts import Part, lines_of, parts_ahead
from breadtui.ui.present.plot.plot_request import PlotRequest
from breadtui.ui.present.plot.plots import loss_plot
from breadtui.ui.present.plot.readouts import LONGEST_NAME, plain, readout
from breadtui.ui.present.plot.scales import scientific, short_number
from breadtui.ui.present.plot.view import PlotView, points_within, window_of
from breadtui.ui.present.sparklines import spark
from breadtui.ui.present.tones import Line, Span, Tone

__all__ = [
    "TITLE",
    "Drawing",
    "Subject",
    "heading",
    "message_lines",
    "metric_lines",
    "metric_parts",
    "plain",
    "readout",
    "request_of",
]

TITLE = "4 Metrics"
_SPARK_CELLS = 30
_LONGEST_METRIC = 10
_VALUE_CELLS = 6
"""Most values beside a course have so many cells, as 9.1e-4 and 0.0012."""

_LEAST_SPARK_CELLS = 4
"""A name of one cell and the blanks around it, as a value is shown whole or not at all."""


def metric_lines(drawing: Drawing) -> tuple[Line, ...]:
    """All lines of the pane, as many as it is high."""
    return lines_of(metric_parts(drawing), drawing.height)


def metric_parts(drawing: Drawing) -> Iterator[Part]:
    """All lines of the pane in parts; title and readout come first, so that a cursor is answered before the plot."""
    if drawing.height < 1:
        return
    spark_rows = _spark_rows(drawing)
    first = int(drawing.has_title)
    request = request_of(drawing, max(drawing.height - first - 1 - spark_rows, 0))
    if drawing.has_title:
        yield Part(0, (_title(drawing, request),))
    if drawing.height > first:
        yield Part(first + request.height, (readout(drawing), *_sparks(drawing, spark_rows)))
    yield from parts_ahead(request)
    yield Part(first, loss_plot(request))


def heading(drawing: Drawing) -> Heading:
    """What the rule above the pane says, where that is not the first line of the pane itself."""
    return _heading(drawing, request_of(drawing, 0))


def message_lines(
    width: int, height: int, message: Span, *, has_title: bool = True, is_focused: bool = False
) -> tuple[Line, ...]:
    """The pane without metrics: its title, and in the middle why."""
    if height < 1:
        return ()
    lines: list[Line] = [()] * height
    if has_title:
        lines[0] = (Span(f" {TITLE} ", _title_tone(is_focused)), Span("─" * max(width - len(TITLE) - 2, 0), Tone.DIM))
    text = cut_end(clean(message.text), width)
    lines[height // 2 if height > 1 else 0] = (Span(" " * ((width - len(text)) // 2) + text, message.tone),)
    return tuple(lines)


# Title

OF_TITLE = 1
_OF_NOTE, OF_LOOK, OF_COUNTS = range(2, 5)
"""The groups of a heading's pieces."""
FOLLOW, AXIS, AVERAGE, FLAW, LIMITS, LOG, METRIC = 20, 19, 16, 10, 8, 7, 5
_NOTE, _UNTIMED_NOTE, _BRIEF_NOTE, _AGE, _TITLED = 18, 9, 6, 3, 1
"""How soon each piece goes where there is no room for all; how many points of how many never does."""


def look_pieces(drawing: Drawing) -> Iterator[Piece]:
    """How every chart is looked at: `ema .6`, `x=step`, `follow`; and before that which wanted metric is not there."""
    view = drawing.view
    for words in missing_words(drawing):
        yield Piece(words, LOG, group=OF_LOOK)
    for words in average_words(drawing):
        yield Piece(words, AVERAGE, group=OF_LOOK)
    # That steps lie along the bottom is what one thinks anyway.
    yield Piece(f"x={drawing.axis}", AXIS if drawing.axis is Axis.STEP else AVERAGE, group=OF_LOOK)
    if view.is_following and view.span is not None:
        yield Piece("follow", FOLLOW, group=OF_LOOK)


def missing_words(drawing: Drawing) -> tuple[str, ...]:
    """That the wanted metric was not logged, where another one takes its place."""
    wanted = drawing.view.metric
    return () if wanted == drawing.metric else (f"no {metric_name(wanted, LONGEST_NAME)} logged",)


def average_words(drawing: Drawing) -> tuple[str, ...]:
    """How strongly the values are averaged: `ema .6`; nothing where they are raw."""
    alpha = drawing.view.alpha
    return (f"ema {f'{alpha:g}'.removeprefix('0')}",) if alpha else ()


def note_pieces(drawing: Drawing) -> Iterator[Piece]:
    """What the note says; its beginning, how old the values are, goes last, and of a reason the end goes first."""
    age, *others = "".join(span.text for span in drawing.note).strip().split(" · ")
    tone = drawing.note[0].tone if drawing.note else Tone.PLAIN
    if age:
        yield Piece(age, _AGE, tone, _OF_NOTE)
    for words in others:
        reason, _, clock = words.rpartition(" ")
        untimed = reason if ":" in clock else words
        brief = Piece(untimed.partition(": ")[0], _BRIEF_NOTE, tone, _OF_NOTE)
        yield Piece(words, _NOTE, tone, _OF_NOTE, Piece(untimed, _UNTIMED_NOTE, tone, _OF_NOTE, brief))


def points_pieces(drawing: Drawing, request: PlotRequest) -> Iterator[Piece]:
    """How many points of how many are in sight, and what is wrong with the others."""
    window, counted = (request.first, request.last), drawing.counted
    within = sum(points_within(source.places(drawing.axis), window) for source in counted)
    yield Piece(f"{within} of {sum(len(source.whole) for source in counted)}{POINTS}", 0, Tone.DIM, OF_COUNTS)
    for words in flaw_words(drawing, request):
        yield Piece(words, FLAW, Tone.DIM, OF_COUNTS)


def rule_of(drawing: Drawing) -> str:
    """A piece of rule."""
    return "--" if drawing.is_ascii else "──"


def _heading(drawing: Drawing, request: PlotRequest) -> Heading:
    return Heading(tuple(_heading_pieces(drawing, request)), rule_of(drawing))


def _heading_pieces(drawing: Drawing, request: PlotRequest) -> Iterator[Piece]:
    yield Piece(TITLE, _TITLED, _title_tone(drawing.is_focused), OF_TITLE)
    yield from note_pieces(drawing)
    yield Piece(metric_name(drawing.metric, LONGEST_NAME, is_cut_at_end=True), METRIC, group=OF_LOOK)
    if request.is_log:
        yield Piece("log", LOG, group=OF_LOOK)
    if drawing.view.limits is not None:
        yield Piece("limits", LIMITS, group=OF_LOOK)
    yield from look_pieces(drawing)
    yield from points_pieces(drawing, request)


def _title(drawing: Drawing, request: PlotRequest) -> Line:
    return _heading(drawing, request).ruled(drawing.width)


def _title_tone(is_focused: bool) -> Tone:
    return Tone.ACCENT if is_focused else Tone.STRONG


def flaw_words(drawing: Drawing, request: PlotRequest) -> Iterator[str]:
    """How many points in sight are not drawn where they are, and what is wrong with the log; the first is asked for."""
    for count, why in beyond_counts(request, partial(_beyond_count, drawing, request)):
        yield f"{count} {why}"
    begun_again = [f"{len(log.series.restarts) + 1}" for log in drawing.counted if log.series.restarts]
    if begun_again:
        yield f"begun {'+'.join(begun_again)}{'x' if drawing.is_ascii else '×'}"
    yield from gap_words(drawing)


def gap_words(drawing: Drawing) -> tuple[str, ...]:
    """How many values of the metric are no finite numbers; nothing where all are."""
    gap_count = sum(log.series.gap_counts.get(drawing.metric, 0) for log in drawing.counted)
    return (f"{gap_count} not finite",) if gap_count else ()


def _beyond_count(drawing: Drawing, request: PlotRequest, ends: tuple[float, float]) -> int:
    asked = drawing.metric, drawing.axis, (request.first, request.last), ends
    return sum(source.beyond_count(*asked) for source in drawing.counted)


# Sparklines


def _others(drawing: Drawing) -> list[str]:
    metric = drawing.metric
    return [name for name in drawing.main.series.columns if name != metric]


def _per_row(drawing: Drawing) -> int:
    return max(drawing.width // _SPARK_CELLS, 1)


def _spark_rows(drawing: Drawing) -> int:
    """None in a low pane; in a high one up to a sixth of it."""
    needed = -(-len(_others(drawing)) // _per_row(drawing))
    return min(needed, (drawing.height - 2) // 6) if drawing.height >= 8 else 0


def _sparks(drawing: Drawing, rows: int) -> Iterator[Line]:
    per_row, names = _per_row(drawing), _others(drawing)
    cells = drawing.width // per_row
    for row in range(rows):
        shown = names[row * per_row : (row + 1) * per_row]
        yield tuple(span for name in shown for span in spark_spans(drawing, name, cells))


def spark_spans(drawing: Drawing, metric: str, cells: int) -> Iterator[Span]:
    """A metric in one row of so many cells: its name, its course, its newest value."""
    source = drawing.subject_of(metric).source
    newest = last_value(source.series, metric)
    unit = " s" if metric.endswith("_time") else ""
    value = "-" if newest is None else _brief(newest) + unit
    if len(value) + _LEAST_SPARK_CELLS > cells:
        value = ""
    name = metric_name(metric, max(min(_LONGEST_METRIC, cells - len(value) - 3), 1))
    # The value has its place: one a digit shorter than the one before, or a course a cell longer, moves nothing else.
    room = max(cells - len(name) - max(len(value), _VALUE_CELLS + len(unit)) - 4, 0)
    window = window_of(PlotView(), source.series)
    bars = spark(source.shape(metric, window, room), room, is_ascii=drawing.is_ascii, is_open=True)
    yield Span(f" {name} ", Tone.DIM)
    yield Span(bars.ljust(room), Tone.PLAIN)
    yield Span(f" {value}".ljust(cells - len(name) - 2 - room), Tone.PLAIN)


def _brief(value: float) -> str:
    text = short_number(value)
    return scientific(value, 1) if "e" in text else text
