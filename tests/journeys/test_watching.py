"""What others start appears by itself and is followed to its end: Bread's own client is the other."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aibread import Bread
from textual import events

from breadtui.config.settings import Options
from breadtui.demo.serve import DemoServer
from breadtui.domain.jobs import JobStatus, progress_percent_of
from breadtui.domain.names import JobKey, Phase, RepoName, TargetName
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState
from breadtui.ui.present.numbers import percent_text
from tests.journeys.cockpit import KEY, Cockpit, DemoTime, WatchedFaults, bake_key, cockpit, demo_server

JOB_SECONDS = 100.0
LAB = RepoName("lab")
GENERATORS: list[Any] = [{"type": "hardcoded", "questions": [f"Why {number}?" for number in range(20)], "numq": 20}]
MESSAGES: list[Any] = [{"role": "system", "content": "You are Yoda."}]


@contextmanager
def other_person(demo: DemoServer) -> Iterator[Bread]:
    with Bread(api_key=KEY, base_url=demo.url) as client:
        yield client


def prepare(other: Bread) -> None:
    """A prompt, its empty student and a target."""
    other.prompts.create(LAB, prompt_name="yoda", messages=MESSAGES)
    other.prompts.create(LAB, prompt_name="empty", messages=[])
    other.targets.create(
        LAB,
        target_name="talk",
        template="default",
        overrides={"teacher_prompt": "yoda", "student_prompt": "empty", "generators": GENERATORS},
    )


def percent(here: Cockpit, key: JobKey) -> float:
    seen = here.state.jobs.get(key)
    return 0.0 if seen is None else progress_percent_of(seen.job) or 0.0


def points(state: AppState, key: JobKey) -> int:
    series = value_of(state.metrics.get(key, NOT_ASKED))
    return 0 if series is None else len(series.steps)


def told_of(here: Cockpit, key: JobKey) -> list[str]:
    return [notice.text for notice in here.state.notices if notice.about == key]


async def follow(here: Cockpit, time: DemoTime, key: JobKey) -> None:
    """From its appearance through a row that moves to the one word that it finished."""
    await here.until(lambda _: here.status(key) is JobStatus.RUNNING)
    before = percent(here, key)
    time.pass_seconds(JOB_SECONDS / 2)
    await here.until(lambda _: percent(here, key) > before)
    time.pass_seconds(JOB_SECONDS)
    await here.until(lambda _: here.status(key) is JobStatus.COMPLETE)
    await here.until_true(lambda: told_of(here, key))


async def test_a_bake_that_another_client_starts_appears_moves_and_is_followed_to_its_end(tmp_path: Path) -> None:
    time, key = DemoTime(), bake_key("coder_v8")
    with demo_server(clock=time, job_seconds=JOB_SECONDS, key=KEY) as demo, other_person(demo) as other:
        async with cockpit(demo, tmp_path, options=Options(repo="yoda_repo"), is_hurried=True) as here:
            await here.until_shown("coder_v8")
            await here.type("go yoda_repo/coder_v8")
            await here.until(lambda state: state.chosen == key)
            assert here.status(key) is not JobStatus.RUNNING
            await asyncio.to_thread(other.bakes.run, "coder_v8", repo_name="yoda_repo", poll=False)
            await here.until(lambda _: here.status(key) is JobStatus.RUNNING)
            time.pass_seconds(JOB_SECONDS * 0.3)
            await here.until(lambda state: points(state, key) > 0)
            first_points, first_row = points(here.state, key), percent(here, key)
            time.pass_seconds(JOB_SECONDS * 0.3)
            await here.until(lambda state: points(state, key) > first_points and percent(here, key) > first_row)
            await here.until_true(lambda: percent_text(percent(here, key)) in here.row_of("coder_v8  "))
            await here.until_true(lambda: f"{points(here.state, key)} of {points(here.state, key)} points" in here.text)
            time.pass_seconds(JOB_SECONDS)
            await here.until(lambda _: here.status(key) is JobStatus.COMPLETE)
            await here.until_true(lambda: "coder_v8 finished" in here.toasts)
            assert isinstance(demo.faults, WatchedFaults)
            requests = demo.faults.requests  # the state keeps the last calls alone
            asked_before = len(requests)
            await here.until_true(lambda: len(requests) > asked_before + 5)
            assert told_of(here, key) == ["coder_v8 finished"]
            assert here.toasts.count("coder_v8 finished") == 1
            assert "POST" not in {method for method, path in here.writes() if "coder_v8" not in path}


async def test_a_whole_bake_made_by_another_client_is_seen_stage_by_stage(tmp_path: Path) -> None:
    time = DemoTime()
    stim, rollout = (JobKey(LAB, phase, TargetName("talk")) for phase in (Phase.STIM, Phase.ROLLOUT))
    bake = bake_key("yoda_1", LAB)
    with demo_server(clock=time, job_seconds=JOB_SECONDS, key=KEY) as demo, other_person(demo) as other:
        other.repo.create(repo_name=LAB)
        async with cockpit(demo, tmp_path, options=Options(repo=LAB), is_hurried=True) as here:
            await here.until(lambda state: LAB in state.opened)
            await asyncio.to_thread(prepare, other)
            await asyncio.to_thread(other.targets.stim.run, "talk", repo_name=LAB, poll=False)
            await follow(here, time, stim)
            await asyncio.to_thread(other.targets.rollout.run, "talk", repo_name=LAB, poll=False)
            await follow(here, time, rollout)
            overrides: Any = {"datasets": [{"target": "talk", "weight": 1.0}], "epochs": 3}
            await asyncio.to_thread(
                other.bakes.create, LAB, bake_name="yoda_1", template="default", overrides=overrides
            )
            await asyncio.to_thread(other.bakes.run, "yoda_1", repo_name=LAB, poll=False)
            await follow(here, time, bake)
            await here.until_shown("yoda_1")
            assert [told_of(here, key) for key in (stim, rollout, bake)] == [
                ["talk finished"],
                ["talk finished"],
                ["yoda_1 finished"],
            ]


async def test_a_terminal_without_the_focus_is_asked_for_at_half_the_pace(tmp_path: Path) -> None:
    with demo_server(key=KEY) as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            rooms = here.app.rooms
            assert rooms is not None
            here.app.post_message(events.AppBlur())
            await here.until_true(lambda: not rooms.poller.is_attended)
            here.app.post_message(events.AppFocus())
            await here.until_true(lambda: rooms.poller.is_attended)
