"""A metric series laid along another axis than steps: epochs or time spent in training."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import accumulate, groupby
from math import isfinite

from breadtui.domain.metrics import MetricSeries


class Axis(StrEnum):
    """What lies along the bottom of a plot: training steps, epochs, or seconds of training."""

    STEP = "step"
    EPOCH = "epoch"
    TIME = "time"


_PACES = ("step_time", "iter_time")


def axes_of(series: MetricSeries) -> tuple[Axis, ...]:
    """The axes that its rows say where they lie on."""
    has_pace = any(name in series.columns for name in _PACES)
    known = {Axis.STEP: True, Axis.EPOCH: "epoch" in series.columns, Axis.TIME: has_pace}
    return tuple(axis for axis in Axis if known[axis])


def along(series: MetricSeries, axis: Axis) -> MetricSeries | None:
    """The series with `steps` replaced by epochs or seconds; None where no row says them."""
    if axis is Axis.STEP:
        return series
    places = _epochs(series) if axis is Axis.EPOCH else _seconds(series)
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
