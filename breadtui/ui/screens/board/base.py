"""What all of a board's screen stands on: its bakes as they are known, and the panes that show them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.getters import query_one
from textual.worker import Worker

from breadtui.domain.names import JobKey
from breadtui.store.views.boarding import board_slice, compared_of, entries_of
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.panes.board_chart import BoardChart
from breadtui.ui.panes.board_rows import BoardRows
from breadtui.ui.panes.pane_rule import PaneRule
from breadtui.ui.present.board.heading_lines import BoardTab
from breadtui.ui.present.board.model import BoardModel
from breadtui.ui.present.board.pages import Sides
from breadtui.ui.present.board.picture import NOTHING, BoardPicture, Wanted, picture_of, sight_of
from breadtui.ui.present.board.prompt_lines import PairFold
from breadtui.ui.present.board.view import BoardView, Sight
from breadtui.ui.present.compare.comparison_lines import SIDE_BY_SIDE_CELLS, Look
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.plot.plots import drawn_ahead
from breadtui.ui.screens.base.saying import Saying
from breadtui.ui.terminal.turns import in_turns, is_done_in_a_turn
from breadtui.ui.themes import is_mono

if TYPE_CHECKING:
    from breadtui.store.commands import Commands


class BoardBase(Saying[JobKey | None]):
    """Reads what is missing of the bakes, shows the rest meanwhile, and follows them.

    While the board is open its bakes are marked, for then their metrics are read again and again. What is shown is
    worked out in a thread where it is much, and drawn in turns: keys are answered by what was drawn last, and of many
    that come meanwhile the last alone is drawn.
    """

    chart = query_one(BoardChart)
    rows = query_one(BoardRows)
    tab = BoardTab.TABLE
    unfolded: frozenset[PairFold] = frozenset()

    def __init__(
        self, bridge: StoreBridge, commands: Commands | None, keys: Sequence[JobKey], glyphs: Glyphs = UNICODE
    ) -> None:
        super().__init__()
        self.bridge = bridge
        self.commands = commands
        self.glyphs = glyphs
        self.model = BoardModel(entries_of(bridge.state, keys))
        self.picture = NOTHING
        self.wanted_markers: Markers | None = None
        self.working = asyncio.Lock()
        """Held while the model works something out."""
        self._marked_here: tuple[JobKey, ...] = ()
        self._sides = Sides()
        self._is_drawing = False
        self._is_stale = False

    @property
    def markers(self) -> Markers:
        """What curves are drawn with."""
        return self.wanted_markers or (Markers.ASCII if self.glyphs.is_ascii else Markers.BRAILLE)

    def follow_bakes(self) -> None:
        """Show what is known, ask for the rest, and have the metrics of all followed."""
        self.bridge.bind(self, lambda state: board_slice(state, self.model.keys), lambda _: self.bakes_moved())
        self.mark_bakes()
        self.load(again=False)

    def mark_bakes(self) -> None:
        """Have those on the board marked, and those that are not there any more as they were before."""
        if self.commands is None:
            return
        keys, marked = self.model.keys, self.bridge.state.marked
        gone = tuple(key for key in self._marked_here if key not in keys)
        new = tuple(key for key in keys if key not in marked)
        self._marked_here = (*(key for key in self._marked_here if key in keys), *new)
        if gone:
            self.commands.unmark(gone)
        if new:
            self.commands.mark(new)

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

    def sight(self) -> Sight:
        """What a key is pressed at."""
        return sight_of(self.picture, self.model, self.chart.size.width)

    def look_of_rows(self) -> Look:
        """How what is below the chart is drawn."""
        width = self.rows.size.width or self.size.width or 80
        return Look(width, width >= SIDE_BY_SIDE_CELLS, is_mono(self.app), self.glyphs)

    def wanted(self) -> Wanted:
        """What is to be shown by now."""
        model, (width, height) = self.model.as_now(), self.chart.size
        look = self.look_of_rows()
        parts = (model, self.bridge.state, self._sides, self.tab, look, max(width, 1), height, self.size.width)
        return Wanted(*parts, self.markers, self.unfolded)

    def redraw(self) -> None:
        """Draw curves, headings and what is below them, as far as they changed."""
        if self._is_stale:
            return
        is_free = not self._is_drawing and not self.working.locked()
        self._is_stale = not (is_free and self._is_drawn_at_once())
        if self._is_stale and not self._is_drawing:
            self._is_drawing = True
            _: Worker[None] = self.run_worker(self._work_out, group="picture")

    def _is_drawn_at_once(self) -> bool:
        """Show what is wanted, if that is little: whether it is shown."""
        wanted = self.wanted()
        if not wanted.is_light:
            return False
        picture = picture_of(wanted)
        is_drawn = is_done_in_a_turn(drawn_ahead(picture.request))
        if is_drawn:
            self._put(picture)
        return is_drawn

    async def _work_out(self) -> None:
        """Work the picture out, in a thread where it is much, and again as long as something else is wanted meanwhile.

        Curves are drawn in this thread, and in turns: keys are answered between two.
        """
        try:
            async with self.working:
                while self._is_stale:
                    self._is_stale = False
                    picture = await self.worked_out(self.wanted())
                    await in_turns(drawn_ahead(picture.request))
                    self._put(picture)
        finally:
            self._is_drawing = False

    async def worked_out(self, wanted: Wanted) -> BoardPicture:
        """The picture, whose curves are still to be drawn."""
        return picture_of(wanted) if wanted.is_light else await asyncio.to_thread(picture_of, wanted)

    def _put(self, picture: BoardPicture) -> None:
        """Show a picture that was worked out."""
        self.picture = picture
        self.chart.show(picture.request, picture.words)
        self.query_one("#board-rule", PaneRule).show_heading(picture.heading)
        self.show_below()

    def show_below(self) -> None:
        """Show what is below the chart."""
        raise NotImplementedError
