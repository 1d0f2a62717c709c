"""The newest run within a metric log, as the rules read it."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from statistics import median

from breadtui.domain.metric.record import MetricSeries
from breadtui.values import dataclass

LOSSES = ("loss", "train_loss")
PACES = ("step_time", "iter_time")
RECENT_STEPS = 50
MOST_POINTS = 4000
"""Logs have up to 20,000 rows, and the rules are held against them between two keys."""


@dataclass(frozen=True, slots=True)
class Points:
    """The values of one metric that are numbers, each with its step."""

    steps: Sequence[float] = ()
    values: Sequence[float] = ()

    def __len__(self) -> int:
        return len(self.values)


def points_of(series: MetricSeries, *names: str) -> Points:
    """The points of the first of these metrics that has any, since training last began anew; some thousands at most.

    Of a longer log every so many points are taken, the newest always among them.
    """
    begin = series.restarts[-1] if series.restarts else 0
    stride = max(-(-(len(series) - begin) // MOST_POINTS), 1)
    begin += (len(series) - begin - 1) % stride
    for name in names:
        values = series.columns.get(name, ())[begin::stride]
        if all(map(isfinite, values)) and len(values):
            return Points(series.steps[begin::stride], values)
        kept = [place for place, value in enumerate(values) if isfinite(value)]
        if kept:
            return Points([series.steps[begin + stride * place] for place in kept], [values[place] for place in kept])
    return Points()


def losses_of(series: MetricSeries) -> Points:
    """The training losses of the newest run."""
    return points_of(series, *LOSSES)


def step_seconds_of(series: MetricSeries | None) -> float | None:
    """The median time of recent steps; None where no log tells it."""
    if series is None:
        return None
    recent = [seconds for seconds in points_of(series, *PACES).values[-RECENT_STEPS:] if seconds > 0]
    return median(recent) if recent else None
