"""One bake's metrics and nothing else, live: what `breadtui metrics --watch` shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from breadtui.domain.names import JobKey
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState, SeenJob
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.keymap import Hint
from breadtui.ui.panes import status_line
from breadtui.ui.panes.metric_plot import MetricPlot
from breadtui.ui.panes.pane_rule import PaneRule
from breadtui.ui.panes.status_line import HeaderLine
from breadtui.ui.present.clean import clean
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.header_line import HeaderSlice
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.plot.slices import slice_of
from breadtui.ui.present.plot.view import PlotView
from breadtui.ui.present.plot.watch_line import watch_line
from breadtui.ui.screens.base.styled_once import StyledOnce
from breadtui.ui.screens.charts.picking import MetricPicking
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.screens.transfer.chart_exporting import PICTURES, PLOT, ChartExporting
from breadtui.ui.terminal.chart_widget import ChartWidget

if TYPE_CHECKING:
    from breadtui.store.reading.log_watch import LogWatch

FOOT = (
    Hint(("plot.left", "plot.right"), "cursor"),
    Hint(("plot.zoom_in", "plot.zoom_out"), "zoom"),
    Hint(("plot.metric",), "metric"),
    Hint(("plot.follow",), "tail"),
    Hint(("watch.cockpit",), "cockpit"),
    Hint(("plot.smoothing",), "ema"),
    Hint(("plot.log",), "log"),
    Hint(("plot.axis",), "axis"),
    Hint(("plot.export",), "export"),
    Hint(("watch.refresh",), "refresh"),
    Hint(("plot.copy",), "copy"),
    Hint(("plot.clip",), "clip"),
)
BACK = Hint(("watch.leave",), "quit")
NO_PARENT_HERE = "its parent's curve is laid beside it in the cockpit"


class WatchedPlot(MetricPlot):
    """The plot of a bake of which nothing is known but its log."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Cockpit", show=False, id="watch.cockpit", tooltip="All of breadtui, at this bake"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The cockpit opens without a plot, too."""
        return True if action == "open" else super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """Which bake it started from is not read."""
        return NO_PARENT_HERE if action == "look('baseline')" else super().why_not(action)


class WatchScreen(StyledOnce, MetricPicking[None], ChartExporting[None], Screen[None]):
    """Follows a bake's log and its state; leaving it ends the program, or goes on to the cockpit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave", id="watch.leave", tooltip="Back to the shell"),
        Binding("r", "refresh", "Refresh", id="watch.refresh", tooltip="Ask again now"),
    ]

    class CockpitWanted(Message):
        """A person goes on to the cockpit."""

    def __init__(
        self,
        bridge: StoreBridge,
        key: JobKey,
        view: PlotView,
        *,
        markers: Markers = Markers.BRAILLE,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        self.log_watch: LogWatch | None = None
        self._bridge = bridge
        self._key = key
        self._first_view = view
        self._heading = ""
        self._glyphs = glyphs
        self._host, self._is_demo = "", False
        self.plot = WatchedPlot(has_title=False, markers=markers, id="metrics")
        self._header = HeaderLine(id="header", glyphs=glyphs)
        self._rule = PaneRule("", line=glyphs.rule, id="rule")

    def compose(self) -> ComposeResult:
        """How fresh it is, how the bake stands, the plot, the keys."""
        yield self._header
        yield self._rule
        yield self.plot
        yield Foot(FOOT, BACK, glyphs=self._glyphs)

    def on_mount(self) -> None:
        """Show what is known from now on."""
        self._bridge.bind(self._header, self._freshness, self._header.show)
        self._bridge.bind(self._rule, self._standing, lambda _: self._retitle())
        self._bridge.bind(self.plot, lambda state: slice_of(state, self._key), self.plot.show)
        self.plot.look_at(self._first_view)
        self.plot.focus()

    def show_place(self, host: str, *, is_demo: bool) -> None:
        """Tell which service it is."""
        self._host, self._is_demo = host, is_demo
        self._header.show_place(host, is_demo=is_demo)

    def follow(self, watch: LogWatch) -> None:
        """Know who reads, and how often."""
        self.log_watch = watch
        self._header.show_place(self._host, is_demo=self._is_demo, intervals=watch.intervals)

    @property
    def commands(self) -> LogWatch | None:
        """Who reads every row for an export; None before the connection is made."""
        return self.log_watch

    def say(self, sentence: str, *, is_problem: bool = False) -> None:
        """A short word to the person."""
        self.app.notify(clean(sentence), severity="warning" if is_problem else "information", markup=False)

    def _freshness(self, state: AppState) -> HeaderSlice:
        """The last look at the bake counts as the last at anything: neither trees nor lists are read."""
        facts, seen = status_line.select_header(state), self._standing(state)
        return facts if seen is None else facts._replace(repos=Ready((), seen.seen_at))

    def _standing(self, state: AppState) -> SeenJob | None:
        return state.jobs.get(self._key)

    @on(MetricPlot.Retitled)
    def _retitled(self, event: MetricPlot.Retitled) -> None:
        event.stop()
        self._heading = event.heading
        self._retitle()

    def _retitle(self) -> None:
        self._rule.show_heading(watch_line(self._standing(self._bridge.state), self._heading))

    # Keys

    def action_leave(self) -> None:
        """Back to the shell."""
        self.app.exit(return_code=0)

    def action_refresh(self) -> None:
        """Ask again now."""
        if self.log_watch is not None:
            self.run_worker(self.log_watch.look_again(), group="refresh", exclusive=True)

    @on(MetricPlot.Opened)
    def _opened(self, event: MetricPlot.Opened) -> None:
        event.stop()
        self.post_message(self.CockpitWanted())

    @on(ChartWidget.Copied)
    def _copied(self, event: ChartWidget.Copied) -> None:
        event.stop()
        self.app.copy_to_clipboard(event.text)

    @on(ChartWidget.ExportWanted)
    def _export_wanted(self, event: ChartWidget.ExportWanted) -> None:
        event.stop()
        self.run_worker(self._export(), group="export-form", exclusive=True)

    async def _export(self) -> None:
        """Ask in which form, and write to the usual file of that."""
        from breadtui.ui.present.form.options import Option  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.making.form_picker import PickerScreen  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.words.charts import CHART_FORMS  # noqa: PLC0415  when it is asked for

        options = [Option(form, form, "the plot" if form in {PLOT, *PICTURES} else "every row") for form in CHART_FORMS]
        picked = await self.app.push_screen_wait(PickerScreen("Export", options, chosen=CHART_FORMS[0]))
        for form in picked or ():
            self.export_chart(self._key, self.plot, str(form))
