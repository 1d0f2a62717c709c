"""A bake's metric rows as columns: sorted, deduplicated, with gaps kept as gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, eq=False)
class MetricSeries:
    """All numeric metrics of one bake, a column per metric, aligned with `steps`.

    `steps` are training iterations, ascending within a segment; `restarts` are the indices at which training
    began again from an earlier step. A value that was missing or not finite is NaN. Compared by identity:
    a series is replaced, never changed.
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
