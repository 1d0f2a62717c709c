"""What stands under the cursor in words: place and values of every curve, how far the first is from the second."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite

from breadtui.domain.metric.axes import Axis, step_text
from breadtui.domain.metric.record import MetricSeries, index_at, segment_of
from breadtui.ui.present.pieces import Piece, ever_fewer, first_that_fits, line_of
from breadtui.ui.present.plot.clock_ticks import day_and_clock
from breadtui.ui.present.plot.drawing import MOST_CURVES, Drawing, Subject
from breadtui.ui.present.plot.line_styles import style_of
from breadtui.ui.present.plot.metric_names import metric_name
from breadtui.ui.present.plot.scales import place_label, short_number
from breadtui.ui.present.plot.view import cursor_index, cursor_place
from breadtui.ui.present.tones import Line, Span, Tone

LONGEST_NAME = 20


_EPOCH, _DIFFERENCE, _RAW, _STEP, _OTHER, _NAME, _PLACE, _VALUE = 9, 8, 7, 6, 4, 3, 2, 0
"""How soon each piece goes where there is no room for all: the epoch first, the value of the first curve never."""


def readout(drawing: Drawing) -> Line:
    """Place and values under the cursor, of every curve, and how far the first is from the second.

    As much of it as the drawing is wide, each value whole; how many curves are left out is said.
    """
    pieces = tuple(_pieces(drawing))
    lone = (line_of(piece for piece in pieces if piece.rank == rank) for rank in (_VALUE, _PLACE))
    return first_that_fits((*(_with_count(pieces, fewer) for fewer in ever_fewer(pieces)), *lone), drawing.width)


def whole_readout(drawing: Drawing) -> Line:
    """All of the readout, however narrow the chart is."""
    return line_of(_pieces(drawing))


def _with_count(pieces: Sequence[Piece], fewer: Sequence[Piece]) -> Line:
    """The pieces that are left, and how many curves are not among them."""
    if len(fewer) > 1 and (fewer[0].rank, fewer[1].rank) == (_PLACE, _VALUE):
        fewer = (fewer[0], fewer[1]._replace(text=f" {fewer[1].text}"), *fewer[2:])
    missing = sum(piece.rank == _OTHER for piece in pieces) - sum(piece.rank == _OTHER for piece in fewer)
    return (*line_of(fewer), Span(f"  +{missing} more", Tone.DIM)) if missing else line_of(fewer)


def _pieces(drawing: Drawing) -> Iterator[Piece]:
    view, places = drawing.view, drawing.places
    index, place, first = cursor_index(view, places), cursor_place(view, places), drawing.subjects[0]
    smooth, raw = values_at(drawing, first, index)
    is_beyond = _is_beyond(places, index, place)
    yield from _place_pieces(drawing, index, place)
    yield from _main_pieces(
        drawing, value_words(smooth, raw), _beyond_words(drawing, places, index) if is_beyond else ""
    )
    yield from _other_values(drawing, place, None if is_beyond else smooth)
    if not is_beyond and drawing.axis is not Axis.EPOCH and (epoch := _raw_at(places, "epoch", index)) is not None:
        yield Piece(f"  epoch {short_number(epoch)}", _EPOCH, Tone.DIM)


def _main_pieces(drawing: Drawing, words: str, beyond: str) -> Iterator[Piece]:
    """The value of the first curve, its raw value in brackets, and where that stands if it is elsewhere."""
    first, (value, bracket, raw) = drawing.subjects[0], words.partition(" (")
    style = style_of(first.number)
    letter = "" if len(drawing.subjects) == 1 and not first.number else f" {style.letter}"
    yield Piece(f"  {metric_name(drawing.metric, LONGEST_NAME, is_cut_at_end=True)}", _NAME, style.tone)
    yield Piece(f"{letter} {value}", _VALUE, style.tone)
    if raw:
        yield Piece(f"{bracket}{raw}", _RAW, style.tone)
    if beyond:
        yield Piece(beyond, _VALUE, Tone.DIM)


def plain(line: Line) -> str:
    """The text of a line, for the clipboard."""
    return "".join(span.text for span in line).strip()


def _place_pieces(drawing: Drawing, index: int, place: float) -> Iterator[Piece]:
    """Where the cursor stands: the step, and the place along another axis."""
    if drawing.axis is Axis.STEP:
        yield Piece(f" step {step_text(place)}", _PLACE)
        return
    if place == drawing.places.steps[index]:
        yield Piece(f" step {step_text(drawing.main.series.steps[index])} ", _STEP)
    yield Piece(f" {drawing.axis} {_place_words(place, drawing.axis)}", _PLACE)


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


def _other_values(drawing: Drawing, place: float, main: float | None) -> Iterator[Piece]:
    axis = drawing.axis
    for at, subject in enumerate(drawing.subjects[1:MOST_CURVES]):
        index = index_at(subject.source.places(axis), place) if subject.source.has_axis(axis) else None
        value = None if index is None else values_at(drawing, subject, index)[0]
        style, places = style_of(subject.number), subject.source.places(axis)
        is_beyond = index is not None and _is_beyond(places, index, place)
        beyond = _beyond_words(drawing, places, index) if is_beyond and index is not None else ""
        yield Piece(f"  {style.letter} {'-' if value is None else short_number(value)}{beyond}", _OTHER, style.tone)
        if at == 0 and not is_beyond and main is not None and value and isfinite(share := (main - value) / abs(value)):
            yield Piece(_difference_words(share, is_ascii=drawing.is_ascii), _DIFFERENCE)


def _beyond_words(drawing: Drawing, places: MetricSeries, index: int) -> str:
    """Where the value stands that is nearest to a cursor beyond all of them."""
    return f" at {_place_words(places.steps[index], drawing.axis)}"


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
