"""The strokes of a curve on a canvas; of one that grew, what lies left of its new points stays as it was."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from breadtui.domain.metric.record import Band
from breadtui.ui.present.plot.reaches import Canvas, Dot, Reach, reaches_of, runs_of
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Strokes:
    """What bands come to on a canvas; without bands, nothing so far.

    `dots` has None between two parts; after each band there are so many as `counts` says.
    """

    canvas: Canvas
    bands: Sequence[Band] = ()
    dots: Sequence[Dot | None] = ()
    counts: Sequence[int] = ()
    reaches: Sequence[Reach] = ()

    def grown(self, bands: Sequence[Band]) -> Strokes:
        """Those of other bands on the same canvas; where they begin as these do, only the rest is worked out."""
        alike = _alike_count(self.bands, bands) if _is_rising(self.dots) else 0
        counts = list(self.counts[:alike])
        known = counts[-1] if counts else 0
        dots = list(self.dots[:known])
        for band in bands[alike:]:
            dots += self.canvas.dots_of(band, dots[-1] if dots else None)
            counts.append(len(dots))
        begin, kept = self._kept(known)
        reaches = sorted((*kept, *reaches_of(runs_of(dots[begin:]))))
        return Strokes(self.canvas, bands, dots, counts, reaches)

    def _kept(self, known: int) -> tuple[int, Sequence[Reach]]:
        """What the first dots reach that are known, before the column of the last of them; where that column begins.

        A line reaches every column from the one it begins in to before the one it ends in: what comes changes nothing
        further left.
        """
        column = next((dot.x for dot in reversed(self.dots[:known]) if dot is not None), None)
        if column is None:
            return 0, ()
        begin = known
        while begin and ((dot := self.dots[begin - 1]) is None or dot.x == column):
            begin -= 1
        return begin, self.reaches[: bisect_left(self.reaches, (column,))]


def _alike_count(ones: Sequence[Band], others: Sequence[Band]) -> int:
    """With how many of the same bands both begin."""
    return next(
        (at for at, (one, other) in enumerate(zip(ones, others, strict=False)) if one != other),
        min(len(ones), len(others)),
    )


def _is_rising(dots: Sequence[Dot | None]) -> bool:
    """Whether no part begins left of where another one is."""
    columns = [dot.x for dot in dots if dot is not None]
    return all(left <= right for left, right in pairwise(columns))
