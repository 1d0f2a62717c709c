"""What a comparison is made of: which two, what is read for it, and what is said of the rest."""

from __future__ import annotations

from typing import Any

import pytest

from breadtui.domain.difference.comparison import compared
from breadtui.domain.errors import BreadError, NotFound
from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.metric.record import series_of_rows
from breadtui.domain.names import JobKey, Phase, RepoName, TargetName
from breadtui.domain.repos import Repo, Target
from breadtui.store.commands import Commands
from breadtui.store.facts.state import AppState
from breadtui.store.store import Store
from breadtui.store.views.comparable import Compared, NotComparable, named, pair_to_compare, side_of, slice_of
from breadtui.ui.bridge import same_slice
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import a_job, a_key, a_prompt, a_prompt_key, a_state, a_target_key, a_tree

OTHER = RepoName("elsewhere")


def a_config(*targets: str, parent: str | None = None) -> JsonObject:
    return {"datasets": [{"target": name} for name in targets], "model": {"parent_model_name": parent}}


CONFIGS = {"coder_v1": a_config("wise"), "coder_v2": a_config("wise", "dry", parent="ada/coder/coder_v1/100")}


class Bench:
    """Two bakes, two targets, three prompts; nothing but the tree is known at first."""

    def __init__(self, **parts: Any) -> None:
        tree = a_tree(edges=[("coder_v2", "coder_v1")], configs=CONFIGS)
        self.store = Store(a_state(tree, targets=["wise", "dry"], **parts))
        self.api = FakeApi(
            repos=[Repo(tree.repo), Repo(OTHER)],
            trees=[tree, a_tree(["base"], repo=OTHER, configs={"base": a_config("wise")})],
            jobs=[a_job(name, JobStatus.COMPLETE, config=config) for name, config in CONFIGS.items()],
            prompts={a_prompt_key(name): a_prompt(name=name) for name in ("teach", "dull", "student")},
            targets={
                a_target_key("wise"): Target(TargetName("wise"), {"teacher_prompt": "teach", "student_prompt": ""}),
                a_target_key("dry"): Target(TargetName("dry"), {"teacher_prompt": "dull", "v": "student"}),
            },
        )
        self.api.series = {a_key(name): series_of_rows([{"iter": 1, "loss": 2.0}]) for name in CONFIGS}
        self.commands = Commands(self.store, self.api, MemoryJournal(), MemoryDrafts(), ManualClock())

    @property
    def state(self) -> AppState:
        return self.store.state


V1, V2 = Compared(a_key("coder_v1"), 100), Compared(a_key("coder_v2"))


def test_a_bake_stands_against_the_checkpoint_it_started_from() -> None:
    assert pair_to_compare(Bench(chosen=a_key("coder_v2")).state) == (V1, V2)
    assert (V1.name, V2.name) == ("coder/coder_v1/100", "coder/coder_v2")


def test_a_parent_in_another_repository_is_found_though_that_is_not_open() -> None:
    tree = a_tree(["v1"], configs={"v1": a_config("wise", parent="ada/elsewhere/base/7")})
    parent, _ = pair_to_compare(a_state(tree, chosen=a_key("v1")))
    assert parent == Compared(JobKey(OTHER, Phase.BAKE, "base"), 7)
    assert side_of(a_state(tree), parent).config_note == "the repository elsewhere is not open"


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"chosen": None}, "choose a bake, a target or a prompt"),
        ({"chosen": "coder"}, "choose a bake, a target or a prompt"),
        ({"chosen": a_key("coder_v1")}, "has no parent, it started from the base model: mark two"),
        ({"chosen": a_target_key()}, "a target has no parent: mark two"),
        ({"marked": (a_key(),)}, "one thing is marked: mark a second one"),
        ({"marked": (a_key(), a_key("b"), a_key("c"))}, "3 are marked: leave two"),
        ({"marked": (a_key(), a_prompt_key())}, "a bake and a prompt cannot be compared"),
    ],
)
def test_what_cannot_be_compared_says_what_to_do(parts: dict[str, object], sentence: str) -> None:
    with pytest.raises(NotComparable, match=sentence):
        pair_to_compare(Bench(**parts).state)


