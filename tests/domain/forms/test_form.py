"""Forms: what was given lies over the defaults, and lists are given whole."""

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.forms.form import Form, item_fields
from breadtui.domain.forms.places import dotted, merged, place_of, value_at, with_value, without
from breadtui.domain.forms.problems import Problem, by_place, errors_in, field_problems, in_row_order
from breadtui.domain.json_values import JsonObject
from tests.domain.forms.cases import SPEC, THINGS

_KEYS = st.sampled_from(["a", "b", "c"])
_SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
_OBJECTS = st.recursive(_SCALARS, lambda inner: st.dictionaries(_KEYS, inner, max_size=3), max_leaves=8).filter(
    lambda value: isinstance(value, dict)
)
_PLACES = st.lists(_KEYS, min_size=1, max_size=3).map(tuple)


@given(_OBJECTS, _PLACES, st.integers())
def test_what_is_put_at_a_place_is_found_there(value: JsonObject, place: tuple[str, ...], new: int) -> None:
    assert value_at(with_value(value, place, new), place) == new


@given(_OBJECTS, _PLACES, st.integers())
def test_taking_out_what_was_put_in_leaves_nothing_there(value: JsonObject, place: tuple[str, ...], new: int) -> None:
    assert value_at(without(with_value(value, place, new), place), place) is None


@given(_OBJECTS, _OBJECTS)
def test_laying_the_same_on_twice_changes_nothing(below: JsonObject, above: JsonObject) -> None:
    once = merged(below, above)

    assert merged(once, above) == once


def test_objects_merge_lists_replace_and_a_null_changes_nothing() -> None:
    below: JsonObject = {"model": {"type": "bake", "r": 8}, "datasets": [{"target": "a"}], "seed": 42}
    above: JsonObject = {"model": {"r": 16}, "datasets": [], "seed": None}

    assert merged(below, above) == {"model": {"type": "bake", "r": 16}, "datasets": [], "seed": 42}


def test_a_place_is_written_with_dots() -> None:
    assert place_of("datasets.0.weight") == ("datasets", 0, "weight")
    assert dotted(("datasets", 0, "weight")) == "datasets.0.weight"


def test_resetting_the_last_value_of_an_object_gives_the_object_up() -> None:
    form = Form(SPEC).wrote(("model", "dtype"), "bf16")

    assert form.given == {"model": {"dtype": "bf16"}}
    assert form.reset(("model", "dtype")).given == {}


def test_what_is_given_wins_over_the_default_until_it_is_reset() -> None:
    form = Form(SPEC, defaults={"epochs": 3}).wrote(("epochs",), 5)

    assert (form.value_at(("epochs",)), form.default_at(("epochs",))) == (5, 3)
    assert form.reset(("epochs",)).value_at(("epochs",)) == 3


def test_a_given_false_is_a_value() -> None:
    assert Form(SPEC, defaults={"verbose": True}).wrote(("verbose",), False).value_at(("verbose",)) is False


def test_the_first_change_of_a_default_list_copies_all_of_it() -> None:
    form = Form(SPEC, defaults={"things": [{"type": "plain"}, {"type": "seeded"}]})

    changed = form.wrote(("things", 1, "seed"), 7)

    assert changed.given == {"things": [{"type": "plain"}, {"type": "seeded", "seed": 7}]}
    assert form.given == {}


def test_removing_the_only_thing_of_a_default_list_gives_an_empty_list() -> None:
    form = Form(SPEC, defaults={"things": [{"type": "plain"}]}).reset(("things", 0))

    assert form.given == {"things": []}
    assert form.items_at(("things",)) == ()
    assert form.reset(("things",)).items_at(("things",)) == ({"type": "plain"},)


def test_things_are_added_moved_and_stay_at_the_ends() -> None:
    form = Form(SPEC)
    for name in "abc":
        form = form.added(("things",), {"type": name})

    def order(one: Form) -> str:
        return "".join(str(thing["type"]) for thing in one.items_at(("things",)))

    assert order(form.moved(("things", 0), 1)) == "bac"
    assert order(form.moved(("things", 2), -1)) == "acb"
    assert form.moved(("things", 0), -1) == form
    assert form.moved(("things", 2), 1) == form
    assert order(form.added(("things",), {"type": "z"}, 1)) == "azbc"


def test_a_thing_has_the_fields_of_its_own_kind() -> None:
    form = Form(SPEC, {"things": [{"type": "plain"}, {"type": "seeded"}]})

    assert [field.place for field in item_fields(form, THINGS, 0)] == [("things", 0, "weight")]
    assert [field.place for field in item_fields(form, THINGS, 1)] == [("things", 1, "weight"), ("things", 1, "seed")]


def test_mistakes_are_found_in_the_order_of_the_rows_with_their_places() -> None:
    form = Form(SPEC, {"epochs": 0, "colour": "blue", "things": [{"type": "plain", "weight": -1}]})

    assert [(problem.place, problem.sentence) for problem in field_problems(form)] == [
        (("name",), "this is needed"),
        (("epochs",), "wants at least 1"),
        (("colour",), "wants one of red, green"),
        (("things", 0, "weight"), "wants more than 0"),
    ]
    assert len(errors_in(field_problems(form))) == 4
    assert set(by_place(field_problems(form))) == {("name",), ("epochs",), ("colour",), ("things", 0, "weight")}


def test_mistakes_of_other_judges_come_where_their_rows_are() -> None:
    form = Form(SPEC)
    places: list[tuple[str | int, ...]] = [("gone",), ("things", 10, "weight"), ("things", 2), ("epochs",), ("name",)]

    ordered = in_row_order(form, [Problem(place, "no") for place in places])

    assert [problem.place for problem in ordered] == [
        ("name",),
        ("epochs",),
        ("things", 2),
        ("things", 10, "weight"),
        ("gone",),
    ]


def test_a_template_that_has_the_needed_value_is_enough() -> None:
    assert field_problems(Form(SPEC, defaults={"name": "yoda"})) == ()
