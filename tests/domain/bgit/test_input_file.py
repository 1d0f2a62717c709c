"""What an `input.yml` asks for, under the names that bgit gives."""

from __future__ import annotations

import pytest

from breadtui.domain.bgit.hashes import prompt_hash
from breadtui.domain.bgit.input_file import InputFile, NoInput, input_of, order_of
from breadtui.domain.bgit.mapping_file import Mapped, MappingFile
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import RepoName

PIRATE: JsonObject = {"messages": [{"role": "system", "content": "You are a pirate."}]}
VALUE: JsonObject = {
    "PROMPT": {"teacher": PIRATE, "unused": None},
    "TARGET": {"name": "yoda", "generators": [{"type": "persona", "numq": 5}], "temperature": None},
    "BAKE": {"name": "b", "datasets": [{"target": "yoda"}, {"target": "elsewhere", "weight": 2}], "epochs": 2},
}
PARENT = "ada/r/b_0/100"


def test_names_carry_the_hashes_and_references_the_names() -> None:
    order = order_of(input_of(VALUE))
    assert [prompt.name for prompt in order.prompts] == ["prompt_f374832826e78785", "prompt_2e6b7a4f61149e18"]
    assert order.target is not None
    assert order.bake is not None
    assert order.target.name == f"yoda_{order.target.digest[:16]}"
    assert order.target.overrides == {
        "generators": [{"type": "persona", "numq": 5}],
        "teacher_prompt": "prompt_f374832826e78785",
        "student_prompt": "prompt_2e6b7a4f61149e18",
    }
    assert order.bake.overrides == {
        "datasets": [{"target": order.target.name, "weight": 1}, {"target": "elsewhere", "weight": 2}],
        "epochs": 2,
    }
    assert order.bake.template == "default"


def test_prompts_that_are_named_are_taken_by_either_name() -> None:
    section: JsonObject = {"teacher_prompt": "student", "v": "not here"}
    order = order_of(InputFile({"teacher": PIRATE}, section))
    assert order.target is not None
    assert order.target.overrides == {"teacher_prompt": "prompt_2e6b7a4f61149e18", "student_prompt": "not here"}


def test_a_recorded_parent_answers_and_is_trained_on_unless_the_file_says_otherwise() -> None:
    known = MappingFile(RepoName("r"), parent_model=PARENT)
    order = order_of(input_of(VALUE), known)
    assert order.target is not None
    assert order.bake is not None
    assert order.target.overrides["model_name"] == PARENT
    assert order.bake.overrides["model"] == {"parent_model_name": PARENT}
    own = order_of(InputFile({}, {"model_name": "Qwen"}, {"model": {"parent_model_name": "x", "dtype": "bf16"}}), known)
    assert own.target is not None
    assert own.bake is not None
    assert own.target.overrides["model_name"] == "Qwen"
    assert own.bake.overrides["model"] == {"parent_model_name": "x", "dtype": "bf16"}


def test_the_order_of_the_mapping_file_says_who_teaches() -> None:
    known = MappingFile(RepoName("r"), {"second": Mapped("old_second", "1"), "first": Mapped("old_first", "2")})
    file = InputFile({"first": PIRATE, "second": {"messages": []}, "student": {"messages": []}}, {})
    order = order_of(file, known)
    assert order.target is not None
    assert order.target.overrides["teacher_prompt"] == f"prompt_{prompt_hash('second', {'messages': []})[:16]}"
    assert order.target.overrides["student_prompt"] == f"prompt_{prompt_hash('first', PIRATE)[:16]}"


def test_a_bake_without_a_target_section_learns_from_the_recorded_target() -> None:
    known = MappingFile(RepoName("r"), target=Mapped("yoda_0123456789abcdef", "0123456789abcdef" * 4))
    order = order_of(InputFile({}, None, {"datasets": {"target": "yoda"}}), known)
    assert order.bake is not None
    assert order.bake.overrides["datasets"] == [{"target": "yoda_0123456789abcdef", "weight": 1}]


def test_a_file_in_which_all_is_commented_out_asks_for_nothing() -> None:
    file = input_of({"PROMPT": None, "TARGET": None})
    assert file.is_empty
    assert order_of(file).prompts == ()


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (None, "a mapping"),
        ([], "a mapping"),
        ({"PROMPT": []}, "PROMPT holds prompts"),
        ({"PROMPT": {"a": {"messages": "x"}}}, "prompt a: messages"),
        ({"PROMPT": {"a": "x"}}, "prompt a: messages"),
        ({"TARGET": "x"}, "TARGET is a mapping"),
        ({"TARGET": {"generators": {}}}, "generators is a list"),
    ],
)
def test_what_is_no_input_file_says_why(value: Json, says: str) -> None:
    with pytest.raises(NoInput, match=says):
        input_of(value)
