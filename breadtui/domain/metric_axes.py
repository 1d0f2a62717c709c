"""A metric series laid along another axis than steps: epochs or time spent in training."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import accumulate, groupby
from math import isfinite

from breadtui.domain.metrics import MetricSeries


class Axis(StrEnum):
    """What lies along the bottom of a plot.

    Training steps, epochs, seconds of training, seconds since 1970 at which a row was seen, or the share (0 to 1) of a
    bake's own steps, by which bakes of different lengths are laid over each other.
    """

    STEP = "step"
    EPOCH = "epoch"
    TIME = "time"
    SEEN = "seen"
    SHARE = "share"


_PACES = ("step_time", "iter_time")


def axes_of(series: MetricSeries) -> tuple[Axis, ...]:
    """The axes that its rows say where they lie on."""
    has_pace = any(name in series.columns for name in _PACES)
    known = {Axis.STEP: True, Axis.EPOCH: "epoch" in series.columns, Axis.TIME: has_pace}
    return tuple(axis for axis in Axis if known.get(axis, False))


def along(series: MetricSeries, axis: Axis) -> MetricSeries | None:
    """The series with `steps` replaced by epochs, seconds or shares; None where no row says them.

    No row says when it was seen: that is known to `seen_places` alone.
    """
    if axis is Axis.STEP:
        return series
    places = _PLACES[axis](series) if axis in _PLACES else None
    if places is None:
        return None
    return MetricSeries(
        places, series.columns, series.restarts, series.rows_count, series.skipped_count, series.not_finite_count
    )


def _seconds(series: MetricSeries) -> array[float] | None:
    """Seconds of training up to each row: the sum of step times, a missing one as long as the one before."""
    name = next((name for name in _PACES if name in series.columns), None)
    if name is None:
        return None
    places = array("d")
    for begin, end in series.segments():
        places.extend(accumulate(_without_gaps(series.columns[name][begin:end])))
    return places


def _epochs(series: MetricSeries) -> array[float] | None:
    """Epochs as fractions; whole epochs are spread evenly over their rows, the last as wide as the one before."""
    if "epoch" not in series.columns:
        return None
    places = array("d")
    for begin, end in series.segments():
        runs = [(epoch, len(list(run))) for epoch, run in groupby(_never_falling(series.columns["epoch"][begin:end]))]
        for number, (epoch, count) in enumerate(runs):
            is_last = number == len(runs) - 1
            room = runs[number + 1][0] - epoch if not is_last else 1.0
            rows = max(count, runs[number - 1][1] if is_last and number else 0)
            places.extend(epoch + room * place / rows for place in range(count))
    return places


def _never_falling(values: Sequence[float]) -> Iterable[float]:
    return accumulate(_without_gaps(values), max)


def _without_gaps(values: Sequence[float]) -> Iterable[float]:
    """The values, a gap or a negative one as large as the one before; as they are where there is none."""
    if all(map(isfinite, values)) and min(values, default=0.0) >= 0:
        return values
    return _filled(values)


def _filled(values: Iterable[float]) -> Iterator[float]:
    last = 0.0
    for value in values:
        last = value if isfinite(value) and value >= 0 else last
        yield last


def _shares(series: MetricSeries) -> array[float] | None:
    """The share of the steps of its segment that each row stands at; None before the first row."""
    places = array("d")
    for begin, end in series.segments():
        most = max(series.steps[end - 1], 1.0)
        places.extend(step / most for step in series.steps[begin:end])
    return places if len(places) else None


_PLACES: Mapping[Axis, Callable[[MetricSeries], array[float] | None]] = {
    Axis.EPOCH: _epochs,
    Axis.TIME: _seconds,
    Axis.SHARE: _shares,
}
