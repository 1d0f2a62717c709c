"""What a form is made of: fields with kind, limits and help, lists of things with fields of their own, groups."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from breadtui.domain.forms.places import Place
from breadtui.domain.json_values import JsonObject
from breadtui.values import dataclass


class Kind(StrEnum):
    """How a field is written and what it holds.

    TEXT, INTEGER, NUMBER and NUMBERS are written in one line; SWITCH is turned; CHOICE is picked from a list (and
    may be written where the field `is_open`); LINES is a list of texts, one a line; JSON is any value, written
    as JSON in a field of its own; WORD is a text, or any other JSON value where it reads as one; ITEMS is a list
    of objects with fields of their own.
    """

    TEXT = "text"
    WORD = "word"
    INTEGER = "integer"
    NUMBER = "number"
    NUMBERS = "numbers"
    SWITCH = "switch"
    CHOICE = "choice"
    LINES = "lines"
    JSON = "json"
    ITEMS = "items"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a number, both included, unless `is_above`: then `least` itself is too little. None is no bound."""

    least: float | None = None
    most: float | None = None
    is_above: bool = False


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class NewItem:
    """One thing that can be added to a list: what it is called, and what it begins with."""

    label: str
    value: JsonObject
    help: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """What the things of a list look like.

    `fields_of` gives the fields of one thing, their places beginning inside it; it may look at the thing, since
    what a generator has depends on its type. `title_of` names it in a few raw words. Where `news` has more than
    one entry a person picks which to add; where `pick_field` is named, what a new thing has there is picked first.
    """

    fields_of: Callable[[JsonObject], tuple[Field, ...]]
    title_of: Callable[[JsonObject], str]
    news: tuple[NewItem, ...] = (NewItem("item", {}),)
    noun: str = "item"
    pick_field: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One row of a form.

    `place` is where its value stands in the object the form makes. `choices` are the words of a CHOICE that never
    change; where `picker` is named, whoever shows the form has the choices. `count` is how many numbers NUMBERS
    holds. `is_required` asks for a value of the person's or of the template's. An `is_empty_allowed` text may be
    "", which is then a value and not the absence of one. `unset` is what is shown where neither is known.
    """

    place: Place
    label: str
    kind: Kind
    help: str = ""
    limits: Limits = NO_LIMITS
    choices: tuple[str, ...] = ()
    picker: str = ""
    is_open: bool = False
    count: int | None = None
    is_required: bool = False
    is_empty_allowed: bool = False
    items: Items | None = None
    unset: str = ""

    @property
    def is_written_in_line(self) -> bool:
        """It is edited where it stands."""
        return self.kind in {Kind.TEXT, Kind.WORD, Kind.INTEGER, Kind.NUMBER, Kind.NUMBERS}


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under a heading; `is_folded` where few people need them."""

    name: str
    title: str
    fields: tuple[Field, ...]
    help: str = ""
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Spec:
    """All there is to fill in, in the order of the rows."""

    groups: tuple[Group, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of all groups."""
        return tuple(field for group in self.groups for field in group.fields)
