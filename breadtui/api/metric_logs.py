"""Training logs of which only the new rows are read, though the service sends all of them each time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from breadtui.api.answer import Body
from breadtui.api.rows import rows_of
from breadtui.api.thinning import ThinnedRows
from breadtui.api.trail import Trail, trail_of
from breadtui.domain.metric.disorder import TooLarge, ordered_log
from breadtui.domain.metric.growing import LONG_ROWS, MOST_POINTS, GrowingLog, OutOfOrder
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.domain.names import JobKey
from breadtui.values import dataclass, replace

T = TypeVar("T")

MOST_LOGS = 8
_SPACE = frozenset(b" \t\r\n")


@dataclass(frozen=True, slots=True)
class KnownLog:
    """What was read of a log: the trail of its bytes up to its last row, and what they said."""

    trail: Trail
    log: GrowingLog
    series: MetricSeries


class MetricLogs:
    """The last answer for each of some bakes. Read from one thread only.

    What an answer has in common with the one before is not parsed again; where it is the same, it is the same series.
    A long log in disorder is parsed twice to be put in order, and grows from there; one too large for that is thinned,
    and a short one is read as a whole each time.
    """

    def __init__(self) -> None:
        self._known: dict[JobKey, KnownLog] = {}
        self._whole: dict[JobKey, None] = {}

    def is_long(self, key: JobKey) -> bool:
        """Whether the last answer for a bake was a long log; False where there was none."""
        known = self._known.get(key)
        return known is not None and len(known.log) > LONG_ROWS

    def knows(self, key: JobKey) -> bool:
        """Whether of the next answer only the new rows may be read."""
        return key in self._known

    def is_read_whole(self, key: JobKey) -> bool:
        """Whether the last answer for a bake could only be read with its body at hand."""
        return key in self._whole

    def taken(self, key: JobKey) -> KnownLog | None:
        """What is known of a log, for who reads on and keeps it again: half read it is of no more use."""
        return self._known.pop(key, None)

    def keep(self, key: JobKey, known: KnownLog) -> None:
        """Remember what was read of a log; the one that was read longest ago is forgotten where there are too many."""
        self._whole.pop(key, None)
        self._known[key] = known
        _forget_the_oldest(self._known)

    def read(self, key: JobKey, body: Body) -> MetricSeries:
        """The series in an answer. Raises: ValueError or RecursionError where there is none."""
        known = self.taken(key)
        if body[:1] != b"[":
            return _as_a_whole(body)
        if known is not None and len(body) > known.trail.count and known.trail.is_begun_by(body):
            rest = _start_of(body, known.trail.count)
            if _ends_at(body, rest):
                self.keep(key, known)
                return known.series
            if body[rest : rest + 1] == b"," and not _closes(body, _start_of(body, rest + 1)):
                return self._grown(key, known.log, body, rows_of(b"[" + bytes(memoryview(body)[rest + 1 :])))
        return self._grown(key, GrowingLog(body.count(b"}")), body, rows_of(body))

    def _grown(self, key: JobKey, log: GrowingLog, body: Body, rows: Iterator[object]) -> MetricSeries:
        try:
            log.extend(rows)
        except OutOfOrder:
            put_in_order = _put_in_order(body)
            if put_in_order is None:
                self._whole[key] = None
                _forget_the_oldest(self._whole)
                return _as_a_whole(body)
            log = put_in_order
        series = log.series()
        if len(log):
            self.keep(key, KnownLog(trail_of(body, _end_of_rows(body)), log, series))
        return series


def _forget_the_oldest(logs: dict[JobKey, T]) -> None:
    while len(logs) > MOST_LOGS:
        logs.pop(next(iter(logs)))


def _put_in_order(body: Body) -> GrowingLog | None:
    """A long log in order; None for one that is short, or too large."""
    count = body.count(b"}")
    if count <= MOST_POINTS:
        return None
    try:
        return ordered_log(lambda: rows_of(body), is_long=count > LONG_ROWS)
    except TooLarge:
        return None


def _as_a_whole(body: Body) -> MetricSeries:
    rows = ThinnedRows(rows_of(body), expected_count=body.count(b"}"))
    series = series_of_rows(rows)
    return replace(series, rows_count=rows.rows_count, skipped_count=rows.skipped_count)


def _start_of(body: Body, at: int) -> int:
    """The first byte from `at` on that is no space."""
    while at < len(body) and body[at] in _SPACE:
        at += 1
    return at


def _ends_at(body: Body, at: int) -> bool:
    """The array is closed here, and nothing follows."""
    return _closes(body, at) and _start_of(body, at + 1) == len(body)


def _closes(body: Body, at: int) -> bool:
    return body[at : at + 1] == b"]"


def _end_of_rows(body: Body) -> int:
    """Where the last row of a whole array ends."""
    end = body.rindex(b"]")
    while body[end - 1] in _SPACE:
        end -= 1
    return end
