"""Everything that decides how the metrics of a bake are drawn, and the plot that comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.record import MetricSeries, axis_is_log
from breadtui.ui.present.plot.clipping import clip_limits
from breadtui.ui.present.plot.curves import CurveSource, metrics_of, reach_of
from breadtui.ui.present.plot.line_styles import BEHIND, LineStyle, style_of
from breadtui.ui.present.plot.plot_request import Curve, Markers, PlotRequest, buckets_of, drawn_values
from breadtui.ui.present.plot.scales import can_be_log
from breadtui.ui.present.plot.view import PlotView, StillAxes, cursor_place, is_moved, window_of
from breadtui.ui.present.tones import Span
from breadtui.values import dataclass, replace

MOST_CURVES = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """A bake whose metrics are drawn; `name` is raw, `number` that of its style: it keeps it whoever lacks points."""

    name: str
    source: CurveSource
    number: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that decides what is drawn; the first subject is the one chosen and has points.

    `note` stands in the title, e.g. what failed; already cleaned.
    """

    subjects: Sequence[Subject]
    view: PlotView
    width: int
    height: int
    markers: Markers = Markers.BRAILLE
    note: tuple[Span, ...] = ()
    has_title: bool = True
    is_focused: bool = False

    @property
    def main(self) -> CurveSource:
        """The chosen bake's metrics."""
        return self.subjects[0].source

    @property
    def sources(self) -> tuple[CurveSource, ...]:
        """The metrics of every subject."""
        return tuple(subject.source for subject in self.subjects)

    @property
    def whole_sources(self) -> tuple[CurveSource, ...]:
        """The logs that are in sight as a whole, not as a curve behind another, of those that lie along the axis."""
        sources = (self.main,) if self.view.beside is None else self.sources
        return tuple(source for source in sources if source.has_axis(self.axis))

    @property
    def counted(self) -> tuple[CurveSource, ...]:
        """The logs whose points the title tells of: of those in sight as a whole the ones that have the metric."""
        whole = self.whole_sources
        return tuple(source for source in whole if self.metric in source.series.columns) or whole

    @property
    def metrics(self) -> tuple[str, ...]:
        """All that can be drawn: what the first logged, or any of them where all are in sight as a whole."""
        return metrics_of((self.main,) if self.view.beside is None else self.sources)

    def subject_of(self, metric: str) -> Subject:
        """The first that logged a metric; the first of all where none did."""
        logged = (subject for subject in self.subjects if metric in subject.source.series.columns)
        return next(logged, self.subjects[0])

    @property
    def is_ascii(self) -> bool:
        """Nothing but ASCII may be drawn."""
        return self.markers is Markers.ASCII

    @property
    def metric(self) -> str:
        """The metric that is drawn: the wanted one, or the first there is."""
        metrics = self.metrics
        return self.view.metric if self.view.metric in metrics or not metrics else metrics[0]

    @property
    def axis(self) -> Axis:
        """What lies along the bottom: what is wanted, or steps where the rows do not say it."""
        return self.view.axis if self.main.has_axis(self.view.axis) else Axis.STEP

    @property
    def places(self) -> MetricSeries:
        """The chosen bake's metrics along that axis."""
        return self.main.places(self.axis)

    def of_metric(self, metric: str) -> Drawing:
        """The same look at another metric."""
        return replace(self, view=self.view.of_metric(metric))

    def with_whole(self, as_equals: bool) -> Drawing:
        """The same look in which all that every subject logged is the whole, or all that the first did."""
        beside = reach_of(self.sources[1:], self.axis) if as_equals else None
        return replace(self, view=replace(self.view, beside=beside))

    def with_still(self, still: StillAxes) -> Drawing:
        """The same look along these axes."""
        return replace(self, view=replace(self.view, still=still))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One curve: what is asked of which log, and how it is drawn."""

    source: CurveSource
    asked: tuple[str, float, Axis, tuple[float, float], int]
    style: LineStyle
    name: str = ""
    is_behind: bool = False

    def curve(self) -> Curve:
        return Curve(self.source.bands(*self.asked), self.style, self.name, self.is_behind)


def request_of(drawing: Drawing, rows: int) -> PlotRequest:
    """The plot of a drawing in so many rows."""
    view, places = drawing.view, drawing.places
    window = window_of(view, places)
    wanted = list(_wanted(drawing, window))
    curves = tuple(each.curve() for each in wanted)
    is_log = view.is_log
    if is_log is None:
        is_log = can_be_log(view.limits) and axis_is_log(
            chain.from_iterable(each.source.extent(*each.asked) for each in wanted)
        )
    cursor = cursor_place(view, places) if is_moved(view) else None
    limits = view.limits
    if limits is None and view.is_clipped:
        spreads = (each.source.spread(drawing.metric, drawing.axis, window, is_log=is_log) for each in wanted)
        limits = clip_limits(spreads, drawn_values(curves), is_log=is_log)
    restarts = tuple(places.steps[index - 1] for index in places.restarts)
    still = view.still.scales.get(drawing.metric)
    return PlotRequest(
        curves, drawing.width, rows, *window, drawing.axis, is_log, drawing.markers, cursor, limits, restarts, still
    )


def _wanted(drawing: Drawing, window: tuple[float, float]) -> Iterator[_Wanted]:
    """The raw values of the first behind its average, and every curve that lies along the axis in its style."""
    alpha, axis, metric = drawing.view.alpha, drawing.axis, drawing.metric
    along = axis, window, buckets_of(drawing.width, drawing.markers)
    if alpha > 0:
        yield _Wanted(drawing.main, (metric, 0.0, *along), BEHIND, is_behind=True)
    for subject in drawing.subjects[:MOST_CURVES]:
        if subject.source.has_axis(axis):
            yield _Wanted(subject.source, (metric, alpha, *along), style_of(subject.number), subject.name)
