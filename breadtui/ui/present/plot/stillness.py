"""Axes of a log that grows: they stay as they are while they hold it, and where they do not, they get some room.

For each axis that moves draws the whole curve anew, and who watches it has to find his place again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from breadtui.ui.present.plot.cut_curves import scale_of_request
from breadtui.ui.present.plot.drawing import Drawing, request_of
from breadtui.ui.present.plot.plot_request import PlotRequest
from breadtui.ui.present.plot.scales import Scale, fit_range, scale_of, with_room
from breadtui.ui.present.plot.view import StillAxes, whole_of, window_of

_ROOM = 1 / 3
"""By so much of what is there an axis along the bottom grows beyond it."""


def still_axes(before: Drawing, after: Drawing, metrics: Iterable[str]) -> StillAxes:
    """The axes for the charts of these metrics once the log has grown, in the same look at it."""
    window = _window(before, after)
    framed = after.with_still(StillAxes(window))
    return StillAxes(window, dict(_scales(before, framed, metrics)))


def _window(before: Drawing, after: Drawing) -> tuple[float, float] | None:
    """None where only a part is in sight, or where the axis is another one."""
    if after.view.span is not None or before.axis is not after.axis:
        return None
    lowest, highest = whole_of(after.view, after.places)
    first, last = window_of(before.view, before.places)
    if lowest < first or highest - lowest < (last - first) / 2:
        return None
    if highest <= last:
        return first, last
    return fit_range(lowest, highest + (highest - lowest) * _ROOM, after.axis)


def _scales(before: Drawing, after: Drawing, metrics: Iterable[str]) -> Iterator[tuple[str, Scale]]:
    for metric in metrics:
        was = scale_of_request(request_of(before.of_metric(metric), 0))
        request = request_of(after.of_metric(metric), 0)
        if was is not None and (scale := _scale(was, request)) is not None:
            yield metric, scale


def _scale(was: Scale, request: PlotRequest) -> Scale | None:
    """The scale as it was, or with room on the side where it is left; None where it is too wide by now."""
    fresh = scale_of(request.values(), is_log=request.is_log)
    if fresh is None or was.is_log != request.is_log or request.limits is not None:
        return None
    if was.holds(request.values()):
        return was if was.share(fresh.high) - was.share(fresh.low) >= 1 / 2 else None
    return with_room(request.values(), was)
