"""What is wrong in a target before it is made."""

from __future__ import annotations

import math

import pytest
from hypothesis import given

from breadtui.domain.json_values import JsonObject
from breadtui.domain.target.check import Surroundings, Weight, errors, generator_problems, problems, unknown_keys
from breadtui.domain.target.draft import TargetDraft
from tests.domain.target.strategies import drafts

NOTHING_KNOWN = Surroundings()
GOOD: JsonObject = {
    "teacher_prompt": "wise",
    "student_prompt": "plain",
    "generators": [{"type": "persona", "numq": 10}],
}


def found(draft: TargetDraft, around: Surroundings = NOTHING_KNOWN) -> dict[str, str]:
    return {problem.place: problem.words for problem in problems(draft, around)}


def at(given: JsonObject, place: str) -> Weight | None:
    places = {problem.place: problem.weight for problem in problems(TargetDraft("t", given=given), NOTHING_KNOWN)}
    return places.get(place)


def test_a_target_with_all_it_needs_has_no_problem() -> None:
    around = Surroundings({"other"}, {"wise", "plain"}, {"Qwen/Qwen3-32B"}, {"model_name": "Qwen/Qwen3-32B"})
    assert problems(TargetDraft("t", given=GOOD), around) == ()


@given(drafts())
def test_every_place_of_a_problem_is_in_the_draft(draft: TargetDraft) -> None:
    for problem in problems(draft, NOTHING_KNOWN):
        head = problem.place.partition("[")[0].partition(".")[0]
        assert head in {"name", "template", "teacher_prompt", "student_prompt", "generators", *draft.given}


@pytest.mark.parametrize("name", ["batch", "default", "", ".", ".."])
def test_a_name_that_can_never_work_is_refused(name: str) -> None:
    assert [problem.place for problem in errors(problems(TargetDraft(name, given=GOOD), NOTHING_KNOWN))] == ["name"]


def test_an_odd_name_is_warned_of_and_no_wall() -> None:
    draft = TargetDraft("a b", given=GOOD)
    assert "letters, digits" in found(draft)["name"]
    assert errors(problems(draft, NOTHING_KNOWN)) == ()


def test_a_name_that_is_taken_comes_with_the_next_free_one() -> None:
    around = Surroundings(targets={"t", "t_v2"})
    assert found(TargetDraft("t", given=GOOD), around)["name"] == (
        "there is a target t: an equal one is found, another is refused; t_v3 is free"
    )


def test_an_unseen_template_prompt_and_model_are_told() -> None:
    around = Surroundings({"a"}, {"wise"}, {"base"})
    draft = TargetDraft("t", "gone", {**GOOD, "model_name": "ada/x/y/3"})
    assert set(found(draft, around)) == {"template", "student_prompt", "model_name"}


def test_what_the_template_gives_is_not_missed() -> None:
    assert problems(TargetDraft("t", "other"), Surroundings(below=GOOD)) == ()


def test_a_target_without_teacher_student_or_generators_may_be_made_with_a_warning() -> None:
    draft = TargetDraft("t")
    assert set(found(draft)) == {"teacher_prompt", "student_prompt", "generators"}
    assert errors(problems(draft, NOTHING_KNOWN)) == ()


def test_an_empty_student_is_explained_as_always_on() -> None:
    assert at({**GOOD, "student_prompt": ""}, "student_prompt") is Weight.NOTE


def test_one_prompt_on_both_sides_is_told_to_pin() -> None:
    assert "pins" in found(TargetDraft("t", given={**GOOD, "student_prompt": "wise"}))["student_prompt"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("num_traj_per_stimulus", 0),
        ("num_traj_per_stimulus", 1.5),
        ("num_traj_per_stimulus", True),
        ("temperature", 2.1),
        ("temperature", -0.1),
        ("temperature", math.nan),
        ("temperature", "warm"),
        ("max_tokens", 0),
        ("max_concurrency", -1),
        ("extra_kwargs", ["a"]),
        ("teacher_prompt", 3),
    ],
)
def test_a_value_beyond_its_limits_is_an_error_at_its_key(key: str, value: float | str) -> None:
    assert at({**GOOD, key: value}, key) is Weight.ERROR


@pytest.mark.parametrize(
    ("generator", "place", "weight"),
    [
        ({"type": "persona"}, "numq", Weight.WARNING),
        ({"type": "persona", "numq": 0}, "numq", Weight.ERROR),
        ({"numq": 3}, "type", Weight.ERROR),
        ({"type": "newer", "numq": 3}, "type", Weight.WARNING),
        ({"type": "persona", "numq": 3, "odd": 1}, "odd", Weight.WARNING),
        ({"type": "hardcoded", "questions": []}, "questions", Weight.ERROR),
        ({"type": "hardcoded", "questions": "a"}, "questions", Weight.ERROR),
        ({"type": "hardcoded", "questions": ["a", "a"]}, "questions", Weight.WARNING),
        ({"type": "hardcoded", "questions": ["a", "b"], "numq": 1}, "numq", Weight.WARNING),
        ({"type": "hardcoded", "questions": ["a", "b"], "numq": 3}, "numq", Weight.WARNING),
        ({"type": "from_dataset", "numq": 3}, "dataset", Weight.ERROR),
        ({"type": "oneshot_qs", "numq": 3, "model": "gpt"}, "model", Weight.WARNING),
        ({"type": "oneshot_qs", "numq": 3, "template_content": "x"}, "template_path", Weight.ERROR),
        ({"type": "custom", "numq": 3}, "template_path", Weight.WARNING),
    ],
)
def test_each_type_of_generator_is_held_to_its_fields(generator: JsonObject, place: str, weight: Weight) -> None:
    assert (place, weight) in {(problem.place, problem.weight) for problem in generator_problems(generator)}


def test_a_problem_in_a_generator_names_its_place_in_the_list() -> None:
    given: JsonObject = {**GOOD, "generators": [{"type": "persona", "numq": 3}, {"type": "persona", "seed": "x"}]}
    assert at(given, "generators[1].seed") is Weight.ERROR


def test_keys_that_the_service_forbids_are_named_with_their_place() -> None:
    given: JsonObject = {"teachr": "a", "u": "b", "generators": [{"type": "persona", "nmq": 3}]}
    assert unknown_keys(given) == ("teachr", "generators[0].nmq")
