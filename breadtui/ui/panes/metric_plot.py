"""The metrics of the chosen bake: one drawn large, the others as sparklines, with a cursor that reads values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from breadtui.domain.metrics import MetricSeries
from breadtui.domain.names import BakeName, JobKey, Phase
from breadtui.store.remote import NOT_ASKED, Failed, Loading, Ready, Remote, value_of
from breadtui.store.state import AppState, Choice
from breadtui.ui.present.ages import clock_text
from breadtui.ui.present.clean import clean
from breadtui.ui.present.errors import reason_of
from breadtui.ui.present.plot.curves import CurveSource
from breadtui.ui.present.plot.keys import Sight, columns_moved, looked
from breadtui.ui.present.plot.metric_lines import (
    TITLE,
    Drawing,
    Subject,
    heading,
    message_lines,
    metric_lines,
    plain,
    readout,
    request_of,
)
from breadtui.ui.present.plot.plot_request import Markers, canvas_width
from breadtui.ui.present.plot.view import PlotView, at_place, at_rest
from breadtui.ui.present.strips import strip_of
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.themes import tone_styles

_LONGEST_REASON = 60


class PlotSlice(NamedTuple):
    """What was chosen, its metrics if it is a bake, and those of other bakes to lay beside it, by name."""

    chosen: Choice | None = None
    series: Remote[MetricSeries] = NOT_ASKED
    others: tuple[tuple[str, Remote[MetricSeries]], ...] = ()


def select(state: AppState) -> PlotSlice:
    """The chosen bake's metrics, beside them its parent's where they are known."""
    chosen = state.chosen
    if not isinstance(chosen, JobKey) or chosen.phase is not Phase.BAKE:
        return PlotSlice(chosen)
    series = state.metrics.get(chosen, NOT_ASKED)
    parent = _parent_of(state, chosen)
    theirs = NOT_ASKED if parent is None else state.metrics.get(parent, NOT_ASKED)
    if parent is None or value_of(theirs) is None:
        return PlotSlice(chosen, series)
    return PlotSlice(chosen, series, ((parent.name, theirs),))


def _parent_of(state: AppState, bake: JobKey) -> JobKey | None:
    lineage = state.lineages.get(bake.repo)
    descent = lineage.descents.get(BakeName(bake.name)) if lineage else None
    return JobKey(bake.repo, Phase.BAKE, descent.parent) if descent and descent.parent else None


def _look(key: str, look: str, description: str, *, name: str | None = None) -> Binding:
    return Binding(key, f"look('{look}')", description, show=False, id=f"plot.{name or look}")


class MetricPlot(Widget, can_focus=True):
    """Draws line by line and sends again only lines that changed.

    Without `has_title` the first line is left to a rule above the pane: see `heading` and `Retitled`.
    """

    DEFAULT_CSS = "MetricPlot { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Cursor left", show=False, id="plot.left"),
        Binding("right,l", "move(1)", "Cursor right", show=False, id="plot.right"),
        Binding("shift+left", "move(-10)", "Cursor ten left", show=False, id="plot.left_ten"),
        Binding("shift+right", "move(10)", "Cursor ten right", show=False, id="plot.right_ten"),
        _look("home", "first", "First point"),
        _look("end", "last", "Last point"),
        _look("plus,equals_sign", "zoom_in", "Zoom in"),
        _look("minus", "zoom_out", "Zoom out"),
        _look("0", "fit", "Everything in sight"),
        _look("full_stop", "follow", "Follow the newest point"),
        _look("L", "log", "Logarithmic axis on or off"),
        _look("s", "smoothing", "Smoothing off, .3, .6, .9"),
        _look("x", "axis", "Along steps, epochs or training time"),
        _look("o", "clip", "Cut outliers off the scale"),
        _look("b", "baseline", "The parent's curve on or off"),
        _look("m", "metric", "Next metric"),
        _look("M", "metric_back", "Previous metric"),
        Binding("y", "copy_readout", "Copy the values under the cursor", show=False, id="plot.copy"),
        Binding("e", "export", "Write every row, or the plot", show=False, id="plot.export"),
    ]

    class Copied(Message):
        """A person asked for these words on the clipboard."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class ExportWanted(Message):
        """A person wants the metrics in a file."""

    class Retitled(Message):
        """The rule above the pane should say something else; only sent without a title of its own."""

        def __init__(self, heading: str) -> None:
            super().__init__()
            self.heading = heading

    def __init__(
        self,
        *,
        has_title: bool = True,
        markers: Markers = Markers.BRAILLE,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._has_title = has_title
        self._markers = markers
        self._slice = PlotSlice()
        self._view = PlotView()
        self._sources: tuple[CurveSource, ...] = ()
        self._lines: tuple[Line, ...] = ()
        self._strips: dict[int, Strip] = {}
        self._heading = TITLE

    @property
    def view(self) -> PlotView:
        """How the person looks at it now."""
        return self._view

    def show(self, plot: PlotSlice) -> None:
        """Draw these metrics; taste is kept, cursor and window only for the same bake."""
        if plot.chosen != self._slice.chosen:
            self._view = at_rest(self._view)
        self._slice = plot
        self._draw()

    def heading(self) -> str:
        """What a rule above the pane says: `4 Metrics ── loss · log · ema .6 · x=step ── 168 of 168 points`."""
        drawing = self._drawing()
        return TITLE if drawing is None else heading(drawing)

    def action_move(self, columns: int) -> None:
        """Move the cursor by columns."""
        if drawing := self._drawing():
            self._look_at(columns_moved(_sight_of(drawing), columns))

    def action_look(self, look: str) -> None:
        """Look in another way, by the names of the table of looks."""
        if drawing := self._drawing():
            self._look_at(looked(_sight_of(drawing), look))

    def action_copy_readout(self) -> None:
        """Offer the values under the cursor for the clipboard."""
        if drawing := self._drawing():
            self.post_message(self.Copied(plain(readout(drawing))))

    def action_export(self) -> None:
        """Ask for the metrics in a file."""
        self.post_message(self.ExportWanted())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a plot the key is what it is elsewhere."""
        if action == "export" and self._drawing() is None:
            return False
        return super().check_action(action, parameters)

    def text(self) -> str:
        """The plot as plain text below its heading; empty where there is none."""
        if self._drawing() is None:
            return ""
        lines = ("".join(span.text for span in line).rstrip() for line in self._lines)
        return "".join(f"{line}\n" for line in (*(() if self._has_title else (self.heading(),)), *lines))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        if drawing := self._drawing():
            sight, request = _sight_of(drawing), request_of(drawing, 0)
            column = event.x - (self.size.width - sight.width)
            place = request.first + (request.last - request.first) * (column + 0.5) / max(sight.width, 1)
            self._look_at(at_place(sight.view, sight.places, place))

    def on_resize(self) -> None:
        """Another size: thin and draw anew."""
        self._strips.clear()
        self._draw()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The title tells who has the keys."""
        super().watch_has_focus(has_focus)
        self._draw()

    def notify_style_update(self) -> None:
        """Another theme: the same lines in other colours."""
        self._strips.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line, exactly as wide as the pane."""
        if y not in self._strips:
            line = self._lines[y] if y < len(self._lines) else ()
            self._strips[y] = strip_of(line, self.size.width, self.rich_style, tone_styles(self.app.theme))
        return self._strips[y]

    # Drawing

    def _look_at(self, view: PlotView) -> None:
        self._view = view
        self._draw()

    def _drawing(self) -> Drawing | None:
        """What to draw, None while there is not a single point."""
        chosen, series = self._slice.chosen, value_of(self._slice.series)
        if series is None or not len(series) or not isinstance(chosen, JobKey):
            return None
        subjects = [Subject(chosen.name, _source_of(series, self._sources))]
        for name, remote in self._slice.others if self._view.has_others else ():
            if theirs := value_of(remote):
                subjects.append(Subject(name, _source_of(theirs, self._sources)))
        self._sources = tuple(subject.source for subject in subjects)
        return Drawing(
            subjects,
            self._view,
            *self.size,
            markers=self._markers,
            note=_note(self._slice.series),
            has_title=self._has_title,
            is_focused=self.has_focus,
        )

    def _draw(self) -> None:
        """Work out all lines, and have those that differ from what is shown sent again."""
        drawing, before = self._drawing(), self._lines
        if drawing is None:
            message = _message(self._slice)
            self._lines = message_lines(*self.size, message, has_title=self._has_title, is_focused=self.has_focus)
        else:
            self._lines = metric_lines(drawing)
        lines = max(len(before), len(self._lines))
        changed = [y for y in range(lines) if before[y : y + 1] != self._lines[y : y + 1]]
        for y in changed:
            self._strips.pop(y, None)
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))
        if not self._has_title and (words := self.heading()) != self._heading:
            self._heading = words
            self.post_message(self.Retitled(words))


def _source_of(series: MetricSeries, kept: Sequence[CurveSource]) -> CurveSource:
    """The source kept for a series, or a new one."""
    return next((source for source in kept if source.series is series), None) or CurveSource(series)


def _sight_of(drawing: Drawing) -> Sight:
    is_log = request_of(drawing, 0).is_log
    return Sight(drawing.view, drawing.subjects[0].source, canvas_width(drawing.width), is_log)


def _note(series: Remote[MetricSeries]) -> tuple[Span, ...]:
    """What stands in the title when the values are older than the last try."""
    match series:
        case Failed(error, at, Ready() as last):
            reason = clean(reason_of(error), limit=_LONGEST_REASON)
            return (Span(f" {reason} {clock_text(at)} · data of {clock_text(last.at)} ", Tone.FAILED),)
        case _:
            return ()


def _message(plot: PlotSlice) -> Span:
    """Why there is nothing to draw."""
    if not isinstance(plot.chosen, JobKey):
        return Span("choose a bake to see its loss", Tone.DIM)
    if plot.chosen.phase is not Phase.BAKE:
        return Span(f"a {plot.chosen.phase} logs no metrics · choose a bake to see its loss", Tone.DIM)
    match plot.series:
        case Failed(error, at, None):
            return Span(f"{reason_of(error)} · {clock_text(at)}", Tone.FAILED)
        case Loading(None):
            return Span("reading metrics", Tone.DIM)
        case Ready() | Loading() | Failed():
            return Span("no metrics yet", Tone.DIM)
        case _:
            return Span("metrics were not read yet", Tone.DIM)
