"""The table of a board: a row a bake, each figure beside the baseline's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from breadtui.domain.board.entries import Standing
from breadtui.domain.board.figures import Figures, delta_percent
from breadtui.domain.names import JobKey
from breadtui.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One bake; `base` are the figures of the baseline, None for the baseline itself. Name and note are raw."""

    key: JobKey
    letter: str
    name: str
    figures: Figures
    base: Figures | None = None
    note: str = ""
    is_hidden: bool = False
    standing: Standing | None = None

    @property
    def path(self) -> str:
        """`repo/name`, raw."""
        return f"{self.key.repo}/{self.key.name}"

    @property
    def last_delta_percent(self) -> float | None:
        """How much more its last value is than the baseline's."""
        return self._delta(lambda figures: figures.last.value if figures.last else None)

    @property
    def best_delta_percent(self) -> float | None:
        """How much more its best value is than the baseline's."""
        return self._delta(lambda figures: figures.best.value if figures.best else None)

    @property
    def smoothed_delta_percent(self) -> float | None:
        """How much more its smoothed value is than the baseline's."""
        return self._delta(lambda figures: figures.smoothed)

    @property
    def cursor_delta_percent(self) -> float | None:
        """How much more it has under the cursor than the baseline."""
        return self._delta(lambda figures: figures.at_cursor)

    def _delta(self, figure: Callable[[Figures], float | None]) -> float | None:
        return None if self.base is None else delta_percent(figure(self.figures), figure(self.base))


@dataclass(frozen=True, slots=True)
class BoardTable:
    """All rows, and what they tell of.

    `alpha` is the smoothing of the smoothed figures; curves and what is under the cursor are averaged so only where
    `is_smoothed`. `cursor` is the place along the axis, `cursor_words` the same as a person reads it,
    `cursor_note` which place that is where nobody put it there: `newest of all`.
    """

    metric: str
    alpha: float
    rows: tuple[BoardRow, ...]
    cursor_words: str = ""
    cursor: float | None = None
    is_smoothed: bool = True
    cursor_note: str = ""

    @property
    def baseline(self) -> BoardRow | None:
        """The row that the others are held against."""
        return next((row for row in self.rows if row.base is None), None)


def with_baseline(rows: Sequence[BoardRow], baseline: JobKey | None) -> tuple[BoardRow, ...]:
    """The rows held against one of them: the first where the one that is wanted is not among them."""
    base = next((row for row in rows if row.key == baseline), rows[0] if rows else None)
    return tuple(row if row is base else replace(row, base=base.figures if base else None) for row in rows)
