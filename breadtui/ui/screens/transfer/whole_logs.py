"""Every row of the training logs of bakes, read from the service to be written to a file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Protocol

from breadtui.domain.metric.rows import MetricRows, ordered
from breadtui.domain.names import JobKey
from breadtui.values import dataclass


class ReadsLogs(Protocol):
    """Reads every row of a bake's training log."""

    async def metric_rows(self, key: JobKey) -> MetricRows:
        """The rows as they were sent. Raises: BreadError."""
        ...


@dataclass(frozen=True, slots=True)
class WholeLogs:
    """The logs of one or of several bakes, the rows of each by step; of `sent_count` rows that the service sent."""

    logs: tuple[tuple[JobKey, MetricRows], ...]
    sent_count: int

    @property
    def rows_count(self) -> int:
        """How many rows there are to write."""
        return sum(len(rows) for _, rows in self.logs)

    def words(self) -> str:
        """How much that is: `40 rows`, `39 rows of 40 sent`, `240 rows of 2 bakes`, or `of 2 of 3`."""
        rows = f"{self.rows_count:,} rows"
        if len(self.logs) > 1:
            logged, count = sum(len(log) > 0 for _, log in self.logs), len(self.logs)
            return f"{rows} of {count if logged == count else f'{logged} of {count}'} bakes"
        return rows if self.sent_count == self.rows_count else f"{rows} of {self.sent_count:,} sent"

    def none_words(self) -> str:
        """What is said where there is not a single row."""
        return "none of them has logged metrics yet" if len(self.logs) > 1 else "the bake has logged no metrics yet"

    def texts(self, form: str) -> Iterator[str]:
        """The rows in one of `MetricForm`; of several bakes each row says whose it is."""
        from breadtui.export.tables.metric_rows_text import MetricForm, metric_texts  # noqa: PLC0415  when it is asked for
        from breadtui.export.tables.metric_several_text import several_texts  # noqa: PLC0415  when it is asked for

        if len(self.logs) == 1:
            return metric_texts(self.logs[0][1], MetricForm(form))
        return several_texts(self.logs, MetricForm(form))


async def whole_logs_of(reader: ReadsLogs, keys: Sequence[JobKey]) -> WholeLogs:
    """The logs of these bakes, read one after another. Raises: BreadError."""
    logs, sent_count = [], 0
    for key in keys:
        sent = await reader.metric_rows(key)
        sent_count += len(sent) + sent.skipped_count
        logs.append((key, await asyncio.to_thread(ordered, sent)))
    return WholeLogs(tuple(logs), sent_count)
