"""The metrics of a bake as lines: title, plot, readout under the cursor, and sparklines of the other metrics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from breadtui.domain.metric_axes import Axis
from breadtui.domain.metrics import MetricSeries, axis_is_log, index_at, last_value
from breadtui.ui.present.clean import clean, cut_end, cut_middle
from breadtui.ui.present.plot.curves import CurveSource, robust_limits
from breadtui.ui.present.plot.line_styles import style_of
from breadtui.ui.present.plot.plot_request import Curve, Markers, PlotRequest, buckets_of
from breadtui.ui.present.plot.plots import loss_plot
from breadtui.ui.present.plot.scales import place_label, scientific, short_number
from breadtui.ui.present.plot.view import PlotView, cursor_index, points_within, window_of
from breadtui.ui.present.sparklines import spark
from breadtui.ui.present.tones import Line, Span, Tone

TITLE = "4 Metrics"
MOST_CURVES = 3
_SPARK_CELLS = 30
_LONGEST_METRIC = 10
_LONGEST_READOUT_NAME = 20


@dataclass(frozen=True, slots=True)
class Subject:
    """A bake whose metrics are drawn; `name` is raw."""

    name: str
    source: CurveSource


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that decides what is drawn; the first subject is the one chosen and has points.

    `note` stands in the title, e.g. what failed; already cleaned.
    """

    subjects: Sequence[Subject]
    view: PlotView
    width: int
    height: int
    markers: Markers = Markers.BRAILLE
    note: tuple[Span, ...] = ()
    has_title: bool = True
    is_focused: bool = False


def metric_lines(drawing: Drawing) -> tuple[Line, ...]:
    """All lines of the pane, as many as it is high."""
    if drawing.height < 1:
        return ()
    spark_rows = _spark_rows(drawing)
    request = request_of(drawing, max(drawing.height - drawing.has_title - 1 - spark_rows, 0))
    lines: list[Line] = [_title(drawing, request)] if drawing.has_title else []
    lines += loss_plot(request)
    lines.append(readout(drawing))
    lines += _sparks(drawing, spark_rows)
    return tuple(lines[: drawing.height])


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


def readout(drawing: Drawing) -> Line:
    """Place and values under the cursor, of every curve, and how far the first is from the second."""
    view, main = drawing.view, drawing.subjects[0].source
    places = main.places(view.axis)
    index = cursor_index(view, places)
    spans = [Span(_place_words(drawing, index), Tone.PLAIN)]
    smooth, raw = _values(drawing, drawing.subjects[0], index)
    name = clean(_metric(drawing), limit=_LONGEST_READOUT_NAME)
    lead = f"  {name} " if len(drawing.subjects) == 1 else f"  {name} A "
    spans.append(Span(lead + _value_words(smooth, raw), style_of(0).tone))
    spans += _other_values(drawing, places.steps[index], smooth)
    if view.axis is not Axis.EPOCH and (epoch := _at(main, "epoch", index)) is not None:
        spans.append(Span(f"  epoch {short_number(epoch)}", Tone.DIM))
    return tuple(spans)


def plain(line: Line) -> str:
    """The text of a line, for the clipboard."""
    return "".join(span.text for span in line).strip()


# Title


def _title(drawing: Drawing, request: PlotRequest) -> Line:
    view, source = drawing.view, drawing.subjects[0].source
    parts = [clean(_metric(drawing), limit=_LONGEST_READOUT_NAME)]
    parts += ["log"] if request.is_log else []
    parts += ["thinned"] if source.is_thinned else [f"ema {view.alpha:.1f}".replace("0.", ".")] if view.alpha else []
    parts.append(f"x={_axis(drawing)}")
    if view.is_following and view.span is not None:
        parts.append("follow")
    counts = " · ".join(_counts(drawing, request))
    after: tuple[Span, ...] = (Span(" " + " · ".join(parts) + " "), Span(_rule(drawing) + f" {counts} ", Tone.DIM))
    return _ruled(_head(drawing.is_focused), (*drawing.note, *after), drawing.width, _rule(drawing)[0])


def _rule(drawing: Drawing) -> str:
    return "--" if drawing.markers is Markers.ASCII else "──"


def _head(is_focused: bool) -> Span:
    return Span(f" {TITLE} ", Tone.ACCENT if is_focused else Tone.STRONG)


def _ruled(head: Span, after: Sequence[Span], width: int, rule: str = "─") -> Line:
    """Head, a piece of rule, the rest, and rule to the end."""
    used = len(head.text) + 2 + sum(len(span.text) for span in after)
    return (head, Span(rule * 2, Tone.DIM), *after, Span(rule * max(width - used, 0), Tone.DIM))


def _counts(drawing: Drawing, request: PlotRequest) -> Iterator[str]:
    source = drawing.subjects[0].source
    series = source.series
    within = points_within(_places(drawing), (request.first, request.last))
    yield f"{within} of {len(series)} points"
    if series.not_finite_count:
        yield f"{series.not_finite_count} not finite"
    if series.restarts:
        yield f"begun {len(series.restarts) + 1}×" if drawing.markers is not Markers.ASCII else "begun again"
    if request.limits is not None:
        window = (request.first, request.last)
        count = source.off_scale_count(_metric(drawing), drawing.view.alpha, drawing.view.axis, window, request.limits)
        yield f"{count} off scale"


