"""Long training logs made short while they are read, so that a million rows cost no more than some thousands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from breadtui.domain.metric.record import KNOWN_METRICS, STEP

MOST_ROWS = 20_000
"""About so many rows are kept of a longer log."""

_KEPT_OF_A_BUCKET = 4
_MOST_FALLS = 1_000
_LOSSES = tuple(name for name in KNOWN_METRICS if name.endswith("loss"))


class ThinnedRows:
    """The telling rows of a log, in their order; once through, the counts are those of the whole log.

    Of each run of neighbours the first, the last, and those of lowest and highest loss are kept, so that no spike
    is lost; the same goes for both sides of a fall back to an earlier step. A short log is kept whole.
    """

    def __init__(self, rows: Iterable[object], expected_count: int) -> None:
        self._rows = rows
        self._bucket_rows = max(1, -(-expected_count * _KEPT_OF_A_BUCKET // MOST_ROWS))
        self._falls_left = _MOST_FALLS
        self.rows_count = 0
        self.skipped_count = 0

    def __iter__(self) -> Iterator[dict[str, object]]:
        bucket: list[dict[str, object]] = []
        for row in self._rows:
            self.rows_count += 1
            if not isinstance(row, dict):
                self.skipped_count += 1
                continue
            if bucket and (len(bucket) >= self._bucket_rows or self._falls(bucket[-1], row)):
                yield from telling(bucket)
                bucket = []
            bucket.append(row)
        yield from telling(bucket)

    def _falls(self, before: Mapping[str, object], row: Mapping[str, object]) -> bool:
        """Training went back to an earlier step; a log in utter disorder is not followed through each of its falls."""
        step, last = row.get(STEP), before.get(STEP)
        if not (isinstance(step, int | float) and isinstance(last, int | float)) or step >= last:
            return False
        self._falls_left -= 1
        return self._falls_left >= 0


def telling(bucket: list[dict[str, object]]) -> list[dict[str, object]]:
    """The first and last of some neighbouring rows and those of lowest and highest loss."""
    if len(bucket) <= _KEPT_OF_A_BUCKET:
        return bucket
    losses = [(loss, index) for index, row in enumerate(bucket) if (loss := _loss(row)) is not None]
    kept = {0, len(bucket) - 1, *((min(losses)[1], max(losses)[1]) if losses else ())}
    return [bucket[index] for index in sorted(kept)]


def _loss(row: Mapping[str, object]) -> float | int | None:
    """The row's loss as it is compared, None where it has none; what is not a number never compares."""
    for name in _LOSSES:
        loss = row.get(name)
        if isinstance(loss, int | float) and loss == loss:  # noqa: PLR0124 (the quickest test for NaN)
            return loss
    return None
