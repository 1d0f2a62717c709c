"""An exported journal opens at its end, goes back by minutes, and ends the program when it is left."""

from __future__ import annotations

from datetime import timedelta

from breadtui.domain.jobs import JobStatus
from breadtui.journal.exported import read_exported
from breadtui.store.replayed import state_replayed
from breadtui.store.travelling import PastReader
from breadtui.ui.panes.job_table.pane import JobTable
from breadtui.ui.replay import ReplayApp
from breadtui.ui.screens.looking.travel import TravelScreen
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
