"""The tutorial of Bread's own client, done once by that client and once by keys: the same resources come of it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from aibread import Bread
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from breadtui.demo.serve import DemoServer
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.store.facts.remote import Ready
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.making.bake_form import BakeFormScreen
from breadtui.ui.screens.making.form_outcome import MadeScreen
from breadtui.ui.screens.making.form_picker import PickerScreen
from breadtui.ui.screens.making.form_screen import FormScreen
from breadtui.ui.screens.making.form_text import FormTextScreen
from breadtui.ui.screens.making.target_form import TargetFormScreen
from breadtui.ui.screens.starting.start_menu import StartScreen
from breadtui.ui.terminal.message_text import MessageText
from tests.journeys.cockpit import KEY, Cockpit, cockpit, demo_server

LAB = RepoName("lab")
TARGET = TargetKey(LAB, TargetName("yoda_target"))
ROLLOUT = JobKey(LAB, Phase.ROLLOUT, TARGET.name)
BAKE = JobKey(LAB, Phase.BAKE, "yoda_bake")
YODA_SAYS = "You are Yoda."
QUESTIONS = ["Why do you train?", "How are you today?", "What is the Force?"]
PATHS = (
    "",
    "/tree",
    "/prompts",
    "/prompts/yoda",
    "/prompts/empty",
    "/targets",
    "/targets/yoda_target",
    "/targets/yoda_target/stim",
    "/targets/yoda_target/stim/output",
    "/targets/yoda_target/rollout",
    "/targets/yoda_target/rollout/output",
    "/bakes",
    "/bakes/yoda_bake",
    "/bakes/yoda_bake/metrics",
    "/recipe/yoda_bake/dependency-graph",
    "/recipe/yoda_bake/recreation-plan",
)
"""All that the service tells about a repository."""


def by_the_client(url: str) -> None:
    """The tutorial as its authors wrote it."""
    with Bread(api_key=KEY, base_url=url) as bread:
        bread.repo.create(repo_name=LAB, base_model="Qwen/Qwen3-32B")
        bread.prompts.create(LAB, prompt_name="yoda", messages=[{"role": "system", "content": YODA_SAYS}])
        bread.prompts.create(LAB, prompt_name="empty", messages=[])
        generators: list[Any] = [
            {"type": "persona", "numq": 20},
            {"type": "hardcoded", "questions": QUESTIONS, "numq": 3},
        ]
        overrides: Any = {
            "teacher_prompt": "yoda",
            "student_prompt": "empty",
            "num_traj_per_stimulus": 5,
            "generators": generators,
        }
        bread.targets.create(LAB, target_name=TARGET.name, template="default", overrides=overrides)
        bread.targets.stim.run(TARGET.name, repo_name=LAB)
        bread.targets.rollout.run(TARGET.name, repo_name=LAB)
        bread.bakes.create(
            LAB,
            bake_name=BAKE.name,
            template="default",
            overrides={"datasets": [{"target": TARGET.name, "weight": 1.0}], "epochs": 3},
        )
        bread.bakes.run(BAKE.name, repo_name=LAB)


class Hand:
    """A person at the keyboard."""

    def __init__(self, here: Cockpit) -> None:
        self.here = here

    @property
    def pilot(self) -> Pilot[Any]:
        return self.here.pilot

    async def top(self, kind: type[Screen[Any]]) -> None:
        await self.here.until_screen(kind)

    async def at(self, *place: str | int) -> None:
        screen = self.here.app.screen
        assert isinstance(screen, FormScreen)
        screen.view.go_to(place)
        await self.pilot.pause()

    async def fill(self, text: str, *place: str | int) -> None:
        await self.at(*place)
        await self.here.press("enter")
        self.here.app.screen.query_one("#form-line", Input).value = text
        await self.here.press("enter")

    async def pick(self, wanted: str, key: str, *place: str | int) -> None:
        await self.at(*place)
        await self.here.press(key)
        await self.top(PickerScreen)
        self.here.app.screen.query_one(Input).value = wanted
        await self.pilot.pause()
        await self.here.press("enter")
        await self.here.until_screen(FormScreen)
        await self.pilot.pause()


async def by_hand(here: Cockpit) -> None:
    """The same by keys."""
    hand = Hand(here)
    await here.until(lambda state: isinstance(state.repos, Ready))
    await here.type("new repo lab Qwen/Qwen3-32B")
    await here.until(lambda state: state.chosen == LAB and LAB in state.trees and LAB in state.contents)
    await write_prompts(here)
    await make_target(hand)
    await here.press("S")
    await hand.top(StartScreen)
    await here.press("r")
    await here.until_asked()
    await here.press("y")
    await here.until(lambda _: here.status(ROLLOUT) is JobStatus.COMPLETE)
    await make_bake(hand)
    await here.press("S")
    await here.until_asked()
    await here.press("y")
    await here.until(lambda _: here.status(BAKE) is JobStatus.COMPLETE)


async def write_prompts(here: Cockpit) -> None:
    """A teacher that is typed, and a student without a word."""
    for name, template in (("yoda", ""), ("empty", " --from student")):
        key = PromptKey(LAB, PromptName(name))
        await here.type(f"new {name}{template}")
        await here.until(lambda state, key=key: state.chosen == key and key in state.drafts)  # type: ignore[misc]
        if not template:
            await here.until_true(lambda: here.explorer.editor._editing is not None)
            await here.write(YODA_SAYS)
        await here.press("ctrl+s")
        await here.until(lambda state, key=key: key not in state.drafts)  # type: ignore[misc]
        await here.press("escape")


async def make_target(hand: Hand) -> None:
    here = hand.here
    await here.type(f"new target {TARGET.name}")
    await hand.top(TargetFormScreen)
    await hand.pick("yoda", "enter", "teacher_prompt")
    await hand.pick("empty", "enter", "student_prompt")
    screen = here.app.screen
    assert isinstance(screen, TargetFormScreen)
    await hand.pick("persona", "n", "generators")
    await hand.fill("20", "generators", 0, "numq")
    await hand.pick("hardcoded", "n", "generators")
    await hand.at("generators", 1, "questions")
    await here.press("enter")
    await hand.top(FormTextScreen)
    here.app.screen.query_one(MessageText).insert("\n".join(QUESTIONS))
    await here.press("f2")
    await hand.top(TargetFormScreen)
    await hand.fill("3", "generators", 1, "numq")
    await hand.fill("5", "num_traj_per_stimulus")
    await here.until_shown("23 questions × 5 answers = 115 rows")
    await here.press("f2")
    await hand.top(MadeScreen)
    await here.press("enter")
    await hand.top(ExplorerScreen)
    await here.until(lambda state: state.chosen == TARGET)


async def make_bake(hand: Hand) -> None:
    here = hand.here
    await here.type(f"new bake {BAKE.name}")
    await hand.top(BakeFormScreen)
    screen = here.app.screen
    assert isinstance(screen, BakeFormScreen)
    if not screen.form.given.get("datasets"):
        await hand.pick(TARGET.name, "n", "datasets")
    await hand.fill("3", "epochs")
    await here.press("f2")
    await hand.top(MadeScreen)
    await here.press("enter")
    await hand.top(ExplorerScreen)
    await here.until(lambda state: state.chosen == BAKE)


def told(demo: DemoServer) -> dict[str, Any]:
    """Everything that the service says about the repository; numbers of jobs are their own."""
    place = f"{demo.url}/v1/repo/{LAB}"
    with httpx.Client(headers={"Authorization": f"Bearer {KEY}"}) as client:
        return {path: _numberless(client.get(place + path).raise_for_status().json()) for path in PATHS}


def _numberless(value: Any) -> Any:
    return {key: each for key, each in value.items() if key != "job_id"} if isinstance(value, dict) else value


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_what_keys_make_is_field_by_field_what_the_client_makes(tmp_path: Path, size: tuple[int, int]) -> None:
    with demo_server(instant=True, empty=True) as theirs, demo_server(instant=True, empty=True) as ours:
        await asyncio.to_thread(by_the_client, theirs.url)
        async with cockpit(ours, tmp_path, size=size, is_hurried=True) as here:
            await by_hand(here)
        expected, found = told(theirs), told(ours)
        for path in PATHS:
            assert found[path] == expected[path], path
