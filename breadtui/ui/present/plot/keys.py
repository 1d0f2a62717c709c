"""What each key of a metric plot makes of the way of looking."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.record import MetricSeries, index_at
from breadtui.ui.present.plot.curves import CurveSource, metrics_of
from breadtui.ui.present.plot.view import (
    PlotView,
    along_axis,
    at_index,
    at_place,
    cursor_index,
    extent,
    fitted,
    followed,
    is_moved,
    moved,
    moved_among,
    next_axis,
    with_next_alpha,
    with_next_metric,
    zoomed,
)
from breadtui.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Sight:
    """What is on the screen when a key is pressed: a source with points, `width` cells of curve.

    Over the points of the `others` the cursor goes as well.
    """

    view: PlotView
    source: CurveSource
    width: int
    is_log: bool
    others: Sequence[CurveSource] = ()

    @property
    def places(self) -> MetricSeries:
        """The series along the axis."""
        return self.source.places(self.view.axis)

    @property
    def places_beside(self) -> tuple[MetricSeries, ...]:
        """Those of the others that lie along the axis."""
        axis = self.view.axis
        return tuple(other.places(axis) for other in self.others if other.has_axis(axis))


def columns_moved(sight: Sight, columns: int) -> PlotView:
    """The cursor so many columns further."""
    if beside := sight.places_beside:
        return moved_among(sight.view, (sight.places, *beside), columns, sight.width)
    return moved(sight.view, sight.places, columns, sight.width)


def pointed(sight: Sight, place: float) -> PlotView:
    """The cursor on the point nearest to a place along the axis."""
    return at_place(sight.view, sight.places, place, sight.places_beside)


def looked(sight: Sight, look: str) -> PlotView:
    """The view after one of `LOOKS`."""
    return LOOKS[look](sight)


def with_axis(sight: Sight, axis: Axis) -> PlotView:
    """Everything along another axis, the cursor on the same row."""
    view, source = sight.view, sight.source
    cursor = cursor_index(view, sight.places) if is_moved(view) else None
    if cursor is not None and source.log(axis) is not source.log(view.axis):
        log = source.log(view.axis)
        cursor = index_at(source.log(axis), log.steps[min(cursor, len(log) - 1)])
    return along_axis(view, axis, cursor)


def _with_next_axis(sight: Sight) -> PlotView:
    return with_axis(sight, next_axis(sight.view, sight.source.axes()))


def _with_metric(sight: Sight, by: int) -> PlotView:
    return with_next_metric(sight.view, metrics_of((sight.source, *sight.others)), by)


def _at_end(sight: Sight, *, is_last: bool) -> PlotView:
    if beside := sight.places_beside:
        ends = [extent(log)[is_last] for log in (sight.places, *beside)]
        return pointed(sight, max(ends) if is_last else min(ends))
    return at_index(sight.view, sight.places, len(sight.places) - 1 if is_last else 0)


def _with_or_without_others(sight: Sight) -> PlotView:
    """The cursor on a point of the first, which stays in any case."""
    view = replace(sight.view, has_others=not sight.view.has_others)
    return view if view.place is None else at_index(view, sight.places, cursor_index(view, sight.places))


LOOKS: Mapping[str, Callable[[Sight], PlotView]] = {
    "first": lambda sight: _at_end(sight, is_last=False),
    "last": lambda sight: _at_end(sight, is_last=True),
    "zoom_in": lambda sight: zoomed(sight.view, sight.places, 0.5),
    "zoom_out": lambda sight: zoomed(sight.view, sight.places, 2.0),
    "fit": lambda sight: replace(fitted(sight.view), limits=None),
    "follow": lambda sight: followed(sight.view),
    "log": lambda sight: replace(sight.view, is_log=not sight.is_log),
    "smoothing": lambda sight: with_next_alpha(sight.view),
    "axis": _with_next_axis,
    "clip": lambda sight: replace(sight.view, is_clipped=not sight.view.is_clipped),
    "baseline": _with_or_without_others,
    "metric": lambda sight: _with_metric(sight, 1),
    "metric_back": lambda sight: _with_metric(sight, -1),
    "raw": lambda sight: replace(sight.view, alpha=0.0),
}
