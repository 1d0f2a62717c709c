"""A bake's metric rows as columns: sorted, deduplicated, with gaps kept as gaps."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from math import isfinite, nan
from operator import lt
from typing import TypeAlias

STEP = "iter"
KNOWN_METRICS = (
    "loss",
    "train_loss",
    "eval_loss",
    "lr",
    "step_time",
    "iter_time",
    "step_tflops",
    "iter_tflops",
    "seqlen",
    "epoch",
)
"""The names the service is known to log, in reading order. Source: the API contract, metrics."""
MOST_METRICS = 64
_NUMBERS = frozenset({int, float})
_MISSING = object()
Row: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class MetricSeries:
    """All numeric metrics of one bake, a column per metric, aligned with `steps`.

    `steps` are training iterations, ascending within a segment; `restarts` are the indices at which training
    began again from the start. A value that was missing or not finite is NaN. `rows_count` is how many rows the
    service sent, `skipped_count` how many of them were no objects, `not_finite_count` how many had a metric without
    a finite number. Compared by identity: a series is replaced, never changed.
    """

    steps: Sequence[float] = ()
    columns: Mapping[str, Sequence[float]] = field(default_factory=dict)
    restarts: tuple[int, ...] = ()
    rows_count: int = 0
    skipped_count: int = 0
    not_finite_count: int = 0

    def __len__(self) -> int:
        return len(self.steps)

    @property
    def last_step(self) -> int | None:
        """The newest step, or None before the first row."""
        return int(self.steps[-1]) if len(self.steps) else None

    def segments(self) -> Iterator[tuple[int, int]]:
        """The index ranges, begin and end, between which steps ascend."""
        edges = [0, *self.restarts, len(self.steps)]
        return ((begin, end) for begin, end in pairwise(edges) if begin < end)


def series_of_rows(rows: Iterable[object]) -> MetricSeries:
    """The series of a bake's metric log, whatever order and shape its rows came in.

    Rows are sorted by `iter` (their number where it is missing) and a repeated step takes the last value of each
    metric; a log that begins again at its first step becomes a second segment. Source: the API contract, metrics.
    """
    given = list(rows)
    objects: list[Row] = [row for row in given if isinstance(row, dict)]
    skipped_count = len(given) - len(objects)
    steps = _steps_of(objects)
    restarts: tuple[int, ...] = ()
    if not all(map(lt, steps, islice(steps, 1, None))):
        objects, steps, restarts = _in_order(objects, steps)
    gaps: set[int] = set()
    columns = _columns_of(objects, gaps)
    return MetricSeries(array("d", steps), columns, restarts, len(given), skipped_count, len(gaps))


def _number(value: object) -> float:
    """The value as a finite number, or NaN; true and false are no numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return nan
    try:
        number = float(value)
    except OverflowError:
        return nan
    return number if isfinite(number) else nan


def _steps_of(rows: Sequence[Row]) -> list[float]:
    found = [_number(row.get(STEP)) for row in rows]
    return [float(number) if step != step else step for number, step in enumerate(found, 1)]  # noqa: PLR0124 - NaN


def _in_order(rows: Sequence[Row], steps: Sequence[float]) -> tuple[list[Row], list[float], tuple[int, ...]]:
    """Rows and steps sorted within each segment, repeated steps merged, and where each new segment begins."""
    ordered_rows: list[Row] = []
    ordered_steps: list[float] = []
    starts: list[int] = []
    edges = [0, *_restarts_of(steps), len(steps)]
    for begin, end in pairwise(edges):
        merged: dict[float, Row] = {}
        for step, row in zip(steps[begin:end], rows[begin:end], strict=True):
            merged[step] = {**merged[step], **row} if step in merged else row
        starts.append(len(ordered_steps))
        ordered_steps += sorted(merged)
        ordered_rows += [merged[step] for step in ordered_steps[starts[-1] :]]
    return ordered_rows, ordered_steps, tuple(starts[1:])


def _restarts_of(steps: Sequence[float]) -> list[int]:
    """Where an orderly log falls back to its first step or before it and climbs again over steps it had.

    A log that was in disorder before, or never repeats a step, is merely unsorted; a fall to a later step is a
    part logged twice.
    """
    found: list[int] = []
    seen: set[float] = set()
    first = last = steps[0]
    is_orderly = True
    for index, step in enumerate(steps):
        if step < last and is_orderly and step <= first and _climbs_again(steps, index, seen):
            found.append(index)
            seen, first = set(), step
        elif step < last and step not in seen:
            is_orderly = False
        last = step
        seen.add(step)
    return found


def _climbs_again(steps: Sequence[float], index: int, seen: set[float]) -> bool:
    if index + 1 == len(steps):
        return False
    step, following = steps[index], steps[index + 1]
    return following > step and (step in seen or following in seen)


def _columns_of(rows: Sequence[Row], gaps: set[int]) -> dict[str, array[float]]:
    """At most `MOST_METRICS` columns, known names first; the indices of rows with a gap are added to `gaps`."""
    columns: dict[str, array[float]] = {}
    for name in _names_of(rows):
        if len(columns) == MOST_METRICS:
            break
        values = [row.get(name, _MISSING) for row in rows]
        if name in KNOWN_METRICS or any(type(value) in _NUMBERS for value in values):
            columns[name] = _column(values, gaps)
    return columns


def _names_of(rows: Sequence[Row]) -> list[str]:
    names: dict[str, None] = {}
    for row in rows:
        if not row.keys() <= names.keys():
            names.update(dict.fromkeys(row))
    names.pop(STEP, None)
    known = [name for name in KNOWN_METRICS if name in names]
    return known + [name for name in names if name not in KNOWN_METRICS]


def _column(values: Sequence[object], gaps: set[int]) -> array[float]:
    """The values as numbers; what is missing or not finite is NaN, and only the latter a gap."""
    column = array("d", map(_number, values))
    if not all(map(isfinite, column)):
        gaps.update(
            index for index, value in enumerate(values) if value is not _MISSING and not isfinite(column[index])
        )
    return column
