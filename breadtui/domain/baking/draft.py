"""A bake while it is written: what is given, and the template below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from breadtui.domain.forms.places import Place, is_list, merged
from breadtui.domain.json_values import Json, JsonObject
from breadtui.values import dataclass, field

DEFAULT_TEMPLATE = "default"
DATASETS = "datasets"
PARENT: Place = ("model", "parent_model_name")


@dataclass(frozen=True, slots=True)
class BakeDraft:
    """A bake to be made: `given` are its overrides as they are sent; what is not in it is left to the template."""

    name: str = ""
    template: str = DEFAULT_TEMPLATE
    given: JsonObject = field(default_factory=dict)

    def resolved(self, below: JsonObject) -> JsonObject:
        """The settings on top of a template's, as far as that is known."""
        return merged(below, self.given)


@dataclass(frozen=True, slots=True)
class Entry:
    """One target of a bake: its place in the list, its name, its weight as written (None where it is no number)."""

    place: int
    target: str
    weight: float | None


def entries_of(config: JsonObject) -> tuple[Entry, ...]:
    """The targets a bake learns from, in order, also those without a name. Source: the API contract, bakes."""
    return tuple(_entries(config.get(DATASETS)))


def _entries(listed: Json) -> Iterator[Entry]:
    for place, one in enumerate(listed if is_list(listed) else ()):
        settings: Mapping[str, Json] = one if isinstance(one, Mapping) else {}
        target = settings.get("target")
        yield Entry(place, target if isinstance(target, str) else "", _number(settings.get("weight", 1.0)))


def _number(value: Json) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def text_at(config: JsonObject, *steps: str) -> str:
    """The text at a place of a configuration; empty where there is none."""
    value: Json = config
    for step in steps:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value if isinstance(value, str) else ""


def going_on_from(parent: str, name: str = "") -> BakeDraft:
    """A bake that goes on from a finished model. Its targets must be answered by the same model."""
    return BakeDraft(name, given={"model": {"parent_model_name": parent}})
