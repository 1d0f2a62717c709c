"""The few numbers that sum a training up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import fsum, isfinite

from breadtui.domain.difference.comparison import Figure
from breadtui.domain.jobs import LossSummary
from breadtui.domain.metric.record import MetricSeries

_LOSSES = ("loss", "train_loss")
_STEP_TIMES = ("step_time", "iter_time")


def training_figures(
    loss: LossSummary | None, series: MetricSeries | None, *, until_step: int | None = None
) -> tuple[Figure, ...]:
    """Losses, steps, epochs, learning rate and seconds of one bake; None where nothing is known of one.

    With `until_step` the figures are those at that checkpoint, and the service's own sums, which are of the whole
    training, are left out. The training time is the mean step time by the number of steps, since rows may be missing.
    """
    known = loss if loss is not None and until_step is None else LossSummary()
    losses = _column(series, _LOSSES, until_step)
    times = _column(series, _STEP_TIMES, until_step)
    step_seconds = fsum(times) / len(times) if times else None
    steps = _steps(series, until_step)
    return (
        Figure("last loss", losses[-1] if losses else known.latest, "loss"),
        Figure("lowest loss", min(losses) if losses else known.minimum, "loss"),
        Figure("final loss", known.final, "loss"),
        Figure("steps", steps),
        Figure("epochs", _last(_column(series, ("epoch",), until_step))),
        Figure("learning rate", _last(_column(series, ("lr",), until_step)), "loss"),
        Figure("step time", step_seconds, "s"),
        Figure("training time", step_seconds * steps if step_seconds is not None and steps is not None else None, "s"),
    )


def _steps(series: MetricSeries | None, until_step: int | None) -> float | None:
    if series is None or series.last_step is None:
        return None
    return float(series.last_step if until_step is None else min(until_step, series.last_step))


def _column(series: MetricSeries | None, names: Sequence[str], until_step: int | None) -> list[float]:
    """The finite values of the first of these metrics that there is, of the last run only, up to a step."""
    if series is None:
        return []
    values = next((series.columns[name] for name in names if name in series.columns), ())
    begin = series.restarts[-1] if series.restarts else 0
    end = len(series) if until_step is None else bisect_right(series.steps, until_step, begin)
    return [value for value in values[begin:end] if isfinite(value)]


def _last(values: Sequence[float]) -> float | None:
    return values[-1] if values else None
