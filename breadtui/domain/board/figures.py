"""The figures that sum up one metric of one bake, for a row of a board."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, count
from math import isfinite, nan
from typing import NamedTuple

from breadtui.domain.metric.axes import Axis, along
from breadtui.domain.metric.columns import extremes_of
from breadtui.domain.metric.record import MetricSeries, ema, ema_at
from breadtui.values import dataclass

_GREATER_IS_BETTER = ("tflops", "acc", "reward", "score", "f1")


class Point(NamedTuple):
    """A value and the training step at which it was logged."""

    value: float
    step: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What one metric of one bake came to; None where nothing was logged.

    Of its newest run: `best` is the least, or the greatest of what is better the greater it is; `smoothed` the newest
    average; `at_cursor` the value at a place of the axis as the curve is drawn, `raw_at_cursor` as it was logged.
    `duration_seconds` is the time in training steps, `points_count` all points with a number.
    """

    last: Point | None = None
    best: Point | None = None
    smoothed: float | None = None
    at_cursor: float | None = None
    raw_at_cursor: float | None = None
    duration_seconds: float | None = None
    points_count: int = 0


def is_better_greater(metric: str) -> bool:
    """More of it is better, as of tflops and accuracies; of losses, and of what is not known, less."""
    return any(word in metric.lower() for word in _GREATER_IS_BETTER)


def figures_of(series: MetricSeries | None, metric: str, alpha: float) -> Figures:
    """The figures of one metric, without a cursor; of a long log every row counts."""
    if series is None or not len(series):
        return Figures()
    whole = series.whole or series
    values = whole.columns.get(metric, ())
    begin = whole.restarts[-1] if whole.restarts else 0
    last = _last_index(values, begin)
    return Figures(
        last=None if last is None else Point(values[last], whole.steps[last]),
        best=_best(whole, metric, begin),
        smoothed=None if last is None else _average(series, metric, alpha, last),
        duration_seconds=_duration_seconds(series),
        points_count=_points_count(values),
    )


def delta_percent(value: float | None, base: float | None) -> float | None:
    """How much more than the base, in percent of it; None where either is not known or the base is nothing."""
    if value is None or base is None or not base:
        return None
    return 100.0 * (value - base) / abs(base)


def _average(series: MetricSeries, metric: str, alpha: float, last: int) -> float:
    """The newest average: of a long log to six digits."""
    log = series.whole or series
    begin, values = log.restarts[-1] if log.restarts else 0, log.columns[metric]
    return ema(values[begin : last + 1], alpha)[-1] if series.whole is None else ema_at(values, alpha, begin, last)


def _last_index(values: Sequence[float], begin: int) -> int | None:
    return next((index for index in range(len(values) - 1, begin - 1, -1) if isfinite(values[index])), None)


def _best(series: MetricSeries, metric: str, begin: int) -> Point | None:
    values = series.columns.get(metric, ())
    extremes = extremes_of(values, begin, len(values)) if len(values) > begin else (nan, nan)
    best = extremes[1] if is_better_greater(metric) else extremes[0]
    if not isfinite(best):
        return None
    return Point(best, series.steps[next(compress(count(begin), map(best.__eq__, values[begin:])))])


def _points_count(values: Sequence[float]) -> int:
    """How many are numbers; quickly where all are."""
    return len(values) if isfinite(sum(values)) else sum(map(isfinite, values))


def _duration_seconds(series: MetricSeries) -> float | None:
    """The time that the newest run spent in steps; None where no row says how long one took."""
    placed = along(series, Axis.TIME)
    return None if placed is None or not len(placed) else placed.steps[-1]
