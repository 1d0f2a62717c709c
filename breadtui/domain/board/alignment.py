"""Series of several bakes laid along one axis, so that the same place means the same of each."""

from __future__ import annotations

from array import array
from enum import StrEnum

from breadtui.domain.metric.axes import Axis, along, axes_of
from breadtui.domain.metric.record import MetricSeries


class Alignment(StrEnum):
    """What curves are laid side by side along.

    Training steps, epochs, the share (0 to 1) of the whole training, seconds of training, or steps since the base
    model, where a child begins at the checkpoint that it started from.
    """

    STEP = "step"
    EPOCH = "epoch"
    FRACTION = "fraction"
    TIME = "time"
    DESCENT = "descent"


def lies_along(series: MetricSeries, alignment: Alignment) -> bool:
    """Whether rows say where they lie along an axis, which `aligned` would be None of otherwise."""
    match alignment:
        case Alignment.EPOCH:
            return Axis.EPOCH in axes_of(series)
        case Alignment.TIME:
            return Axis.TIME in axes_of(series)
        case Alignment.FRACTION:
            return whole_steps(series, None) > 0
        case _:
            return True


def aligned(
    series: MetricSeries, alignment: Alignment, *, progress_percent: float | None = None, steps_before: int = 0
) -> MetricSeries | None:
    """The series with `steps` replaced by places along the axis; None where its rows do not say where they lie.

    Along steps, and along the descent where it has no ancestors, it is the whole of a long log, else its telling rows.
    `progress_percent` is how far the training is, which the fraction of an unfinished one needs: without it the last
    row counts as the end. `steps_before` are those that its ancestors trained.
    """
    match alignment:
        case Alignment.STEP:
            return series.whole or series
        case Alignment.EPOCH:
            return along(series, Axis.EPOCH)
        case Alignment.TIME:
            return along(series, Axis.TIME)
        case Alignment.FRACTION:
            return _shares(series, progress_percent)
        case Alignment.DESCENT:
            return _placed(series, 1.0, float(steps_before)) if steps_before else series.whole or series


def whole_steps(series: MetricSeries, progress_percent: float | None) -> float:
    """How many steps the whole training has; the last that was logged where nothing says that it goes on."""
    last = max((series.steps[end - 1] for _, end in series.segments()), default=0.0)
    if progress_percent is None or not 0 < progress_percent < 100:
        return last
    return last * 100.0 / progress_percent


def _shares(series: MetricSeries, progress_percent: float | None) -> MetricSeries | None:
    whole = whole_steps(series, progress_percent)
    return _placed(series, 1.0 / whole, 0.0) if whole > 0 else None


def _placed(series: MetricSeries, factor: float, offset: float) -> MetricSeries:
    places = array("d", (step * factor + offset for step in series.steps))
    return MetricSeries(
        places,
        series.columns,
        series.restarts,
        series.rows_count,
        series.skipped_count,
        series.gap_counts,
        series.lost_at,
    )
