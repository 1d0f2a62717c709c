"""The monitor: order, columns, evidence of stalls, and one row drawn for one job that moved."""

from __future__ import annotations

import pytest

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase
from breadtui.ui.panes.job_table.pane import AGE_TICK_SECONDS
from tests.fakes.states import a_job, a_key, after
from tests.ui.panes.jobs_host import SEVERAL, a_slice, running


async def test_active_jobs_come_first_then_failed_then_done() -> None:
    async with running(a_slice(*SEVERAL), now=after(4)) as (app, _):
        assert [line.split()[:3] for line in app.lines()[:5]] == [
            ["S", "NAME", "STAGE"],
            [">R", "run_1", "bake"],
            ["R", "wise", "rollout"],
            ["F", "failed_1", "bake"],
            ["D", "done_1", "bake"],
        ]
        assert "412/1900" in app.lines()[2]
        assert str(app.jobs.heading()) == "3 Jobs · 2 running · 1 failed · 1 done"


async def test_one_job_that_moved_is_one_row_drawn() -> None:
    jobs = [a_job(f"run_{n}", progress_percent=10.0) for n in range(9)]
    async with running(a_slice(*jobs)) as (app, pilot):
        app.drawn.clear()
        moved = a_job("run_3", progress_percent=46.0)
        app.jobs.show(a_slice(*(moved if job.key == moved.key else job for job in jobs)))
        await pilot.pause()
        assert [line.split()[1] for line in app.drawn if "NAME" not in line] == ["run_3"]


async def test_a_table_that_was_hidden_goes_on_once_it_is_shown_again() -> None:
    async with running(a_slice(a_job("run_1", progress_percent=10.0))) as (app, pilot):
        app.jobs.display = False
        await pilot.pause()
        app.jobs.show(a_slice(a_job("run_1", progress_percent=20.0)))
        app.jobs.display = True
        await pilot.pause()
        app.drawn.clear()
        app.jobs.show(a_slice(a_job("run_1", progress_percent=30.0)))
        await pilot.pause()
        assert any(" 30% " in line for line in app.drawn)


async def test_old_lines_shown_again_from_a_cache_do_not_stand_still() -> None:
    async with running(a_slice(a_job("run_1", progress_percent=10.0))) as (app, pilot):
        app.jobs._said.clear()  # as a poll does while the table is hidden
        app.drawn.clear()
        app.jobs.show(a_slice(a_job("run_1", progress_percent=30.0)))
        await pilot.pause()
        assert any(" 30% " in line for line in app.drawn)


async def test_the_cursor_stays_with_its_job_when_others_settle() -> None:
    jobs = [a_job(f"run_{n}") for n in range(3)]
    async with running(a_slice(*jobs)) as (app, pilot):
        await pilot.press("j")
        app.jobs.show(a_slice(a_job("run_0", JobStatus.COMPLETE), *jobs[1:]))
        await pilot.pause()
        assert app.jobs.cursor_key == a_key("run_1")
        assert [line.split()[1] for line in app.lines()[1:4]] == ["run_1", "run_2", "run_0"]


async def test_rows_keep_their_order_when_the_service_answers_in_another() -> None:
    jobs = [a_job(f"run_{n}") for n in range(3)]
    async with running(a_slice(*jobs)) as (app, _):
        app.jobs.show(a_slice(*reversed(jobs)))
        assert [line.split()[1] for line in app.lines()[1:4]] == ["run_0", "run_1", "run_2"]


async def test_enter_picks_the_job_under_the_cursor() -> None:
    async with running(a_slice(*SEVERAL)) as (app, pilot):
        await pilot.press("j", "enter")
        assert app.picked == [a_key("wise", Phase.ROLLOUT)]


async def test_ages_move_every_ten_seconds_only_while_something_is_active() -> None:
    async with running(a_slice(a_job("run_1"))) as (app, _):
        timer = app.jobs._tick
        assert timer is not None
        app.now = after(AGE_TICK_SECONDS)
        app.jobs.refresh_values()
        assert " >10s ago " in app.lines()[1]
        app.jobs.show(a_slice(a_job("run_1", JobStatus.COMPLETE)))
        assert app.jobs._tick is None


async def test_a_filter_leaves_matching_jobs_and_survives_a_refresh() -> None:
    async with running(a_slice(*SEVERAL)) as (app, _):
        app.jobs.filter("roll")
        app.jobs.show(a_slice(*SEVERAL))
        assert [line.split()[1] for line in app.lines()[1:3] if line.strip()] == ["wise"]
        app.jobs.filter("zzz")
        assert "Nothing matches" in app.lines()[1]


async def test_without_jobs_the_pane_says_what_to_do() -> None:
    async with running(a_slice()) as (app, _):
        assert app.lines()[1].startswith(" No job has run yet")
        assert str(app.jobs.heading()) == "3 Jobs"


@pytest.mark.parametrize("width", [1, 3, 10, 40, 60, 80, 100, 160, 200])
async def test_every_row_is_exactly_as_wide_as_the_pane(width: int) -> None:
    hostile = a_job("\x1b[31m日本語[/]" * 8, JobStatus.UNKNOWN, status_text="\x1b]0;x\x07")
    async with running(a_slice(*SEVERAL, hostile), size=(width, 8)) as (app, _):
        strips = [app.jobs.render_line(y) for y in range(8)]
        assert {strip.cell_length for strip in strips} == {width}
        assert not any(sign in strip.text for strip in strips for sign in "\x1b\x07")


async def test_one_by_one_is_survived() -> None:
    async with running(a_slice(*SEVERAL), size=(1, 1)) as (_, pilot):
        await pilot.press("j", "G", "ctrl+d")
