"""A paused view stands still and can be read; how often is asked is a setting, and may be never."""

from __future__ import annotations

import pytest

from breadtui.domain.jobs import JobStatus
from breadtui.store.events.event import JobsPolled
from breadtui.store.events.session import Noticed
from breadtui.store.facts.state import Severity
from tests.fakes.states import REPO, a_job, a_key, a_state, a_tree, after
from tests.ui.look.scenes import Scene, still_app
from tests.ui.screens.explorer_host import Explorer, exploring

JOBS = (a_job("run_1", progress_percent=10.0), a_job("run_2", progress_percent=10.0))
STATE = a_state(a_tree([job.key.name for job in JOBS]), JOBS)


async def looked(here: Explorer, *names: str, percent: float = 46.0) -> None:
    jobs = {a_key(name): a_job(name, progress_percent=percent) for name in names}
    here.store.dispatch(JobsPolled({REPO: here.store.state.opened[REPO]}, jobs, after(30)))
    await here.settled()


async def test_rows_stand_still_while_recording_goes_on_and_all_comes_at_once() -> None:
    async with exploring(STATE) as here:
        before = here.rows
        await here.pilot.press("P")
        assert "paused" in here.header
        await looked(here, "run_1", "run_3")
        await looked(here, "run_1", percent=50.0)
        assert here.rows == before
        assert "paused, 2 new" in here.header
        assert here.store.state.jobs[a_key("run_1")].job.progress_percent == 50.0
        await here.pilot.press("P")
        await here.settled()
        assert [row.split()[1] for row in here.rows] == ["run_1", "run_2", "run_3"]
        assert "50%" in here.rows[0]
        assert "paused" not in here.header


async def test_a_frozen_view_can_be_moved_in_and_opened() -> None:
    async with exploring(STATE) as here:
        await here.pilot.press("P")
        await looked(here, "run_1", "run_2")
        await here.pilot.press("j", "enter")
        await here.settled()
        assert here.store.state.chosen == a_key("run_2")
        assert "10%" in "\n".join(strip.text for strip in here.app.screen._compositor.render_strips())
        assert "run_2" in here.header


async def test_what_is_dismissed_while_paused_goes_at_once() -> None:
    state = a_state(a_tree(["done_1"]), [a_job("done_1", JobStatus.COMPLETE)])
    async with exploring(state) as here:
        await here.pilot.press("P", "delete")
        await here.settled()
        assert [row.split()[0] for row in here.rows] == ["Nothing"]


async def test_notices_are_among_what_is_new() -> None:
    async with exploring(STATE) as here:
        await here.type_line("pause")
        here.store.dispatch(Noticed(Severity.ERROR, "run_9 failed", after(40)))
        await here.settled()
        assert "paused, 1 new" in here.header


async def test_polling_that_is_off_asks_nothing_unless_by_hand() -> None:
    async with exploring(STATE) as here:
        await here.type_line("poll off")
        assert "poll off" in here.header
        worker = here.screen.run_worker(here.poller.run())
        here.poller.wake()
        await here.settled()
        assert here.api.calls == []
        here.clock.jump(600)
        await here.pilot.press("R")
        await here.settled()
        assert here.api.counted("tree") == 1, "by the command alone, not by the round beside it"
        assert here.api.counted("job") >= 2
        await here.type_line("poll on")
        assert not here.poller.is_off
        assert "poll off" not in here.header
        worker.cancel()


async def test_an_interval_is_changed_for_the_session_and_said_at_the_top() -> None:
    async with exploring(STATE) as here:
        await here.type_line("interval bake 45")
        assert here.poller.intervals.bake_seconds == 45
        assert here.screen.commands is not None
        assert here.screen.commands.intervals.bake_seconds == 45
        assert "poll 45s" in here.header
        assert "poll.bake_seconds = 45" in here.toasts[-1]


@pytest.mark.parametrize("line", ["interval bake 0.2", "interval bake soon", "interval fun 5", "interval bake nan"])
async def test_no_interval_is_below_its_floor(line: str) -> None:
    async with exploring(STATE) as here:
        before = here.poller.intervals
        await here.type_line(line)
        assert here.poller.intervals is before
        assert "1" in here.toasts[-1]


async def test_the_intervals_in_force_are_told() -> None:
    async with exploring(STATE) as here:
        await here.type_line("interval")
        assert here.toasts[-1].startswith("stim 5s, rollout 10s, bake 30s")


async def test_what_came_of_a_write_is_told_while_the_view_is_paused() -> None:
    app = still_app(Scene(lambda: STATE))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3", "P")
        app.store.dispatch(Noticed(Severity.WARNING, "start of v9: out of credit", after(40)))
        await pilot.pause()
        await pilot.pause()
        assert [note.message for note in app._notifications] == ["start of v9: out of credit"]
        line = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "paused, 1 new" in line
