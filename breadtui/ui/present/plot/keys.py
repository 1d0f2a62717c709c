"""What each key of a metric plot makes of the way of looking."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.record import MetricSeries, index_at
from breadtui.ui.present.plot.curves import CurveSource
from breadtui.ui.present.plot.view import (
    PlotView,
    along_axis,
    at_index,
    fitted,
    followed,
    moved,
    next_axis,
    with_next_alpha,
    with_next_metric,
    zoomed,
)
from breadtui.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Sight:
    """What is on the screen when a key is pressed: a source with points, `width` cells of curve."""

    view: PlotView
    source: CurveSource
    width: int
    is_log: bool

    @property
    def places(self) -> MetricSeries:
        """The series along the axis."""
        return self.source.places(self.view.axis)


def columns_moved(sight: Sight, columns: int) -> PlotView:
    """The cursor so many columns further."""
    return moved(sight.view, sight.places, columns, sight.width)


def looked(sight: Sight, look: str) -> PlotView:
    """The view after one of `LOOKS`."""
    return LOOKS[look](sight)


def with_axis(sight: Sight, axis: Axis) -> PlotView:
    """Everything along another axis, the cursor on the same row."""
    view, source = sight.view, sight.source
    cursor = view.cursor
    if cursor is not None and source.log(axis) is not source.log(view.axis):
        log = source.log(view.axis)
        cursor = index_at(source.log(axis), log.steps[min(cursor, len(log) - 1)])
    return along_axis(view, axis, cursor)


def _with_next_axis(sight: Sight) -> PlotView:
    return with_axis(sight, next_axis(sight.view, sight.source.axes()))


def _with_metric(sight: Sight, by: int) -> PlotView:
    return with_next_metric(sight.view, list(sight.source.series.columns), by)


LOOKS: Mapping[str, Callable[[Sight], PlotView]] = {
    "first": lambda sight: at_index(sight.view, sight.places, 0),
    "last": lambda sight: at_index(sight.view, sight.places, len(sight.places) - 1),
    "zoom_in": lambda sight: zoomed(sight.view, sight.places, 0.5),
    "zoom_out": lambda sight: zoomed(sight.view, sight.places, 2.0),
    "fit": lambda sight: replace(fitted(sight.view), limits=None),
    "follow": lambda sight: followed(sight.view),
    "log": lambda sight: replace(sight.view, is_log=not sight.is_log),
    "smoothing": lambda sight: with_next_alpha(sight.view),
    "axis": _with_next_axis,
    "clip": lambda sight: replace(sight.view, is_clipped=not sight.view.is_clipped),
    "baseline": lambda sight: replace(sight.view, has_others=not sight.view.has_others),
    "metric": lambda sight: _with_metric(sight, 1),
    "metric_back": lambda sight: _with_metric(sight, -1),
    "raw": lambda sight: replace(sight.view, alpha=0.0),
}
