"""The metrics of one or several bakes and nothing else, live: what `breadtui metrics --watch` shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from breadtui.domain.names import JobKey
from breadtui.store.facts.state import AppState
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.keymap import Hint
from breadtui.ui.panes.metric_plot import MetricPlot
from breadtui.ui.panes.pane_rule import PaneRule
from breadtui.ui.panes.status_line import HeaderLine
from breadtui.ui.present.clean import clean
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.headings import Heading
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.plot.view import PlotView
from breadtui.ui.present.plot.watch_line import watch_line
from breadtui.ui.screens.base.styled_once import StyledOnce
from breadtui.ui.screens.charts.parents import ParentBeside
from breadtui.ui.screens.charts.watched_facts import Standings, freshness_of, plot_of, standings_of
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.screens.transfer.chart_exporting import PICTURES, PLOT, ChartExporting
from breadtui.ui.terminal.chart_widget import ChartWidget

if TYPE_CHECKING:
    from breadtui.store.reading.log_watch import LogWatch

FOOT = (
    Hint(("plot.left", "plot.right"), "cursor"),
    Hint(("plot.zoom_in", "plot.zoom_out"), "zoom"),
    Hint(("plot.metric",), "metric"),
    Hint(("watch.charts",), "all"),
    Hint(("plot.follow",), "tail"),
    Hint(("watch.cockpit",), "cockpit"),
    Hint(("plot.smoothing",), "ema"),
    Hint(("plot.log",), "log"),
    Hint(("plot.axis",), "axis"),
    Hint(("plot.export",), "export"),
    Hint(("watch.refresh",), "refresh"),
    Hint(("plot.baseline",), "beside"),
    Hint(("plot.copy",), "copy"),
    Hint(("plot.clip",), "clip"),
)
BACK = Hint(("watch.leave",), "quit")
NOT_READ_YET = "the bake itself was not read yet"


class WatchedPlot(MetricPlot):
    """The plot of bakes whose repositories are not read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Cockpit", show=False, id="watch.cockpit", tooltip="All of breadtui, at this bake"),
        Binding("z", "charts", "All metrics", show=False, id="watch.charts", tooltip="A chart of each, by pages"),
    ]
    elsewhere_without_points = frozenset()
    is_bake_known = False
    """Whether the bake told which other it started from."""

    class ChartsWanted(Message):
        """A person wants the charts of all metrics."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The cockpit opens without a plot, too."""
        return True if action == "open" else super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """Whether there is a parent is known once the bake was read."""
        is_early = action == "look('baseline')" and not self.is_bake_known
        return NOT_READ_YET if is_early else super().why_not(action)

    def action_charts(self) -> None:
        """Ask for the charts of all metrics."""
        self.post_message(self.ChartsWanted())


class WatchScreen(StyledOnce, ParentBeside[None], ChartExporting[None], Screen[None]):
    """Follows the logs of bakes and how they stand; leaving it ends the program, or goes on to the cockpit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave", id="watch.leave", tooltip="Back to the shell"),
        Binding("r", "refresh", "Refresh", id="watch.refresh", tooltip="Ask again now"),
    ]

    class CockpitWanted(Message):
        """A person goes on to the cockpit."""

    def __init__(
        self,
        bridge: StoreBridge,
        keys: Sequence[JobKey],
        view: PlotView,
        *,
        markers: Markers = Markers.BRAILLE,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        self.log_watch: LogWatch | None = None
        self.bridge = bridge
        self._keys = keys
        self._first_view = view
        self._heading = Heading(())
        self._glyphs = glyphs
        self._host, self._is_demo = "", False
        self.plot = WatchedPlot(has_title=False, markers=markers, id="metrics")
        self._header = HeaderLine(id="header", glyphs=glyphs)
        self._rule = PaneRule("", line=glyphs.rule, id="rule")

    def compose(self) -> ComposeResult:
        """How fresh it is, how they stand, the plot, the keys."""
        yield self._header
        yield self._rule
        yield self.plot
        yield Foot(FOOT, BACK, glyphs=self._glyphs)

    def on_mount(self) -> None:
        """Show what is known from now on."""
        self.bridge.bind(self._header, lambda state: freshness_of(state, self._keys), self._header.show)
        self.bridge.bind(self._rule, self._standings, self._stand)
        self.bridge.bind(self.plot, lambda state: plot_of(state, self._keys), self.plot.show)
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
        """Who reads logs and every row of them; None before the connection is made."""
        return self.log_watch

    def say(self, sentence: str, *, is_problem: bool = False) -> None:
        """A short word to the person."""
        self.app.notify(clean(sentence), severity="warning" if is_problem else "information", markup=False)

    def _standings(self, state: AppState) -> Standings:
        return standings_of(state, self._keys)

    def _stand(self, standings: Standings) -> None:
        self.plot.is_bake_known = len(standings) > 1 or standings[0][1] is not None
        self._retitle()

    @on(MetricPlot.Retitled)
    def _retitled(self, event: MetricPlot.Retitled) -> None:
        event.stop()
        self._heading = event.heading
        self._retitle()

    def _retitle(self) -> None:
        self._rule.show_heading(watch_line(self._standings(self.bridge.state), self._heading))

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

    @on(WatchedPlot.ChartsWanted)
    def _charts_wanted(self, event: WatchedPlot.ChartsWanted) -> None:
        event.stop()
        self._open_charts()

    @work(group="charts", exclusive=True)
    async def _open_charts(self) -> None:
        from breadtui.ui.screens.charts.watched_charts import WatchedChartScreen  # noqa: PLC0415  when it is asked for

        charts = WatchedChartScreen(self.bridge, self.log_watch, self._keys, self.plot.view, self._glyphs)
        charts.grid.draw_with(self.plot.markers)
        self.plot.look_at(await self.app.push_screen_wait(charts))
        if charts.grid.markers is not self.plot.markers:
            self.plot.draw_with(charts.grid.markers)

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
            self.export_chart(self._keys, self.plot, str(form))
