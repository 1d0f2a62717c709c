"""A noisy curve as medians of equal blocks, and how wide its noise is."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from statistics import median

from breadtui.values import dataclass

MOST_BLOCKS = 400
LEAST_BLOCK = 5


@dataclass(frozen=True, slots=True)
class Blocks:
    """`medians` of blocks of `size` values of `curve` each, the last full as well; `spread` is the noise's deviation.

    Values are logarithms where all of them are positive (`is_log`), since losses fall by factors; the spread is the
    median of how far they lie from their block's median.
    """

    curve: Sequence[float]
    medians: Sequence[float]
    size: int
    spread: float
    is_log: bool

    def ratio(self, high: float, low: float) -> float:
        """How many times `high` is as much as `low`, both as they stand in the blocks."""
        if self.is_log:
            return float(2.718281828459045 ** min(high - low, 700.0))
        return high / low if low > 0 else float("inf") if high > low else 1.0


def _scaled(values: Sequence[float]) -> tuple[Sequence[float], bool]:
    """The values as logarithms where all are positive, and whether they are."""
    return (list(map(log, values)), True) if min(values, default=0.0) > 0 else (values, False)


def blocks_of(values: Sequence[float]) -> Blocks:
    """The values, which are finite and at least five, in blocks counted from the end: the newest are never left out."""
    curve, is_log = _scaled(values)
    size = max(LEAST_BLOCK, -(-len(curve) // MOST_BLOCKS))
    first = len(curve) % size
    parts = [curve[start : start + size] for start in range(first, len(curve), size)]
    medians = [median(part) for part in parts]
    deviations = [abs(value - middle) for part, middle in zip(parts, medians, strict=True) for value in part]
    return Blocks(curve, medians, size, median(deviations) if deviations else 0.0, is_log)
