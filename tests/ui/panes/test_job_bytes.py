"""What the monitor costs on the wire: bytes of the frames a terminal is sent, by a clock that is moved by hand."""

from __future__ import annotations

from datetime import datetime

from rich.color import ColorSystem

from breadtui.domain.jobs import Job
from breadtui.store.events.event import JobsPolled
from breadtui.store.facts.state import SeenJob
from breadtui.ui.panes.job_table.pane import AGE_TICK_SECONDS
from breadtui.ui.panes.status_line import AGE_TICK_SECONDS as HEADER_TICK_SECONDS
from breadtui.ui.panes.status_line import HeaderLine
from breadtui.ui.terminal.frame import Frame
from tests.fakes.states import REPO, a_job, a_loss, a_seen, a_state, a_tree, after
from tests.ui.panes.jobs_host import a_slice, running
from tests.ui.screens.explorer_host import Explorer, exploring

MOST_BYTES_A_SECOND = 150
MOST_BYTES_A_LOOK = 300
JOBS = 50
SECONDS = 120
STEP_SECONDS = 2


def moving(place: int, percent: float) -> Job:
    return a_job(f"bake_{place:02d}", progress_percent=percent, loss=a_loss(1e-7 + percent * 1e-9))


class Wire:
    """What a terminal shows, and the bytes that were sent to make it so."""

    def __init__(self, here: Explorer) -> None:
        self._here = here
        size = here.app.size
        self._frame = Frame(size.width, size.height, ColorSystem.TRUECOLOR)
        self.now = after(0)
        for pane in here.screen.query("*"):
            if hasattr(pane, "_now"):
                pane._now = self.time

    async def begin(self) -> None:
        """Show what stands there by this clock, and forget what that cost."""
        self._here.screen.jobs.refresh_values()
        self._here.screen.query_one(HeaderLine).say()
        await self._here.settled()
        self.send()

    def time(self) -> datetime:
        return self.now

    def send(self) -> int:
        """The bytes of a frame that shows what the screen shows now."""
        for y, strip in enumerate(self._here.app.screen._compositor.render_strips()):
            self._frame.put(0, y, strip)
        return len(self._frame.take().encode())


async def test_fifty_jobs_of_which_one_moves_every_two_seconds_cost_less_than_150_bytes_a_second() -> None:
    jobs = [moving(place, 10.0) for place in range(JOBS)]
    state = a_state(a_tree([job.key.name for job in jobs]), jobs)
    async with exploring(state, size=(120, JOBS + 8)) as here:
        await here.pilot.press("z")
        await here.settled()
        wire = Wire(here)
        await wire.begin()
        assert len(here.rows) == JOBS
        sent = 0
        for second in range(0, SECONDS, STEP_SECONDS):
            wire.now = after(second)
            moved = moving(second // STEP_SECONDS % JOBS, 11.0 + second / 4)
            here.store.dispatch(JobsPolled({REPO: here.store.state.opened[REPO]}, {moved.key: moved}, wire.now))
            await here.pilot.pause()
            if second % AGE_TICK_SECONDS == 0:
                here.screen.jobs.refresh_values()
            if second % HEADER_TICK_SECONDS == 0:
                here.screen.query_one(HeaderLine).say()
            await here.pilot.pause()
            sent += wire.send()
        assert 0 < sent / SECONDS < MOST_BYTES_A_SECOND


async def test_a_poll_of_five_hundred_jobs_draws_only_the_rows_that_say_something_else() -> None:
    jobs: list[Job | SeenJob] = [a_seen(moving(place, 10.0)) for place in range(500)]
    async with running(a_slice(*jobs), size=(120, 60)) as (app, pilot):
        app.drawn.clear()
        looked = [a_seen(moving(place, 10.0 + 40.0 * (place in {3, 400}))) for place in range(500)]
        app.jobs.show(a_slice(*looked))
        await pilot.pause()
        assert [line.split()[1] for line in app.drawn] == ["bake_03"]


async def test_a_look_at_five_hundred_active_jobs_sends_the_cells_of_the_one_that_moved() -> None:
    jobs = [moving(place, 10.0) for place in range(500)]
    state = a_state(a_tree([job.key.name for job in jobs]), jobs)
    async with exploring(state) as here:
        await here.pilot.press("z")
        await here.settled()
        wire = Wire(here)
        await wire.begin()
        looked = {job.key: job for job in (moving(3, 50.0), *jobs[:3], *jobs[4:])}
        wire.now = after(30)
        here.store.dispatch(JobsPolled({REPO: here.store.state.opened[REPO]}, looked, wire.now))
        await here.settled()
        assert 0 < wire.send() < MOST_BYTES_A_LOOK
