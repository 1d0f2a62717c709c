"""What a bake becomes, where each value comes from, and whether one that is there is the one that was asked for."""

from breadtui.domain.baking.creation import form_place
from breadtui.domain.baking.draft import BakeDraft
from breadtui.domain.baking.resolved import BUILT_IN, differences_to, is_as_asked, made_of
from breadtui.domain.forms.places import merged
from breadtui.domain.forms.resolved import Origin
from breadtui.domain.json_values import JsonObject

DRAFT = BakeDraft("b", given={"datasets": [{"target": "t"}], "epochs": 2})
ANSWER: JsonObject = {
    **merged(BUILT_IN, {"datasets": [{"target": "t", "weight": 1.0}], "epochs": 2}),
    "total_trajectories": 3600,
    "checkpoint": [{"type": "huggingface", "output_dir": "bakes/b/ckpts", "save_end_of_training": True}],
}


def test_the_answer_to_what_was_asked_is_as_asked() -> None:
    assert is_as_asked(DRAFT, BUILT_IN, ANSWER)
    assert differences_to(DRAFT, BUILT_IN, ANSWER) == ()


def test_another_number_of_epochs_is_a_difference_and_not_as_asked() -> None:
    theirs = {**ANSWER, "epochs": 3}

    assert not is_as_asked(DRAFT, BUILT_IN, theirs)
    assert [(one.path, one.mine, one.theirs) for one in differences_to(DRAFT, BUILT_IN, theirs)] == [
        ("epochs", "2", "3")
    ]


def test_a_service_that_fills_in_other_defaults_than_were_seen_is_still_as_asked() -> None:
    assert is_as_asked(DRAFT, BUILT_IN, {**ANSWER, "seed": 7, "brand_new": True})


def test_a_template_of_ones_own_is_held_against_what_is_there() -> None:
    draft = BakeDraft("b", "wise_1", {"epochs": 3})
    below: JsonObject = {"epochs": 2, "seed": 9, "total_trajectories": 10, "checkpoint": [{"output_dir": "wise_1"}]}

    assert is_as_asked(draft, below, {"epochs": 3, "seed": 9, "total_trajectories": 20})
    assert not is_as_asked(draft, below, {"epochs": 3, "seed": 8})


def test_each_value_says_whether_it_was_given_came_from_the_template_or_is_the_services() -> None:
    draft = BakeDraft("b", "wise_1", {"epochs": 3, "datasets": [{"target": "t"}]})
    answered: JsonObject = {"epochs": 4, "seed": 9, "datasets": [{"target": "t", "weight": 1.0}], "new": 1}

    values = {one.path: one for one in made_of(draft, {"seed": 9}, answered)}

    assert {path: one.origin for path, one in values.items()} == {
        "epochs": Origin.GIVEN,
        "seed": Origin.TEMPLATE,
        "datasets[0].target": Origin.GIVEN,
        "datasets[0].weight": Origin.GIVEN,
        "new": Origin.SERVICE,
    }
    assert (values["epochs"].is_changed, values["epochs"].asked) == (True, 3)


def test_rows_are_counted_for_each_bake_and_never_the_templates() -> None:
    values = made_of(
        BakeDraft("b", "wise_1"), {"seed": 9, "total_trajectories": 20}, {"seed": 9, "total_trajectories": 20}
    )

    assert [one.origin for one in values] == [Origin.TEMPLATE, Origin.SERVICE]


def test_the_built_in_template_is_the_services_own() -> None:
    values = {one.path: one.origin for one in made_of(DRAFT, BUILT_IN, ANSWER)}

    assert values["seed"] is Origin.SERVICE
    assert values["epochs"] is Origin.GIVEN


def test_complaints_of_the_service_are_told_at_the_row_they_are_about() -> None:
    assert form_place("body.overrides.model.dtype") == ("model", "dtype")
    assert form_place("overrides.datasets.0.weight") == ("datasets", 0, "weight")
    assert form_place("bake_name") == ("bake_name",)
    assert form_place("overrides.turbo") == ("more",)
