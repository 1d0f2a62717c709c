"""How a person looks at a metric plot: metric, axis, smoothing, window and cursor, and what the keys make of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.columns import place_of
from breadtui.domain.metric.record import MetricSeries, index_at
from breadtui.ui.present.plot.scales import Scale, fit_range, least_span_of, nice_step
from breadtui.values import dataclass, field, replace

ALPHAS = (0.0, 0.3, 0.6, 0.9)
_JUMPS_A_WINDOW = 5
"""So often a window that follows moves until it shows nothing that it showed before."""


@dataclass(frozen=True, slots=True)
class ValueScale:
    """How the values of one metric are laid out: along powers of ten or not, within which limits; None as they need."""

    is_log: bool | None = None
    limits: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class StillAxes:
    """Axes that stay as they are as long as they hold what is drawn: the window of all points, scales by metric."""

    window: tuple[float, float] | None = None
    scales: Mapping[str, Scale] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlotView:
    """One way to look.

    `is_log` None leaves it to the values, `limits` are those of the values where a person set them; both are of this
    metric alone, and `scales` holds those of the others. `cursor` is the index of a point, None for the newest;
    `span` is the width of the window in units of the axis, None for all; it ends at the newest point while
    `is_following`, else begins at `first`. `still` are the axes that a log which grew shall keep. `beside` is how far
    curves reach that all of is to be in sight as well; over their points the cursor goes too, and stands at `place`
    once it was moved.
    """

    metric: str = "loss"
    axis: Axis = Axis.STEP
    alpha: float = 0.6
    is_log: bool | None = None
    is_clipped: bool = False
    has_others: bool = True
    cursor: int | None = None
    place: float | None = None
    span: float | None = None
    first: float = 0.0
    is_following: bool = True
    limits: tuple[float, float] | None = None
    scales: Mapping[str, ValueScale] = field(default_factory=dict)
    still: StillAxes = field(default_factory=StillAxes)
    beside: tuple[float, float] | None = None

    def of_metric(self, metric: str) -> PlotView:
        """The same look at another metric, whose own scale is found again."""
        if metric == self.metric:
            return self
        scales = {**self.scales, self.metric: ValueScale(self.is_log, self.limits)}
        scale = scales.get(metric, ValueScale())
        return replace(self, metric=metric, is_log=scale.is_log, limits=scale.limits, scales=scales)


def extent(places: MetricSeries) -> tuple[float, float]:
    """The least and the greatest place of a series that has points."""
    ends = list(places.segments())
    return min(places.steps[begin] for begin, _ in ends), max(places.steps[end - 1] for _, end in ends)


def whole_of(view: PlotView, places: MetricSeries) -> tuple[float, float]:
    """The least and the greatest place of all that is to be in sight where no part of it was chosen."""
    lowest, highest = extent(places)
    return (lowest, highest) if view.beside is None else (min(lowest, view.beside[0]), max(highest, view.beside[1]))


def window_of(view: PlotView, places: MetricSeries) -> tuple[float, float]:
    """The part of the axis that is shown; its limits move in jumps while it follows.

    A part that a log has left, since it is shorter than it was, is given up for the newest one.
    """
    lowest, highest = whole_of(view, places)
    if view.span is None:
        still = view.still.window
        is_held = still is not None and still[0] <= lowest and highest <= still[1]
        return still if still is not None and is_held else fit_range(lowest, highest, view.axis)
    if not view.is_following and view.first <= highest and lowest <= view.first + view.span:
        return view.first, view.first + view.span
    granule = nice_step(view.span, _JUMPS_A_WINDOW)
    last = ceil(extent(places)[1] / granule) * granule
    if view.beside is not None:
        last = max(last, fit_range(lowest, highest, view.axis)[0] + view.span)
    return last - view.span, last


def cursor_index(view: PlotView, places: MetricSeries) -> int:
    """The point under the cursor."""
    newest = len(places) - 1
    if view.place is not None and (nearest := index_at(places, view.place)) is not None:
        return nearest
    return newest if view.cursor is None else min(view.cursor, newest)


def cursor_place(view: PlotView, places: MetricSeries) -> float:
    """Where the cursor stands along the axis."""
    return places.steps[cursor_index(view, places)] if view.place is None else view.place


def is_moved(view: PlotView) -> bool:
    """Whether a person moved the cursor away from the newest point."""
    return view.cursor is not None or view.place is not None


def parts_within(places: MetricSeries, window: tuple[float, float]) -> Iterator[slice]:
    """The part of each segment that lies in the window."""
    for begin, end in places.segments():
        start = place_of(places.steps, window[0], begin, end)
        yield slice(start, place_of(places.steps, window[1], start, end, is_after=True))


def points_within(places: MetricSeries, window: tuple[float, float]) -> int:
    """How many points lie in the window."""
    return sum(part.stop - part.start for part in parts_within(places, window))


def moved(view: PlotView, places: MetricSeries, columns: int, width: int) -> PlotView:
    """The cursor `columns` further in a plot `width` cells wide: at least a point for each."""
    per_column = max(points_within(places, window_of(view, places)) // max(width, 1), 1)
    return at_index(view, places, cursor_index(view, places) + columns * per_column)


def at_index(view: PlotView, places: MetricSeries, index: int) -> PlotView:
    """The cursor on a point, the window moved along if it lay outside."""
    index = min(max(index, 0), len(places) - 1)
    return replace(_showing(view, places, places.steps[index]), cursor=index, place=None)


def at_place(view: PlotView, places: MetricSeries, place: float, others: Sequence[MetricSeries] = ()) -> PlotView:
    """The cursor on the point nearest to a place along the axis; with `others` on that of any of the logs."""
    if others:
        found = (log.steps[near] for log in (places, *others) if (near := index_at(log, place)) is not None)
        nearest = min(found, key=lambda point: abs(point - place))
        return replace(_showing(view, places, nearest), cursor=None, place=nearest)
    index = index_at(places, place)
    return view if index is None else at_index(view, places, index)


def moved_among(view: PlotView, logs: Sequence[MetricSeries], columns: int, width: int) -> PlotView:
    """The cursor `columns` further over the points of several logs, at least to the next one of any."""
    places, (first, last) = logs[0], window_of(view, logs[0])
    cursor = cursor_place(view, places)
    far = cursor + columns * (last - first) / max(width, 1)
    point = point_along(logs, cursor, far)
    return view if point is None else replace(_showing(view, places, point), cursor=None, place=point)


def point_along(logs: Iterable[MetricSeries], cursor: float, far: float) -> float | None:
    """Where a cursor goes that is to go as far over the points of several logs; None at their end."""
    found = [point for log in logs if (point := _next_point(log, cursor, far)) is not None]
    if not found:
        return None
    return min(found) if far >= cursor else max(found)


def _next_point(log: MetricSeries, cursor: float, far: float) -> float | None:
    """The point of a log that lies at `far` or beyond, seen from the cursor; the last one before that else."""
    nearest: float | None = None
    for begin, end in log.segments():
        after = place_of(log.steps, far, begin, end, is_after=far < cursor)
        point = log.steps[min(after, end - 1) if far >= cursor else max(after - 1, begin)]
        is_beyond = point > cursor if far >= cursor else point < cursor
        if is_beyond and (nearest is None or abs(point - far) < abs(nearest - far)):
            nearest = point
    return nearest


def _showing(view: PlotView, places: MetricSeries, place: float) -> PlotView:
    """The window moved along if a place lay outside."""
    first, last = window_of(view, places)
    if view.span is None:
        return replace(view, is_following=False)
    return replace(view, is_following=False, first=first if first <= place <= last else place - view.span / 2)


def zoomed(view: PlotView, places: MetricSeries, factor: float) -> PlotView:
    """The window `factor` times as wide, around the cursor; all of it where that is wider."""
    first, last = window_of(view, places)
    span = max((last - first) * factor, _least_span(view.axis))
    whole = fit_range(*whole_of(view, places), view.axis)
    if span >= whole[1] - whole[0]:
        return fitted(view)
    if not is_moved(view):
        return replace(view, span=span, is_following=True)
    start = cursor_place(view, places) - span / 2
    return replace(view, span=span, first=min(max(start, whole[0]), whole[1] - span), is_following=False)


def fitted(view: PlotView) -> PlotView:
    """Everything in sight, and no more than that."""
    return replace(view, span=None, still=StillAxes())


def followed(view: PlotView) -> PlotView:
    """The cursor on the newest point, and the window with it from now on."""
    return replace(view, cursor=None, place=None, is_following=True)


def with_next_alpha(view: PlotView) -> PlotView:
    """The next smoothing: off, .3, .6, .9."""
    return replace(view, alpha=next((alpha for alpha in ALPHAS if alpha > view.alpha), ALPHAS[0]))


def next_axis(view: PlotView, axes: Sequence[Axis]) -> Axis:
    """The next of the axes that the log knows."""
    at = axes.index(view.axis) if view.axis in axes else -1
    return axes[(at + 1) % len(axes)] if axes else view.axis


def along_axis(view: PlotView, axis: Axis, cursor: int | None) -> PlotView:
    """Everything in sight along another axis, the cursor on its point there."""
    return replace(view, axis=axis, span=None, cursor=cursor, place=None)


def with_next_metric(view: PlotView, metrics: Sequence[str], by: int) -> PlotView:
    """The next or, with `by` -1, the previous metric, with the scale of its own."""
    if not metrics:
        return view
    at = metrics.index(view.metric) if view.metric in metrics else 0
    return view.of_metric(metrics[(at + by) % len(metrics)])


def is_framed_alike(view: PlotView, other: PlotView) -> bool:
    """Whether two looks show the same part along the same axis in the same way, wherever the cursor is."""
    return _framing(view) == _framing(other)


def _framing(view: PlotView) -> tuple[object, ...]:
    first = None if view.span is None or view.is_following else view.first
    return view.axis, view.alpha, view.is_clipped, view.has_others, view.span, first


def at_rest(view: PlotView) -> PlotView:
    """The same taste for another bake: no window, no cursor."""
    return replace(view, cursor=None, place=None, span=None, is_following=True, still=StillAxes())


def _least_span(axis: Axis) -> float:
    return {Axis.EPOCH: 0.1, Axis.SHARE: 0.01}.get(axis, least_span_of(axis))
