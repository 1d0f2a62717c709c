from __future__ import annotations

from breadtui.domain.json_values import Json
from breadtui.domain.names import PromptName, TargetName
from breadtui.domain.prompt.lint import Twin
from breadtui.domain.repos import Target
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState
from breadtui.ui.present.prompt.twins import select
from breadtui.values import replace
from tests.fakes.states import NOW, a_prompt, a_prompt_key, a_state, a_target_key

TEACHER, STUDENT = a_prompt(name="teacher"), a_prompt(name="student")


def a_state_with(chosen: str, **config: Json) -> AppState:
    state = a_state(prompts=[TEACHER, STUDENT], targets=["wise"], chosen=a_prompt_key(chosen))
    return replace(state, targets={a_target_key("wise"): Ready(Target(TargetName("wise"), config), NOW)})


def test_each_side_of_a_target_has_the_other_as_its_twin() -> None:
    sides: dict[str, Json] = {"teacher_prompt": "teacher", "student_prompt": "student"}
    assert select(a_state_with("teacher", **sides)) == (Twin("wise", STUDENT),)
    assert select(a_state_with("student", **sides)) == (Twin("wise", TEACHER),)


def test_a_target_that_uses_one_prompt_twice_has_it_as_its_own_twin() -> None:
    assert select(a_state_with("teacher", teacher_prompt="teacher", student_prompt="teacher")) == (
        Twin("wise", TEACHER),
    )


def test_without_another_side_there_is_no_twin() -> None:
    assert select(a_state_with("teacher", teacher_prompt="teacher", student_prompt="")) == ()
    assert select(a_state_with("teacher", teacher_prompt="teacher")) == ()
    assert select(a_state_with("teacher", teacher_prompt="teacher", student_prompt="never read")) == ()
    assert select(a_state_with("teacher", teacher_prompt="x", student_prompt=PromptName("student"))) == ()
    assert select(replace(a_state_with("teacher"), chosen=None)) == ()
