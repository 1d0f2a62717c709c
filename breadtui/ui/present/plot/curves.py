"""What a plot needs of one metric series, worked out once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from math import fsum, isfinite, nan

from breadtui.domain.metric_axes import Axis, along, axes_of
from breadtui.domain.metrics import Band, MetricSeries, smoothed, thin
from breadtui.ui.present.plot.view import parts_within

MOST_SMOOTHED_POINTS = 100_000
_MOST_SHAPED_POINTS = 20_000


class CurveSource:
    """One series with its axes, averages and thinned curves, each kept from the first time it was asked for.

    A new series needs a new source; so nothing kept can be stale.
    """

    def __init__(self, series: MetricSeries) -> None:
        self.series = series
        self._along: dict[Axis, MetricSeries] = {Axis.STEP: series}
        self._smoothed: tuple[tuple[str, float], Sequence[float]] | None = None
        self._bands: tuple[object, tuple[Band, ...]] | None = None
        self._shapes: dict[object, tuple[float, ...]] = {}
        self._off_scale: tuple[object, int] | None = None

    @property
    def is_thinned(self) -> bool:
        """Too many points for an average to be seen, so that none is drawn."""
        return len(self.series) > MOST_SMOOTHED_POINTS

    def has_axis(self, axis: Axis) -> bool:
        """Whether the rows say where they lie on this axis."""
        return axis in axes_of(self.series)

    def places(self, axis: Axis) -> MetricSeries:
        """The series along an axis, or along steps where it lacks that."""
        if axis not in self._along:
            self._along[axis] = along(self.series, axis) or self.series
        return self._along[axis]

    def metric_or_first(self, metric: str) -> str:
        """The metric if it was logged, else the first that was."""
        if metric in self.series.columns or not self.series.columns:
            return metric
        return next(iter(self.series.columns))

    def values(self, metric: str, alpha: float) -> Sequence[float]:
        """A metric's values, averaged."""
        if alpha <= 0 or self.is_thinned:
            return self.series.columns.get(metric, ())
        if self._smoothed is None or self._smoothed[0] != (metric, alpha):
            self._smoothed = (metric, alpha), smoothed(self.series, metric, alpha).columns.get(metric, ())
        return self._smoothed[1]

    def bands(
        self, metric: str, alpha: float, axis: Axis, window: tuple[float, float], buckets: int
    ) -> tuple[Band, ...]:
        """The averaged metric within the window along the axis, thinned."""
        asked = (metric, alpha, axis, window, buckets)
        if self._bands is None or self._bands[0] != asked:
            column = {metric: self.values(metric, alpha)}
            curve = MetricSeries(self.places(axis).steps, column if column[metric] else {}, self.series.restarts)
            self._bands = asked, tuple(thin(curve, metric, buckets, *window))
        return self._bands[1]

    def off_scale_count(
        self, metric: str, alpha: float, axis: Axis, window: tuple[float, float], limits: tuple[float, float]
    ) -> int:
        """How many points of the averaged metric lie in the window but beyond the limits."""
        asked = (metric, alpha, axis, window, limits)
        if self._off_scale is None or self._off_scale[0] != asked:
            values, low, high = self.values(metric, alpha), *limits
            parts = (values[part] for part in parts_within(self.places(axis), window))
            self._off_scale = asked, sum(value < low or value > high for part in parts for value in part)
        return self._off_scale[1]

    def shape(self, metric: str, window: tuple[float, float], buckets: int) -> tuple[float, ...]:
        """The course of a metric over the newest segment as means of parts of the window: for a sparkline."""
        asked = (metric, window, buckets)
        if asked not in self._shapes:
            begin = self.series.restarts[-1] if self.series.restarts else 0
            part = slice(begin, None, (len(self.series) - begin) // _MOST_SHAPED_POINTS + 1)
            steps, values = self.series.steps[part], self.series.columns[metric][part]
            self._shapes[asked] = tuple(_means(steps, values, window, buckets))
        return self._shapes[asked]


def _means(
    steps: Sequence[float], values: Sequence[float], window: tuple[float, float], buckets: int
) -> Iterator[float]:
    """The mean of each of so many parts of the window that has a point; NaN where it has gaps only."""
    first, last = window
    start = 0
    for number in range(1, buckets + 1):
        stop = bisect_right(steps, first + (last - first) * number / buckets, start)
        if stop > start:
            finite = [value for value in values[start:stop] if isfinite(value)]
            yield fsum(value / len(finite) for value in finite) if finite else nan
        start = stop


def robust_limits(bands: Iterable[Band]) -> tuple[float, float] | None:
    """The range without the outermost two percent at either end; None without values."""
    values = sorted(value for _, low, high in bands for value in (low, high) if isfinite(value))
    if not values:
        return None
    margin = max(len(values) // 50, 1) if len(values) > 10 else 0
    return values[margin], values[-1 - margin]
