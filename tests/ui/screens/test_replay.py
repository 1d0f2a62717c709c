"""An exported journal opens at its end, goes back by minutes, and ends the program when it is left."""

from __future__ import annotations

from datetime import timedelta

from breadtui.domain.jobs import JobStatus
from breadtui.domain.monitor.arrangement import SortBy
from breadtui.journal.exported import read_exported
from breadtui.store.marking.travelling import PastReader
from breadtui.store.views.replayed import state_replayed
from breadtui.ui.panes.job_table.ordered_rows import NOTHING_SEEN
from breadtui.ui.panes.job_table.pane import JobTable
from breadtui.ui.present.jobs.rows import JobsSlice
from breadtui.ui.replay import ReplayApp
from breadtui.ui.screens.line.available import available_actions
from breadtui.ui.screens.looking.travel import LOOKED_AT, TravelScreen
from tests.journal.test_exported import AT, LINES, V1


async def test_a_journal_is_looked_at_without_a_service() -> None:
    journal = read_exported(LINES)
    state = state_replayed(journal.jobs, journal.events, journal.texts, journal.at)
    app = ReplayApp(PastReader(journal, lambda: journal.at), state, file_name="seen.jsonl")
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(4):
            await pilot.pause()
        screen = app.screen
        assert isinstance(screen, TravelScreen)
        jobs = screen.query_one(JobTable)
        assert jobs.facts.jobs[V1].job.status is JobStatus.COMPLETE
        await pilot.press("-", *"30m", "enter")
        for _ in range(4):
            await pilot.pause()
        assert screen.at == AT - timedelta(minutes=30)
        assert jobs.facts.jobs[V1].job.status is JobStatus.RUNNING
        await pilot.press("p")
        for _ in range(4):
            await pilot.pause()
        assert screen.at <= AT - timedelta(minutes=30)
        await pilot.press("escape")
        await pilot.pause()
    assert app.return_code == 0


async def test_the_jobs_of_then_can_be_ordered_and_nothing_of_them_be_changed() -> None:
    journal = read_exported(LINES)
    state = state_replayed(journal.jobs, journal.events, journal.texts, journal.at)
    app = ReplayApp(PastReader(journal, lambda: journal.at), state, file_name="seen.jsonl")
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(4):
            await pilot.pause()
        screen = app.screen
        assert isinstance(screen, TravelScreen)
        jobs = screen.query_one(JobTable)
        jobs.focus()
        await pilot.press("s", "n")
        for _ in range(4):
            await pilot.pause()
        assert jobs.arrangement.sort is SortBy.NAME
        live = {one.action.partition("(")[0]: one.reason for one in available_actions(screen)}
        changes = ("mark", "mark_range", "mark_all", "columns", "dismiss", "dismiss_all")
        assert {name: live[name] for name in changes} == dict.fromkeys(changes, LOOKED_AT)
        screen.repos.focus()
        await pilot.pause()
        assert {one.action: one.reason for one in available_actions(screen)}["close_repo"] == LOOKED_AT
        jobs.show(JobsSlice())
        assert jobs.empty_text == NOTHING_SEEN
