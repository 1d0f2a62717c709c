"""Plans held against the service: read, checked, only where that is asked."""

from __future__ import annotations

from breadtui.domain.errors import (
    ServerFailed,
    Unreachable,
)
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.recreation.made import StepStanding
from breadtui.domain.recreation.run import RunStanding
from breadtui.domain.repos import Repo
from breadtui.store.facts.remote import Failed, Ready, value_of
from breadtui.values import replace
from tests.store.oven import AWAY, BASE, HOME, KEY, PLAN, RUN, SHORT, Oven

RUNNING, COMPLETE, FAILED = JobStatus.RUNNING, JobStatus.COMPLETE, JobStatus.FAILED


async def test_a_plan_is_read_again_only_where_that_is_asked() -> None:
    oven = Oven()
    await oven.commands.open_repo(HOME)
    await oven.commands.remaking.check_plan(KEY, AWAY)
    await oven.commands.remaking.check_plan(KEY, AWAY)
    read = [name for name, _ in oven.api.calls if name == "recreation_plan"]
    oven.api.plans[KEY] = PLAN
    check = await oven.commands.remaking.check_plan(KEY, AWAY, is_anew=True)
    assert len(read) == 1
    assert check is not None
    assert check.plan is PLAN
    assert value_of(oven.store.state.plans[KEY]) is PLAN


async def test_a_check_asks_at_most_four_at_once_and_tells_each_step() -> None:
    oven = Oven(PLAN)
    oven.put_prompt("t1_teacher")
    oven.put_prompt("t2_teacher", "Be Luke.")
    oven.put_target("t1", teacher_prompt="t1_teacher", generators=[{"numq": 3}], model_name=BASE, max_concurrency=10)
    oven.put_job(Phase.STIM, "t1", COMPLETE)
    oven.put_job(Phase.ROLLOUT, "t1", FAILED, error="oops")
    oven.api.fail_always("job", ServerFailed("busy", status=500), JobKey(AWAY, Phase.BAKE, "b2"))
    check = await oven.commands.remaking.check_plan(KEY, AWAY)
    assert check is not None
    words = {number: step.standing.value for number, step in sorted(check.steps.items())}
    assert list(words.values()) == [
        "done", "done", "done", "failed", "missing", "missing",
        "different", "missing", "missing", "missing", "unknown", "unknown",
    ]  # fmt: skip
    assert check.count(StepStanding.UNKNOWN) == 2
    assert oven.api.most_at_once <= 4
    assert isinstance(oven.store.state.plan_checks[RUN], Ready)
    assert oven.writes == []


async def test_a_check_against_a_repository_that_is_not_there_says_so() -> None:
    oven = Oven()
    oven.api.repo_list = (Repo(HOME, BASE),)
    check = await oven.commands.remaking.check_plan(KEY, AWAY)
    assert check is not None
    assert not check.has_repo
    assert check.count(StepStanding.MISSING) == 6


async def test_a_check_that_fails_is_told() -> None:
    oven = Oven()
    oven.api.fail("recreation_plan", Unreachable("cut"))
    assert await oven.commands.remaking.check_plan(KEY) is None
    remote = oven.store.state.plan_checks[RUN._replace(into=HOME)]
    assert isinstance(remote, Failed)


async def test_a_long_plan_is_held_against_the_service_only_when_asked() -> None:
    oven = Oven()
    await oven.commands.open_repo(HOME)
    await oven.commands.remaking.look_at_plan(KEY)
    assert RUN._replace(into=HOME) in oven.store.state.plan_checks
    oven = Oven(replace(SHORT, steps=SHORT.steps * 40))
    await oven.commands.open_repo(HOME)
    await oven.commands.remaking.look_at_plan(KEY)
    assert oven.store.state.plan_checks == {}
    assert value_of(oven.store.state.plans[KEY]) is not None


async def test_an_empty_plan_is_done_at_once() -> None:
    oven = Oven(RecreationPlan(BASE, ()))
    await oven.baked()
    assert oven.standing == RunStanding.DONE
    assert replace(oven.run, ended_at=None).steps == {}
