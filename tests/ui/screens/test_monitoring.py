"""The monitor's own wishes: kept over a restart, undone, typed as words."""

from __future__ import annotations

import asyncio

import pytest

from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import Json
from breadtui.domain.monitor.arrangement import USUAL, GroupBy, SortBy, arrangement_from, arrangement_json
from breadtui.store.events.event import JobsPolled
from breadtui.store.facts.dismissals import DISMISSED_FACT
from breadtui.store.marking.dismissing import ARRANGEMENT_FACT
from breadtui.ui.screens.asking.sort_menu import SortScreen
from breadtui.ui.screens.monitor.columns import ColumnsScreen
from breadtui.values import replace
from tests.fakes.journal import MemoryJournal
from tests.fakes.states import REPO, a_job, a_key, a_loss, a_state, a_tree, after
from tests.ui.screens.explorer_host import Explorer, exploring

JOBS = (
    a_job("run_2", progress_percent=20.0, loss=a_loss(2e-7)),
    a_job("run_1", progress_percent=10.0, loss=a_loss(1e-7)),
    a_job("failed_1", JobStatus.FAILED, error="CUDA out of memory."),
    a_job("done_1", JobStatus.COMPLETE, loss=a_loss(3e-7)),
)
STATE = a_state(a_tree([job.key.name for job in JOBS]), JOBS)


def listed(here: Explorer) -> list[str]:
    return [row.split()[1] for row in here.rows]


async def test_a_letter_chooses_an_order_and_the_same_again_turns_it_round() -> None:
    async with exploring(STATE) as here:
        await here.pilot.press("s")
        await here.settled()
        assert isinstance(here.app.screen, SortScreen)
        await here.pilot.press("l")
        await here.settled()
        assert listed(here) == ["run_1", "run_2", "done_1", "failed_1"]
        await here.pilot.press("s", "l")
        await here.settled()
        assert listed(here) == ["done_1", "run_2", "run_1", "failed_1"]


async def test_escape_leaves_the_order_and_enter_takes_the_one_under_the_cursor() -> None:
    async with exploring(STATE) as here:
        await here.pilot.press("s", "escape")
        await here.settled()
        assert here.screen.jobs.arrangement == USUAL
        await here.pilot.press("s", "j", "enter")
        await here.settled()
        assert here.screen.jobs.arrangement.sort is SortBy.NAME


class HeldJournal(MemoryJournal):
    """Answers once it may."""

    def __init__(self) -> None:
        super().__init__()
        self.may_answer = asyncio.Event()

    async def fact(self, name: str) -> Json:
        await self.may_answer.wait()
        return await super().fact(name)


async def test_an_order_that_was_chosen_before_the_kept_one_was_read_stays() -> None:
    journal = HeldJournal()
    journal.facts[ARRANGEMENT_FACT] = arrangement_json(replace(USUAL, sort=SortBy.LOSS))
    async with exploring(STATE, journal=journal) as here:
        await here.pilot.press("s", "n")
        await here.settled()
        journal.may_answer.set()
        await here.settled()
        assert here.screen.jobs.arrangement.sort is SortBy.NAME


async def test_the_cursor_comes_back_to_its_job_as_the_filter_is_typed_on_and_when_it_is_given_up() -> None:
    async with exploring(STATE) as here:
        here.screen.jobs.move_to(a_key("run_1"))
        await here.pilot.press("slash", *"failed")
        await here.settled()
        assert here.screen.jobs.cursor_key == a_key("failed_1")
        await here.pilot.press(*["backspace"] * 6, *"run")
        await here.settled()
        assert here.screen.jobs.cursor_key == a_key("run_1")
        await here.pilot.press("backspace", "backspace", "backspace", *"done", "escape")
        await here.settled()
        assert here.screen.jobs.filter_text == ""
        assert here.screen.jobs.cursor_key == a_key("run_1")


async def test_columns_are_shown_hidden_and_moved_in_a_dialog() -> None:
    async with exploring(STATE) as here:
        await here.pilot.press("vertical_line")
        await here.settled()
        assert isinstance(here.app.screen, ColumnsScreen)
        await here.pilot.press("j", "j", "space", "j", "j", "J", "enter")
        await here.settled()
        heads = here.screen.jobs.render_line(0).text.split()
        assert heads == ["S", "NAME", "LOSS", "PROGRESS", "LAST", "STEPS", "ETA", "CHANGED", "REPO"]
        await here.pilot.press("vertical_line", "0")
        await here.settled()
        assert here.screen.jobs.render_line(0).text.split()[2:4] == ["STAGE", "PROGRESS"]


