"""The newest run within a metric log, as the rules read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from statistics import median

from breadtui.domain.metrics import MetricSeries

LOSSES = ("loss", "train_loss")
PACES = ("step_time", "iter_time")
RECENT_STEPS = 50


@dataclass(frozen=True, slots=True)
class Points:
    """The values of one metric that are numbers, each with its step."""

    steps: Sequence[float] = ()
    values: Sequence[float] = ()

    def __len__(self) -> int:
        return len(self.values)


def points_of(series: MetricSeries, *names: str) -> Points:
    """The points of the first of these metrics that has any, since training last began anew."""
    begin = series.restarts[-1] if series.restarts else 0
    for name in names:
        values = series.columns.get(name, ())[begin:]
        if all(map(isfinite, values)) and len(values):
            return Points(series.steps[begin:], values)
        kept = [place for place, value in enumerate(values) if isfinite(value)]
        if kept:
            return Points([series.steps[begin + place] for place in kept], [values[place] for place in kept])
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
