"""What a plot needs of one metric series, worked out once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from math import fsum, isfinite, nan
from typing import TypeAlias, TypeVar

from breadtui.domain.metric.axes import Axis, SeenSteps, along, axes_of, seen_places
from breadtui.domain.metric.columns import continues, outside_count
from breadtui.domain.metric.record import (
    KNOWN_METRICS,
    Band,
    MetricSeries,
    ema_at,
    index_at,
    segment_of,
    smoothed,
    thin,
)
from breadtui.ui.present.plot.clipping import spread_of
from breadtui.ui.present.plot.view import extent, parts_within, points_within

T = TypeVar("T")
K = TypeVar("K")
_Asked: TypeAlias = tuple[str, float, Axis, tuple[float, float], int]
"""Metric, average, axis, window, and how many bands at most."""

MOST_SMOOTHED_POINTS = 30_000
"""The average of a longer log is worked out where it is drawn, and only there."""
_MOST_SHAPED_POINTS = 4_000
_MOST_KEPT = 64


class CurveSource:
    """One series with its axes, averages and thinned curves, each kept from the first time it was asked for.

    Along steps it is the whole log, along other axes that of the telling rows where the log is long. A new series
    needs a new source; so nothing kept can be stale. `seen` says when which step was seen first.
    Of a log that grew since it was the series of one of the sources `kept`, only what is new is looked at.
    """

    def __init__(self, series: MetricSeries, seen: SeenSteps = (), kept: Iterable[CurveSource] = ()) -> None:
        self.series = series
        self.seen = seen
        self.whole = series.whole or series
        self._along: dict[Axis, MetricSeries] = {Axis.STEP: self.whole}
        self._smoothed: tuple[tuple[str, float, int], Sequence[float]] | None = None
        self._bands: dict[_Asked, tuple[Band, ...]] = {}
        before = next((source for source in kept if source.grew_into(series)), None)
        self._earlier = {} if before is None else before.bands_to_keep()
        self._extents: dict[_Asked, tuple[float, float]] = {}
        self._shapes: dict[object, tuple[float, ...]] = {}
        self._beyond: dict[object, int] = {}
        self._spreads: dict[object, tuple[float, float] | None] = {}

    def grew_into(self, series: MetricSeries) -> bool:
        """Whether a series is this log grown further, averaged in the same way and never begun anew."""
        later, earlier = series.whole or series, self.whole
        is_other = (len(later) > MOST_SMOOTHED_POINTS) != (len(earlier) > MOST_SMOOTHED_POINTS)
        if is_other or later.restarts or earlier.restarts or not continues(later.steps, earlier.steps):
            return False
        return all(continues(later.columns.get(name, ()), values) for name, values in earlier.columns.items())

    def bands_to_keep(self) -> dict[_Asked, tuple[Band, ...]]:
        """What stays but for the last band when the log grows: bands of many points along its steps."""
        return {
            asked: bands
            for asked, bands in self._bands.items()
            if asked[2] is Axis.STEP and points_within(self.whole, asked[3]) > asked[4]
        }

    def axes(self) -> tuple[Axis, ...]:
        """The axes that the points can be laid along; one look alone has all of them at one moment."""
        return (*axes_of(self.series), *((Axis.SEEN,) if len(self.seen) > 1 else ()))

    def has_axis(self, axis: Axis) -> bool:
        """Whether it is known where the rows lie on this axis."""
        return axis in self.axes()

    def log(self, axis: Axis) -> MetricSeries:
        """The rows that lie along an axis."""
        return self.whole if axis is Axis.STEP else self.series

    def places(self, axis: Axis) -> MetricSeries:
        """The series along an axis, or along steps where it lacks that."""
        if axis not in self._along:
            laid = seen_places(self.series, self.seen) if axis is Axis.SEEN else along(self.series, axis)
            self._along[axis] = laid or self.whole
        return self._along[axis]

    def value(self, metric: str, alpha: float, axis: Axis, index: int) -> float | None:
        """The averaged value at one of the points along an axis, NaN for a gap; None where it was not logged."""
        places = self.places(axis)
        values = places.columns.get(metric)
        if values is None or index >= len(values):
            return None
        if alpha <= 0 or len(places) <= MOST_SMOOTHED_POINTS:
            return self._averages(places, metric, alpha)[index]
        return ema_at(values, alpha, segment_of(places, index)[0], index)

    def bands(
        self, metric: str, alpha: float, axis: Axis, window: tuple[float, float], buckets: int
    ) -> tuple[Band, ...]:
        """The averaged metric within the window along the axis, thinned.

        Of a long log the average is that at the first point of each band.
        """
        asked = (metric, alpha, axis, window, buckets)
        if asked not in self._bands:
            earlier = self._earlier.get(asked, ())
            _keep(self._bands, asked, (*earlier[:-1], *self._bands_from(asked, earlier[-1][0] if earlier else None)))
        return self._bands[asked]

    def extent(
        self, metric: str, alpha: float, axis: Axis, window: tuple[float, float], buckets: int
    ) -> tuple[float, float]:
        """The least and the greatest number of those bands; NaN twice where there is none."""
        asked = (metric, alpha, axis, window, buckets)
        if asked not in self._extents:
            finite = [value for _, low, high in self.bands(*asked) for value in (low, high) if isfinite(value)]
            _keep(self._extents, asked, (min(finite), max(finite)) if finite else (nan, nan))
        return self._extents[asked]

    def _bands_from(self, asked: _Asked, since: float | None) -> Iterable[Band]:
        """The bands from the place `since` on, where one begins; all of them where it is None."""
        metric, alpha, axis, window, buckets = asked
        places = self.places(axis)
        if len(places) > MOST_SMOOTHED_POINTS and alpha > 0:
            curve = MetricSeries(places.steps, {metric: places.columns.get(metric, ())}, places.restarts)
            raw = self.bands(metric, 0.0, axis, window, buckets)
            return _averaged(curve, metric, alpha, (band for band in raw if since is None or band[0] >= since))
        column = self._averages(places, metric, alpha)
        curve = MetricSeries(places.steps, {metric: column} if len(column) else {}, places.restarts)
        return thin(curve, metric, buckets, *window, since=since)

    def beyond_count(self, metric: str, axis: Axis, window: tuple[float, float], ends: tuple[float, float]) -> int:
        """How many points of the metric lie in the window but below the one end or above the other."""
        asked = (metric, axis, window, ends)
        if asked not in self._beyond:
            places = self.places(axis)
            values = places.columns.get(metric, ())
            parts = parts_within(places, window) if len(values) else ()
            _keep(self._beyond, asked, sum(outside_count(values, part.start, part.stop, ends) for part in parts))
        return self._beyond[asked]

    def spread(
        self, metric: str, axis: Axis, window: tuple[float, float], *, is_log: bool
    ) -> tuple[float, float] | None:
        """The range of the metric's values in the window, as logged, without its outliers; None without values."""
        asked = (metric, axis, window, is_log)
        if asked not in self._spreads:
            places = self.places(axis)
            column = places.columns.get(metric, ())
            parts = parts_within(places, window) if len(column) else ()
            _keep(self._spreads, asked, spread_of(column, parts, is_log=is_log))
        return self._spreads[asked]

    def shape(self, metric: str, window: tuple[float, float], buckets: int) -> tuple[float, ...]:
        """The course of a metric over the newest segment as means of parts of the window: for a sparkline."""
        asked = (metric, window, buckets)
        if asked not in self._shapes:
            begin = self.series.restarts[-1] if self.series.restarts else 0
            part = slice(begin, None, (len(self.series) - begin) // _MOST_SHAPED_POINTS + 1)
            steps, values = self.series.steps[part], self.series.columns[metric][part]
            _keep(self._shapes, asked, tuple(_means(steps, values, window, buckets)))
        return self._shapes[asked]

    def _averages(self, places: MetricSeries, metric: str, alpha: float) -> Sequence[float]:
        """A metric's values, averaged; only the last asked for is kept."""
        if alpha <= 0:
            return places.columns.get(metric, ())
        asked = (metric, alpha, len(places))
        if self._smoothed is None or self._smoothed[0] != asked:
            self._smoothed = asked, smoothed(places, metric, alpha).columns.get(metric, ())
        return self._smoothed[1]


def metrics_of(sources: Sequence[CurveSource]) -> tuple[str, ...]:
    """Every metric that any of them logged: the known ones in reading order, then the others as they came."""
    if len(sources) == 1:
        return tuple(sources[0].series.columns)
    found = dict.fromkeys(name for source in sources for name in source.series.columns)
    known = [name for name in KNOWN_METRICS if name in found]
    return (*known, *(name for name in found if name not in KNOWN_METRICS))


def reach_of(sources: Iterable[CurveSource], axis: Axis) -> tuple[float, float] | None:
    """The least and the greatest place of all logs that lie along an axis; None where none does."""
    ends = [extent(source.places(axis)) for source in sources if source.has_axis(axis)]
    return (min(end[0] for end in ends), max(end[1] for end in ends)) if ends else None


def _keep(kept: dict[K, T], asked: K, found: T) -> None:
    """Keep an answer, and no more than some of them."""
    if len(kept) >= _MOST_KEPT:
        kept.pop(next(iter(kept)))
    kept[asked] = found


def _averaged(curve: MetricSeries, metric: str, alpha: float, bands: Iterable[Band]) -> Iterator[Band]:
    """The average at the first point of each band; a band that holds no value stays."""
    values = curve.columns[metric]
    for place, low, high in bands:
        index = index_at(curve, place)
        if index is None or not isfinite(low):
            yield place, low, high
            continue
        average = ema_at(values, alpha, segment_of(curve, index)[0], index)
        yield place, average, average


def _means(
    steps: Sequence[float], values: Sequence[float], window: tuple[float, float], buckets: int
) -> Iterator[float]:
    """The mean of each of so many parts of the window that has a point; NaN where it has gaps only."""
    first, last = window
    start = 0
    for number in range(1, buckets + 1):
        stop = bisect_right(steps, first + (last - first) * number / buckets, start)
        if stop > start:
            yield _mean(values[start:stop])
        start = stop


def _mean(values: Sequence[float]) -> float:
    """The mean of those that are numbers, however large; NaN where there is none."""
    with suppress(OverflowError, ValueError):
        if isfinite(total := fsum(values)):
            return total / len(values)
    finite = [value for value in values if isfinite(value)]
    return fsum(value / len(finite) for value in finite) if finite else nan
