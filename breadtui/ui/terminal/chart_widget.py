"""What every chart of metrics has in common: how it is looked at, its keys, and that only changed lines are sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from breadtui.domain.metric.axes import Axis, SeenSteps
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey
from breadtui.store.facts.remote import value_of
from breadtui.ui.present.plot.curves import CurveSource
from breadtui.ui.present.plot.drawing import Drawing, Subject, request_of
from breadtui.ui.present.plot.keys import Sight, columns_moved, looked, with_axis
from breadtui.ui.present.plot.parts import Part
from breadtui.ui.present.plot.plot_request import Markers, canvas_width
from breadtui.ui.present.plot.readouts import plain, whole_readout
from breadtui.ui.present.plot.slices import PlotSlice, empty_message, failure_note
from breadtui.ui.present.plot.stillness import still_axes
from breadtui.ui.present.plot.view import PlotView, StillAxes, at_rest, is_framed_alike
from breadtui.ui.present.tones import Line, Span
from breadtui.ui.terminal.drawn_lines import DrawnLines
from breadtui.values import replace


def _look(key: str, look: str, description: str, tooltip: str = "", *, name: str = "") -> Binding:
    action, about = f"look('{look}')", tooltip or description
    return Binding(key, action, description, show=False, id=f"plot.{name or look}", tooltip=about)


def _move(key: str, columns: int, description: str, name: str) -> Binding:
    about = f"The values {abs(columns)} column{'' if abs(columns) == 1 else 's'} further, in all charts"
    return Binding(key, f"move({columns})", description, show=False, id=f"plot.{name}", tooltip=about)


class ChartWidget(DrawnLines, can_focus=True):
    """A chart or several with one way to look; a subclass draws the lines (`chart_parts`, `no_chart_lines`)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _move("left,h", -1, "Cursor left", "left"),
        _move("right,l", 1, "Cursor right", "right"),
        _move("shift+left", -10, "Cursor ten left", "left_ten"),
        _move("shift+right", 10, "Cursor ten right", "right_ten"),
        _look("home", "first", "First point", "The cursor on the first point"),
        _look("end", "last", "Last point", "The cursor on the last point, where it stays"),
        _look("equals_sign,plus", "zoom_in", "Zoom in", "Half as much in sight, around the cursor"),
        _look("minus", "zoom_out", "Zoom out", "Twice as much in sight, around the cursor"),
        _look("0", "fit", "Everything in sight", "Everything in sight, and no limits of the values"),
        _look("full_stop", "follow", "Follow the tail", "The newest point from now on, and the window with it"),
        _look("L", "log", "Log axis", "Values along powers of ten, or evenly"),
        _look("s", "smoothing", "Smoothing", "Average off, .3, .6, .9; the raw values stay behind it"),
        _look("x", "axis", "Next axis", "Along steps, epochs, training time or the time seen"),
        _look("o", "clip", "Clip outliers", "Cut outliers off the scale; the title says how many"),
        _look("b", "baseline", "Curves beside", "Its parent's curve, or those of the others, beside its own or not"),
        Binding("m", "metrics", "Choose a metric", show=False, id="plot.metric", tooltip="Choose from all metrics"),
        _look("M", "metric", "Next metric", "Draw the next metric of the log", name="next_metric"),
        Binding("y", "copy_readout", "Copy the values", show=False, id="plot.copy", tooltip="Those under the cursor"),
        Binding("e", "export", "Export", show=False, id="plot.export", tooltip="Every row, or the plot, to a file"),
    ]

    needs_points: ClassVar[frozenset[str]] = frozenset({"move", "look", "metrics", "copy_readout", "export"})
    """What cannot be done without a single point."""
    takes_many: ClassVar[bool] = False
    """Whether several metrics may be chosen at once."""

    class Copied(Message):
        """A person asked for these words on the clipboard."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class ExportWanted(Message):
        """A person wants the metrics in a file."""

    class ParentWanted(Message):
        """A person wants the curve of this bake beside the chosen one's, and its log was not read yet."""

        def __init__(self, parent: JobKey) -> None:
            super().__init__()
            self.parent = parent

    class SeenWanted(Message):
        """A person lays a bake along the time at which its steps were seen: the newest looks are of use now."""

    class Refused(Message):
        """A key was pressed that is greyed out: why, in a few words."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

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
        self._has_points = False

    @property
    def view(self) -> PlotView:
        """How the person looks at it now."""
        return self._view

    def show(self, plot: PlotSlice) -> None:
        """Draw these metrics; taste is kept, cursor and window only for the same bake."""
        before = self.drawing() if plot.chosen == self._slice.chosen else None
        if plot.chosen != self._slice.chosen:
            self._view = at_rest(self._view)
        seen = self._seen[1] if self._seen is not None and self._seen[0] == plot.chosen else ()
        self._slice = plot._replace(seen=seen)
        self._keep_axes(before)
        self.redraw()

    def show_seen(self, bake: JobKey, seen: SeenSteps) -> None:
        """Know when a bake's steps were seen, and draw it along that where it is; another bake's is not of use."""
        if bake == self._slice.chosen and seen != self._slice.seen:
            self._seen, self._slice = (bake, seen), self._slice._replace(seen=seen)
            if self._view.axis is Axis.SEEN:
                self.redraw()

    def look_at(self, view: PlotView) -> None:
        """Look in another way."""
        if view.axis is Axis.SEEN is not self._view.axis:
            self.post_message(self.SeenWanted())
        self._view = view if is_framed_alike(view, self._view) else replace(view, still=StillAxes())
        self.redraw()

    @property
    def markers(self) -> Markers:
        """What curves are drawn with."""
        return self._markers

    def draw_with(self, markers: Markers) -> None:
        """Draw curves with these from now on."""
        self._markers = markers
        self.forget_lines()
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
        return () if drawing is None else drawing.metrics

    def action_move(self, columns: int) -> None:
        """Move the cursor by columns."""
        if drawing := self.drawing():
            self.look_at(columns_moved(self._sight_of(drawing), columns))

    def action_look(self, look: str) -> None:
        """Look in another way, by the names of the table of looks."""
        if look == "baseline" and self._slice.parent is not None and not self._slice.others:
            self.look_at(replace(self._view, has_others=True))
            self.post_message(self.ParentWanted(self._slice.parent))
        elif drawing := self.drawing():
            self.look_at(looked(self._sight_of(drawing), look))

    def why_not(self, action: str) -> str:
        """Why an action cannot be done now; empty where it can."""
        drawing = self.drawing()
        if drawing is None:
            return empty_message(self._slice).text if action.partition("(")[0] in self.needs_points else ""
        match action:
            case "look('baseline')" if self._slice.parent is None and not self._slice.others:
                return "it has no parent: it started from the base model"
            case "look('axis')" if len(drawing.main.axes()) == 1:
                return "the rows say nothing but their steps"
            case "look('metric')" | "metrics" if len(drawing.metrics) < 2:
                return "there is no other metric"
            case _:
                return ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Greyed out, not gone, where an action cannot be done."""
        words = f"{action}({', '.join(map(repr, parameters))})" if parameters else action
        return None if self.why_not(words) else super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """A key that is greyed out says why, instead of seeming dead."""
        active = self.screen.active_bindings.get(event.key)
        if active is not None and active.node is self and (reason := self.why_not(active.binding.action)):
            event.stop()
            self.post_message(self.Refused(reason))

    def action_metrics(self) -> None:
        """Ask which metric."""
        if drawing := self.drawing():
            self.post_message(self.MetricsWanted(self, self.names(), drawing.metric))

    def action_copy_readout(self) -> None:
        """Offer the values under the cursor for the clipboard."""
        if drawing := self.drawing():
            self.post_message(self.Copied(plain(whole_readout(drawing))))

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

    def text(self) -> str:
        """What is drawn as plain text; empty where there is nothing to draw."""
        raise NotImplementedError

    def legend_texts(self) -> list[str]:
        """What names each letter of the text, where no legend that is drawn does."""
        from breadtui.ui.present.plot.legend import legend_lines  # noqa: PLC0415  for a text that is written

        if (drawing := self.drawing()) is None:
            return []
        drawn = tuple((Span(text),) for text in self.text_lines())
        legend = legend_lines(request_of(drawing, 0), drawn, is_of_several=self._slice.as_equals)
        return ["".join(span.text for span in line) for line in legend]

    def chart_parts(self, drawing: Drawing) -> Iterable[Part]:
        """All lines of the widget where there are points, part by part."""
        raise NotImplementedError

    def no_chart_lines(self) -> tuple[Line, ...]:
        """All lines of the widget where there is not a single point."""
        raise NotImplementedError

    def drawn_metrics(self, drawing: Drawing) -> Sequence[str]:
        """The metrics of the charts in sight."""
        return (drawing.metric,)

    def canvas_cells(self) -> int:
        """How many cells wide the chart with the cursor is."""
        return canvas_width(self.size.width)

    def drawing(self) -> Drawing | None:
        """What to draw, None while there is not a single point."""
        subjects = tuple(self._subjects())
        if not subjects:
            return None
        self._sources = tuple(subject.source for subject in subjects)
        note = failure_note(self._slice)
        drawing = Drawing(subjects, self._view, *self.size, self._markers, note, is_focused=self.has_focus)
        return drawing.with_whole(self._slice.as_equals)

    def _subjects(self) -> Iterator[Subject]:
        """Those with points; nothing where the chosen one has none, unless all are equals."""
        plot, chosen = self._slice, self._slice.chosen
        if not isinstance(chosen, JobKey) or not (value_of(plot.series) or plot.as_equals):
            return
        if series := value_of(plot.series):
            yield Subject(chosen.name, _source_of(series, plot.seen, self._sources))
        beside = plot.others if self._view.has_others or not series else ()
        for number, (name, remote) in enumerate(beside, 1):
            if theirs := value_of(remote):
                yield Subject(name, _source_of(theirs, (), self._sources), number)

    def redraw(self) -> None:
        """Work out all lines, and have those that differ from what is shown sent again.

        With the first point there is something that its keys can do.
        """
        drawing = self.drawing()
        if drawing is None:
            self.show_lines(self.no_chart_lines())
        else:
            self.put_parts(self.chart_parts(drawing))
        if self._has_points != (drawing is not None):
            self._has_points = drawing is not None
            self.refresh_bindings()

    def _keep_axes(self, before: Drawing | None) -> None:
        """Let the axes stay as they were where the log has grown."""
        after = None if before is None else self.drawing()
        if before is None or after is None or len(before.sources) != len(after.sources):
            return
        if before.sources != after.sources:
            self._view = replace(self._view, still=still_axes(before, after, self.drawn_metrics(after)))

    def _sight_of(self, drawing: Drawing) -> Sight:
        is_log = request_of(drawing, 0).is_log
        others = drawing.sources[1:] if self._slice.as_equals else ()
        return Sight(drawing.view, drawing.main, max(self.canvas_cells(), 1), is_log, others)


def _source_of(series: MetricSeries, seen: SeenSteps, kept: Sequence[CurveSource]) -> CurveSource:
    """The source kept for a series, or a new one."""
    found = (source for source in kept if source.series is series and source.seen == seen)
    return next(found, None) or CurveSource(series, seen, kept)
