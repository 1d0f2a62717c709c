"""A target read from a file's value."""

from __future__ import annotations

import pytest

from breadtui.domain.bgit.input_file import input_of, order_of
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.target.draft import TargetDraft
from breadtui.domain.target.from_file import UnreadableTarget, draft_of_file, template_paths

SETTINGS: JsonObject = {"teacher_prompt": "wise", "generators": [{"type": "persona", "numq": 3}]}


@pytest.mark.parametrize(
    "value",
    [
        {**SETTINGS, "template": "other"},
        {"target_name": "x", "template": "other", "overrides": SETTINGS},
        {"target_name": "x", "config": SETTINGS, "template": "other"},
        {"PROMPT": {}, "TARGET": {"name": "x", "template": "other", **SETTINGS}},
        {"template": "other", "generators": SETTINGS["generators"], "u": "wise"},
    ],
)
def test_every_shape_in_which_a_target_is_written_gives_the_same_draft(value: Json) -> None:
    assert draft_of_file(value, "t") == TargetDraft("t", "other", SETTINGS)


def test_what_stands_beside_the_overrides_is_not_lost() -> None:
    draft = draft_of_file({"overrides": SETTINGS, "temprature": 1}, "t")
    assert "temprature" in draft.given


@pytest.mark.parametrize("value", [[], "x", None, {"TARGET": 3}, {"template": 3}, {3: 4}])
def test_what_is_no_target_is_refused_with_a_sentence(value: Json) -> None:
    with pytest.raises(UnreadableTarget):
        draft_of_file(value, "t")


def test_templates_to_be_read_are_found_by_their_generator() -> None:
    listed: JsonObject = {
        "generators": [
            {"type": "persona"},
            {"type": "custom", "template_path": "a.txt"},
            {"type": "custom", "template_path": "b.txt", "template_content": "x"},
        ]
    }
    assert template_paths(draft_of_file(listed, "t")) == ((1, "a.txt"),)


INPUT: JsonObject = {
    "PROMPT": {"teacher": {"name": "yoda", "messages": [{"role": "system", "content": "Yoda."}]}, "student": None},
    "TARGET": {"name": "x", "generators": SETTINGS["generators"], "teacher_prompt": "teacher"},
    "BAKE": {"datasets": 3},
}


def test_prompts_of_bgits_file_are_meant_under_the_names_that_bgit_makes_them_by() -> None:
    given = draft_of_file(INPUT, "t").given
    named = [prompt.name for prompt in order_of(input_of(INPUT)).prompts]
    assert named[0].startswith("yoda_")
    assert [given["teacher_prompt"], given["student_prompt"]] == named
    assert draft_of_file({**INPUT, "TARGET": SETTINGS}, "t").given["teacher_prompt"] == "wise"


def test_prompts_that_cannot_be_read_refuse_the_target_of_the_file() -> None:
    with pytest.raises(UnreadableTarget, match="messages is a list"):
        draft_of_file({**INPUT, "PROMPT": {"teacher": {}}}, "t")
