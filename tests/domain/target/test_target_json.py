"""A target's form as one JSON object: what is pasted there by the service's own keys is seen, judged and sent."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from breadtui.domain.forms.form import Form
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.target.check import Surroundings, Weight, problems
from breadtui.domain.target.draft import TargetDraft
from breadtui.domain.target.form import draft_of, form_from, form_of, json_of, rowless_keys, spec
from tests.domain.target.strategies import drafts

PASTED: JsonObject = {
    "name": "t",
    "num_traj_per_stimulus": 2,
    "newer": 1,
    "generators": [
        {"type": "from_dataset", "dataset": "squad", "numq": 5, "temperature": 7},
        {"type": "brandnew", "foo": {"a": 1}, "numq": 0},
    ],
}


def errors(draft: TargetDraft) -> list[tuple[str, str]]:
    return [(one.place, one.words) for one in problems(draft, Surroundings()) if one.weight is Weight.ERROR]


@given(drafts())
def test_a_form_is_the_same_after_its_json_was_applied(draft: TargetDraft) -> None:
    form = form_of(draft, {})
    assert form_from(form, json.loads(json.dumps(json_of(form)))) == form


def test_every_key_that_is_pasted_stands_in_a_row_and_is_sent() -> None:
    form = form_from(Form(spec(), {"name": "before", "temperature": 1}), PASTED)
    assert form.given_at(("more",)) == {"newer": 1}
    assert form.given_at(("generators", 0, "more")) == {"temperature": 7}
    assert form.given_at(("generators", 1, "more")) == {"foo": {"a": 1}, "numq": 0}
    assert json_of(form) == PASTED
    assert form.given_at(("temperature",)) is None


def test_limits_hold_for_keys_that_a_type_has_no_row_for() -> None:
    draft = draft_of(form_from(Form(spec(), {}), PASTED))
    assert errors(draft) == [
        ("generators[0].temperature", "wants 0 to 2"),
        ("generators[1].numq", "wants at least 1"),
    ]
    assert rowless_keys(draft) == {"generators[0].temperature", "generators[1].foo", "generators[1].numq"}


@pytest.mark.parametrize("wrong", ["squad", 7, [{"type": "persona"}, "squad"]])
def test_generators_that_are_none_stay_to_be_put_right(wrong: Json) -> None:
    form = form_from(Form(spec(), {}), {"name": "t", "generators": wrong})
    assert json_of(form)["generators"] == wrong
    assert len(errors(draft_of(form))) == 1
