"""The form of a bake as it is filled in, its pickers, and what comes of it."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from breadtui.domain.baking.creation import Created
from breadtui.domain.baking.draft import BakeDraft
from breadtui.domain.baking.resolved import BUILT_IN, differences_to
from breadtui.domain.forms.creation import Taken
from breadtui.domain.forms.places import merged
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, TargetName
from breadtui.domain.repos import Target
from breadtui.store.commands import Commands
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState, RepoContents, SeenJob
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.bake_form.outcome_lines import created_lines, taken_lines
from breadtui.ui.screens.making.bake_form import BakeFormScreen
from breadtui.ui.screens.making.form_outcome import MadeScreen, TakenScreen
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import NOW, REPO, a_target_key

PATH = "ada/coder/v1/354"
GIVEN: JsonObject = {
    "datasets": [
        {"target": "wise", "weight": 5},
        {"target": "patient", "weight": 3},
        {"target": "stubborn", "weight": -1},
    ],
    "epochs": 2,
    "optimizer": {"learning_rate": 0.008},
    "model": {"parent_model_name": PATH, "baked_adapter_config": {"r": 32}},
}
DRAFT = BakeDraft("coder_v9", given=GIVEN)
ROLLOUTS = {
    "wise": (JobStatus.COMPLETE, 1200),
    "patient": (JobStatus.RUNNING, 412),
    "stubborn": (JobStatus.COMPLETE, 300),
}


def with_rows(state: AppState) -> AppState:
    """Three targets, one of them still answered, another by another model."""
    jobs = {
        key: SeenJob(Job(key, status, lines=lines, total_expected=720), NOW, NOW)
        for name, (status, lines) in ROLLOUTS.items()
        for key in (JobKey(REPO, Phase.ROLLOUT, name),)
    }
    models = {"wise": "Qwen/Qwen3-32B", "patient": PATH, "stubborn": PATH}
    targets = {
        a_target_key(name): Ready(Target(TargetName(name), {"model_name": model}), NOW)
        for name, model in models.items()
    }
    contents = {**state.contents, REPO: Ready(RepoContents(targets=tuple(map(TargetName, models))), NOW)}
    return replace(state, jobs={**state.jobs, **jobs}, targets=targets, contents=contents)


def form(store: Store, bridge: StoreBridge) -> Screen[Any]:
    """Half filled in, with a mistake and doubts."""
    return BakeFormScreen(bridge, _commands(store), REPO, DRAFT)


def created(_: Store, __: StoreBridge) -> Screen[Any]:
    """What the service resolved."""
    config = merged(BUILT_IN, {**GIVEN, "total_trajectories": 1912})
    job = Job(JobKey(REPO, Phase.BAKE, DRAFT.name), JobStatus.NOT_STARTED, config=config)
    return MadeScreen("Bake coder_v9 in coder", created_lines(Created(DRAFT, job, BUILT_IN)))


def taken(_: Store, __: StoreBridge) -> Screen[Any]:
    """The name holds another bake."""
    theirs = merged(BUILT_IN, {**GIVEN, "epochs": 3, "seed": 7})
    lines = taken_lines(Taken(DRAFT, theirs, differences_to(DRAFT, BUILT_IN, theirs), "coder_v10"))
    return TakenScreen("Bake coder_v9 in coder was not created", lines, "coder_v10")


def _commands(store: Store) -> Commands:
    return Commands(store, FakeApi(), MemoryJournal(), MemoryDrafts(), ManualClock(NOW))
