"""Blame and the prompts of a bake as lines: who taught what, what changed, what is still read or could not be."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.errors import NotFound, Unreachable
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import PromptName, RepoName, TargetName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.repos import Target
from breadtui.store.facts.remote import NOT_ASKED, Failed, Loading, Ready
from breadtui.store.facts.state import AppState
from breadtui.ui.present.detail.blame_lines import LEGEND, REMOVED, letter_of
from breadtui.ui.present.detail.body_lines import BodyLine, TabView
from breadtui.ui.present.detail.detail_lines import tab_body
from breadtui.ui.present.detail.details import Tab, detail_slice
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_key, a_prompt, a_prompt_key, a_state, a_target_key, a_tree

TEXTS = ("be kind\nbe short", "be kind\nbe brief", "be kind\nbe brief\nbe right")


def a_school(texts: tuple[str, ...] = TEXTS, *, student: str = "", **parts: Any) -> AppState:
    """A chain of bakes; `v<n>` learns from `teach_<n>` in target `set_<n>`."""
    names = [f"v{n}" for n in range(len(texts))]
    configs: dict[str, JsonObject] = {name: {"datasets": [{"target": f"set_{name[1:]}"}]} for name in names}
    tree = a_tree(names, [(f"v{n}", f"v{n - 1}") for n in range(1, len(names))], configs=configs)
    targets = {
        a_target_key(f"set_{n}"): Ready(
            Target(TargetName(f"set_{n}"), {"teacher_prompt": f"teach_{n}", "student_prompt": student}), NOW
        )
        for n in range(len(texts))
    }
    prompts = [a_prompt(text, name=f"teach_{n}") for n, text in enumerate(texts)]
    state = a_state(tree, prompts=prompts, chosen=a_key(names[-1]), targets=[])
    return replace(state, targets=targets, **parts)


def body(state: AppState, tab: Tab = Tab.BLAME, *unfolded: str, width: int = 70) -> list[BodyLine]:
    return tab_body(detail_slice(state), tab, TabView(width, unfolded=frozenset(unfolded)))


def texts(lines: list[BodyLine]) -> list[str]:
    return ["".join(span.text for span in one.line).rstrip() for one in lines]


def without(state: AppState, name: str, remote: Any) -> AppState:
    return replace(state, prompts={**state.prompts, a_prompt_key(name): remote})


def test_each_line_stands_beside_the_bake_that_taught_it() -> None:
    assert texts(body(a_school())) == [
        " 3 generations, by the prompts as they are now",
        " C v2  1 line",
        " B v1  1 line, 1 removed",
        " A v0  1 line",
        " - 1 removed line shown ▾",
        "",
        " teach_2",
        " A v0 │  [system]",
        " A v0 │  be kind",
        " A v0 │ -be short  (by v1)",
        " B v1 │  be brief",
        " C v2 │  be right",
    ]


def test_a_bake_of_which_only_a_role_is_left_is_not_said_to_have_left_nothing() -> None:
    lines = texts(body(a_school(("be kind", "be right"))))
    assert lines[1:3] == [" B v1  1 line, 1 removed", " A v0  no text left, a role"]
    assert " A v0 │  [system]" in lines


def test_every_line_leads_to_its_bake_and_a_removed_one_to_the_bake_that_removed_it() -> None:
    lines = {text.strip(): one for text, one in zip(texts(body(a_school())), body(a_school()), strict=True)}
    assert lines["B v1 │  be brief"].goto == a_key("v1")
    assert lines["B v1 │  be brief"].copied == "be brief"
    assert lines["A v0 │ -be short  (by v1)"].goto == a_key("v1")
    assert lines["teach_2"].goto == a_prompt_key("teach_2")
    assert lines["A v0  1 line"].goto == a_key("v0")


def test_removed_lines_can_be_hidden() -> None:
    hidden = texts(body(a_school(), Tab.BLAME, REMOVED))
    assert " - 1 removed line hidden ▸" in hidden
    assert not any("be short" in line for line in hidden)


def test_removed_lines_that_would_bury_the_text_are_hidden_until_they_are_asked_for_or_searched() -> None:
    state = a_school(tuple(f"lesson {n}" for n in range(12)))
    lines = texts(body(state))
    assert " - 11 removed lines hidden ▸" in lines
    assert [line for line in lines if "│" in line][-1].endswith("lesson 11")
    assert len([line for line in lines if "│" in line]) == 2
    asked = texts(body(state, Tab.BLAME, REMOVED))
    searched = tab_body(detail_slice(state), Tab.BLAME, TabView(70, is_searched=True))
    for shown in (asked, texts(searched)):
        assert " - 11 removed lines shown ▾" in shown
        assert any("-lesson 0" in line for line in shown)


def test_a_prompt_done_without_is_told_at_the_end() -> None:
    state = a_school()
    two: JsonObject = {"datasets": [{"target": "set_0"}, {"target": "set_1"}]}
    tree = a_tree(["a", "b"], [("b", "a")], configs={"a": two, "b": {"datasets": [{"target": "set_1"}]}})
    state = replace(state, lineages={REPO: lineage_of(tree)}, jobs={}, chosen=a_key("b"))
    assert " teach_0  not used since b" in texts(body(state))


@pytest.mark.parametrize("remote", [Loading(), NOT_ASKED])
def test_what_is_still_read_is_counted(remote: Any) -> None:
    state = without(a_school(), "teach_1", remote)
    assert texts(body(state)) == [" reading 2 of 3 prompts"]
    no_targets = replace(state, targets={})
    assert texts(body(no_targets)) == [" reading 0 of 3 targets"]


def test_a_generation_that_could_not_be_read_is_passed_over_and_told() -> None:
    lines = texts(body(without(a_school(), "teach_1", Failed(NotFound("gone"), NOW))))
    assert any(line.startswith(" v1 could not be read: It is not there") for line in lines)
    assert " C v2 │  be brief" not in lines
    assert " B v2 │  be brief" in lines


def test_a_long_descent_folds_its_legend_and_a_deeper_one_says_what_is_left_out() -> None:
    many = tuple("\n".join(f"line {n}" for n in range(count + 1)) for count in range(205))
    lines = texts(body(a_school(many)))
    assert lines[0] == " 200 generations, by the prompts as they are now"
    assert lines[6] == "   195 more bakes ▸"
    assert " 5 older generations are left out" in lines
    assert len(texts(body(a_school(many), Tab.BLAME, LEGEND))) > len(lines) + 190
    assert letter_of(25) + letter_of(26) + letter_of(60) == "Za60"


def test_a_descent_that_leaves_the_open_repositories_says_where_to() -> None:
    config: JsonObject = {
        "datasets": [{"target": "set_0"}],
        "model": {"parent_model_name": "ada/other/base/100"},
    }
    state = a_school()
    tree = a_tree(["a"], configs={"a": config})
    state = replace(state, lineages={REPO: lineage_of(tree)}, jobs={}, chosen=a_key("a"))
    line = next(one for one in body(state) if "not open" in texts([one])[0])
    assert texts([line]) == [" it begins with other/base, which is in a repository that is not open"]
    assert line.goto == RepoName("other")


@pytest.mark.parametrize("tab", [Tab.BLAME, Tab.PROMPTS])
@pytest.mark.parametrize("width", [8, 20, 48, 80, 120])
def test_hostile_texts_are_inert_and_never_wider_than_the_pane(tab: Tab, width: int) -> None:
    hostile = ("\x1b[2J[red]\u202eabc\x07", "日本語" * 30 + "\nx\r", "a" * 300)
    lines = body(a_school(hostile), tab, width=width)
    said = texts(lines)
    assert all("\x1b" not in line and "\x07" not in line and "\u202e" not in line for line in said)
    assert all(cell_len(line) <= max(width, 24) for line in said)


def test_a_teacher_is_shown_by_what_changed_since_the_parents() -> None:
    lines = body(a_school(), Tab.PROMPTS)
    said = texts(lines)
    assert said[0] == " teacher teach_2  1 change to teach_1"
    assert " + be right" in said
    assert " the whole text, 4 lines ▸" in said
    assert said[-1] == " student no words: always on"
    assert lines[0].goto == a_prompt_key("teach_2")


def test_the_whole_text_unfolds() -> None:
    fold = next(one.fold for one in body(a_school(), Tab.PROMPTS) if one.fold)
    said = texts(body(a_school(), Tab.PROMPTS, fold))
    assert said[said.index(" the whole text, 4 lines ▾") :][:3] == [
        " the whole text, 4 lines ▾",
        "   [system]",
        "   be kind",
    ]


def test_prompts_that_are_the_same_missing_loading_or_failed_say_so() -> None:
    assert texts(body(a_school(("a", "a")), Tab.PROMPTS))[0] == " teacher teach_1  says the same as teach_0"
    alone = texts(body(a_school(("a",)), Tab.PROMPTS))
    assert alone[:2] == [" no parent: there is nothing to compare with", " teacher teach_0"]
    assert "   a" in alone
    failures = {NotFound(""): "is not there", Unreachable("cut"): "could not be read: No answer: cut"}
    for error, words in failures.items():
        failed = without(a_school(), "teach_2", Failed(error, NOW))
        assert texts(body(failed, Tab.PROMPTS, width=200))[0].startswith(f" teacher teach_2  {words}")
    assert texts(body(without(a_school(), "teach_2", Loading()), Tab.PROMPTS))[0] == " teacher teach_2  loading…"
    theirs = without(a_school(), "teach_1", Failed(NotFound(""), NOW))
    assert " teacher teach_1  the parent's,  is not there" in texts(body(theirs, Tab.PROMPTS))
    unread = replace(a_school(), targets={})
    assert texts(body(unread, Tab.PROMPTS))[0] == " reading 0 of 2 targets"


def test_a_student_with_words_is_compared_and_tools_are_named() -> None:
    tools: Any = ({"type": "function", "function": {"name": "search"}}, {"type": "function"})
    student = Prompt(PromptName("cue"), a_prompt("go").messages, tools)
    state = a_school(student="cue")
    state = replace(state, prompts={**state.prompts, a_prompt_key("cue"): Ready(student, NOW)})
    said = texts(body(state, Tab.PROMPTS))
    assert " student cue  the same prompt as the parent's" in said
    assert "   2 tools: search" in said


def test_an_empty_student_prompt_is_always_on_and_an_empty_teacher_is_a_warning() -> None:
    state = a_school(("", ""), student="cue")
    state = replace(state, prompts={**state.prompts, a_prompt_key("cue"): Ready(a_prompt("", name="cue"), NOW)})
    said = texts(body(state, Tab.PROMPTS))
    assert " teacher teach_1  no words" in said
    assert " student cue  no words: always on" in said


def test_a_prompt_of_the_parents_without_a_counterpart_is_told() -> None:
    state = a_school(("one two three", "one two three"))
    two: JsonObject = {"datasets": [{"target": "set_0"}, {"target": "set_1"}]}
    tree = a_tree(["a", "b"], [("b", "a")], configs={"a": two, "b": {"datasets": [{"target": "set_1"}]}})
    state = replace(state, lineages={REPO: lineage_of(tree)}, jobs={}, chosen=a_key("b"))
    assert " teacher teach_0  the parent's, not used here" in texts(body(state, Tab.PROMPTS))
