"""What stands under the cursor in words: place and values of every curve, how far the first is from the second."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from breadtui.domain.metric.axes import Axis, step_text
from breadtui.domain.metric.record import MetricSeries, index_at, segment_of
from breadtui.ui.present.plot.clock_ticks import day_and_clock
from breadtui.ui.present.plot.drawing import MOST_CURVES, Drawing, Subject
from breadtui.ui.present.plot.line_styles import style_of
from breadtui.ui.present.plot.metric_names import metric_name
from breadtui.ui.present.plot.scales import place_label, short_number
from breadtui.ui.present.plot.view import cursor_index, cursor_place
from breadtui.ui.present.tones import Line, Span, Tone

LONGEST_NAME = 20


def readout(drawing: Drawing) -> Line:
    """Place and values under the cursor, of every curve, and how far the first is from the second."""
    view, places = drawing.view, drawing.places
    index, place, first = cursor_index(view, places), cursor_place(view, places), drawing.subjects[0]
    smooth, raw = values_at(drawing, first, index)
    name, style = metric_name(drawing.metric, LONGEST_NAME, is_cut_at_end=True), style_of(first.number)
    is_lone = len(drawing.subjects) == 1 and not first.number
    lead = f"  {name} " if is_lone else f"  {name} {style.letter} "
    spans = [place_span(drawing, index), Span(lead + value_words(smooth, raw), style.tone)]
    is_beyond = _is_beyond(places, index, place)
    spans += _beyond_words(drawing, places, index) if is_beyond else ()
    spans += _other_values(drawing, place, None if is_beyond else smooth)
    if not is_beyond and drawing.axis is not Axis.EPOCH and (epoch := _raw_at(places, "epoch", index)) is not None:
        spans.append(Span(f"  epoch {short_number(epoch)}", Tone.DIM))
    return tuple(spans)


def plain(line: Line) -> str:
    """The text of a line, for the clipboard."""
    return "".join(span.text for span in line).strip()


def place_span(drawing: Drawing, index: int) -> Span:
    """Where the cursor stands: the step, and the place along another axis."""
    place = cursor_place(drawing.view, drawing.places)
    is_step = drawing.axis is Axis.STEP
    words = f" step {step_text(place)}" if is_step else _along_words(drawing, index, place)
    return Span(words, Tone.PLAIN)


def _along_words(drawing: Drawing, index: int, place: float) -> str:
    is_there = place == drawing.places.steps[index]
    step = f" step {step_text(drawing.main.series.steps[index])} " if is_there else ""
    return f"{step} {drawing.axis} {_place_words(place, drawing.axis)}"


def values_at(drawing: Drawing, subject: Subject, index: int) -> tuple[float | None, float | None]:
    """The averaged and the raw value of a subject at one of its points; None for a gap."""
    smooth = subject.source.value(drawing.metric, drawing.view.alpha, drawing.axis, index)
    raw = subject.source.value(drawing.metric, 0.0, drawing.axis, index)
    return _finite(smooth), _finite(raw)


def _raw_at(places: MetricSeries, metric: str, index: int) -> float | None:
    """A metric's raw value at one of the points; None for a gap or where it was not logged."""
    values = places.columns.get(metric)
    return _finite(values[index]) if values is not None and index < len(values) else None


def value_words(smooth: float | None, raw: float | None) -> str:
    """A value in few cells: `1.92e-7 (raw 1.97e-7)`, once where both read the same, `-` for a gap."""
    if raw is None:
        return "-"
    words = short_number(raw)
    averaged = words if smooth is None else short_number(smooth)
    return words if averaged == words else f"{averaged} (raw {words})"


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None


def _other_values(drawing: Drawing, place: float, main: float | None) -> Iterator[Span]:
    axis = drawing.axis
    for at, subject in enumerate(drawing.subjects[1:MOST_CURVES]):
        index = index_at(subject.source.places(axis), place) if subject.source.has_axis(axis) else None
        value = None if index is None else values_at(drawing, subject, index)[0]
        style = style_of(subject.number)
        yield Span(f"  {style.letter} {'-' if value is None else short_number(value)}", style.tone)
        places = subject.source.places(axis)
        if index is not None and _is_beyond(places, index, place):
            yield from _beyond_words(drawing, places, index)
        elif at == 0 and main is not None and value and isfinite(share := (main - value) / abs(value)):
            yield Span(_difference_words(share, is_ascii=drawing.is_ascii), Tone.PLAIN)


def _beyond_words(drawing: Drawing, places: MetricSeries, index: int) -> Line:
    """Where the value stands that is nearest to a cursor beyond all of them."""
    return (Span(f" at {_place_words(places.steps[index], drawing.axis)}", Tone.DIM),)


def _is_beyond(log: MetricSeries, index: int, place: float) -> bool:
    """A place lies before or after all points around one, by more than two of them are apart."""
    steps, (begin, end) = log.steps, segment_of(log, index)
    beside = index - 1 if index > begin else min(index + 1, end - 1)
    return abs(place - steps[index]) > abs(steps[index] - steps[beside])


def _place_words(place: float, axis: Axis) -> str:
    return day_and_clock(place) if axis is Axis.SEEN else place_label(place, axis)


def _difference_words(share: float, *, is_ascii: bool) -> str:
    words = f"{100 * share:+.1f}%"
    return f"  D {words}" if is_ascii else "  Δ " + words.replace("-", "−")
