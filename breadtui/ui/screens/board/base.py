"""What all of a board's screen stands on: its bakes as they are known, and the panes that show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.getters import query_one
from textual.screen import Screen
from textual.worker import Worker

from breadtui.domain.names import JobKey
from breadtui.store.views.boarding import board_slice, compared_of, entries_of
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.panes.board_chart import BoardChart
from breadtui.ui.panes.board_rows import BoardRows
from breadtui.ui.panes.pane_rule import PaneRule
from breadtui.ui.present.board.heading_lines import chart_heading
from breadtui.ui.present.board.model import BoardModel
from breadtui.ui.present.board.view import BoardView
from breadtui.ui.present.clean import clean
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.plot.plot_request import Markers

if TYPE_CHECKING:
    from breadtui.store.commands import Commands


class BoardBase(Screen[JobKey | None]):
    """Reads what is missing of the bakes, shows the rest meanwhile, and follows them.

    While the board is open its bakes are marked, for then their metrics are read again and again.
    """

    chart = query_one(BoardChart)
    rows = query_one(BoardRows)

    def __init__(
        self, bridge: StoreBridge, commands: Commands | None, keys: Sequence[JobKey], glyphs: Glyphs = UNICODE
    ) -> None:
        super().__init__()
        self.bridge = bridge
        self.commands = commands
        self.glyphs = glyphs
        self.model = BoardModel(entries_of(bridge.state, keys))
        self._marked_here: tuple[JobKey, ...] = ()

    @property
    def markers(self) -> Markers:
        """What curves are drawn with."""
        return Markers.ASCII if self.glyphs.is_ascii else Markers.BRAILLE

    def say(self, sentence: str, *, is_problem: bool = False) -> None:
        """A short word to the person."""
        self.app.notify(clean(sentence), severity="warning" if is_problem else "information", markup=False)

    def follow_bakes(self) -> None:
        """Show what is known, ask for the rest, and have the metrics of all followed."""
        keys = self.model.keys
        self.bridge.bind(self.rows, partial(board_slice, keys=keys), lambda _: self.bakes_moved())
        if self.commands is not None:
            self._marked_here = tuple(key for key in keys if key not in self.bridge.state.marked)
            self.commands.mark(self._marked_here)
        self.load(again=False)

    def on_unmount(self) -> None:
        """What was marked for the board alone is not marked any more."""
        if self.commands is not None and self._marked_here:
            self.commands.unmark(self._marked_here)

    def load(self, *, again: bool) -> None:
        """Read configurations, metrics, targets and prompts of all; what is known only where `again` is set."""
        if self.commands is not None:
            read = partial(self.commands.load_compared, compared_of(self.model.keys), again=again)
            _: Worker[None] = self.run_worker(read, group="board", exclusive=True)

    def bakes_moved(self) -> None:
        """More is known of the bakes, or something else."""
        self.model.entries = entries_of(self.bridge.state, self.model.keys)
        self.redraw()

    def look(self, view: BoardView) -> None:
        """Look in another way."""
        self.model.view = view
        self.redraw()

    def redraw(self) -> None:
        """Draw curves, headings and what is below them, as far as they changed."""
        self.chart.show(self.model)
        curves = self.model.curves(max(self.chart.size.width, 1), self.markers)
        is_log = self.model.sight(max(self.chart.size.width, 1), self.markers).is_log
        heading = chart_heading(self.model, curves, self.glyphs, is_log=is_log, width=self.size.width)
        self.query_one("#board-rule", PaneRule).show_heading(heading)
        self.show_below()

    def show_below(self) -> None:
        """Draw what is below the chart."""
        raise NotImplementedError

    def drop(self, key: JobKey) -> None:
        """One bake less on the board."""
        self.model.entries = tuple(entry for entry in self.model.entries if entry.key != key)
        self.model.view = replace(self.model.view, hidden=self.model.view.hidden - {key})
        self.redraw()
