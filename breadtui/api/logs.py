"""Training logs asked for: as little as may be, and by whom it is wanted in turn."""

from __future__ import annotations

from functools import partial

from breadtui.api.answer import Ask
from breadtui.api.caller import Caller
from breadtui.api.kinds import METRICS
from breadtui.api.log_bodies import read_metric_rows, read_metrics
from breadtui.api.log_taking import LogTaking
from breadtui.api.log_turns import LogTurns
from breadtui.api.metric_logs import MetricLogs
from breadtui.api.routes import job_path
from breadtui.domain.errors import NotFound
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.metric.rows import MetricRows
from breadtui.domain.names import JobKey


class Logs:
    """The logs of one service: what is known of each, and whose turn it is to read."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._known = MetricLogs()
        self._turns = LogTurns()

    async def metrics(self, key: JobKey) -> MetricSeries:
        """A bake's whole training log, empty where there is none yet; who asks while it is read waits for his turn."""
        async with self._turns.turn(key, is_long=self._known.is_long(key)):
            try:
                return await self._log(key)
            except NotFound:
                return MetricSeries()

    async def rows(self, key: JobKey) -> MetricRows:
        """The same with every row and key as it was sent."""
        ask = Ask("GET", job_path(key, "metrics"), METRICS)
        try:
            answer = await self._caller.answer(ask)
        except NotFound:
            return MetricRows()
        return await read_metric_rows(answer.body, ask.path)

    async def _log(self, key: JobKey) -> MetricSeries:
        """Asked for once, again where what was known of it holds no more, and again where it needs its body at hand."""
        for _ in range(2 if self._known.knows(key) else 1):
            series = await self._as_it_comes(key)
            if series is not None:
                return series
        return await self._as_a_whole(key)

    async def _as_it_comes(self, key: JobKey) -> MetricSeries | None:
        """None where that cannot be read without bytes that went by."""
        ask, taking = Ask("GET", job_path(key, "metrics"), METRICS), LogTaking(self._known, key)
        await self._caller.answer(ask, taking)
        return await taking.series(ask.path)

    async def _as_a_whole(self, key: JobKey) -> MetricSeries:
        ask = Ask("GET", job_path(key, "metrics"), METRICS)
        answer = await self._caller.answer(ask)
        return await read_metrics(answer.body, partial(self._known.read, key), ask.path)
