"""The fields of a bake that may differ from row to row: what each takes, and how it is called for short."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from breadtui.domain.baking.fields import ABOVE_ZERO, GROUPS, PARENT_MODEL
from breadtui.domain.forms.fields import Field, Kind
from breadtui.domain.forms.places import dotted, is_list, place_of, value_at
from breadtui.domain.forms.words import value_text
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.recipe import datasets_of
from breadtui.values import replace

WEIGHT = "datasets"
_NEVER = {"scheduler.lr": "setting scheduler.lr is an error: optimizer.learning_rate is meant"}
_NOT_HERE = frozenset({"datasets", "total_trajectories", "model_name", "type", "model.type", "data.type"})
_SINGLE = frozenset({Kind.TEXT, Kind.WORD, Kind.INTEGER, Kind.NUMBER, Kind.NUMBERS, Kind.SWITCH, Kind.CHOICE})
_USUAL = (
    "optimizer.learning_rate",
    "epochs",
    "model.baked_adapter_config.r",
    "model.baked_adapter_config.lora_alpha",
    "model.parent_model_name",
    "micro_batch_size",
    "gradient_accumulation_steps",
    "seed",
    "data.max_length",
)
_SHORT = {"learning_rate": "lr", "epochs": "e", "lora_alpha": "alpha", "lora_dropout": "drop", "max_length": "len"}


class NoColumn(Exception):
    """No field of a bake is meant, or several are; the message says which there are."""


def _known() -> Iterable[Field]:
    """The fields of the bake form that hold one value, called by their places; the usual ones first."""
    every = (*(field for group in GROUPS for field in group.fields), PARENT_MODEL)
    fields = {dotted(field.place): field for field in every if field.kind in _SINGLE}
    for label in dict.fromkeys((*_USUAL, *fields)):
        if label in fields and label not in _NOT_HERE and label not in _NEVER:
            yield replace(fields[label], label=label)


KNOWN: tuple[Field, ...] = tuple(_known())
"""Fields of a bake that may vary."""


def weight_field(target: str) -> Field:
    """The weight of one target in the training data; its place ends in the target's name, not in an index."""
    about = f"how often rows of {target} are drawn, relative to the other targets"
    return Field((WEIGHT, target), f"{WEIGHT}.{target}", Kind.NUMBER, about, ABOVE_ZERO)


def columns_for(base: JsonObject) -> tuple[Field, ...]:
    """Every field that may become a column: the known ones, the base's weights, what else the base has set."""
    weights = (weight_field(dataset.target) for dataset in datasets_of(base))
    others = (field for field in _others(base, "") if field.label not in _NOT_HERE and field.label not in _NEVER)
    found: dict[str, Field] = {}
    for field in (*KNOWN, *weights, *others):
        found.setdefault(field.label, field)
    return tuple(found.values())


def column_named(name: str, base: JsonObject) -> Field:
    """The field that a whole name means, or the end of one: `r`, `lr`, `epochs`, `datasets.TARGET`.

    Raises: NoColumn.
    """
    if name in _NEVER:
        raise NoColumn(_NEVER[name])
    fields = columns_for(base)
    if (exact := next((field for field in fields if field.label == name), None)) is not None:
        return exact
    if name.startswith(f"{WEIGHT}.") and len(name) > len(WEIGHT) + 1:
        return weight_field(name.removeprefix(f"{WEIGHT}."))
    found = [field for field in fields if field.label.endswith(f".{name}") or short_name(field) == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise NoColumn(f"'{name}' may be {' or '.join(field.label for field in found)}")
    raise NoColumn(f"a bake has no field '{name}'{_nearest(name, fields)}")


def base_text(field: Field, base: JsonObject) -> str:
    """What the base has there, as it is written in a cell; empty where it has nothing."""
    return value_text(base_value(field, base))


def base_value(field: Field, base: JsonObject) -> Json:
    """What the base has there; None where it has nothing. A weight that is not named is 1."""
    if not is_weight(field):
        return value_at(base, field.place)
    for entry in datasets_in(base):
        if entry.get("target") == field.place[1]:
            return entry.get("weight", 1.0)
    return None


def datasets_in(base: JsonObject) -> list[JsonObject]:
    """The entries of the training data as they stand."""
    entries = base.get(WEIGHT)
    return [entry for entry in entries if isinstance(entry, Mapping)] if is_list(entries) else []


def is_weight(field: Field) -> bool:
    """It is the weight of a target."""
    return len(field.place) == 2 and field.place[0] == WEIGHT


def short_name(field: Field) -> str:
    """What it is called in proposed names and in narrow headings: `lr`, `e`, `r`, `mbs`."""
    last = str(field.place[-1])
    if is_weight(field):
        return last
    if last in _SHORT:
        return _SHORT[last]
    parts = [part for part in last.split("_") if part]
    return last if len(parts) < 2 else "".join(part[0] for part in parts)


def _others(value: JsonObject, head: str) -> Iterable[Field]:
    for key, one in value.items():
        name = f"{head}{key}"
        if "." in key or not key:
            continue
        if isinstance(one, Mapping):
            yield from _others(one, f"{name}.")
        elif (kind := _kind_of(one)) is not None:
            yield Field(place_of(name), name, kind)


def _kind_of(value: Json) -> Kind | None:
    match value:
        case bool():
            return Kind.SWITCH
        case int() | float():
            return Kind.NUMBER
        case str():
            return Kind.TEXT
        case _:
            return None


def _nearest(name: str, fields: Iterable[Field]) -> str:
    last = name.rpartition(".")[2]
    near = [field.label for field in fields if last and last in dotted(field.place)][:3]
    return f"; there is {', '.join(near)}" if near else ""
