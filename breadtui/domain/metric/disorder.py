"""A long log in disorder, put in order without holding its rows: by its columns, or read twice straight into them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import merge
from itertools import chain, pairwise, repeat
from math import nan

from breadtui.domain.metric.columns import is_short_number
from breadtui.domain.metric.growing import GAP, LOST, MOST_CELLS, GrowingLog
from breadtui.domain.metric.record import (
    KNOWN_METRICS,
    MOST_METRICS,
    NUMBERS,
    STEP,
    MetricSeries,
    Row,
    is_lost,
    number_of,
)
from breadtui.domain.metric.restarts import restarts_of
from breadtui.values import dataclass, field

_MOST_WORDY = 10_000
_MOST_RUNS = 32


class TooLarge(Exception):
    """The log has more values than are kept of any."""


def ordered_log(read: Callable[[], Iterable[object]], *, is_long: bool) -> GrowingLog:
    """What `series_of_rows` would say of the rows, as a log that grows from there.

    `read` is called twice and gives the same rows each time. Of a log that `is_long` metrics other than losses are kept
    to seven digits. Raises: TooLarge, and whatever the rows raise.
    """
    outline = _outline_of(read())
    slots, steps, restarts = _slots_of(outline.steps)
    names = outline.metrics()
    if len(steps) * len(names) > MOST_CELLS:
        raise TooLarge
    columns = {name: _Cells(len(steps), is_short=is_long and not name.endswith("loss")) for name in names}
    for row, slot in zip(_objects(read()), slots, strict=True):
        for name, value in row.items():
            if name in columns:
                columns[name].put(slot, value)
    counts = outline.rows_count, outline.rows_count - len(outline.steps)
    series = _series_of(columns, steps, restarts, counts)
    last_sent = outline.steps[-1] if len(outline.steps) else nan
    return GrowingLog.going_on(series, outline.wordy, last_sent, is_long=is_long)


def put_in_order(log: GrowingLog) -> GrowingLog:
    """A log that took rows `in_any_order`, in order; its columns are taken out of it one by one."""
    arrived = log.disorder
    if arrived is None:
        return log
    names = log.names()
    steps, columns, wordy = log.take_out()
    slots, ordered, restarts = _slots_of(array("d", steps))
    cells = {}
    for name in names:
        values = columns.pop(name).column()
        is_short = log.is_long and not name.endswith("loss") and values.fits_short()
        cells[name] = _Cells(len(ordered), is_short=is_short)
        cells[name].put_all(slots, values, arrived.marks.pop(name, b""))
    series = _series_of(cells, ordered, restarts, (log.rows_count, log.skipped_count))
    return GrowingLog.going_on(series, wordy, steps[-1], is_long=log.is_long)


def _series_of(
    columns: Mapping[str, _Cells], steps: array[float], restarts: tuple[int, ...], counts: tuple[int, int]
) -> MetricSeries:
    """The series of cells in order; `counts` are of the rows and of those that are no objects."""
    values = {name: cells.values for name, cells in columns.items()}
    lost_at = {name: steps[at] for name, cells in columns.items() if (at := cells.marks.find(LOST)) >= 0}
    gap_counts = {name: count for name, cells in columns.items() if (count := cells.marked_count())}
    return MetricSeries(steps, values, restarts, *counts, gap_counts, lost_at)


@dataclass(slots=True)
class _Outline:
    """The step of each row that is an object, and which names are metrics; `wordy` ones had no number."""

    steps: array[float] = field(default_factory=lambda: array("d"))
    numeric: dict[str, None] = field(default_factory=dict)
    wordy: set[str] = field(default_factory=set)
    rows_count: int = 0

    def metrics(self) -> list[str]:
        """The known ones first."""
        known = [name for name in KNOWN_METRICS if name in self.numeric]
        return [*known, *(name for name in self.numeric if name not in KNOWN_METRICS and name != STEP)][:MOST_METRICS]


def _outline_of(rows: Iterable[object]) -> _Outline:
    outline = _Outline(numeric={STEP: None})
    for row in rows:
        outline.rows_count += 1
        if not isinstance(row, dict):
            continue
        step = number_of(row.get(STEP))
        outline.steps.append(float(len(outline.steps) + 1) if step != step else step)  # noqa: PLR0124 - NaN
        if not row.keys() <= outline.numeric.keys():
            _learn_names(outline, row)
    outline.wordy -= outline.numeric.keys()
    return outline


def _learn_names(outline: _Outline, row: Row) -> None:
    for name, value in row.items():
        if name in KNOWN_METRICS or (type(value) in NUMBERS and len(outline.numeric) <= 2 * MOST_METRICS):
            outline.numeric[name] = None
        elif len(outline.wordy) < _MOST_WORDY:
            outline.wordy.add(name)


def _slots_of(steps: array[float]) -> tuple[array[int], array[float], tuple[int, ...]]:
    """Where each row belongs among the steps in order, those steps, and where each new segment begins among them."""
    slots = array("L", [0]) * len(steps)
    ordered = array("d")
    starts: list[int] = []
    for begin, end in pairwise((0, *(restarts_of(steps) if len(steps) else ()), len(steps))):
        starts.append(len(ordered))
        for at in _by_step(steps, begin, end):
            if len(ordered) == starts[-1] or steps[at] != ordered[-1]:
                ordered.append(steps[at])
            slots[at] = len(ordered) - 1
    return slots, ordered, tuple(starts[1:])


def _by_step(steps: array[float], begin: int, end: int) -> Iterable[int]:
    """The rows of a part by their steps, those of one step as they came.

    Some ascending runs, as a resumed training has them, are merged: sorting would hold objects for all rows at once.
    """
    falls = [at for at in range(begin + 1, end) if steps[at] < steps[at - 1]]
    if len(falls) > _MOST_RUNS:
        return sorted(range(begin, end), key=steps.__getitem__)
    runs = (range(first, last) for first, last in pairwise((begin, *falls, end)))
    return merge(*runs, key=steps.__getitem__)


def _objects(rows: Iterable[object]) -> Iterator[Row]:
    return (row for row in rows if isinstance(row, dict))


class _Cells:
    """The values of one metric by slot, short ones to seven digits where these suffice.

    NaN where there is none, with a mark where one was sent that is no number.
    """

    def __init__(self, count: int, *, is_short: bool) -> None:
        self.values: array[float] = array("f" if is_short else "d", [nan]) * count
        self.marks = bytearray(count)

    def put(self, slot: int, value: object) -> None:
        """The last value of a step wins."""
        number = number_of(value)
        if self.values.typecode == "f" and not is_short_number(number):
            self.values = array("d", self.values)
        self.values[slot] = number
        if number == number:  # noqa: PLR0124 - the quickest test for NaN
            self.marks[slot] = 0
        else:
            self.marks[slot] = LOST if is_lost(value) else GAP

    def marked_count(self) -> int:
        """How many slots have a mark."""
        return len(self.marks) - self.marks.count(0)

    def put_all(self, slots: Iterable[int], values: Iterable[float], marks: bytes | bytearray) -> None:
        """The same for the values of all rows; without a number and without a mark a row has no value."""
        put, marked = self.values, self.marks
        for slot, value, mark in zip(slots, values, chain(marks, repeat(0))):  # noqa: B905 - one is endless
            if value == value:  # noqa: PLR0124 - the quickest test for NaN
                put[slot] = value
                marked[slot] = 0
            elif mark:
                put[slot] = nan
                marked[slot] = mark