# Plot


def request_of(drawing: Drawing, rows: int) -> PlotRequest:
    """The plot of a drawing in so many rows."""
    view, places = drawing.view, _places(drawing)
    window = window_of(view, places)
    curves = tuple(_curves(drawing, window))
    is_log = view.is_log
    if is_log is None:
        is_log = axis_is_log(value for curve in curves for _, low, high in curve.bands for value in (low, high))
    cursor = None if view.cursor is None else places.steps[cursor_index(view, places)]
    limits = robust_limits(band for curve in curves for band in curve.bands) if view.is_clipped else None
    return PlotRequest(curves, drawing.width, rows, *window, _axis(drawing), is_log, drawing.markers, cursor, limits)


def _curves(drawing: Drawing, window: tuple[float, float]) -> Iterator[Curve]:
    view, axis, metric = drawing.view, _axis(drawing), _metric(drawing)
    buckets = buckets_of(drawing.width, drawing.markers)
    for number, subject in enumerate(drawing.subjects[:MOST_CURVES]):
        if subject.source.has_axis(axis):
            bands = subject.source.bands(metric, view.alpha, axis, window, buckets)
            yield Curve(bands, style_of(number), subject.name)


def _metric(drawing: Drawing) -> str:
    return drawing.subjects[0].source.metric_or_first(drawing.view.metric)


def _axis(drawing: Drawing) -> Axis:
    return drawing.view.axis if drawing.subjects[0].source.has_axis(drawing.view.axis) else Axis.STEP


def _places(drawing: Drawing) -> MetricSeries:
    return drawing.subjects[0].source.places(drawing.view.axis)


# Readout


def _place_words(drawing: Drawing, index: int) -> str:
    axis = _axis(drawing)
    words = f" step {drawing.subjects[0].source.series.steps[index]:.0f}"
    if axis is not Axis.STEP:
        words += f"  {axis} {place_label(_places(drawing).steps[index], axis)}"
    return words


def _values(drawing: Drawing, subject: Subject, index: int) -> tuple[float | None, float | None]:
    """The averaged and the raw value of a subject at one of its points."""
    metric = _metric(drawing)
    values = subject.source.values(metric, drawing.view.alpha)
    smooth = values[index] if len(values) else None
    return smooth if smooth is not None and isfinite(smooth) else None, _at(subject.source, metric, index)


def _at(source: CurveSource, metric: str, index: int) -> float | None:
    values = source.series.columns.get(metric)
    return values[index] if values is not None and isfinite(values[index]) else None


def _value_words(smooth: float | None, raw: float | None) -> str:
    if smooth is None or raw is None:
        return "-"
    if smooth == raw:
        return short_number(raw)
    return f"{short_number(smooth)} (raw {short_number(raw)})"


def _other_values(drawing: Drawing, place: float, main: float | None) -> Iterator[Span]:
    axis = _axis(drawing)
    for number, subject in enumerate(drawing.subjects[1:MOST_CURVES], 1):
        index = index_at(subject.source.places(axis), place)
        value = None if index is None else _values(drawing, subject, index)[0]
        yield Span(
            f"  {style_of(number).letter} {'-' if value is None else short_number(value)}", style_of(number).tone
        )
        if number == 1 and main is not None and value:
            yield Span(_difference_words(main / value - 1, drawing.markers), Tone.PLAIN)


def _difference_words(share: float, markers: Markers) -> str:
    words = f"{100 * share:+.1f}%"
    return f"  D {words}" if markers is Markers.ASCII else "  Δ " + words.replace("-", "−")


# Sparklines


def _others(drawing: Drawing) -> list[str]:
    metric = _metric(drawing)
    return [name for name in drawing.subjects[0].source.series.columns if name != metric]


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
        yield tuple(span for name in shown for span in _spark(drawing, name, cells))


def _spark(drawing: Drawing, metric: str, cells: int) -> Iterator[Span]:
    source = drawing.subjects[0].source
    newest = last_value(source.series, metric)
    value = "-" if newest is None else _brief(newest) + (" s" if metric.endswith("_time") else "")
    name = cut_middle(clean(metric), _LONGEST_METRIC)
    room = max(cells - len(name) - len(value) - 4, 0)
    window = window_of(PlotView(), source.series)
    bars = spark(source.shape(metric, window, room), room, is_ascii=drawing.markers is Markers.ASCII)
    yield Span(f" {name} ", Tone.DIM)
    yield Span(bars, Tone.PLAIN)
    yield Span(f" {value}".ljust(cells - len(name) - 2 - len(bars)), Tone.PLAIN)


def _brief(value: float) -> str:
    text = short_number(value)
    return scientific(value, 1) if "e" in text else text
