"""The bakes of a board, and the figures that sum each of them up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, nan
from typing import NamedTuple

from breadtui.domain.board.alignment import Alignment, aligned
from breadtui.domain.metric.axes import Axis, along
from breadtui.domain.metric.columns import extremes_of
from breadtui.domain.metric.record import MetricSeries, ema, index_at
from breadtui.domain.names import JobKey

FEWEST, MOST = 2, 8
"""A board holds so many bakes: more could not be told apart."""

LETTERS = "ABCDEFGH"
_GREATER_IS_BETTER = ("tflops", "acc", "reward", "score", "f1")


@dataclass(frozen=True, slots=True)
class Entry:
    """One bake of a board; `note` says why it has no series, or that these are old. Names and notes are raw.

    `steps_before` are the steps its ancestors trained up to where it started.
    """

    key: JobKey
    series: MetricSeries | None = None
    progress_percent: float | None = None
    steps_before: int = 0
    note: str = ""

    def places(self, alignment: Alignment) -> MetricSeries | None:
        """The series along an axis; None where there is none, or none along that."""
        if self.series is None or not len(self.series):
            return None
        return aligned(self.series, alignment, progress_percent=self.progress_percent, steps_before=self.steps_before)


def names_of(keys: Sequence[JobKey]) -> tuple[str, ...]:
    """Each bake by its name alone where all are of one repository, else by its path; raw."""
    is_one = len({key.repo for key in keys}) == 1
    return tuple(key.name if is_one else f"{key.repo}/{key.name}" for key in keys)


class Point(NamedTuple):
    """A value and the training step at which it was logged."""

    value: float
    step: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What one metric of one bake came to; None where nothing was logged.

    Of its newest run: `best` is the least, or the greatest of what is better the greater it is; `smoothed` the newest
    average; `at_cursor` the value at a place of the axis. `duration_seconds` is the time in training steps,
    `points_count` all points with a number.
    """

    last: Point | None = None
    best: Point | None = None
    smoothed: float | None = None
    at_cursor: float | None = None
    duration_seconds: float | None = None
    points_count: int = 0


def is_better_greater(metric: str) -> bool:
    """More of it is better, as of tflops and accuracies; of losses, and of what is not known, less."""
    return any(word in metric.lower() for word in _GREATER_IS_BETTER)


def figures_of(series: MetricSeries | None, metric: str, alpha: float) -> Figures:
    """The figures of one metric, without a cursor.

    Of a long log nothing is smoothed: its telling rows alone would give another average than all of them.
    """
    if series is None or not len(series):
        return Figures()
    whole = series.whole or series
    values = whole.columns.get(metric, ())
    begin = whole.restarts[-1] if whole.restarts else 0
    return Figures(
        last=_last(whole, values, begin),
        best=_best(whole, metric, begin),
        smoothed=None if series.whole is not None else _smoothed(values[begin:], alpha),
        duration_seconds=_duration_seconds(series),
        points_count=_points_count(values),
    )


def _last(series: MetricSeries, values: Sequence[float], begin: int) -> Point | None:
    places = range(len(values) - 1, begin - 1, -1)
    index = next((index for index in places if isfinite(values[index])), None)
    return None if index is None else Point(values[index], series.steps[index])


def _best(series: MetricSeries, metric: str, begin: int) -> Point | None:
    values = series.columns.get(metric, ())
    extremes = extremes_of(values, begin, len(values)) if len(values) > begin else (nan, nan)
    best = extremes[1] if is_better_greater(metric) else extremes[0]
    if not isfinite(best):
        return None
    return Point(best, series.steps[next(at for at in range(begin, len(values)) if values[at] == best)])


def _smoothed(values: Sequence[float], alpha: float) -> float | None:
    return next((one for one in reversed(ema(values, alpha)) if isfinite(one)), None)


def _points_count(values: Sequence[float]) -> int:
    """How many are numbers; quickly where all are."""
    return len(values) if isfinite(sum(values)) else sum(map(isfinite, values))


def value_near(places: MetricSeries | None, values: Sequence[float], place: float) -> float | None:
    """The value at the point nearest to a place; None before the first and after the last point, and in a gap."""
    if places is None or not len(places) or not len(values):
        return None
    index = index_at(places, place)
    if index is None or not min(places.steps) <= place <= max(places.steps) or not isfinite(values[index]):
        return None
    return values[index]


def delta_percent(value: float | None, base: float | None) -> float | None:
    """How much more than the base, in percent of it; None where either is not known or the base is nothing."""
    if value is None or base is None or not base:
        return None
    return 100.0 * (value - base) / abs(base)


def _duration_seconds(series: MetricSeries) -> float | None:
    """The time that the newest run spent in steps; None where no row says how long one took."""
    placed = along(series, Axis.TIME)
    return None if placed is None or not len(placed) else placed.steps[-1]
