"""What is below a board's chart: the table, the settings that differ, the prompts, the answers to one question."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.worker import Worker

from breadtui.domain.names import JobKey
from breadtui.store.comparing.answers import BoardAnswers
from breadtui.store.views.boarding import rollouts_of
from breadtui.ui.panes.board_rows import BoardRows
from breadtui.ui.panes.pane_rule import PaneRule
from breadtui.ui.present.board.heading_lines import BoardTab, tabs_line
from breadtui.ui.present.board.pages import answers_page
from breadtui.ui.present.board.prompt_lines import PairFold
from breadtui.ui.screens.board.charting import BoardCharting
from breadtui.ui.terminal.virtual_rows import VirtualRows

TABS = tuple(BoardTab)


class BoardBelow(BoardCharting):
    """Four tabs, each made for the width there is."""

    answers: BoardAnswers | None = None
    question = 0
    _tab_shown = BoardTab.TABLE
    _question_wanted: int | None = None

    def lay_out(self) -> None:
        """Give chart and rows their heights."""
        raise NotImplementedError

    def bake_here(self) -> JobKey | None:
        """The bake of the row under the cursor; None where no table is shown."""
        keys, at = self.model.keys, self.rows.rows.cursor
        return keys[at] if self.tab is BoardTab.TABLE and at < len(keys) else None

    def show_tab(self, tab: BoardTab) -> None:
        """Show another of the four."""
        if tab is self.tab:
            return
        self.tab = tab
        self.refresh_bindings()
        self.lay_out()
        self.redraw()
        if tab is BoardTab.ANSWERS:
            self._read_answers()

    def action_tab(self, by: int) -> None:
        """The next of the four, or the one before."""
        self.show_tab(TABS[(TABS.index(self.tab) + by) % len(TABS)])

    def action_stop(self, by: int) -> None:
        """The next change of the prompts, or the next question; elsewhere the next row."""
        if self.tab is BoardTab.ANSWERS:
            self.go_to_question(self.question + by)
        elif not self.rows.go_to_stop(by):
            self.rows.action_rows_step(by)

    def go_to_question(self, number: int) -> None:
        """Show the question of this number, from 0, or the nearest there is; once they are read, where they are not."""
        if self.answers is None or not self.answers.is_read:
            self._question_wanted = number
            return
        number = max(min(number, len(self.answers.asked) - 1), 0)
        if number != self.question:
            self.question = number
            self.show_below()
            self.rows.go_to_top()
            self._want_rows()

    @on(VirtualRows.Chosen)
    def _chosen(self, event: VirtualRows.Chosen) -> None:
        """Enter goes to the bake of the row, or folds what is the same of prompts."""
        event.stop()
        if self.tab is BoardTab.TABLE:
            self.dismiss(self.bake_here())
        elif self.tab is BoardTab.PROMPTS and (fold := self._fold_at(event.key)) is not None:
            self.unfolded ^= {fold}
            self.redraw()

    def _fold_at(self, row: object) -> PairFold | None:
        found = self.picture.prompts.rows
        return found[row].fold if isinstance(row, int) and row < len(found) else None

    @on(VirtualRows.Moved)
    def _moved(self, event: VirtualRows.Moved) -> None:
        """What is said of the row under the cursor is of another row now."""
        event.stop()
        self._show_tabs()

    @on(BoardRows.Widened)
    def _widened(self) -> None:
        self.redraw()

    def show_below(self) -> None:
        """Show the tab that was drawn, with its heading and the line of tabs; another one from its top."""
        page, tab = self.picture.page, self.picture.tab
        if tab is BoardTab.ANSWERS:
            page = answers_page(self.model, self.answers, self.question, self.look_of_rows())
        if page is not None:
            self.rows.show(page.head, page.lines, page.stops)
        if tab is not self._tab_shown:
            self._tab_shown = tab
            self.rows.go_to_top()
        self._show_tabs()

    def _show_tabs(self) -> None:
        picture, at = self.picture, self.rows.rows.cursor
        here = picture.table.rows[at] if picture.tab is BoardTab.TABLE and at < len(picture.table.rows) else None
        asked = len(self.answers.asked) if self.answers is not None else 0
        counts = {BoardTab.CONFIG: f"{len(picture.settings.rows) or ''}", BoardTab.ANSWERS: f"{asked or ''}"}
        line = tabs_line(self.tab, counts, picture.table, self.glyphs, here, self.size.width)
        self.query_one("#board-tabs", PaneRule).show_heading(line)

    # Answers

    def bakes_moved(self) -> None:
        """Which rollouts there are to read may be known now."""
        super().bakes_moved()
        if self.tab is BoardTab.ANSWERS and self.answers is None:
            self._read_answers()

    def forget_answers(self) -> None:
        """Other bakes are on the board, or their rows are to be read again."""
        self.workers.cancel_group(self, "answers")
        self.answers, self.question = None, 0
        if self.tab is BoardTab.ANSWERS:
            self._read_answers()

    def _read_answers(self) -> None:
        """Read the rollouts of all, as far as the configurations say which they are."""
        rollouts = [rollouts_of(self.bridge.state, key) for key in self.model.keys]
        if self.commands is None or not any(rollouts):
            return
        if self.answers is None or self.answers.bakes != tuple(rollouts):
            self.answers, self.question = BoardAnswers(rollouts, self.commands.rows_book), 0
            _: Worker[None] = self.run_worker(partial(self._read_all, self.answers), group="answers", exclusive=True)

    async def _read_all(self, answers: BoardAnswers) -> None:
        await answers.read(self._answers_moved)
        wanted, self._question_wanted = self._question_wanted, None
        if wanted is not None:
            self.go_to_question(wanted)
        self._want_rows()

    def _answers_moved(self) -> None:
        if self.tab is BoardTab.ANSWERS:
            self.show_below()

    def _want_rows(self) -> None:
        """Read what of the question's rows is not in memory any more."""
        answers = self.answers
        if answers is not None and self.question < len(answers.asked):
            _: Worker[None] = self.run_worker(partial(self._read_question, answers), group="question", exclusive=True)

    async def _read_question(self, answers: BoardAnswers) -> None:
        if await answers.want(answers.asked[self.question]):
            self._answers_moved()
