"""The metrics of a bake as lines: title, plot, readout under the cursor, and sparklines of the other metrics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from breadtui.domain.metric.record import last_value
from breadtui.ui.present.clean import clean, cut_end
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
from breadtui.values import replace

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


def heading(drawing: Drawing) -> str:
    """What the rule above the pane says, where that is not the first line of the pane itself."""
    title = _title(replace(drawing, width=0), request_of(drawing, 0))
    return plain(title).rstrip("─-").rstrip()


def message_lines(
    width: int, height: int, message: Span, *, has_title: bool = True, is_focused: bool = False
) -> tuple[Line, ...]:
    """The pane without metrics: its title, and in the middle why."""
    if height < 1:
        return ()
    lines: list[Line] = [()] * height
    if has_title:
        lines[0] = _ruled(_head(is_focused), (), width)
    text = cut_end(clean(message.text), width)
    lines[height // 2 if height > 1 else 0] = (Span(" " * ((width - len(text)) // 2) + text, message.tone),)
    return tuple(lines)


# Title


def look_words(drawing: Drawing) -> str:
    """How every chart is looked at: `ema .6 · x=step · follow`; and before that which wanted metric is not there."""
    view = drawing.view
    parts = [*missing_words(drawing), *average_words(drawing), f"x={drawing.axis}"]
    if view.is_following and view.span is not None:
        parts.append("follow")
    return " · ".join(parts)


def missing_words(drawing: Drawing) -> tuple[str, ...]:
    """That the wanted metric was not logged, where another one takes its place."""
    wanted = drawing.view.metric
    return () if wanted == drawing.metric else (f"no {metric_name(wanted, LONGEST_NAME)} logged",)


def average_words(drawing: Drawing) -> tuple[str, ...]:
    """How strongly the values are averaged: `ema .6`; nothing where they are raw."""
    alpha = drawing.view.alpha
    return (f"ema {f'{alpha:g}'.removeprefix('0')}",) if alpha else ()


def points_words(drawing: Drawing, request: PlotRequest, cells: int | None = None) -> str:
    """How many points of how many are in sight, and what is wrong with the others; as much as fits into the cells."""
    window, counted = (request.first, request.last), drawing.counted
    within = sum(points_within(source.places(drawing.axis), window) for source in counted)
    words = f"{within} of {sum(len(source.whole) for source in counted)} points"
    for part in flaw_words(drawing, request):
        if cells is not None and len(words) + len(part) + 3 > cells:
            break
        words += f" · {part}"
    return words


def rule_of(drawing: Drawing) -> str:
    """A piece of rule."""
    return "--" if drawing.is_ascii else "──"


def _title(drawing: Drawing, request: PlotRequest) -> Line:
    parts = [metric_name(drawing.metric, LONGEST_NAME, is_cut_at_end=True)]
    parts += ["log"] if request.is_log else []
    parts += ["limits"] if drawing.view.limits is not None else []
    words = " · ".join((*parts, look_words(drawing)))
    rule = rule_of(drawing)
    after = (Span(f" {words} "), Span(f"{rule} {points_words(drawing, request)} ", Tone.DIM))
    return _ruled(_head(drawing.is_focused), (*drawing.note, *after), drawing.width, rule[0])


def _head(is_focused: bool) -> Span:
    return Span(f" {TITLE} ", Tone.ACCENT if is_focused else Tone.STRONG)


def _ruled(head: Span, after: Sequence[Span], width: int, rule: str = "─") -> Line:
    """Head, a piece of rule, the rest, and rule to the end."""
    used = len(head.text) + 2 + sum(len(span.text) for span in after)
    return (head, Span(rule * 2, Tone.DIM), *after, Span(rule * max(width - used, 0), Tone.DIM))


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
    name = metric_name(metric, _LONGEST_METRIC)
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
