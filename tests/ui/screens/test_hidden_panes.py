"""Panes of the everyday screen that the layout hides: not drawn meanwhile, fresh once they are shown or read from."""

from __future__ import annotations

from breadtui.store.events.event import JobsPolled
from breadtui.ui.panes.job_table.pane import JobTable
from breadtui.ui.screens.base.layout import Pane
from tests.fakes.states import REPO, a_job, a_key, a_state, a_tree, after
from tests.ui.screens.explorer_host import Explorer, exploring

JOBS = (a_job("run_1", progress_percent=10.0), a_job("run_2", progress_percent=10.0))
STATE = a_state(a_tree([job.key.name for job in JOBS]), JOBS)
NARROW = (80, 24)


async def looked(here: Explorer, percent: float) -> None:
    jobs = {a_key(name): a_job(name, progress_percent=percent) for name in ("run_1", "run_2")}
    here.store.dispatch(JobsPolled({REPO: here.store.state.opened[REPO]}, jobs, after(30)))
    await here.settled()


def shown_percent(here: Explorer) -> float | None:
    """What the monitor was last drawn with, as it lies there."""
    return here.screen.query_one(JobTable).facts.jobs[a_key("run_1")].job.progress_percent


async def test_a_narrow_terminal_draws_the_monitor_once_it_is_shown_and_its_glance_meanwhile() -> None:
    async with exploring(STATE, size=NARROW) as here:
        here.screen.show_pane(Pane.TREE)
        await here.settled()
        await looked(here, 46.0)
        await looked(here, 47.0)
        assert shown_percent(here) == 10.0
        assert "47%" in "\n".join(strip.text for strip in here.app.screen._compositor.render_strips())
        here.screen.show_pane(Pane.JOBS)
        assert shown_percent(here) == 47.0
        await here.settled()
        assert "47%" in here.rows[0]


async def test_a_pane_alone_on_the_screen_leaves_the_others_undrawn_until_it_is_small_again() -> None:
    async with exploring(STATE) as here:
        await here.pilot.press("1", "z")
        await looked(here, 46.0)
        assert shown_percent(here) == 10.0
        await here.pilot.press("z")
        assert shown_percent(here) == 46.0


async def test_what_the_screen_reads_from_a_hidden_pane_is_fresh() -> None:
    async with exploring(STATE, size=NARROW) as here:
        here.screen.show_pane(Pane.TREE)
        await here.settled()
        await looked(here, 46.0)
        assert here.screen.jobs.facts.jobs[a_key("run_1")].job.progress_percent == 46.0
