"""A training log read while its bytes come, so that a long one never stands in memory."""

from __future__ import annotations

from breadtui.api.answer import Body
from breadtui.api.metric_logs import KnownLog, MetricLogs
from breadtui.api.rows import RowPieces
from breadtui.api.trail import Trail
from breadtui.domain.metric.disorder import put_in_order
from breadtui.domain.metric.growing import GrowingLog, OutOfOrder
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey

HELD_BYTES = 8_000_000
"""An answer that is no longer is held and read as a whole."""
_PART_BYTES = 500_000
"""What is held is read in parts: text and rows of one take several times its bytes."""
_SPACE = b" \t\r\n"
_BEHIND_THE_ROWS = _SPACE + b"]"
_LONGEST_END_BYTES = 4_096


class LogReading:
    """One answer for a bake's log, taken piece by piece. Used in the one thread that reads, like the logs themselves.

    What it has in common with the answer before is only hashed. Where it turns out that bytes are needed that went by
    (an old row that changed), it `is_lost`: the answer is to be asked for again, of which nothing is known any more.
    """

    def __init__(self, logs: MetricLogs, key: JobKey) -> None:
        self._logs = logs
        self._key = key
        self._held: bytearray | None = bytearray()
        self._stream: _Stream | None = None
        self._failure: ValueError | RecursionError | None = None
        self.is_lost = False

    def take(self, piece: Body) -> None:
        """The next bytes; what is wrong with them is told at the end."""
        if self._held is None:
            self._go_on(piece)
            return
        self._held += piece
        if len(self._held) > HELD_BYTES and self._held[:1] == b"[" and not self._logs.is_read_whole(self._key):
            held, self._held = self._held, None
            self._stream = _Stream(self._logs.taken(self._key), held)
            for begin in range(0, len(held), _PART_BYTES):
                self._go_on(held[begin : begin + _PART_BYTES])

    def end(self) -> MetricSeries | None:
        """The series once all was taken, None where it is lost. Raises: ValueError or RecursionError without one."""
        if self._held is not None:
            return self._logs.read(self._key, self._held)
        self._go_on(b"", is_last=True)
        if self._failure is not None:
            raise self._failure
        if self._stream is None:
            return None
        read = self._stream.end()
        if read.trail.count:
            self._logs.keep(self._key, read)
        return read.series

    def _go_on(self, piece: Body, *, is_last: bool = False) -> None:
        stream = self._stream
        if stream is None:
            return
        try:
            stream.take(piece, is_last=is_last)
        except (OutOfOrder, Strayed):
            self._stream, self.is_lost = None, True
        except (ValueError, RecursionError) as error:
            # Where a known row ended, another one may go on: [1 is known, [12 comes.
            self._stream, self.is_lost = None, stream.is_continued
            self._failure = None if self.is_lost else error


class Strayed(Exception):
    """The bytes are not those that are known."""


class _Stream:
    """Bytes of an array from its first one on: those that are known are compared, the others read."""

    def __init__(self, known: KnownLog | None, beginning: Body) -> None:
        self._known = known if known is not None and known.trail.is_begun_by(beginning) else None
        self._log = GrowingLog(in_any_order=True) if self._known is None else self._known.log
        self._rows = RowPieces(is_behind_a_row=self.is_continued)
        self._trail = Trail()
        self._unhashed = bytearray()

    @property
    def is_continued(self) -> bool:
        """Whether reading began behind rows that are known."""
        return self._known is not None

    def take(self, piece: Body, *, is_last: bool) -> None:
        """Raises: Strayed or OutOfOrder where these bytes are not enough, ValueError or RecursionError."""
        new = self._beyond_the_known(memoryview(piece))
        self._follow(new)
        self._log.extend(self._rows.rows(new, is_last=is_last))

    def end(self) -> KnownLog:
        """What was read; its trail is empty where there is nothing to go on from."""
        known, self._log = self._known, put_in_order(self._log)
        is_same = known is not None and known.series.rows_count == self._log.rows_count
        series = known.series if known is not None and is_same else self._log.series()
        return KnownLog(self._trail_of_the_rows(), self._log, series)

    def _beyond_the_known(self, piece: memoryview) -> memoryview:
        if self._known is None or self._trail.count >= self._known.trail.count:
            return piece
        left = self._known.trail.count - self._trail.count
        self._trail.add(piece[:left])
        if not self._trail.is_on(self._known.trail):
            raise Strayed
        return piece[left:]

    def _follow(self, piece: memoryview) -> None:
        """Hash all but what may stand behind the last row, where the next answer has other bytes."""
        far = max(len(piece) - _LONGEST_END_BYTES, 0)
        if far:
            self._trail.add(self._unhashed)
            self._trail.add(piece[:far])
            self._unhashed.clear()
        self._unhashed += piece[far:]
        cut = max(len(self._unhashed.rstrip(_BEHIND_THE_ROWS)), len(self._unhashed) - _LONGEST_END_BYTES)
        self._trail.add(self._unhashed[:cut])
        del self._unhashed[:cut]

    def _trail_of_the_rows(self) -> Trail:
        end = self._unhashed.rfind(b"]")
        if end < 0 or not len(self._log):
            return Trail()
        self._trail.add(self._unhashed[:end].rstrip(_SPACE))
        return self._trail
