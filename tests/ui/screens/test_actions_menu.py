"""The actions menu: a letter does it, a greyed letter says why, escape does nothing."""

from __future__ import annotations

from textual.app import App

from breadtui.domain.jobs import JobStatus
from breadtui.ui.present.actions.facts import action_facts
from breadtui.ui.present.actions.rows import action_rows, heading
from breadtui.ui.present.actions.table import Action
from breadtui.ui.screens.explorer.actions_menu import ActionRows, ActionsScreen
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.themes import THEMES
from tests.fakes.states import a_job, a_key, a_state


class Host(App[None]):
    CSS = "#actions { max-height: 90%; border: solid white; } #actions-heading { height: 1; }"

    def __init__(self, status: JobStatus = JobStatus.COMPLETE) -> None:
        super().__init__()
        self.status = status
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.taken: list[Action | None] = []

    @property
    def lines(self) -> list[str]:
        return [action.line for action in self.taken if action is not None]

    def on_mount(self) -> None:
        models = ("ada/coder/v1/30",) if self.status is JobStatus.COMPLETE else ()
        done = a_job("v1", self.status, model_names=models)
        facts = action_facts(a_state(jobs=[done], chosen=a_key("v1")))
        assert facts is not None
        self.push_screen(ActionsScreen(heading(facts), action_rows(facts)), self.taken.append)


async def test_a_letter_takes_the_action_and_closes() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert app.lines == ["plan check"]


async def test_a_greyed_letter_says_why_and_stays_although_the_list_has_that_key() -> None:
    app = Host(JobStatus.RUNNING)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        await pilot.pause()
        assert isinstance(app.screen, ActionsScreen)
        assert [notice.message for notice in app._notifications] == ["download: it has no model yet"]


async def test_the_cursor_moves_and_enter_takes_its_row() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "enter")
        await pilot.pause()
        assert app.lines == ["new prompt "]


async def test_escape_does_nothing() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        await pilot.pause()
        assert app.taken == [None]


async def test_what_is_out_of_sight_is_counted() -> None:
    app = Host()
    async with app.run_test(size=(80, 16)) as pilot:
        await pilot.pause()
        foot = app.screen.query_one(Foot)
        rows = app.screen.query_one(ActionRows)
        hidden = len(rows.found) - rows.page_rows
        assert hidden > 0
        assert foot.render_line(0).text.strip() == f"letter/enter do it · {hidden} more below · esc close"
        await pilot.press("G")
        await pilot.pause()
        assert foot.render_line(0).text.strip() == f"letter/enter do it · {hidden} more above · esc close"
        await pilot.resize_terminal(80, 40)
        await pilot.pause()
        assert foot.render_line(0).text.strip() == "letter/enter do it · esc close"
