"""The form of a bake has every setting of the published contract, and says exactly what its draft says."""

from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.baking.draft import BakeDraft, entries_of, going_on_from
from breadtui.domain.baking.form import draft_of, form_from, form_of, json_of, spec, unknown_keys
from breadtui.domain.baking.resolved import BUILT_IN
from breadtui.domain.forms.fields import Field, Kind
from breadtui.domain.forms.places import Place, with_value
from breadtui.domain.forms.problems import field_problems
from breadtui.domain.json_values import JsonObject
from tests.contract.specification import SOURCE

SCHEMAS: dict[str, Any] = yaml.safe_load(SOURCE.read_text())["components"]["schemas"]


def published(schema: dict[str, Any], head: Place = ()) -> Iterator[Place]:
    """Every setting of a published schema by its place; things of lists stand at index 0."""
    for name, one in schema["properties"].items():
        place = (*head, name)
        inner: dict[str, Any] = next(
            (each for each in one.get("anyOf", [one]) if "$ref" in each or "properties" in each), {}
        )
        items = one.get("items", {})
        if "$ref" in inner:
            inner = SCHEMAS[inner["$ref"].rpartition("/")[2]]
        if "properties" in inner:
            yield from published(inner, place)
        elif "$ref" in items:
            yield from published(SCHEMAS[items["$ref"].rpartition("/")[2]], (*place, 0))
        else:
            yield place


def rows() -> Iterator[tuple[Place, Field]]:
    """Every row there can be."""
    for field in spec().fields:
        if field.items is None:
            yield field.place, field
        else:
            yield from (((*field.place, 0, *inner.place), inner) for inner in field.items.fields_of({}))


PLACES = {place: field for place, field in rows() if place[0] not in {"bake_name", "template", "more"}}


def test_every_published_setting_of_a_bake_has_a_row_and_no_row_is_invented() -> None:
    assert set(PLACES) == set(published(SCHEMAS["BakeOverrides"]))


def test_every_row_says_what_it_is_for() -> None:
    assert [place for place, field in PLACES.items() if not field.help] == []


def test_what_is_published_as_a_whole_number_or_a_switch_is_one_in_the_form() -> None:
    assert PLACES[("epochs",)].kind is Kind.INTEGER
    assert PLACES[("data", "sources", 0, "process")].kind is Kind.SWITCH
    assert PLACES[("optimizer", "betas")].count == 2


VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.INTEGER: st.integers(1, 3),
    Kind.NUMBER: st.floats(0.1, 0.9),
    Kind.SWITCH: st.booleans(),
    Kind.NUMBERS: st.lists(st.floats(0.1, 0.9), min_size=2, max_size=2),
    Kind.JSON: st.dictionaries(st.sampled_from("xy"), st.integers(), min_size=1),
}


@st.composite
def drafts(draw: st.DrawFn) -> BakeDraft:
    """A bake with some of the settings of the contract, and one that nobody knows."""
    given: Any = {}
    for place in draw(st.lists(st.sampled_from(sorted(PLACES, key=str)), max_size=6, unique=True)):
        given = with_value(given, place, draw(VALUES.get(PLACES[place].kind, st.text("abc", min_size=1))))
    if draw(st.booleans()):
        given = with_value(given, ("model", "brand_new"), draw(st.integers()))
    return BakeDraft(draw(st.sampled_from(["", "wise_1"])), draw(st.sampled_from(["default", "wise_0"])), given)


@given(drafts())
def test_a_draft_comes_back_from_its_form_unchanged(draft: BakeDraft) -> None:
    assert draft_of(form_of(draft, BUILT_IN)) == draft


def test_settings_without_a_row_stand_together_and_win_over_rows() -> None:
    form = form_of(BakeDraft("b", given={"model": {"dtype": "bf16", "new": 1}, "turbo": True, "epochs": 2}), {})

    assert form.given["more"] == {"model": {"new": 1}, "turbo": True}
    assert draft_of(form.wrote(("more",), {"epochs": 3})).given["epochs"] == 3
    assert unknown_keys(draft_of(form).given) == ("model.new", "turbo")


def test_a_bake_needs_a_name_and_something_to_learn_from() -> None:
    found = field_problems(form_of(BakeDraft(), BUILT_IN))

    assert [problem.place for problem in found] == [("bake_name",), ("datasets",)]


def test_what_the_built_in_template_was_seen_to_fill_in_fits_its_rows() -> None:
    form = form_of(BakeDraft("b", given={"datasets": [{"target": "t"}], **BUILT_IN}), {})

    assert field_problems(form) == ()


def test_weights_are_read_as_they_are_written_and_none_is_one() -> None:
    listed: Any = [{"target": "a"}, {"target": "b", "weight": 3}, {"weight": "x"}, "rubbish"]

    assert [(entry.target, entry.weight) for entry in entries_of({"datasets": listed})] == [
        ("a", 1.0),
        ("b", 3.0),
        ("", None),
        ("", 1.0),
    ]


def test_going_on_from_a_checkpoint_sets_the_parent_and_nothing_else() -> None:
    assert going_on_from("ada/yoda/wise/183").given == {"model": {"parent_model_name": "ada/yoda/wise/183"}}


def test_what_is_pasted_as_json_stands_in_rows_or_in_the_row_for_other_keys() -> None:
    pasted: JsonObject = {"bake_name": "b", "epochs": 2, "model": {"dtype": "bf16", "newer": 1}, "odd": [1]}
    form = form_from(form_of(BakeDraft("before", given={"seed": 1}), {}), pasted)
    assert form.given_at(("more",)) == {"model": {"newer": 1}, "odd": [1]}
    assert form.given_at(("seed",)) is None
    assert json_of(form) == pasted
