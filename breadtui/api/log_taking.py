"""The body of a training log handed to the thread that reads it, a block at a time and never far ahead of it."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import httpx

from breadtui.api.bodies import Meter, decoded
from breadtui.api.log_bodies import metrics_at_the_end
from breadtui.api.log_reading import LogReading
from breadtui.api.metric_logs import MetricLogs
from breadtui.api.reading import begun
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey

BLOCK_BYTES = 500_000


class LogTaking:
    """One question for a bake's log: taken anew with each try, read while it comes.

    What is wrong with the rows is told at the end, after what is wrong with the way they came.
    """

    def __init__(self, logs: MetricLogs, key: JobKey) -> None:
        self._logs = logs
        self._key = key
        self._reading = LogReading(logs, key)
        self._begun: asyncio.Future[None] | None = None

    async def __call__(self, response: httpx.Response, longest_bytes: int, meter: Meter) -> bytes:
        """Take a body with all checks of `whole_body`; one that is lost is left before its end. Gives its beginning."""
        self._reading = LogReading(self._logs, self._key)
        block = bytearray()
        async with aclosing(decoded(response, longest_bytes, meter)) as pieces:
            async for piece in pieces:
                block += piece
                if len(block) >= BLOCK_BYTES:
                    await self._hand_over(block)
                    block = bytearray()
                if self._reading.is_lost:
                    return bytes(meter.start)
        await self._hand_over(block)
        return bytes(meter.start)

    async def series(self, what: str) -> MetricSeries | None:
        """The log once all was taken; None where its body has to be asked for again, to be read as a whole.

        Raises: NotBread where it is none.
        """
        return await metrics_at_the_end(self._reading.end, what)

    async def _hand_over(self, block: bytearray) -> None:
        """Wait until the block before is read: two are all that stand in memory."""
        if self._begun is not None:
            await self._begun
        self._begun = begun(self._reading.take, block)