async def test_state_and_name_cannot_be_hidden() -> None:
    async with exploring(STATE) as here:
        await here.pilot.press("vertical_line", "space", "j", "space", "enter")
        await here.settled()
        assert here.screen.jobs.render_line(0).text.split()[:2] == ["S", "NAME"]


async def test_how_it_is_arranged_outlives_the_session() -> None:
    journal = MemoryJournal()
    async with exploring(STATE, journal=journal) as here:
        await here.type_line("sort loss down")
        await here.type_line("group pipeline")
        await here.type_line("columns loss, name")
    kept = arrangement_from(journal.facts[ARRANGEMENT_FACT])
    async with exploring(STATE, journal=journal) as here:
        assert here.screen.jobs.arrangement == kept
        assert (kept.sort, kept.is_reversed, kept.group) == (SortBy.LOSS, True, GroupBy.PIPELINE)
        assert here.screen.jobs.render_line(0).text.split() == ["S", "LOSS↓", "NAME"]


async def test_a_dismissed_job_is_gone_after_a_restart_and_u_brings_the_last_back() -> None:
    journal = MemoryJournal()
    async with exploring(STATE, journal=journal) as here:
        await here.pilot.press("G", "delete")
        await here.settled()
        await here.pilot.press("X")
        await here.settled()
        assert listed(here) == ["run_2", "run_1"]
        await here.pilot.press("u")
        await here.settled()
        assert listed(here) == ["run_2", "run_1", "failed_1"]
        assert here.api.calls == []
    async with exploring(STATE, journal=journal) as here:
        assert listed(here) == ["run_2", "run_1", "failed_1"]
        await here.type_line("dismiss none")
        assert listed(here) == ["run_2", "run_1", "failed_1", "done_1"]
        assert journal.facts[DISMISSED_FACT] == []


async def test_a_running_job_is_not_dismissed_and_its_key_says_why() -> None:
    async with exploring(STATE) as here:
        await here.pilot.press("g", "delete")
        await here.settled()
        assert here.store.state.dismissed == {}
        assert here.toasts == ["only what has settled can be dismissed"]


async def test_dismissing_all_by_word_is_about_what_the_filter_left() -> None:
    async with exploring(STATE) as here:
        here.screen.filter("status:failed")
        await here.type_line("dismiss all")
        assert set(here.store.state.dismissed) == {a_key("failed_1")}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("sort colour", "sort by state, name"),
        ("group by colour", "group off|repo|pipeline"),
        ("columns loss fun", "there is no column 'fun': state name"),
        ("dismiss some", "dismiss none"),
    ],
)
async def test_wrong_words_are_told_what_may_stand_there(line: str, said: str) -> None:
    async with exploring(STATE) as here:
        await here.type_line(line)
        assert said in here.toasts[-1]


async def test_a_narrow_terminal_shows_two_lines_a_job_as_soon_as_the_monitor_is_shown() -> None:
    async with exploring(STATE, size=(60, 20)) as here:
        shown = [strip.text for strip in here.app.screen._compositor.render_strips()]
        assert [line.split()[:1] for line in shown[2:6]] == [["S"], ["LOSS"], [">R"], ["2.0e-7"]]


async def test_an_order_that_figures_moved_away_from_is_put_right_before_it_is_turned_round() -> None:
    async with exploring(STATE) as here:
        await here.pilot.press("s", "p")
        await here.settled()
        assert listed(here)[:2] == ["run_1", "run_2"]
        moved = a_job("run_1", progress_percent=50.0, loss=a_loss(1e-7))
        here.store.dispatch(JobsPolled({REPO: here.store.state.opened[REPO]}, {moved.key: moved}, after(30)))
        await here.settled()
        assert listed(here)[:2] == ["run_1", "run_2"]
        await here.pilot.press("s", "p")
        await here.settled()
        assert listed(here)[:2] == ["run_2", "run_1"]
        assert not here.screen.jobs.arrangement.is_reversed
