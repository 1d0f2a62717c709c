"""Two to eight bakes on a screen of their own: curves above; table, settings, prompts or answers below."""

from __future__ import annotations

from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from breadtui.domain.board.alignment import Alignment
from breadtui.store.views.boarding import compared_of
from breadtui.ui.keymap import Hint
from breadtui.ui.panes.board_chart import BoardChart
from breadtui.ui.panes.board_rows import BoardRows
from breadtui.ui.panes.pane_rule import PaneRule
from breadtui.ui.present.board.heading_lines import BoardTab
from breadtui.ui.present.board.view import along
from breadtui.ui.screens.board.commanding import BoardCommanding
from breadtui.ui.screens.line.command_line import CommandBar
from breadtui.ui.screens.line.foot import Foot

FOOT = (
    Hint(("board.last_tab", "board.next_tab"), "tab"),
    Hint(("board.left", "board.right"), "cursor"),
    Hint(("board.metric",), "metric"),
    Hint(("board.axis",), "axis"),
    Hint(("board.smoothing",), "ema"),
    Hint(("board.baseline",), "base"),
    Hint(("board.zoom_in", "board.zoom_out"), "zoom"),
    Hint(("board.copy",), "copy"),
    Hint(("board.export",), "export"),
    Hint(("board.parent",), "parent"),
    Hint(("board.hide",), "hide"),
    Hint(("board.command",), "cmd"),
)
BACK = Hint(("board.back",), "back")
_OF_A_BAKE = frozenset({"hide", "remove", "parent", "diff"})
LEAST_CHART_ROWS = 6
CHART_PERCENT = 40


