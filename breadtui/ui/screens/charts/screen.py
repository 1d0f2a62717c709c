"""All metrics of one bake on a screen of their own: a grid of charts by pages, one cursor through all of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import Worker

from breadtui.domain.names import JobKey
from breadtui.domain.query.queries import BadQuery
from breadtui.store.facts.state import AppState
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.keymap import Hint
from breadtui.ui.panes import status_line
from breadtui.ui.panes.chart_grid import ChartGrid
from breadtui.ui.panes.status_line import HeaderLine
from breadtui.ui.present.clean import clean
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.header_line import HeaderSlice
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.plot.slices import PlotSlice, slice_of
from breadtui.ui.present.plot.view import PlotView
from breadtui.ui.screens.charts.parents import LoadsLogs, ParentBeside
from breadtui.ui.screens.charts.seen_times import KnowsSightings, LogSlice, SeenTimes, log_of, read_seen
from breadtui.ui.screens.charts.words import chart_word
from breadtui.ui.screens.line.command_line import COMMAND, CommandBar, CommandLine
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.screens.transfer.chart_exporting import ChartExporting, chart_file_name
from breadtui.ui.screens.transfer.whole_logs import ReadsLogs
from breadtui.ui.screens.words.charts import CHART_FORMS, CHART_WORDS, EXPORT_WORD, GRID_WORD, chart_ends
from breadtui.ui.screens.words.table import Typed, head_and_rest, names_from
from breadtui.ui.terminal.chart_widget import ChartWidget

FOOT = (
    Hint(("plot.left", "plot.right"), "cursor"),
    Hint(("charts.next", "charts.previous"), "chart"),
    Hint(("charts.alone",), "one or all"),
    Hint(("plot.zoom_in", "plot.zoom_out"), "zoom"),
    Hint(("plot.axis",), "axis"),
    Hint(("plot.metric",), "metric"),
    Hint(("plot.export",), "export"),
    Hint(("charts.previous_page", "charts.next_page"), "page"),
    Hint(("charts.fewer", "charts.more"), "grid"),
    Hint(("plot.log",), "log"),
    Hint(("plot.smoothing",), "ema"),
    Hint(("plot.follow",), "tail"),
    Hint(("plot.clip",), "clip"),
    Hint(("plot.baseline",), "parent"),
    Hint(("charts.command",), "cmd"),
)
BACK = Hint(("charts.back",), "back")


class ChartSource(LoadsLogs, KnowsSightings, ReadsLogs, Protocol):
    """Whom charts ask: for logs, and for when their steps were seen."""


class ChartScreen(ParentBeside[PlotView], ChartExporting[PlotView], Screen[PlotView]):
    """Closes with how the charts were looked at."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "Back", id="charts.back", tooltip="All charts again, then back"),
        Binding(
            "colon", "command", "Command", id="charts.command", key_display=":", tooltip="metric, ylim, axis, grid"
        ),
    ]

    def __init__(
        self,
        bridge: StoreBridge,
        commands: ChartSource | None,
        key: JobKey,
        view: PlotView,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        self.bridge = bridge
        self._commands = commands
        self._key = key
        self._glyphs = glyphs
        markers = Markers.ASCII if glyphs.is_ascii else Markers.BRAILLE
        self.grid = ChartGrid(markers=markers, id="charts")
        self._first_view = view
        self._seen_times = SeenTimes()

    @property
    def commands(self) -> ChartSource | None:
        """What can be asked for; None where there is no service."""
        return self._commands

    def say(self, sentence: str, *, is_problem: bool = False) -> None:
        """A short word to the person."""
        self.app.notify(clean(sentence), severity="warning" if is_problem else "information", markup=False)

    def compose(self) -> ComposeResult:
        """How old everything is, the charts, the line, the keys."""
        yield HeaderLine(id="header", glyphs=self._glyphs)
        yield self.grid
        yield CommandBar(self)
        yield Foot(FOOT, BACK, glyphs=self._glyphs)

    def on_mount(self) -> None:
        """Follow the bake's metrics from now on."""
        header = self.query_one(HeaderLine)
        self.bridge.bind(header, self.freshness, header.show)
        self.bridge.bind(self.grid, self.plot_of, self.grid.show)
        self.bridge.bind(self, lambda state: log_of(state, self._key), self._log_moved)
        self.grid.look_at(self._first_view)
        self.grid.focus()

    def plot_of(self, state: AppState) -> PlotSlice:
        """What the charts are of."""
        return slice_of(state, self._key)

    def freshness(self, state: AppState) -> HeaderSlice:
        """What the first line says of how old everything is."""
        return status_line.select_header(state)

    def _log_moved(self, log: LogSlice) -> None:
        if self.commands is not None and self._seen_times.is_due(log, self.grid.view.axis):
            read = partial(self._read_seen, self.commands, log)
            _: Worker[None] = self.run_worker(read, group="seen", exclusive=True)

    @on(ChartGrid.SeenWanted)
    def _seen_wanted(self, event: ChartGrid.SeenWanted) -> None:
        event.stop()
        self._log_moved(log_of(self.bridge.state, self._key))

    async def _read_seen(self, commands: ChartSource, log: LogSlice) -> None:
        self.grid.show_seen(self._key, await read_seen(commands, log))

    def action_back(self) -> None:
        """From one chart to all; from all to where one came from."""
        if self.grid.is_alone:
            self.grid.stand_alone(is_alone=False)
        else:
            self.dismiss(self.grid.view)

    @on(ChartWidget.ExportWanted)
    def _export_wanted(self, event: ChartWidget.ExportWanted) -> None:
        event.stop()
        self.query_one(CommandBar).line.ask(COMMAND, f"export csv {chart_file_name(self._key, 'csv')}")

    @on(ChartWidget.Copied)
    def _copied(self, event: ChartWidget.Copied) -> None:
        event.stop()
        self.app.copy_to_clipboard(event.text)

    # The line

    def action_command(self) -> None:
        """Type a word about the charts."""
        self.query_one(CommandBar).line.ask(COMMAND)

    def complete(self, _prefix: str, text: str) -> tuple[str, ...]:
        """How a line may go on."""
        head, _, _ = text.partition(" ")
        words = (*CHART_WORDS, GRID_WORD, EXPORT_WORD)
        return chart_ends(text, self.grid.names()) if " " in text else names_from(words, head)

    def wrong_in(self, _prefix: str, _text: str) -> BadQuery | None:
        """No line here holds a query."""
        return None

    @on(CommandLine.Ended)
    def _ended(self, event: CommandLine.Ended) -> None:
        event.stop()
        self.grid.focus()
        head, rest = head_and_rest(event.text or "")
        if head in {"q", "quit"}:
            self.dismiss(self.grid.view)
        elif head == EXPORT_WORD.name:
            self._export(rest)
        elif head and (problem := chart_word(self.grid, Typed(head, rest))):
            self.say(problem, is_problem=True)

    def exported(self) -> Sequence[JobKey]:
        """Whose logs and curves are written to a file."""
        return (self._key,)

    def _export(self, typed: str) -> None:
        form, _, file = typed.strip().partition(" ")
        if form in CHART_FORMS:
            self.export_chart(self.exported(), self.grid, form, file)
        else:
            self.say(f"charts are written as {', '.join(CHART_FORMS)}", is_problem=True)
