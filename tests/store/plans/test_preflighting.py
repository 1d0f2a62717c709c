"""A start held against the service: read afresh, a few questions at a time, with past runs for the time."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from breadtui.domain.errors import NotSupported, ServerFailed, Unauthorized
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.preflight.findings import Gate, Light
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.repos import Repo, Target
from breadtui.domain.sightings import JobSighting
from breadtui.store.commands import Commands
from breadtui.store.facts.state import AppState, LockedOut
from breadtui.store.plans.preflight_pace import PAST_BAKES_ASKED
from breadtui.store.plans.preflight_reading import tokens_of
from breadtui.store.reading.read_once import AT_ONCE
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import START, ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal

REPO, BASE = RepoName("coder"), "Qwen/Qwen3-32B"
BAKE = JobKey(REPO, Phase.BAKE, "v1")


def key(phase: Phase, name: str = "t0") -> JobKey:
    return JobKey(REPO, phase, name)


class Desk:
    """A repository with some targets, one bake over all of them, and a window on it."""

    def __init__(self, count: int = 1, status: JobStatus = JobStatus.COMPLETE, **settings: Any) -> None:
        names = [f"t{number}" for number in range(count)]
        config = {
            "teacher_prompt": "teach",
            "student_prompt": "",
            "generators": [{"numq": 10}],
            "model_name": BASE,
            **settings,
        }
        datasets: list[Json] = [{"target": name} for name in names]
        self.api = FakeApi(
            repos=[Repo(REPO, BASE)],
            jobs=[
                *(Job(key(Phase.STIM, name), status, lines=10) for name in names),
                *(Job(key(Phase.ROLLOUT, name), status, lines=10) for name in names),
                Job(BAKE, JobStatus.NOT_STARTED, config={"datasets": datasets, "epochs": 2}),
            ],
            prompts={PromptKey(REPO, PromptName("teach")): Prompt(PromptName("teach"), (Message("system", "Hm."),))},
            targets={TargetKey(REPO, TargetName(name)): Target(TargetName(name), config) for name in names},
        )
        self.store, self.journal = Store(AppState()), MemoryJournal()
        self.commands = Commands(self.store, self.api, self.journal, MemoryDrafts(), ManualClock())


async def test_a_bake_over_complete_rollouts_is_green_and_writes_nothing() -> None:
    desk = Desk(3)
    flight = await desk.commands.preflight(BAKE)
    assert (flight.light, flight.gate, flight.estimate.rows) == (Light.GREEN, Gate.ASK, 30)
    assert not [name for name, _ in desk.api.calls if name.startswith(("create", "start", "replace", "delete"))]


async def test_sixty_targets_are_asked_about_four_at_a_time() -> None:
    desk = Desk(60)
    await desk.commands.preflight(BAKE)
    assert desk.api.most_at_once <= AT_ONCE
    assert (desk.api.counted("target"), desk.api.counted("output_page")) == (60, 4)


async def test_what_was_seen_before_is_asked_again() -> None:
    desk = Desk()
    assert (await desk.commands.preflight(BAKE)).gate is Gate.ASK
    desk.api.jobs[key(Phase.ROLLOUT)] = Job(key(Phase.ROLLOUT), JobStatus.FAILED)
    assert (await desk.commands.preflight(BAKE)).gate is Gate.SHUT


async def test_what_will_be_complete_by_then_is_not_asked_about() -> None:
    desk = Desk(status=JobStatus.NOT_STARTED)
    flight = await desk.commands.preflight(key(Phase.ROLLOUT), assumed=[key(Phase.STIM)])
    assert (flight.gate, flight.estimate.rows) == (Gate.ASK, 10)
    assert ("job", key(Phase.STIM)) not in desk.api.calls


async def test_a_prompt_and_a_model_that_are_gone_are_red() -> None:
    desk = Desk(status=JobStatus.NOT_STARTED, model_name="ada/coder/gone/7")
    desk.api.prompts.clear()
    assert (await desk.commands.preflight(key(Phase.STIM))).of(Light.RED) == ("teacher prompt teach does not exist",)
    flight = await desk.commands.preflight(key(Phase.ROLLOUT), assumed=[key(Phase.STIM)])
    assert flight.of(Light.RED) == ("model ada/coder/gone/7: there is no such bake",)


async def test_an_unsaved_text_of_the_teacher_is_told_since_the_service_uses_the_saved_one() -> None:
    desk = Desk(status=JobStatus.NOT_STARTED)
    mine = Prompt(PromptName("teach"), (Message("system", "Mine."),))
    desk.commands.change_draft(PromptKey(REPO, mine.name), mine)
    assert (await desk.commands.preflight(key(Phase.STIM))).of(Light.AMBER) == (
        "teacher prompt teach has an unsaved text here: the service uses the saved one",
    )


async def test_what_cannot_be_asked_is_amber_with_its_reason() -> None:
    desk = Desk()
    desk.api.fail_always("target", ServerFailed("it is on fire", status=500))
    flight = await desk.commands.preflight(BAKE)
    assert flight.of(Light.AMBER) == ("could not be checked: target t0 (it is on fire)",)


async def test_a_bake_that_is_not_there_is_told_even_where_others_cannot_be_asked() -> None:
    desk = Desk()
    desk.api.jobs.pop(BAKE)
    desk.api.fail_always("repo", ServerFailed("no", status=500))
    flight = await desk.commands.preflight(BAKE)
    assert (flight.of(Light.RED), flight.gate) == (("there is no bake v1 in coder",), Gate.SHUT)


async def test_a_service_that_does_not_say_what_it_serves_is_no_reason_to_doubt_the_base_model() -> None:
    desk = Desk(status=JobStatus.NOT_STARTED)
    desk.api.fail_always("models", NotSupported("no", status=405))
    flight = await desk.commands.preflight(key(Phase.ROLLOUT), assumed=[key(Phase.STIM)])
    assert flight.light is Light.GREEN


async def test_a_refused_key_ends_it_and_is_told() -> None:
    desk = Desk()
    desk.api.fail_always("*", Unauthorized("no", status=401))
    with pytest.raises(Unauthorized):
        await desk.commands.preflight(BAKE)
    assert isinstance(desk.store.state.link, LockedOut)


def watched(desk: Desk, old: JobKey, *, lines: int | None = None) -> None:
    """Let a run of a hundred seconds have been seen from its beginning to its end."""
    for at, status in ((0, "not_started"), (10, "running"), (100, "running"), (110, "complete")):
        seen_at = START + timedelta(seconds=at)
        desk.journal.jobs.append(JobSighting(old, seen_at, status, None, lines, None, None))


async def test_past_runs_that_were_watched_say_how_long_it_may_take() -> None:
    desk = Desk(status=JobStatus.NOT_STARTED)
    watched(desk, key(Phase.STIM, "old"), lines=100)
    estimate = (await desk.commands.preflight(key(Phase.STIM))).estimate
    assert estimate.past_runs == 1
    assert estimate.span is not None
    assert estimate.span.least_seconds == pytest.approx(10.0, abs=0.5)


async def test_a_past_bake_whose_checkpoints_nobody_read_is_asked_about_for_its_steps() -> None:
    desk, old = Desk(), JobKey(RepoName("other"), Phase.BAKE, "old")
    watched(desk, old)
    desk.api.jobs[old] = Job(old, JobStatus.COMPLETE, model_names=("ada/other/old/50", "ada/other/old/25"))
    estimate = (await desk.commands.preflight(BAKE)).estimate
    assert (estimate.steps, estimate.past_runs) == (2, 1)
    assert estimate.span is not None
    assert estimate.span.least_seconds == pytest.approx(4.0, abs=0.3)


async def test_of_many_past_bakes_only_a_few_are_asked_about_and_those_gone_say_nothing() -> None:
    desk = Desk()
    for number in range(12):
        watched(desk, JobKey(RepoName("other"), Phase.BAKE, f"old_{number}"))
    estimate = (await desk.commands.preflight(BAKE)).estimate
    assert (estimate.span, estimate.past_runs) == (None, 0)
    assert desk.api.counted("job") == 2 + PAST_BAKES_ASKED


def test_tokens_of_a_row_are_counted_by_the_service_or_guessed() -> None:
    assert tokens_of({"question": "x" * 40}) == 10
    row: Json = {"question": "q", "response": {"role": "assistant", "content": "a", "usage": {"total_tokens": 37}}}
    assert tokens_of(row) == 37


async def test_a_check_that_is_given_up_asks_nothing_more() -> None:
    desk = Desk(60)
    has_begun = asyncio.Event()
    desk.api.before("target", desk.api.hold, has_begun.set)
    task = asyncio.create_task(desk.commands.preflight(BAKE))
    await has_begun.wait()
    for _ in range(50):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    asked = len(desk.api.calls)
    desk.api.release()
    for _ in range(50):
        await asyncio.sleep(0)
    assert len(desk.api.calls) == asked
    assert desk.api.counted("target") < 60
