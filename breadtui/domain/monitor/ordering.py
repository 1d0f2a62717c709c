"""The order of rows by a figure of theirs: what has none comes last, and equals keep the places they had."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isnan
from typing import TypeAlias, TypeVar

Row = TypeVar("Row")
Figure: TypeAlias = float | str | tuple[str, str] | None
"""What rows are compared by; all rows of a list have the same kind, or None."""


def in_order(
    rows: Iterable[Row],
    figure_of: Callable[[Row], Figure],
    before: Mapping[Row, int],
    *,
    is_reversed: bool = False,
) -> list[Row]:
    """The rows from the least figure to the greatest, or the other way; without a figure last in both.

    Equal rows stand as they did in `before`, a row that is new after those that were there.
    """
    last = len(before)
    placed = sorted(rows, key=lambda row: before.get(row, last))
    figures = {row: figure_of(row) for row in placed}
    known = [row for row in placed if _is_known(figures[row])]
    # Python's sort is stable in both directions.
    known.sort(key=lambda row: figures[row], reverse=is_reversed)  # type: ignore[arg-type,return-value]
    return [*known, *(row for row in placed if not _is_known(figures[row]))]


def is_in_order(rows: Sequence[Row], figure_of: Callable[[Row], Figure], *, is_reversed: bool = False) -> bool:
    """Whether rows stand by their figures still."""
    places = {row: place for place, row in enumerate(rows)}
    return list(rows) == in_order(rows, figure_of, places, is_reversed=is_reversed)


def _is_known(figure: Figure) -> bool:
    return figure is not None and not (isinstance(figure, float) and isnan(figure))
