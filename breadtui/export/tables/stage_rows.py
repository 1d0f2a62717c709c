"""What was seen of a stim or rollout as rows: when, how far, how fast, how long still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from breadtui.domain.metric.rows import MetricRows, metric_rows_of
from breadtui.domain.stage_series import STAGE_METRICS, StageSeries


def stage_rows(stage: StageSeries) -> MetricRows:
    """A row a look, oldest first: `seen_at` (ISO 8601), `seconds` since the first look, and every figure of it.

    A figure that was not known is NaN.
    """
    return metric_rows_of(_rows(stage))


def _rows(stage: StageSeries) -> Iterator[dict[str, object]]:
    if stage.began_at is None:
        return
    for number, seconds in enumerate(stage.series.steps):
        seen_at = (stage.began_at + timedelta(seconds=seconds)).isoformat(timespec="seconds")
        figures = {metric: stage.series.columns[metric][number] for metric in STAGE_METRICS}
        yield {"seen_at": seen_at, "seconds": seconds, **figures}
