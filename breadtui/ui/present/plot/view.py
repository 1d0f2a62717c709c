"""How a person looks at a metric plot: metric, axis, smoothing, window and cursor, and what the keys make of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    curves reach that all of is to be in sight as well.
    """

    metric: str = "loss"
    axis: Axis = Axis.STEP
    alpha: float = 0.6
    is_log: bool | None = None
    is_clipped: bool = False
    has_others: bool = True
    cursor: int | None = None
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
    """The part of the axis that is shown; its limits move in jumps while it follows."""
    if view.span is None:
        lowest, highest = whole_of(view, places)
        still = view.still.window
        is_held = still is not None and still[0] <= lowest and highest <= still[1]
        return still if still is not None and is_held else fit_range(lowest, highest, view.axis)
    if not view.is_following:
        return view.first, view.first + view.span
    granule = nice_step(view.span, _JUMPS_A_WINDOW)
    last = ceil(extent(places)[1] / granule) * granule
    return last - view.span, last


def cursor_index(view: PlotView, places: MetricSeries) -> int:
    """The point under the cursor."""
    newest = len(places) - 1
    return newest if view.cursor is None else min(view.cursor, newest)


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
    first, last = window_of(view, places)
    place = places.steps[index]
    if view.span is None:
        return replace(view, cursor=index, is_following=False)
    if not first <= place <= last:
        first = place - view.span / 2
    return replace(view, cursor=index, is_following=False, first=first)


def at_place(view: PlotView, places: MetricSeries, place: float) -> PlotView:
    """The cursor on the point nearest to a place along the axis."""
    index = index_at(places, place)
    return view if index is None else at_index(view, places, index)


def zoomed(view: PlotView, places: MetricSeries, factor: float) -> PlotView:
    """The window `factor` times as wide, around the cursor; all of it where that is wider."""
    first, last = window_of(view, places)
    span = max((last - first) * factor, _least_span(view.axis))
    whole = fit_range(*whole_of(view, places), view.axis)
    if span >= whole[1] - whole[0]:
        return fitted(view)
    if view.cursor is None:
        return replace(view, span=span, is_following=True)
    start = places.steps[cursor_index(view, places)] - span / 2
    return replace(view, span=span, first=min(max(start, whole[0]), whole[1] - span), is_following=False)


def fitted(view: PlotView) -> PlotView:
    """Everything in sight, and no more than that."""
    return replace(view, span=None, still=StillAxes())


def followed(view: PlotView) -> PlotView:
    """The cursor on the newest point, and the window with it from now on."""
    return replace(view, cursor=None, is_following=True)


def with_next_alpha(view: PlotView) -> PlotView:
    """The next smoothing: off, .3, .6, .9."""
    return replace(view, alpha=next((alpha for alpha in ALPHAS if alpha > view.alpha), ALPHAS[0]))


def next_axis(view: PlotView, axes: Sequence[Axis]) -> Axis:
    """The next of the axes that the log knows."""
    at = axes.index(view.axis) if view.axis in axes else -1
    return axes[(at + 1) % len(axes)] if axes else view.axis


def along_axis(view: PlotView, axis: Axis, cursor: int | None) -> PlotView:
    """Everything in sight along another axis, the cursor on its point there."""
    return replace(view, axis=axis, span=None, cursor=cursor)


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
    return replace(view, cursor=None, span=None, is_following=True, still=StillAxes())


def _least_span(axis: Axis) -> float:
    return {Axis.EPOCH: 0.1, Axis.SHARE: 0.01}.get(axis, least_span_of(axis))
