"""`breadtui run`: checked, asked, started once, told to its end; exact about its exit code."""

from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pytest

from breadtui.commands.running import run
from breadtui.commands.running.run_arguments import Arguments, Talk
from breadtui.config.folders import Folders
from breadtui.config.settings import Settings
from breadtui.domain.errors import BreadError, OutOfCredit, Unauthorized, Unclear, Unreachable
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import Phase
from breadtui.values import replace
from tests.store.chain_desk import REPO, WISH, ChainDesk, rollout, stim

STIM, ROLLOUT, BAKE = Phase.STIM, Phase.ROLLOUT, Phase.BAKE


class Running:
    """A `run` on a service with some targets and a bake, and what it said."""

    def __init__(self, name: str, *phases: Phase, count: int = 1, answer: bool | None = None, **arguments: Any) -> None:
        self.desk = ChainDesk(count)
        self.out, self.told = io.StringIO(), list[str]()
        self.asked: list[str] = []
        given = {"is_agreed": answer is None} | arguments
        self.args = Arguments(REPO, name, frozenset(phases), **given)
        self.answer = answer
        self.settings = Settings(Folders(Path("/none"), Path("/none")))

    def ask(self, question: str) -> bool:
        self.asked.append(question)
        return bool(self.answer)

    async def code(self, seconds: float = 900) -> int:
        talk = Talk(self.out, self.told.append, None if self.answer is None else self.ask)
        desk = self.desk
        task = asyncio.create_task(run.run(desk.api, self.settings, self.args, talk, desk.journal, desk.clock))
        await desk.clock.advance(seconds)
        assert task.done(), "it still waits"
        return task.result()

    @property
    def lines(self) -> list[str]:
        return self.out.getvalue().splitlines()


async def test_stim_and_rollout_of_a_target_are_told_to_their_ends() -> None:
    running = Running("t0", STIM, ROLLOUT)
    assert await running.code() == 0
    assert running.desk.starts == [stim("t0"), rollout("t0")]
    assert [line.split()[1:4] for line in running.lines] == [
        ["coder/t0", "stim", "running"],
        ["coder/t0", "stim", "complete"],
        ["coder/t0", "rollout", "running"],
        ["coder/t0", "rollout", "complete"],
    ]
    assert running.told[-1] == "all 2 done."


async def test_a_run_that_was_seen_to_its_end_says_how_long_the_next_may_take() -> None:
    running = Running("t0", STIM, count=2)
    running.desk.put(stim("t0"), JobStatus.NOT_STARTED, lines=10)
    assert await running.code() == 0
    assert [one.status for one in running.desk.journal.jobs if one.key == stim("t0")] == [
        "not_started",
        "running",
        "complete",
    ]
    running.args = replace(running.args, name="t1")
    running.told.clear()
    assert await running.code(1800) == 0
    assert running.told[0].endswith("(by 1 past run)")
    assert running.desk.api.counted("tree") == 0


async def test_all_that_leads_to_a_bake_runs_side_by_side() -> None:
    running = Running("v8", STIM, ROLLOUT, BAKE, count=3)
    assert await running.code() == 0
    assert len(running.desk.starts) == len(set(running.desk.starts)) == 7


async def test_a_rollout_alone_never_starts_its_stim() -> None:
    running = Running("t0", ROLLOUT)
    assert await running.code() == 7
    assert running.desk.starts == []
    assert "  ! stim has not begun: there are no questions to answer" in running.told
    forced = Running("t0", ROLLOUT, is_forced=True)
    await forced.code()
    assert forced.desk.starts == [rollout("t0")]


async def test_a_bake_is_refused_before_its_rollouts_are_complete() -> None:
    running = Running("v8")
    assert await running.code() == 7
    assert "  ! rollout of t0 has not begun" in running.told


async def test_what_is_complete_is_not_started_again_and_ends_well() -> None:
    running = Running("t0", STIM)
    running.desk.put(stim("t0"), JobStatus.COMPLETE, lines=10)
    assert await running.code() == 0
    assert running.desk.starts == []
    assert running.told == ["nothing to start: it is complete already."]


async def test_it_asks_once_and_no_starts_nothing() -> None:
    running = Running("t0", STIM, answer=False)
    assert await running.code() == 7
    assert running.desk.starts == []
    assert running.asked == ["Start stim of t0? It costs credits and cannot be cancelled."]
    agreed = Running("t0", STIM, answer=True)
    assert await agreed.code() == 0


async def test_where_nobody_can_be_asked_it_says_what_to_type() -> None:
    running = Running("t0", STIM, is_agreed=False)
    assert await running.code() == 2
    assert running.told[-1] == "nobody can be asked here; --yes starts it without a question."


async def test_a_job_that_fails_is_one() -> None:
    running = Running("t0", STIM)
    running.desk.api.hangs = True
    task = asyncio.create_task(running.code(60))
    for _ in range(200):
        await asyncio.sleep(0)
    running.desk.put(stim("t0"), JobStatus.FAILED, error="no questions")
    assert await task == 1
    assert running.told[-1] == "stopped: stim of t0 failed: no questions."


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OutOfCredit("Insufficient credits", status=402), 6),
        (Unauthorized("no", status=401), 5),
        (Unclear("cut"), 3),
    ],
)
async def test_a_refused_start_has_the_code_of_its_refusal(error: BreadError, code: int) -> None:
    running = Running("t0", STIM)
    running.desk.api.fail("start", error)
    assert await running.code() == code
    assert running.desk.starts == [stim("t0")]


async def test_a_service_that_cannot_be_asked_is_told_and_starts_nothing() -> None:
    running = Running("t0", STIM)
    running.desk.api.fail_always("*", Unreachable("gone"))
    with pytest.raises(Unreachable):
        await running.code(60)
    assert running.desk.starts == []


async def test_when_time_runs_out_nothing_more_is_started() -> None:
    running = Running("t0", STIM, ROLLOUT, timeout_seconds=20)
    running.desk.api.hangs = True
    assert await running.code() == 124
    assert running.desk.starts == [stim("t0")]
    assert "time ran out" in running.told[-1]


async def test_one_job_can_be_started_and_left() -> None:
    running = Running("t0", STIM, is_waiting=False, is_json=True)
    assert await running.code(0) == 0
    record = json.loads(running.lines[0])
    assert (record["phase"], record["status"]) == ("stim", "running")
    several = Running("t0", STIM, ROLLOUT, is_waiting=False)
    assert await several.code(0) == 2
    assert several.desk.starts == []


async def test_what_another_window_drives_is_left_to_it() -> None:
    running = Running("v8", STIM, ROLLOUT, BAKE)
    running.desk.journal.driven_elsewhere.add(WISH.key.id)
    assert await running.code() == 4
    assert running.told[-1] == "another window goes on with the chain to bake v8"


async def test_a_run_that_was_cut_off_is_taken_up_again_by_the_same_words() -> None:
    first = Running("v8", STIM, ROLLOUT, BAKE, timeout_seconds=20)
    first.desk.api.hangs = True
    assert await first.code() == 124
    first.desk.api.hangs = False
    again = Running("v8", STIM, ROLLOUT, BAKE)
    again.desk = first.desk
    assert await again.code() == 0
    assert len(again.desk.starts) == len(set(again.desk.starts)) == 3
