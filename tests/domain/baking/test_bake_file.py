"""Bakes as they stand in files: ours, the service's body, its answer, bgit's section."""

import pytest

from breadtui.domain.baking.draft import BakeDraft
from breadtui.domain.baking.from_file import UnreadableBake, draft_of_file
from breadtui.domain.bgit.input_file import input_of, order_of
from breadtui.domain.json_values import Json, JsonObject

GIVEN: JsonObject = {"datasets": [{"target": "t"}], "epochs": 2}


@pytest.mark.parametrize(
    "value",
    [
        {"template": "wise_1", **GIVEN},
        {"template": "wise_1", "overrides": GIVEN, "bake_name": "another"},
        {"template": "wise_1", "overrides": {"epochs": 2}, "datasets": [{"target": "t"}]},
        {"BAKE": {"name": "base", "template": "wise_1", **GIVEN}},
        {"template": "wise_1", "config": {**GIVEN, "total_trajectories": 9, "checkpoint": [{"output_dir": "other"}]}},
    ],
)
def test_each_form_tells_the_same_bake_under_the_name_that_was_asked_for(value: Json) -> None:
    assert draft_of_file(value, "b") == BakeDraft("b", "wise_1", GIVEN)


@pytest.mark.parametrize("value", [[], "text", {"template": 1}, {"BAKE": []}, {1: 2}])
def test_what_is_no_bake_is_refused(value: Json) -> None:
    with pytest.raises(UnreadableBake):
        draft_of_file(value, "b")


def test_the_target_of_bgits_file_is_meant_under_the_name_that_bgit_makes_it_by() -> None:
    file: JsonObject = {
        "PROMPT": {"teacher": {"messages": []}},
        "TARGET": {"name": "quiz", "generators": []},
        "BAKE": {"datasets": [{"target": "quiz"}, {"target": "older"}], "epochs": 2},
    }
    target = order_of(input_of(file)).target
    assert target is not None
    assert target.name.startswith("quiz_")
    assert draft_of_file(file, "b").given["datasets"] == [
        {"target": target.name, "weight": 1},
        {"target": "older", "weight": 1},
    ]