class BoardScreen(BoardCommanding, Screen[None]):
    """Closes with the bake that a person wants to go to, or with None."""

    CSS_PATH = "../../styles/board.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "back", "Back", id="board.back", tooltip="Back to where you were"),
        Binding("right_square_bracket,tab", "tab(1)", "Next tab", id="board.next_tab", key_display="]"),
        Binding("left_square_bracket,shift+tab", "tab(-1)", "Previous tab", id="board.last_tab", key_display="["),
        Binding("left,h", "move(-1)", "Cursor left", id="board.left", show=False, tooltip="To the point before"),
        Binding("right,l", "move(1)", "Cursor right", id="board.right", show=False, tooltip="To the next point"),
        Binding("shift+left", "move(-10)", "Cursor ten left", id="board.left_ten", show=False),
        Binding("shift+right", "move(10)", "Cursor ten right", id="board.right_ten", show=False),
        Binding("plus,equals_sign", "look('zoom_in')", "Zoom in", id="board.zoom_in", key_display="+"),
        Binding("minus", "look('zoom_out')", "Zoom out", id="board.zoom_out", key_display="-"),
        Binding(
            "0", "look('fit')", "Everything in sight", id="board.fit", tooltip="Every curve whole, no limits of values"
        ),
        Binding(
            "full_stop", "look('follow')", "Follow", id="board.follow", key_display=".", tooltip="The newest point"
        ),
        Binding("L", "look('log')", "Log axis", id="board.log", tooltip="Powers of ten, or not"),
        Binding("s", "look('smoothing')", "Smoothing", id="board.smoothing", tooltip="Smoothing off, .3, .6, .9"),
        Binding(
            "x", "look('axis')", "Along", id="board.axis", tooltip="Along steps, epochs, fraction, time or descent"
        ),
        Binding("o", "look('clip')", "Clip outliers", id="board.clip", tooltip="Cut outliers off the scale, counted"),
        Binding("m", "metrics", "Choose a metric", id="board.metric", tooltip="Choose from all metrics of all"),
        Binding("M", "look('metric')", "Next metric", id="board.next_metric", tooltip="The next metric of all"),
        Binding("b", "baseline", "Baseline", id="board.baseline", tooltip="Hold the others against this bake"),
        Binding("space", "hide", "Hide", id="board.hide", tooltip="Do not draw this curve, or draw it again"),
        Binding("p", "parent", "Parent", id="board.parent", tooltip="Put its parent on the board, or go to it there"),
        Binding("X", "remove", "Take off", id="board.remove", tooltip="Take this bake off the board"),
        Binding("d", "diff", "Diff", id="board.diff", tooltip="This bake against the baseline, line by line"),
        Binding("n", "stop(1)", "Next", id="board.next", tooltip="The next change of the prompts, or question"),
        Binding("N", "stop(-1)", "Before", id="board.previous", tooltip="The change or question before"),
        Binding("z", "maximise", "Maximise", id="board.maximise", tooltip="The chart alone, what is below, and both"),
        Binding("y", "copy", "Copy", id="board.copy", tooltip="Copy the board as Markdown"),
        Binding("e", "export", "Export", id="board.export", tooltip="Write the board, the rows or the chart"),
        Binding("r", "refresh", "Ask again", id="board.refresh", tooltip="Ask the service again for all of them"),
        Binding("colon", "command", "Command", id="board.command", key_display=":", tooltip="Every action by a word"),
        Binding("question_mark,f1", "app.help", "help", id="board.help", show=False),
    ]

    _shown = 0
    """Both; the chart alone; what is below alone."""

    def compose(self) -> ComposeResult:
        """The heading over the chart, the tabs over the rows, the line and the keys."""
        rule = self.glyphs.rule
        yield PaneRule("", line=rule, id="board-rule")
        yield BoardChart(id="board-chart")
        yield PaneRule("", line=rule, id="board-tabs")
        yield BoardRows(id="board-rows")
        yield CommandBar(self)
        yield Foot(FOOT, BACK, glyphs=self.glyphs)

    def start_joined(self) -> BoardScreen:
        """The same, with the curves joined along the line of descent at first."""
        self.model.view = along(self.model.view, Alignment.DESCENT)
        return self

    def on_mount(self) -> None:
        """Show what is known and ask for the rest."""
        self.lay_out()
        self.rows.focus()
        self.follow_bakes()

    def on_resize(self, event: events.Resize) -> None:
        """Another size, other heights."""
        self.lay_out(event.size.height)

    def lay_out(self, height: int | None = None) -> None:
        """The table is as high as it needs to be, other tabs have more than half."""
        room = max((height or self.size.height) - 3, 0)
        below = len(self.model.keys) + 1 if self.tab is BoardTab.TABLE else room * (100 - CHART_PERCENT) // 100
        below = max(min(below, room - LEAST_CHART_ROWS), 1)
        self.chart.display = self._shown != 2
        self.rows.display = self.query_one("#board-tabs").display = self._shown != 1
        self.rows.styles.height = "1fr" if self._shown == 2 else below
        if self.rows.display:
            self.rows.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is of one bake is greyed out where no table is shown, and what there is one of alone."""
        return None if self._reason(action, parameters) else super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """Why a key does nothing now."""
        name, _, look = action.partition("(")
        return self._reason(name, (look.strip("')"),)) or "not now"

    def _reason(self, action: str, parameters: tuple[object, ...]) -> str:
        if action in _OF_A_BAKE and self.tab is not BoardTab.TABLE:
            return "the table has the bakes: [ goes there"
        if action == "look" and parameters == ("axis",) and len(self.model.alignments) < 2:
            return f"the logs lie along {self.model.alignments[0]} alone"
        if (action == "metrics" or (action, parameters) == ("look", ("metric",))) and len(self.model.metrics) < 2:
            return "there is one metric alone" if self.model.metrics else "nothing was logged yet"
        return ""

    def action_maximise(self) -> None:
        """The chart alone, then what is below it alone, then both again."""
        self._shown = (self._shown + 1) % 3
        self.lay_out()

    def action_refresh(self) -> None:
        """Ask again for everything that the board is made of."""
        self.load(again=True)
        self.forget_answers()

    @work(group="diff")
    async def action_diff(self) -> None:
        """The bake under the cursor against the baseline, with every setting and line."""
        from breadtui.ui.screens.looking.diff_screen import DiffScreen  # noqa: PLC0415  when it is asked for

        here, base = self.bake_here(), self.model.baseline
        if here is None or base is None or here == base:
            self.say("put the cursor on a bake that is not the baseline", is_problem=True)
            return
        left, right = compared_of((base, here))
        await self.app.push_screen_wait(DiffScreen(self.bridge, self.commands, (left, right), self.glyphs))

    def action_back(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
