"""What every chart of metrics has in common: how it is looked at, its keys, and that only changed lines are sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from breadtui.domain.metric.axes import Axis, SeenSteps
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey
from breadtui.store.facts.remote import value_of
from breadtui.ui.present.plot.curves import CurveSource
from breadtui.ui.present.plot.drawing import Drawing, Subject, request_of
from breadtui.ui.present.plot.keys import Sight, columns_moved, looked, with_axis
from breadtui.ui.present.plot.plot_request import Markers, canvas_width
from breadtui.ui.present.plot.readouts import plain, readout
from breadtui.ui.present.plot.slices import PlotSlice, stale_note
from breadtui.ui.present.plot.view import PlotView, at_rest
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.drawn_lines import DrawnLines


def _look(key: str, look: str, description: str, tooltip: str = "", *, name: str = "") -> Binding:
    action, about = f"look('{look}')", tooltip or description
    return Binding(key, action, description, show=False, id=f"plot.{name or look}", tooltip=about)


class ChartWidget(DrawnLines, can_focus=True):
    """A chart or several with one way to look; a subclass draws the lines (`chart_lines`, `message_lines`)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Cursor left", show=False, id="plot.left"),
        Binding("right,l", "move(1)", "Cursor right", show=False, id="plot.right"),
        Binding("shift+left", "move(-10)", "Cursor ten left", show=False, id="plot.left_ten"),
        Binding("shift+right", "move(10)", "Cursor ten right", show=False, id="plot.right_ten"),
        _look("home", "first", "First point"),
        _look("end", "last", "Last point"),
        _look("plus,equals_sign", "zoom_in", "Zoom in", "Half as much in sight, around the cursor"),
        _look("minus", "zoom_out", "Zoom out", "Twice as much in sight, around the cursor"),
        _look("0", "fit", "Everything in sight", "Everything in sight, and no limits of the values"),
        _look("full_stop", "follow", "Follow the newest point"),
        _look("L", "log", "Logarithmic axis on or off"),
        _look("s", "smoothing", "Smoothing off, .3, .6, .9", "Average off, .3, .6, .9; the raw values stay behind it"),
        _look("x", "axis", "Next axis", "Along steps, epochs, training time or the time seen"),
        _look("o", "clip", "Cut outliers off the scale", "Cut outliers off the scale; the title says how many"),
        _look("b", "baseline", "The parent's curve on or off"),
        Binding("m", "metrics", "Choose a metric", show=False, id="plot.metric", tooltip="Choose from all metrics"),
        _look("M", "metric", "Next metric", name="next_metric"),
        Binding("y", "copy_readout", "Copy the values under the cursor", show=False, id="plot.copy"),
        Binding("e", "export", "Write every row, or the plot", show=False, id="plot.export"),
    ]

    takes_many: ClassVar[bool] = False
    """Whether several metrics may be chosen at once."""

    class Copied(Message):
        """A person asked for these words on the clipboard."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class ExportWanted(Message):
        """A person wants the metrics in a file."""

    class MetricsWanted(Message):
        """A person wants to choose from these metrics (raw), one of which is drawn now."""

        def __init__(self, chart: ChartWidget, names: tuple[str, ...], now: str) -> None:
            super().__init__()
            self.chart = chart
            self.names = names
            self.now = now

    def __init__(
        self,
        *,
        markers: Markers = Markers.BRAILLE,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._markers = markers
        self._slice = PlotSlice()
        self._seen: tuple[JobKey, SeenSteps] | None = None
        self._view = PlotView()
        self._sources: tuple[CurveSource, ...] = ()

    @property
    def view(self) -> PlotView:
        """How the person looks at it now."""
        return self._view

    def show(self, plot: PlotSlice) -> None:
        """Draw these metrics; taste is kept, cursor and window only for the same bake."""
        if plot.chosen != self._slice.chosen:
            self._view = at_rest(self._view)
        seen = self._seen[1] if self._seen is not None and self._seen[0] == plot.chosen else ()
        self._slice = plot._replace(seen=seen)
        self.redraw()

    def show_seen(self, bake: JobKey, seen: SeenSteps) -> None:
        """Draw a bake's metrics with this knowledge of when its steps were seen; another bake's is not of use."""
        if bake == self._slice.chosen and seen != self._slice.seen:
            self._seen = (bake, seen)
            self.show(self._slice)

    def look_at(self, view: PlotView) -> None:
        """Look in another way."""
        self._view = view
        self.redraw()

    def choose(self, metrics: Sequence[str]) -> None:
        """Draw the first of these metrics."""
        if metrics:
            self.look_at(self._view.of_metric(metrics[0]))

    def limit_values(self, limits: tuple[float, float] | None) -> None:
        """Draw the metric between these values, or as it needs."""
        self.look_at(replace(self._view, limits=limits))

    def lay_along(self, axis: Axis) -> bool:
        """Along this axis; False where the rows do not say where they lie on it."""
        drawing = self.drawing()
        if drawing is None or not drawing.main.has_axis(axis):
            return False
        self.look_at(with_axis(self._sight_of(drawing), axis))
        return True

    def names(self) -> tuple[str, ...]:
        """Every metric there is, raw."""
        drawing = self.drawing()
        return () if drawing is None else tuple(drawing.main.series.columns)

    def action_move(self, columns: int) -> None:
        """Move the cursor by columns."""
        if drawing := self.drawing():
            self.look_at(columns_moved(self._sight_of(drawing), columns))

    def action_look(self, look: str) -> None:
        """Look in another way, by the names of the table of looks."""
        if drawing := self.drawing():
            self.look_at(looked(self._sight_of(drawing), look))

    def action_metrics(self) -> None:
        """Ask which metric."""
        if drawing := self.drawing():
            self.post_message(self.MetricsWanted(self, self.names(), drawing.metric))

    def action_copy_readout(self) -> None:
        """Offer the values under the cursor for the clipboard."""
        if drawing := self.drawing():
            self.post_message(self.Copied(plain(readout(drawing))))

    def action_export(self) -> None:
        """Ask for the metrics in a file."""
        self.post_message(self.ExportWanted())

    def on_resize(self) -> None:
        """Another size: thin and draw anew."""
        self.forget_lines()
        self.redraw()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The title tells who has the keys."""
        super().watch_has_focus(has_focus)
        self.redraw()

    # Drawing

    def chart_lines(self, drawing: Drawing) -> tuple[Line, ...]:
        """All lines of the widget where there are points."""
        raise NotImplementedError

    def no_chart_lines(self) -> tuple[Line, ...]:
        """All lines of the widget where there is not a single point."""
        raise NotImplementedError

    def canvas_cells(self) -> int:
        """How many cells wide the chart with the cursor is."""
        return canvas_width(self.size.width)

    def drawing(self) -> Drawing | None:
        """What to draw, None while there is not a single point."""
        chosen, series = self._slice.chosen, value_of(self._slice.series)
        if series is None or not len(series) or not isinstance(chosen, JobKey):
            return None
        subjects = [Subject(chosen.name, _source_of(series, self._slice.seen, self._sources))]
        for name, remote in self._slice.others if self._view.has_others else ():
            if theirs := value_of(remote):
                subjects.append(Subject(name, _source_of(theirs, (), self._sources)))
        self._sources = tuple(subject.source for subject in subjects)
        note = stale_note(self._slice.series)
        return Drawing(subjects, self._view, *self.size, self._markers, note, is_focused=self.has_focus)

    def redraw(self) -> None:
        """Work out all lines, and have those that differ from what is shown sent again."""
        drawing = self.drawing()
        self.put_lines(0, self.no_chart_lines() if drawing is None else self.chart_lines(drawing))

    def _sight_of(self, drawing: Drawing) -> Sight:
        is_log = request_of(drawing, 0).is_log
        return Sight(drawing.view, drawing.main, max(self.canvas_cells(), 1), is_log)


def _source_of(series: MetricSeries, seen: SeenSteps, kept: Sequence[CurveSource]) -> CurveSource:
    """The source kept for a series, or a new one."""
    found = (source for source in kept if source.series is series and source.seen == seen)
    return next(found, None) or CurveSource(series, seen)