def test_two_that_are_marked_are_compared_whatever_is_chosen() -> None:
    marked = (a_key("x", Phase.STIM), a_target_key("y"))
    left, right = pair_to_compare(Bench(marked=marked, chosen=a_key("coder_v2")).state)
    assert (left.what, right.what) == (a_target_key("x"), a_target_key("y"))


def test_paths_name_bakes_checkpoints_targets_and_prompts() -> None:
    state = Bench(prompts=[a_prompt(name="teach")]).state
    found = [named(state, path).what for path in ("coder/coder_v1", "coder/wise", "coder/teach", "coder/unknown")]
    assert found == [a_key("coder_v1"), a_target_key("wise"), a_prompt_key("teach"), a_key("unknown")]
    assert named(state, "coder/coder_v1/40").checkpoint == 40
    for path in ("coder", "coder/", "/x", "a/b/c", "a/b/1/2"):
        with pytest.raises(NotComparable, match="is not REPO/NAME"):
            named(state, path)


async def test_both_sides_are_read_each_thing_once_and_never_again() -> None:
    bench = Bench()
    await bench.commands.load_compared((V1, V2))
    asked = {name: bench.api.counted(name) for name in ("job", "metrics", "target", "prompt")}
    assert asked == {"job": 2, "metrics": 2, "target": 2, "prompt": 3}
    assert bench.api.most_at_once <= 4
    await bench.commands.load_compared((V1, V2))
    assert bench.api.counted("prompt") == 3
    await bench.commands.load_compared((V1, V2), again=True)
    assert bench.api.counted("prompt") == 6


async def test_the_comparison_of_what_was_read() -> None:
    bench = Bench()
    await bench.commands.load_compared((V1, V2))
    found = compared(side_of(bench.state, V1), side_of(bench.state, V2))
    assert [part.heading for part in found.parts] == [
        "",
        "teacher of wise: teach",
        "teacher of dry: dull",
        "student of wise: (always on)",
        "student of dry: student",
    ]
    assert found.parts[2].notes == ("only on the right",)
    assert found.figure_notes == ()


async def test_a_repository_that_is_closed_is_opened_first() -> None:
    bench = Bench()
    base = Compared(JobKey(OTHER, Phase.BAKE, "base"))
    await bench.commands.load_compared((base,))
    assert OTHER in bench.state.opened
    assert side_of(bench.state, base).config == a_config("wise")


async def test_what_fails_or_is_gone_is_said_and_stops_nothing_else() -> None:
    bench = Bench()
    bench.api.fail_always("prompt", NotFound("gone", status=404), a_prompt_key("teach"))
    bench.api.fail_always("metrics", BreadError("the log is broken"), a_key("coder_v1"))
    bench.api.fail_always("target", BreadError("no target"), a_target_key("dry"))
    await bench.commands.load_compared((V1, V2))
    left, right = side_of(bench.state, V1), side_of(bench.state, V2)
    assert left.figures_note == "the log is broken"
    assert right.prompts_note == "target dry: no target"
    assert left.prompts[0].note == "not on the service: deleted, or never there"
    assert [used.prompt is None for used in left.prompts] == [True, False]


def test_a_bake_that_is_in_no_answer_is_said_to_be_gone() -> None:
    state = Bench().state
    assert side_of(state, Compared(a_key("nobody"))).config_note == "not in this repository: deleted, or never there"


def test_what_is_on_its_way_is_said_to_be_loading() -> None:
    side = side_of(Bench().state, V1)
    assert (side.figures_note, side.prompts_note) == ("loading", "target wise: loading")


async def test_the_slice_changes_only_with_what_it_is_made_of() -> None:
    bench = Bench()
    pair = (V1, V2)
    before = slice_of(bench.state, pair)
    await bench.commands._load_prompt(a_prompt_key("dull"))
    assert same_slice(before, slice_of(bench.state, pair))
    await bench.commands._load_target(a_target_key("wise"))
    assert not same_slice(before, slice_of(bench.state, pair))
