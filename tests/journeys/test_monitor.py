"""The monitor in the real program: arranged, cleared, paused, and found again as it was left."""

from __future__ import annotations

from pathlib import Path

from breadtui.config.settings import Options
from breadtui.domain.jobs import JobStatus
from breadtui.domain.monitor.arrangement import GroupBy, SortBy
from breadtui.domain.names import JobKey
from tests.journeys.cockpit import YODA, Cockpit, DemoTime, bake_key, cockpit, demo_server

ONE_REPO = Options(repo=YODA)


def listed(here: Cockpit) -> list[JobKey]:
    """The jobs that have a row."""
    return [key for key in here.explorer.jobs.rows.keys if isinstance(key, JobKey)]


async def begin(here: Cockpit) -> None:
    await here.until_ready()
    await here.until(lambda state: bake_key("wise_2") in state.jobs and bake_key("coder_v1") in state.jobs)
    await here.press("3")


async def test_what_is_dismissed_and_how_it_is_arranged_is_found_again_after_a_restart(tmp_path: Path) -> None:
    with demo_server(clock=DemoTime()) as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.press("X")
            await here.until(lambda state: bake_key("wise_2") in state.dismissed)
            await here.type("sort progress down")
            await here.type("group pipeline")
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here)
            await here.until(lambda state: state.dismissed)
            await here.until_true(lambda: here.explorer.jobs.arrangement.group is GroupBy.PIPELINE)
            assert here.explorer.jobs.arrangement.sort is SortBy.PROGRESS
            await here.until_true(lambda: listed(here))
            assert bake_key("wise_2") not in listed(here)
            assert all(not here.state.jobs[key].job.is_settled for key in listed(here) if key in here.state.dismissed)
            await here.type("dismiss none")
            await here.until_true(lambda: bake_key("wise_2") in listed(here))
        assert here.writes() == []


async def test_a_paused_view_holds_still_while_the_journal_goes_on(tmp_path: Path) -> None:
    time = DemoTime()
    with demo_server(clock=time) as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO, is_hurried=True) as here:
            await begin(here)
            running = bake_key("coder_v7")
            await here.until(lambda state: state.jobs[running].job.status is JobStatus.RUNNING)
            await here.press("P")
            row = here.row_of("coder_v7  ")
            time.pass_seconds(1_000_000.0)
            await here.until(lambda state: state.jobs[running].job.status is JobStatus.COMPLETE)
            assert here.row_of("coder_v7  ").split()[:3] == row.split()[:3]
            await here.until_shown("paused, ")
            await here.press("P")
            await here.until_true(lambda: "done" in here.row_of("coder_v7  "))
            assert "paused" not in here.text


async def test_esc_in_the_details_goes_back_to_the_list_that_they_were_opened_from(tmp_path: Path) -> None:
    with demo_server(clock=DemoTime()) as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO, size=(80, 24)) as here:
            await begin(here)
            await here.press("enter")
            await here.until_true(lambda: here.explorer.details.has_focus)
            await here.press("escape")
            await here.until_true(lambda: here.explorer.jobs.has_focus)
            await here.press("escape")
            await here.until_true(lambda: here.explorer.repos.has_focus)
            await here.press("2", "escape")
            await here.until_true(lambda: here.explorer.repos.has_focus)
