"""What is watched from the monitor, and what a person is told of that."""

from __future__ import annotations

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey
from tests.fakes.states import a_job, a_key, a_state, a_tree
from tests.ui.screens.explorer_host import Explorer, exploring

BAKES = {"run_1": JobStatus.RUNNING, "failed_1": JobStatus.FAILED, "done_1": JobStatus.COMPLETE}
STATE = a_state(a_tree(BAKES), [a_job(name, status) for name, status in BAKES.items()])


async def watching(here: Explorer, *keys: str) -> tuple[frozenset[JobKey], str]:
    """What is watched after these keys, and the newest word about it."""
    await here.pilot.press(*keys)
    await here.settled()
    said = [one.message for one in here.app._notifications]
    return here.store.state.watched, str(said[-1])


async def test_what_runs_is_watched_to_its_end() -> None:
    async with exploring(STATE) as here:
        watched, said = await watching(here, "w")
        assert (watched, said) == (
            frozenset({a_key("run_1")}),
            "watching run_1: told when it settles, stalls or diverges",
        )


async def test_what_failed_is_watched_for_its_next_run_and_what_is_complete_is_not() -> None:
    async with exploring(STATE) as here:
        watched, said = await watching(here, "j", "w")
        assert watched == {a_key("failed_1")}
        assert said == "watching failed_1: failed already; told how it ends once it is started again"
        watched, said = await watching(here, "j", "w")
        assert (watched, said) == (frozenset({a_key("failed_1")}), "done_1 is complete: there is nothing to wait for")


async def test_of_several_what_is_complete_is_left_out() -> None:
    async with exploring(STATE) as here:
        watched, said = await watching(here, "asterisk", "w")
        assert watched == {a_key("run_1"), a_key("failed_1")}
        assert said.startswith("watching 2 jobs:")
