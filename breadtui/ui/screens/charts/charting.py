"""Opening the charts of the chosen bake, and what may be typed of the plot beside the tree."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import Worker

from breadtui.domain.names import JobKey
from breadtui.ui.panes.metric_plot import MetricPlot
from breadtui.ui.present.detail.details import is_bake
from breadtui.ui.screens.base.reading import Reading
from breadtui.ui.screens.charts.parents import ParentBeside
from breadtui.ui.screens.charts.seen_times import LogSlice, SeenTimes, chosen_log, read_seen

if TYPE_CHECKING:
    from breadtui.ui.screens.words.table import Typed


class Charting(Reading, ParentBeside[None]):
    """`enter` in the metrics pane and `:charts` open the grid; the other words look at the plot in another way."""

    def begin_charts(self) -> None:
        """Follow the chosen bake's log, and read when its steps were seen."""
        self._seen_times = SeenTimes()
        self.bridge.bind(self.plot, chosen_log, self._log_moved)

    def _log_moved(self, log: LogSlice) -> None:
        if self._seen_times.is_due(log, self.plot.view.axis):
            _: Worker[None] = self.run_worker(partial(self._read_seen, log), group="seen", exclusive=True)

    @on(MetricPlot.SeenWanted)
    def _seen_wanted(self) -> None:
        self._log_moved(chosen_log(self.bridge.state))

    async def _read_seen(self, log: LogSlice) -> None:
        if self.commands is not None and log.key is not None:
            self.plot.show_seen(log.key, await read_seen(self.commands, log))

    @on(MetricPlot.Opened)
    def _charts_wanted(self) -> None:
        self._open_charts()

    def chart(self, typed: Typed) -> None:
        """Do what was typed of charts, or say what is wrong with it."""
        from breadtui.ui.screens.charts.words import chart_word  # noqa: PLC0415  when it is asked for

        if typed.name == "charts":
            if problem := chart_word(self.plot, typed):
                self.say(problem, is_problem=True)
            else:
                self._open_charts(tuple(typed.rest.split()))
        elif problem := chart_word(self.plot, typed):
            self.say(problem, is_problem=True)
        else:
            self.stage.draw_with(self.plot.markers)

    @work(group="charts", exclusive=True)
    async def _open_charts(self, metrics: tuple[str, ...] = ()) -> None:
        from breadtui.ui.screens.charts.screen import ChartScreen  # noqa: PLC0415  when it is asked for

        chosen = self.bridge.state.chosen
        if not isinstance(chosen, JobKey) or not is_bake(chosen):
            return
        screen = ChartScreen(self.bridge, self.commands, chosen, self.plot.view, self.glyphs)
        screen.grid.draw_with(self.plot.markers)
        if metrics:
            screen.grid.choose(metrics)
        self.plot.look_at(await self.app.push_screen_wait(screen))
        if screen.grid.markers is not self.plot.markers:
            self.plot.draw_with(screen.grid.markers)
