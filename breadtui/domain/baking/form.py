"""The form of a bake: its rows, and how a filled-in form and a draft become each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from breadtui.domain.baking.draft import DEFAULT_TEMPLATE, BakeDraft
from breadtui.domain.baking.fields import BAKES, DATASETS, GROUPS, PARENT_MODEL
from breadtui.domain.forms.fields import Field, Group, Kind, Spec
from breadtui.domain.forms.form import Form
from breadtui.domain.forms.places import Place, merged
from breadtui.domain.json_values import Json, JsonObject
from breadtui.values import replace

NAME: Place = ("bake_name",)
TEMPLATE: Place = ("template",)
MORE: Place = ("more",)
"""Places that are not the overrides': what the bake is called, what it begins from, and keys of no row."""
_HEAD = ("bake_name", "template")

_BAKE = Group(
    "bake",
    "Bake",
    (
        Field(NAME, "name", Kind.TEXT, "letters, digits, '.', '_' and '-'; a bake cannot be renamed", is_required=True),
        Field(
            TEMPLATE,
            "template",
            Kind.CHOICE,
            "what is not given here comes from it: default, or a bake of this repository",
            picker=BAKES,
            is_open=True,
        ),
        DATASETS,
        PARENT_MODEL,
    ),
    "what it is called, what it learns, and what it starts from",
)
_ANYTHING = Group(
    "more",
    "Anything else",
    (
        Field(
            MORE,
            "other settings",
            Kind.JSON,
            "a JSON object, laid over everything else: for settings that have no row here",
            unset="none",
        ),
    ),
    is_folded=True,
)


@cache
def spec() -> Spec:
    """All rows, in the order in which a bake is thought of."""
    return Spec((_BAKE, *GROUPS, _ANYTHING))


def form_of(draft: BakeDraft, below: JsonObject) -> Form:
    """The form that says what a draft says; `below` is its template's configuration, as far as it is known.

    Settings that have no row stand together as JSON.
    """
    rows, others = _parted(draft.given, ())
    given: dict[str, Json] = {**rows, **({"more": others} if others else {})}
    if draft.name:
        given["bake_name"] = draft.name
    if draft.template != DEFAULT_TEMPLATE:
        given["template"] = draft.template
    return Form(spec(), given, defaults_of(below))


def defaults_of(below: JsonObject) -> JsonObject:
    """What stands in the form where nothing is given."""
    return {**below, "template": DEFAULT_TEMPLATE}


def draft_of(form: Form) -> BakeDraft:
    """The draft that a form says; the JSON object wins where it names what a row has as well."""
    given = {key: value for key, value in form.given.items() if key not in {"bake_name", "template", "more"}}
    name, template, more = (form.value_at(place) for place in (NAME, TEMPLATE, MORE))
    return BakeDraft(
        name if isinstance(name, str) else "",
        template if isinstance(template, str) else DEFAULT_TEMPLATE,
        merged(given, more) if isinstance(more, Mapping) else given,
    )


def json_of(form: Form) -> JsonObject:
    """All that was given as one object, by the service's own keys; what the row for other keys holds is among them."""
    head = {key: form.given[key] for key in _HEAD if key in form.given}
    return {**head, **draft_of(form).given}


def form_from(form: Form, whole: JsonObject) -> Form:
    """The form with nothing given but what such an object says; keys without a row stand in the row for these."""
    head = {key: whole[key] for key in _HEAD if key in whole}
    given = {key: value for key, value in whole.items() if key not in head}
    return replace(form, given={**head, **form_of(BakeDraft(given=given), {}).given})


def unknown_keys(given: JsonObject) -> tuple[str, ...]:
    """Dotted places of settings that have no row: the service may not know them and would refuse them."""
    return tuple(_leaves(_parted(given, ())[1], ""))


def _parted(given: JsonObject, head: Place) -> tuple[dict[str, Json], dict[str, Json]]:
    """What has rows, and what has none, each in its place."""
    rows: dict[str, Json] = {}
    others: dict[str, Json] = {}
    for key, value in given.items():
        place = (*head, key)
        if place in _places():
            rows[key] = value
        elif isinstance(value, Mapping) and any(known[: len(place)] == place for known in _places()):
            within, beside = _parted(value, place)
            rows |= {key: within} if within else {}
            others |= {key: beside} if beside else {}
        else:
            others[key] = value
    return rows, others


@cache
def _places() -> frozenset[Place]:
    return frozenset(field.place for field in spec().fields)


def _leaves(value: JsonObject, head: str) -> Iterator[str]:
    for key, one in value.items():
        if isinstance(one, Mapping) and one:
            yield from _leaves(one, f"{head}{key}.")
        else:
            yield f"{head}{key}"
