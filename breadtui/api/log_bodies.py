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
    return await begun(_of_log, body, read, what)


async def metrics_at_the_end(end: Callable[[], T], what: str) -> T:
    """What a log says that was read while it came. Raises: NotBread where it was none."""
    return await begun(_of_log, b"", lambda _body: end(), what)


async def read_metric_rows(body: Body, what: str) -> MetricRows:
    """A metrics answer with all its rows. Raises: NotBread where it is none."""
    return await begun(_of_log, body, lambda body: metric_rows_of(rows_of(body)), what)


def _of_log(body: Body, of_body: Callable[[Body], T], what: str) -> T:
    try:
        return of_body(body)
    except RecursionError:
        raise NotBread(f"the answer for {what} is nested too deeply", code="json") from None
    except ValueError:
        raise NotBread(f"the answer for {what} is not a whole list of rows", code="json") from None
