"""The training logs of several bakes as one text: every row as it was sent, with the bake that it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from breadtui.domain.metric.rows import MetricRows, metric_rows_of
from breadtui.domain.names import JobKey
from breadtui.export.tables.metric_rows_text import MetricForm, metric_texts

BAKE = "bake"
"""The key under which each row says whose it is, as `repo/name`; it wins over one that was sent."""


def several_texts(logs: Sequence[tuple[JobKey, MetricRows]], form: MetricForm) -> Iterator[str]:
    """The rows of all logs, one log after another, none left out."""
    named = ({BAKE: f"{key.repo}/{key.name}", **_without_bake(row)} for key, rows in logs for row in rows)
    return metric_texts(metric_rows_of(named), form)


def _without_bake(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != BAKE}
