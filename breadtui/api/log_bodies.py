"""A training log's body read into a domain value, in the one thread for long bodies."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from breadtui.api.answer import Body
from breadtui.api.reading import begun
from breadtui.api.rows import rows_of
from breadtui.domain.errors import NotBread
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.metric.rows import MetricRows, metric_rows_of

T = TypeVar("T")


async def read_metrics(body: Body, read: Callable[[Body], MetricSeries], what: str) -> MetricSeries:
    """A metrics answer as columns. Raises: NotBread where it is none."""
    series: MetricSeries = await begun(_of_log, body, read, what)
    _refuse_without_objects(len(series), series.skipped_count, what)
    return series


async def metrics_at_the_end(end: Callable[[], MetricSeries | None], what: str) -> MetricSeries | None:
    """What a log says that was read while it came; None where `end` gives none. Raises: NotBread where it was none."""
    series: MetricSeries | None = await begun(_of_log, b"", lambda _body: end(), what)
    if series is not None:
        _refuse_without_objects(len(series), series.skipped_count, what)
    return series


async def read_metric_rows(body: Body, what: str) -> MetricRows:
    """A metrics answer with all its rows. Raises: NotBread where it is none."""
    rows: MetricRows = await begun(_of_log, body, lambda body: metric_rows_of(rows_of(body)), what)
    _refuse_without_objects(len(rows), rows.skipped_count, what)
    return rows


def _refuse_without_objects(count: int, skipped_count: int, what: str) -> None:
    """A list without a single object is not an empty log, and must not be taken for one."""
    if skipped_count and not count:
        raise NotBread(f"the answer for {what} has {skipped_count:,} rows and no object among them", code="json")


def _of_log(body: Body, of_body: Callable[[Body], T], what: str) -> T:
    try:
        return of_body(body)
    except RecursionError:
        raise NotBread(f"the answer for {what} is nested too deeply", code="json") from None
    except ValueError:
        raise NotBread(f"the answer for {what} is not a whole list of rows", code="json") from None
