from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.demo.configs import (
    bake_overrides,
    default_bake,
    merge,
    question_count,
    step_count,
    target_overrides,
    without_nulls,
)
from breadtui.demo.refusals import Refusal

objects = st.recursive(
    st.dictionaries(st.text(max_size=3), st.integers() | st.none() | st.text(max_size=3), max_size=3),
    lambda inner: st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


def test_objects_merge_deeply_and_lists_are_replaced() -> None:
    template = {"model": {"type": "bake", "dtype": "bf16"}, "betas": [1, 2], "seed": 42}
    merged = merge(template, {"model": {"dtype": "fp8"}, "betas": [3]})
    assert merged == {"model": {"type": "bake", "dtype": "fp8"}, "betas": [3], "seed": 42}


@given(objects)
def test_merging_with_nothing_changes_nothing(template: dict[str, object]) -> None:
    assert merge(template, {}) == template
    assert merge({}, template) == template


@given(objects)
def test_a_null_override_overrides_nothing(template: dict[str, object]) -> None:
    nulls: dict[str, object] = dict.fromkeys(template)
    assert merge(template, without_nulls(nulls)) == template


def test_old_prompt_names_become_the_new_ones_which_win() -> None:
    assert target_overrides({"u": "a", "v": ""}) == {"teacher_prompt": "a", "student_prompt": ""}
    assert target_overrides({"u": "a", "teacher_prompt": "b"}) == {"teacher_prompt": "b"}


def test_an_uploaded_template_is_checked_but_not_kept() -> None:
    content = "Write ${numq} questions about ${prompt_u}."
    generator = {"type": "oneshot_qs", "template_path": "/tmp/deep/t.txt", "template_content": content}
    stored = target_overrides({"generators": [generator]})["generators"]
    assert stored == [{"type": "oneshot_qs", "template_path": "templates/t.txt"}]
    with pytest.raises(Refusal, match="prompt_u"):
        target_overrides({"generators": [{"type": "oneshot_qs", "template_content": "${numq}"}]})


def test_a_learning_rate_on_the_scheduler_is_refused() -> None:
    with pytest.raises(Refusal, match="scheduler"):
        bake_overrides({"scheduler": {"lr": 0.1}})


def test_literal_questions_count_at_most_as_many_as_there_are() -> None:
    generators: list[dict[str, Any]] = [
        {"type": "persona", "numq": 409},
        {"type": "hardcoded", "questions": ["a", "b", "c"]},
        {"type": "hardcoded", "questions": ["a", "b", "c"], "numq": 2},
        {"type": "hardcoded", "questions": ["a"], "numq": 9},
    ]
    assert question_count(generators) == 409 + 3 + 2 + 1


@pytest.mark.parametrize(
    ("config", "steps"),
    [
        ({"total_trajectories": 3600, "micro_batch_size": 2, "epochs": 1}, 225),
        ({"total_trajectories": 8, "micro_batch_size": 2, "epochs": 3}, 3),
        ({"total_trajectories": 1600, "micro_batch_size": 0, "gradient_accumulation_steps": -1}, 200),
        ({"total_trajectories": 2**53, "micro_batch_size": 1, "epochs": 2**53}, 1_000_000),
        (default_bake(), 1),
    ],
)
def test_steps_follow_from_trajectories_and_batch(config: dict[str, object], steps: int) -> None:
    assert step_count(config) == steps
