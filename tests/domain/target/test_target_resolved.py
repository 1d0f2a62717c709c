"""What the service makes of a target, where each value comes from, and how it differs from one that exists."""

from __future__ import annotations

import pytest
from hypothesis import given

from breadtui.demo.configs import default_target, merge, target_overrides
from breadtui.domain.difference.config_diff import Difference
from breadtui.domain.forms.resolved import Origin, ResolvedValue
from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, RepoName
from breadtui.domain.repos import Repo, RepoTree, TreeBake
from breadtui.domain.target.draft import TargetDraft, with_template
from breadtui.domain.target.models import model_choices
from breadtui.domain.target.resolved import (
    default_config,
    differences_to,
    expected_config,
    is_as_asked,
    made_of,
)
from tests.domain.target.strategies import drafts

BASE = "Qwen/Qwen3-32B"
TEMPLATE = default_config(BASE)


@given(drafts())
def test_what_is_expected_is_what_the_service_makes(draft: TargetDraft) -> None:
    made = merge(default_target(BASE), target_overrides(dict(draft.overrides())))
    assert differences_to(draft, TEMPLATE, made) == ()
    assert is_as_asked(draft, TEMPLATE, made)


@pytest.mark.parametrize("path", ["a/b.txt", "b.txt", "0/", "0/.", ".", "/", "..", "a//b.txt//", "templates/"])
def test_a_template_is_stored_under_the_last_name_of_its_path(path: str) -> None:
    draft = TargetDraft("t", given={"generators": [{"type": "oneshot_qs", "template_path": path}]})
    made = merge(default_target(BASE), target_overrides(dict(draft.overrides())))
    assert differences_to(draft, TEMPLATE, made) == ()


@given(drafts())
def test_every_value_answered_has_an_origin_and_what_is_given_stays_given(draft: TargetDraft) -> None:
    made = expected_config(draft, TEMPLATE)
    values = made_of(draft, TEMPLATE, made)
    assert not any(value.is_changed for value in values)
    given_paths = {value.path for value in values if value.origin is Origin.GIVEN}
    assert {path.partition("[")[0].partition(".")[0] for path in given_paths} <= set(draft.given)


def test_template_given_and_filled_in_are_told_apart() -> None:
    draft = TargetDraft("t", given={"teacher_prompt": "wise", "temperature": 0.5})
    answered: JsonObject = {"teacher_prompt": "wise", "temperature": 0.7, **TEMPLATE, "max_tokens": 512}
    values = {value.path: value for value in made_of(draft, TEMPLATE, answered)}
    assert values["teacher_prompt"].origin is Origin.GIVEN
    assert values["temperature"] == ResolvedValue("temperature", 0.7, Origin.GIVEN, 0.5, is_changed=True)
    assert values["max_concurrency"].origin is Origin.TEMPLATE
    assert values["max_tokens"].origin is Origin.SERVICE


def test_a_target_that_differs_is_told_by_its_settings() -> None:
    draft = TargetDraft("t", given={"generators": [{"type": "persona", "numq": 3}], "temperature": 1})
    found: JsonObject = {**TEMPLATE, "generators": [{"type": "persona", "numq": 4}], "num_traj_per_stimulus": 5}
    assert differences_to(draft, TEMPLATE, found) == (
        Difference("num_traj_per_stimulus", "1", "5"),
        Difference("generators[0].numq", "3", "4"),
    )
    assert not is_as_asked(draft, TEMPLATE, found)


def test_what_the_service_fills_in_and_an_uploaded_text_are_no_difference() -> None:
    generator = with_template({"type": "oneshot_qs", "numq": 3}, "here/ask.txt", "${numq} ${prompt_u}")
    draft = TargetDraft("t", given={"generators": [generator], "student_prompt": ""})
    stored: JsonObject = {"type": "oneshot_qs", "numq": 3, "template_path": "templates/ask.txt"}
    found: JsonObject = {
        **TEMPLATE,
        "temperature": 1.0,
        "generators": [{**stored, "seed": None, "rollout_with_conditioned": False}],
    }
    assert differences_to(draft, TEMPLATE, found) == ()


def test_more_that_the_service_says_does_not_make_it_another_target() -> None:
    assert is_as_asked(TargetDraft("t"), TEMPLATE, {**TEMPLATE, "newer": 1})


def test_models_are_the_base_then_checkpoints_by_repository_then_other_bases() -> None:
    tree = RepoTree(
        RepoName("home"),
        BASE,
        {
            BakeName("b1"): TreeBake(
                BakeName("b1"), JobStatus.COMPLETE, model_names=("ada/home/b1/9", "ada/home/b1/3")
            ),
            BakeName("b2"): TreeBake(BakeName("b2"), JobStatus.RUNNING),
        },
    )
    choices = model_choices(BASE, [tree], [Repo(RepoName("far"), "meta/Llama")])
    assert [(choice.path, choice.group) for choice in choices] == [
        (BASE, ""),
        ("ada/home/b1/9", "home"),
        ("ada/home/b1/3", "home"),
        ("meta/Llama", ""),
    ]
