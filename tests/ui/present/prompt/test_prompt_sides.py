from __future__ import annotations

from breadtui.domain.errors import ServerFailed
from breadtui.domain.json_values import Json
from breadtui.domain.names import TargetName
from breadtui.domain.repos import Target
from breadtui.store.facts.remote import Failed, Ready
from breadtui.store.facts.state import AppState
from breadtui.ui.present.prompt.sides import Side, side_heading, side_key
from breadtui.values import replace
from tests.fakes.states import NOW, a_prompt_key, a_state, a_target_key

WISE = a_target_key("wise")


def a_state_with(**config: Json) -> AppState:
    return replace(a_state(targets=["wise"]), targets={WISE: Ready(Target(TargetName("wise"), config), NOW)})


def test_each_side_is_the_prompt_that_the_target_names() -> None:
    state = a_state_with(teacher_prompt="teach", student_prompt="hear")
    assert [side_key(state, WISE, side) for side in Side] == [a_prompt_key("teach"), a_prompt_key("hear")]
    assert [side_heading(state, WISE, side) for side in Side] == ["teacher · teach", "student · hear"]


def test_a_student_without_a_prompt_is_always_on() -> None:
    state = a_state_with(teacher_prompt="teach", student_prompt="")
    assert side_key(state, WISE, Side.STUDENT) is None
    assert side_heading(state, WISE, Side.STUDENT) == "student · no words: always on"
    assert side_heading(a_state_with(student_prompt=3), WISE, Side.TEACHER) == "teacher · no words: always on"


def test_a_target_that_was_not_read_says_so() -> None:
    assert side_heading(a_state(), WISE, Side.TEACHER) == "teacher · reading…"
    failed = replace(a_state(), targets={WISE: Failed(ServerFailed("no", status=500), NOW)})
    assert side_heading(failed, WISE, Side.STUDENT) == "student · could not be read"
