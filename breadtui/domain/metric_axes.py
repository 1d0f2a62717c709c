"""A metric series laid along another axis than steps: epochs or time spent in training."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from math import isfinite

from breadtui.domain.metrics import MetricSeries


class Axis(StrEnum):
    """What lies along the bottom of a plot: training steps, epochs, or seconds of training."""

    STEP = "step"
    EPOCH = "epoch"
    TIME = "time"


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
    name = next((name for name in ("step_time", "iter_time") if name in series.columns), None)
    if name is None:
        return None
    places = array("d")
    for begin, end in series.segments():
        elapsed = pace = 0.0
        for seconds in series.columns[name][begin:end]:
            pace = seconds if isfinite(seconds) and seconds >= 0 else pace
            elapsed += pace
            places.append(elapsed)
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


def _never_falling(values: Iterable[float]) -> Iterator[float]:
    highest = 0.0
    for value in values:
        highest = max(highest, value) if isfinite(value) else highest
        yield highest
