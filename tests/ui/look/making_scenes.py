"""Scenes of making and removing: the sheet of a sweep, a new repository, a deletion, the branches of a bgit folder."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from breadtui.domain.bgit.checkout import Branch, Checkout
from breadtui.domain.bgit.mapping_file import Mapped, MappingFile
from breadtui.domain.bulk import Outcome
from breadtui.domain.json_values import JsonObject
from breadtui.domain.sweep.asking import sheet_asked
from breadtui.domain.sweep.run import run_after
from breadtui.store.facts.state import AppState
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.present.deletion.deletion_lines import deletion_lines
from breadtui.ui.screens.asking.confirm import ConfirmByNameScreen
from breadtui.ui.screens.asking.new_repo import NewRepoScreen, RepoWish
from breadtui.ui.screens.sweep.screen import SweepScreen
from breadtui.ui.screens.transfer.bgit import BgitScreen
from breadtui.values import replace
from tests.fakes.states import REPO, a_key, a_prompt, a_state, a_tree

BASE = a_key("coder_v2")
CONFIG: dict[str, Any] = {
    "datasets": [{"target": "wise", "weight": 0.8}, {"target": "next", "weight": 0.2}],
    "epochs": 3,
    "optimizer": {"learning_rate": 0.001},
    "model": {"baked_adapter_config": {"r": 32}},
    "total_trajectories": 2320,
}
SHEET = sheet_asked("lr=1e-3,1e-4,x epochs=2 r=8,16 datasets.next=0.5", BASE, CONFIG)


def begun() -> AppState:
    """A new repository with a prompt: a target is the next step."""
    return a_state(a_tree({}), prompts=[a_prompt("You are wise.")], chosen=REPO)


def sweep(_: Store, bridge: StoreBridge) -> Screen[Any]:
    """Rows of every kind: right, wrong, and created or not."""
    return SweepScreen(bridge, None, SHEET, lambda _: None)


def swept(state: AppState) -> AppState:
    """The first rows of the sheet were created, one was refused."""
    overrides: list[JsonObject] = [
        {
            "optimizer": {"learning_rate": 1e-3},
            "epochs": 2,
            "model": {"baked_adapter_config": {"r": rank}},
            "datasets": [{"target": "wise", "weight": 0.8}, {"target": "next", "weight": 0.5}],
        }
        for rank in (8, 16)
    ]
    names = [row.name for row in SHEET.named().rows]
    run = run_after(None, BASE, zip(names, overrides, strict=False))
    run = run.told(names[0], Outcome.DONE, "created").told(names[1], Outcome.FAILED, "Dataset target 'next' not found")
    return replace(state, sweep=run)


def new_repo(_: Store, __: StoreBridge) -> Screen[Any]:
    """A name that is taken with another base model."""
    wish = RepoWish(REPO, "meta-llama/Llama-3.1-8B")
    problem = "coder exists already with base model Qwen/Qwen3-32B, and a repository keeps its base model for good"
    models = ("Qwen/Qwen3-32B", "meta-llama/Llama-3.1-8B")
    return NewRepoScreen(models, frozenset({"coder"}), wish=wish, problem=problem)


def deletion(_: Store, bridge: StoreBridge) -> Screen[Any]:
    """A bake from which others descend."""
    lines = deletion_lines(bridge.state, (BASE,))
    return ConfirmByNameScreen("Delete the bake coder_v2?", lines, "coder_v2")


def in_bgit_folder(state: AppState) -> AppState:
    """Started in a folder with three branches."""
    main = MappingFile(
        REPO,
        {"teacher": Mapped("prompt_f374832826e78785", "f3"), "student": Mapped("prompt_2e6b7a4f61149e18", "2e")},
        Mapped("wise", "a4"),
        Mapped("coder_v2", "51"),
        parent_model="ada/coder/coder_v1/183",
    )
    here = replace(main, bake=Mapped("coder_v4", "52"))
    branches = (
        Branch("exp/ranks", here, is_current=True),
        Branch("main", main),
        Branch("old", None, problem="it names no repository: [REPO] name is missing"),
    )
    checkout = Checkout("~/work/coder", replace(here, target=Mapped("next", "b1")), branches, has_input=True)
    return replace(state, bgit=checkout)


def branches(_: Store, bridge: StoreBridge) -> Screen[Any]:
    """What belongs to each branch."""
    return BgitScreen(bridge, lambda: None, lambda: None)
