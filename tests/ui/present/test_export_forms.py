"""What `:export` means where, and the text it makes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import RepoName, TargetName
from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.recipe import Dependency, DependencyGraph, PlanStep, RecreationPlan
from breadtui.domain.repos import Repo, Target
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState, Choice, RepoContents
from breadtui.ui.present.detail.details import Tab
from breadtui.ui.present.export_forms import FORMS, Export, NotExportable, Scope, export_of, exported, file_name
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_key, a_prompt, a_prompt_key, a_state, a_target_key, a_tree

BAKE = a_key("v2")
GRAPH = DependencyGraph("Qwen", {"v2": {}, "v1": {}}, {}, {}, (Dependency("bake", "v2", "bake", "v1"),))
PLAN = RecreationPlan("Qwen", (PlanStep(1, "create_bake", "bake", "v2", (), {"epochs": 1}),))


@pytest.fixture
def state() -> AppState:
    made = a_state(
        a_tree({"v1": JobStatus.COMPLETE, "v2": JobStatus.RUNNING}, [("v2", "v1")]),
        prompts=[a_prompt(name="wise")],
        graphs={BAKE: Ready(GRAPH, NOW)},
        plans={BAKE: Ready(PLAN, NOW)},
    )
    target = Target(TargetName("t"), {"teacher_prompt": "wise"})
    return replace(made, targets={a_target_key("t"): Ready(target, NOW)})


@pytest.mark.parametrize(
    ("name", "chosen", "is_tree", "tab", "scope", "file"),
    [
        ("mermaid", BAKE, True, Tab.OVERVIEW, Scope.REPO, "coder.mmd"),
        ("mermaid", BAKE, False, Tab.GRAPH, Scope.GRAPH, "v2.mmd"),
        ("dot", REPO, False, Tab.OVERVIEW, Scope.REPO, "coder.dot"),
        ("dot", a_prompt_key("wise"), False, Tab.OVERVIEW, Scope.GRAPH, "wise.dot"),
        ("json", BAKE, False, Tab.PLAN, Scope.PLAN, "v2.json"),
        ("json", BAKE, True, Tab.PLAN, Scope.REPO, "coder.json"),
        ("json", a_target_key("t"), False, Tab.GRAPH, Scope.GRAPH, "t.json"),
        ("yaml", BAKE, True, Tab.OVERVIEW, Scope.PLAN, "v2.yml"),
        ("python", BAKE, False, Tab.GRAPH, Scope.PLAN, "v2.py"),
        ("shell", BAKE, False, Tab.PLAN, Scope.PLAN, "v2.sh"),
        ("markdown", BAKE, True, Tab.OVERVIEW, Scope.BAKE, "v2.md"),
        ("json", a_prompt_key("wise"), True, Tab.OVERVIEW, Scope.PROMPT, "wise.json"),
        ("yaml", a_prompt_key("wise"), False, Tab.OVERVIEW, Scope.PROMPT, "wise.yml"),
        ("markdown", a_prompt_key("wise"), False, Tab.OVERVIEW, Scope.PROMPT, "wise.md"),
        ("openai", a_prompt_key("wise"), False, Tab.OVERVIEW, Scope.PROMPT, "wise.json"),
        ("bgit", a_prompt_key("wise"), False, Tab.OVERVIEW, Scope.PROMPT, "wise.yml"),
    ],
)
def test_what_is_written_follows_format_focus_and_tab(
    state: AppState, name: str, chosen: Choice, is_tree: bool, tab: Tab, scope: Scope, file: str
) -> None:
    export = export_of(name, chosen, is_tree=is_tree, tab=tab)
    assert (export.scope, export.file_name) == (scope, file)
    assert exported(export, state).endswith("\n")


@pytest.mark.parametrize(
    ("name", "chosen", "says"),
    [
        ("pdf", BAKE, "mermaid, dot, json"),
        ("mermaid", None, "choose something"),
        ("yaml", REPO, "choose a bake"),
        ("markdown", a_target_key("t"), "choose a bake"),
        ("openai", BAKE, "choose a prompt"),
    ],
)
def test_what_cannot_be_written_is_said(name: str, chosen: Choice | None, says: str) -> None:
    with pytest.raises(NotExportable, match=says):
        export_of(name, chosen, is_tree=False, tab=Tab.OVERVIEW)


@pytest.mark.parametrize("name", FORMS)
def test_what_is_not_known_is_said_instead_of_written(name: str) -> None:
    chosen = a_prompt_key("wise") if name in {"openai", "bgit"} else BAKE
    export = export_of(name, chosen, is_tree=False, tab=Tab.GRAPH)
    with pytest.raises(NotExportable):
        exported(export, AppState())


def test_a_prompt_is_written_with_what_uses_it(state: AppState) -> None:
    export = export_of("dot", a_prompt_key("wise"), is_tree=False, tab=Tab.OVERVIEW)
    assert all(f'label="{name}"' in exported(export, state) for name in ("wise", "t"))


@given(st.text(max_size=300))
def test_any_name_becomes_one_of_a_file_in_this_folder(name: str) -> None:
    made = file_name(name, "json")
    assert made.endswith(".json")
    assert not set(made) & set('/\\:*?"<>|\0\n\t')
    assert made[0] not in "-~."
    assert len(made.encode()) <= 90


def test_a_usual_name_is_kept() -> None:
    assert file_name("support-v1.2_b", "mmd") == "support-v1.2_b.mmd"


def test_a_prompts_users_are_written_with_what_is_not_known_of_them(state: AppState) -> None:
    state = replace(state, targets={}, repos=Ready((Repo(REPO, "Qwen"), Repo(RepoName("closed"), "Qwen")), NOW))
    contents = RepoContents((), (TargetName("t"),))
    state = replace(state, contents={REPO: Ready(contents, NOW)})
    text = exported(Export(FORMS["json"], Scope.GRAPH, a_prompt_key("wise")), state)
    assert json.loads(text)["not_looked_at"] == [f"{REPO}/t", "closed"]


def test_a_prompts_unsaved_text_is_written_before_the_services(state: AppState) -> None:
    key = a_prompt_key("wise")
    state = replace(state, drafts={key: Draft(key, None, a_prompt("Mine.", name="wise"), NOW)})
    assert "Mine." in exported(export_of("markdown", key, is_tree=False, tab=Tab.OVERVIEW), state)


def test_what_no_file_can_hold_is_said_with_its_place(state: AppState) -> None:
    key = a_prompt_key("wise")
    state = replace(state, drafts={key: Draft(key, None, a_prompt("a\ud800", name="wise"), NOW)})
    with pytest.raises(NotExportable, match="message 1, line 1, column 2"):
        exported(export_of("yaml", key, is_tree=False, tab=Tab.OVERVIEW), state)
