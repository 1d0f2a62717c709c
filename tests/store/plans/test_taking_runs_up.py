"""Runs of windows that are gone are gone on with as they stand, not as they stood while a slow disk was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from breadtui.domain.kept import KeptRun, Look
from breadtui.domain.recreation.run import RunStanding
from breadtui.store.recording.commands import RecordingCommands
from breadtui.store.store import Store
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.store.chain_desk import ChainDesk


class SlowJournal(MemoryJournal):
    """Something happens between the reading of runs and its being told."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: list[Callable[[], object]] = []

    async def kept_plan_runs(self, known: Mapping[str, Look] | None = None) -> tuple[KeptRun, ...]:
        found = await super().kept_plan_runs(known)
        if self.meanwhile:
            self.meanwhile.pop()()
        return found


async def left_chain() -> tuple[ChainDesk, SlowJournal]:
    """A chain whose window was killed, and is being taken up while another window stops it."""
    journal = SlowJournal()
    desk = ChainDesk(journal=journal)
    desk.api.hangs = True
    task = desk.begun()
    await desk.clock.advance(10)
    await desk.killed(task)
    (run_id,) = journal.plan_runs
    stopped = {"standing": RunStanding.STOPPED.value, "reason": "by you"}
    desk.reopened()
    journal.meanwhile = [lambda: journal.move_plan_run(run_id, stopped, {}, is_driven=False)]
    return desk, journal


async def test_a_chain_that_is_stopped_while_the_disk_is_read_is_not_gone_on_with() -> None:
    desk, _ = await left_chain()
    starts = list(desk.starts)
    await desk.passed(desk.commands.restore_plans())
    assert desk.starts == starts
    assert (desk.run.standing, desk.run.reason) == (RunStanding.STOPPED, "by you")
    assert desk.words == []


async def test_a_recorder_does_not_take_up_what_was_stopped_while_it_read() -> None:
    desk, journal = await left_chain()
    recorder = RecordingCommands(Store(desk.store.state), desk.api, journal, MemoryDrafts(), desk.clock)
    assert await recorder.left_runs() == ()
    assert await recorder.left_runs() == ()
