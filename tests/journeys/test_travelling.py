"""Back to an earlier minute: states of then, nothing that can be written, and on from now as if nothing had been."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from breadtui.config.settings import Options
from breadtui.domain.jobs import JobStatus
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.ui.panes.job_table.pane import JobTable
from breadtui.ui.panes.metric_plot import MetricPlot
from breadtui.ui.panes.repo_tree.pane import RepoTree
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.line.available import available_actions
from breadtui.ui.screens.looking.past_charts import ONLY_NOW
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
            first = screen.at
            screen.query_one(RepoTree).focus()
            await here.until_true(lambda: screen.query_one(RepoTree).has_focus)
            assert "travel.next" in {each.id for each in available_actions(screen)}
            await here.press("n")
            await here.until_true(lambda: screen.at > first or any("nothing happened" in one for one in here.toasts))
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


async def test_keys_of_the_chart_of_then_choose_and_copy_and_say_what_is_only_now(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA, bake="coder_v7")) as here:
            await here.until(lambda state: value_of(state.metrics.get(RUNNING, NOT_ASKED)))
            await here.press("1", "T")
            await here.until_screen(TravelScreen)
            plot = here.app.screen.query_one(MetricPlot)
            await here.until_true(lambda: plot.drawing() is not None)
            plot.focus()
            await here.until_true(lambda: plot.has_focus)
            await here.press("m")
            await here.until_shown("type to narrow")
            await here.write("lr")
            await here.press("enter")
            await here.until_true(lambda: plot.view.metric == "lr")
            for key in ("e", "b", "enter"):
                here.app.clear_notifications()
                await here.press(key)
                await here.until_true(lambda: ONLY_NOW in here.toasts)
