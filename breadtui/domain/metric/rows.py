"""A bake's training log as the service sent it: every row and every key, for those who take it elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import NamedTuple

from breadtui.domain.metric.record import KNOWN_METRICS, STEP
from breadtui.values import dataclass


class _Packed(NamedTuple):
    """A row without its names, which rows of one log share: a million of them stay within memory."""

    names: tuple[str, ...]
    values: tuple[object, ...]

    def row(self) -> dict[str, object]:
        return dict(zip(self.names, self.values, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class MetricRows:
    """The rows in the order they were sent; `skipped_count` more were no objects. Compared by identity."""

    packed: Sequence[_Packed] = ()
    skipped_count: int = 0

    def __len__(self) -> int:
        return len(self.packed)

    def __iter__(self) -> Iterator[dict[str, object]]:
        return (packed.row() for packed in self.packed)

    def only(self, names: Iterable[str]) -> Iterator[dict[str, object]]:
        """The rows as they were sent, with no other key than these."""
        wanted = frozenset(names)
        for names_of, values in self.packed:
            yield {name: value for name, value in zip(names_of, values, strict=True) if name in wanted}


def metric_rows_of(rows: Iterable[object]) -> MetricRows:
    """All rows that are objects, packed as they come; the others are counted."""
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    packed: list[_Packed] = []
    skipped_count = 0
    for row in rows:
        if isinstance(row, dict):
            names = tuple(row)
            packed.append(_Packed(known.setdefault(names, names), tuple(row.values())))
        else:
            skipped_count += 1
    return MetricRows(packed, skipped_count)


def ordered(rows: MetricRows) -> MetricRows:
    """The rows by `iter`, a repeated one once with the last value of each of its keys.

    A row without a readable `iter` stands where its number would and is never merged. Source: the API contract,
    metrics ("sort by iter and keep the last").
    """
    found: dict[tuple[float, int], _Packed] = {}
    for number, packed in enumerate(rows.packed, 1):
        step = _step_of(packed)
        key = (float(number), number) if step is None else (step, 0)
        before = found.get(key)
        found[key] = packed if before is None else _merged(before, packed)
    return MetricRows([found[key] for key in sorted(found)], rows.skipped_count)


def names_of(rows: MetricRows) -> tuple[str, ...]:
    """Every key of any row: `iter`, the known metrics in reading order, the others as they first came."""
    names = dict.fromkeys(name for shape in dict.fromkeys(packed.names for packed in rows.packed) for name in shape)
    first = [name for name in (STEP, *KNOWN_METRICS) if name in names]
    return (*first, *(name for name in names if name not in first))


def not_finite_count(rows: MetricRows) -> int:
    """How many values are NaN or infinite."""
    return sum(isinstance(value, float) and not isfinite(value) for _, values in rows.packed for value in values)


def _step_of(packed: _Packed) -> float | None:
    step = packed.values[packed.names.index(STEP)] if STEP in packed.names else None
    if isinstance(step, bool) or not isinstance(step, int | float):
        return None
    try:
        number = float(step)
    except OverflowError:
        return None
    return number if isfinite(number) else None


def _merged(before: _Packed, after: _Packed) -> _Packed:
    if before.names == after.names:
        return after
    row: Mapping[str, object] = {**before.row(), **after.row()}
    return _Packed(tuple(row), tuple(row.values()))
