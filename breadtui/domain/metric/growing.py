"""A training log that grows at its end, read row by row into columns that are shared by all its states."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import chain, islice
from math import inf, isfinite, nan
from operator import itemgetter, lt

from breadtui.domain.metric.columns import Growing
from breadtui.domain.metric.record import (
    KNOWN_METRICS,
    MISSING,
    MOST_METRICS,
    NUMBERS,
    STEP,
    MetricSeries,
    Row,
    is_lost,
    number_of,
)
from breadtui.domain.metric.telling import MOST_POINTS, TellingPoints

__all__ = ["GAP", "LONG_ROWS", "LOST", "MOST_CELLS", "MOST_POINTS", "Arrived", "GrowingLog", "OutOfOrder"]

LONG_ROWS = 100_000
"""Metrics other than losses of a longer log are kept to seven digits, from the first row on, where these suffice."""
MOST_CELLS = 24_000_000
GAP, LOST = 1, 2
"""In the place of a value that is no number: whether it said NaN or infinite."""
_BATCH_ROWS = 1_000


class OutOfOrder(Exception):
    """The rows are not simply one after the other: the log is to be read as a whole."""


class Arrived:
    """What is to be known of rows in any order, lest they have to be read once more to be put in order.

    `marks` are, for a metric, a byte for each row up to the last with a value that is no number: GAP or LOST.
    """

    def __init__(self) -> None:
        self.is_in_disorder = False
        self.marks: dict[str, bytearray] = {}

    def mark(self, name: str, first: int, lost: Mapping[int, bool]) -> None:
        """Note of rows, counted from the `first` of a batch, that a value is no number, and whether it was lost."""
        if not lost:
            return
        marks = self.marks.setdefault(name, bytearray())
        marks.extend(bytes(first + max(lost) + 1 - len(marks)))
        for at, is_lost_value in lost.items():
            marks[first + at] = LOST if is_lost_value else GAP


class GrowingLog:
    """A log whose rows come in ascending order of `iter`, each once; what it says is what `series_of_rows` would.

    It goes on from a log that was put in order before (`going_on`), however often training began again in that. One
    `in_any_order` takes rows as they come, to be put in order at the end where they were not. After OutOfOrder it is of
    no more use.
    """

    def __init__(self, expected_rows: int = 0, *, in_any_order: bool = False) -> None:
        self._is_long = expected_rows > LONG_ROWS
        self._arrived = Arrived() if in_any_order else None
        self._steps = Growing()
        self._columns: dict[str, Growing] = {}
        self._wordy: set[str] = set()
        self._last_step = -inf
        self._rows_count = 0
        self._skipped_count = 0
        self._gap_counts: dict[str, int] = {}
        self._lost_at: dict[str, float] = {}
        self._telling = TellingPoints()
        self._restarts: tuple[int, ...] = ()

    @classmethod
    def going_on(cls, read: MetricSeries, wordy: Iterable[str], last_sent: float, *, is_long: bool) -> GrowingLog:
        """A log that says what was read, and grows from there; `wordy` are names that had no number so far.

        Where the step that was `last_sent` is not the last in order, any row that follows is out of order: what it
        means for what came before cannot be told from here.
        """
        log = cls()
        log._is_long = is_long
        log._steps.extend(read.steps)
        for name, values in read.columns.items():
            log._columns[name] = Growing(is_short=log._is_short(name))
            log._columns[name].extend(values)
        log._wordy, log._restarts, log._lost_at = set(wordy), read.restarts, dict(read.lost_at)
        log._rows_count, log._skipped_count = read.rows_count, read.skipped_count
        log._gap_counts = dict(read.gap_counts)
        if len(read.steps):
            log._last_step = last_sent if last_sent == read.steps[-1] else inf
        return log

    def __len__(self) -> int:
        return len(self._steps)

    @property
    def disorder(self) -> Arrived | None:
        """What else is known of rows that came in disorder; None where they came in order."""
        return self._arrived if self._arrived is not None and self._arrived.is_in_disorder else None

    @property
    def skipped_count(self) -> int:
        """How many rows were no objects."""
        return self._skipped_count

    @property
    def is_long(self) -> bool:
        """Whether metrics other than losses are kept to seven digits."""
        return self._is_long

    def take_out(self) -> tuple[Sequence[float], dict[str, Growing], set[str]]:
        """Steps, columns and the names without numbers of a log that is of no more use: who empties it saves memory."""
        return self._steps.column(), self._columns, self._wordy

    def names(self) -> list[str]:
        """The metrics, known ones first."""
        known = [name for name in KNOWN_METRICS if name in self._columns]
        return known + [name for name in self._columns if name not in KNOWN_METRICS]

    @property
    def rows_count(self) -> int:
        """How many rows were read, those that are no objects included."""
        return self._rows_count

    def extend(self, rows: Iterable[object]) -> None:
        """Read more rows. Raises: OutOfOrder, and whatever the rows raise."""
        rest = iter(rows)
        while batch := list(islice(rest, _BATCH_ROWS)):
            self._take(batch)

    def series(self) -> MetricSeries:
        """The log as it is now; of a long one the telling points, with the whole of it."""
        counts = (self._rows_count, self._skipped_count, dict(self._gap_counts), dict(self._lost_at))
        if len(self._steps) <= MOST_POINTS:
            plain = {name: self._columns[name].values() for name in self.names()}
            return MetricSeries(self._steps.values(), plain, self._restarts, *counts)
        columns = {name: self._columns[name].column() for name in self.names()}
        whole = MetricSeries(self._steps.column(), columns, self._restarts, *counts)
        told = self._telling.of(whole.steps, columns, self._restarts)
        return MetricSeries(told.steps, told.columns, told.restarts, *counts, whole)

    def _is_short(self, name: str) -> bool:
        return self._is_long and not name.endswith("loss")

    def _take(self, batch: Sequence[object]) -> None:
        rows: list[Row] = [row for row in batch if isinstance(row, dict)]
        self._rows_count += len(batch)
        self._skipped_count += len(batch) - len(rows)
        table = _Table(rows)
        steps = self._steps_of(table)
        self._learn_names(table)
        for name, column in self._columns.items():
            self._take_column(name, column, table.values(name), steps)
        self._steps.extend(steps)
        self._last_step = steps[-1] if steps else self._last_step
        if not self._is_long and len(self._steps) > LONG_ROWS:
            self._shorten_values()
        if len(self._steps) * len(self._columns) > MOST_CELLS:
            raise OutOfOrder

    def _steps_of(self, table: _Table) -> Sequence[float]:
        steps = _numbers(table.values(STEP))
        if all(map(lt, chain((self._last_step,), steps), steps)):
            return steps
        if self._arrived is None:
            raise OutOfOrder
        self._arrived.is_in_disorder = True
        return [step if isfinite(step) else float(number) for number, step in enumerate(steps, len(self._steps) + 1)]

    def _shorten_values(self) -> None:
        """The log turned out to be long: seven digits as for one that was known to be."""
        self._is_long = True
        for name, column in self._columns.items():
            if self._is_short(name):
                self._columns[name] = Growing(is_short=True)
                self._columns[name].extend(column.column())

    def _learn_names(self, table: _Table) -> None:
        """New columns for new names, empty so far; a name that first had words and now has numbers is out of order."""
        for name in table.names():
            if name == STEP or name in self._columns:
                continue
            if name in KNOWN_METRICS or any(type(value) in NUMBERS for value in table.values(name)):
                if name in self._wordy or len(self._columns) == MOST_METRICS:
                    raise OutOfOrder
                self._columns[name] = Growing(is_short=self._is_short(name))
                self._columns[name].extend(array("d", [nan]) * len(self._steps))
            else:
                self._wordy.add(name)

    def _take_column(self, name: str, column: Growing, values: Sequence[object], steps: Sequence[float]) -> None:
        numbers = _numbers(values)
        column.extend(numbers)
        if _all_finite(numbers):
            return
        new_gaps = [at for at, value in enumerate(values) if value is not MISSING and not isfinite(numbers[at])]
        if new_gaps:
            self._gap_counts[name] = self._gap_counts.get(name, 0) + len(new_gaps)
        if self._arrived is not None:
            self._arrived.mark(name, len(self._steps), {at: is_lost(values[at]) for at in new_gaps})
        if name not in self._lost_at:
            lost = next((step for step, value in zip(steps, values, strict=True) if is_lost(value)), None)
            if lost is not None:
                self._lost_at[name] = lost


def _numbers(values: Sequence[object]) -> array[float]:
    if set(map(type, values)) <= NUMBERS:
        try:
            found: array[float] = array("d", values)  # type: ignore[arg-type]  # they were looked at
        except OverflowError:
            pass
        else:
            if _all_finite(found):
                return found
    return array("d", map(number_of, values))


def _all_finite(numbers: array[float]) -> bool:
    """The sum is sooner made than each is looked at: what is not finite makes it so, too."""
    return isfinite(sum(numbers)) or all(map(isfinite, numbers))


class _Table:
    """Some rows by their names; those that all have the same names are turned into columns in one go."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._columns: dict[str, tuple[object, ...]] | None = None
        names = tuple(rows[0]) if rows else ()
        if len(names) > 1 and set(map(len, rows)) == {len(names)}:
            with suppress(KeyError):
                self._columns = dict(zip(names, zip(*map(itemgetter(*names), rows), strict=True), strict=True))

    def names(self) -> Iterable[str]:
        """Each name once, in the order of the rows."""
        if self._columns is not None:
            return self._columns
        names: dict[str, None] = {}
        for row in self._rows:
            if not row.keys() <= names.keys():
                names.update(dict.fromkeys(row))
        return names

    def values(self, name: str) -> Sequence[object]:
        """What the rows say of a metric, MISSING where one says nothing."""
        if self._columns is None:
            return [row.get(name, MISSING) for row in self._rows]
        return self._columns.get(name) or (MISSING,) * len(self._rows)
