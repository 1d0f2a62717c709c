"""Back to an earlier minute: states of then, nothing that can be written, and on from now as if nothing had been."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from breadtui.config.settings import Options
from breadtui.domain.jobs import JobStatus
from breadtui.ui.panes.job_table.pane import JobTable
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.looking.travel import TravelScreen
from tests.journeys.cockpit import YODA, bake_key, cockpit, demo_server

RUNNING = bake_key("coder_v7")


async def test_a_minute_is_looked_at_as_it_was_and_left_again(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA, bake="coder_v7")) as here:
            await here.until(lambda state: RUNNING in state.jobs and state.jobs[RUNNING].job.loss is not None)
            await here.press("1", "T")
            await here.until_screen(TravelScreen)
            screen = here.app.screen
            assert isinstance(screen, TravelScreen)
            await here.until_true(lambda: RUNNING in screen.query_one(JobTable).facts.jobs)
            await here.until_shown("PAST")
            assert not any("no journal keeps" in toast for toast in here.toasts)
            writes = here.writes()
            start = screen.at
            await here.press("left", "shift+left")
            await here.until_true(lambda: screen.at <= start)
            await here.press("home")
            await here.until_true(lambda: screen.at < start - timedelta(milliseconds=1))
            await here.press("end")
            await here.until_true(
                lambda: screen.query_one(JobTable).facts.jobs[RUNNING].job.status is JobStatus.RUNNING
            )
            for key in ("S", "e", "u", "a", "delete"):
                await here.press(key)
            assert here.app.screen is screen
            await here.press("escape")
            await here.until_screen(ExplorerScreen)
            assert here.writes() == writes


async def test_a_time_is_typed_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA, bake="coder_v7")) as here:
            await here.until(lambda state: RUNNING in state.jobs)
            await here.press("1")
            here.explorer.run_line("travel -5m")
            await here.until_screen(TravelScreen)
            screen = here.app.screen
            assert isinstance(screen, TravelScreen)
            await here.press("9", "9", "enter")
            await here.until_true(lambda: any("a time is written" in one for one in here.toasts))
            await here.press("escape")
            assert here.app.screen is screen
            await here.press("T")
            await here.until_screen(ExplorerScreen)
