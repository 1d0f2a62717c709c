"""Which rows a form has: headings, fields, things of lists, and below each what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from breadtui.domain.forms.fields import Field, Group, Kind
from breadtui.domain.forms.form import Form, item_fields
from breadtui.domain.forms.places import Place, dotted
from breadtui.domain.forms.problems import Problem
from breadtui.domain.forms.words import value_text
from breadtui.ui.present.clean import clean
from breadtui.ui.present.fields import wrapped
from breadtui.ui.present.tones import Line
from breadtui.values import dataclass, field, replace

INDENT_CELLS = 2
NOTE_CELLS, SIGN_CELLS, LEAST_NOTE_CELLS = 5, 2, 20
ERROR_SIGN, WARNING_SIGN = "!", "~"


class Sort(StrEnum):
    """What a row is."""

    GROUP = "group"
    FIELD = "field"
    ITEM = "item"
    NOTE = "note"


class RowKey(NamedTuple):
    """A row for as long as its place is there; notes are counted per place."""

    sort: Sort
    place: Place
    number: int = 0


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row; `depth` is how far it is indented, `count` how many things lie below a heading or a list.

    A sentence about a row may take several rows: `words` is the part in this one, already cleaned.
    """

    key: RowKey
    field: Field | None = None
    group: Group | None = None
    problem: Problem | None = None
    words: str = ""
    depth: int = 0
    count: int = 0
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class FormSlice:
    """A form with what is known about it.

    `facts` are lines shown behind the value of a place; `folded` are groups by name, `opened` the things of lists
    whose fields are shown; `needle` leaves rows that hold it. Sentences are broken to `width` cells; 0 breaks none.
    """

    form: Form
    problems: Mapping[Place, tuple[Problem, ...]] = field(default_factory=dict)
    facts: Mapping[Place, Line] = field(default_factory=dict)
    folded: frozenset[str] = frozenset()
    opened: frozenset[Place] = frozenset()
    needle: str = ""
    width: int = 0


def form_rows(slice_: FormSlice) -> tuple[FormRow, ...]:
    """The rows from top to bottom. A folded group with a mistake in it shows the rows that have one."""
    return tuple(row for group in slice_.form.spec.groups for row in _group_rows(slice_, group))


def _group_rows(slice_: FormSlice, group: Group) -> Iterator[FormRow]:
    is_open = group.name not in slice_.folded or bool(slice_.needle)
    rows = [row for one in group.fields for row in _field_rows(slice_, one)]
    if slice_.needle:
        wanted = {row.key.place for row in rows if _matches(slice_, group, row)}
        rows = [row for row in rows if row.key.place in wanted or _holds_one(row, wanted)]
        if not rows:
            return
    elif not is_open:
        wrong = {place for place, found in slice_.problems.items() if found}
        rows = [row for row in rows if row.key.place in wrong or _holds_one(row, wrong)]
    yield FormRow(RowKey(Sort.GROUP, (group.name,)), group=group, count=len(group.fields), is_open=is_open)
    yield from rows


def _holds_one(row: FormRow, places: set[Place]) -> bool:
    own = row.key.place
    return row.key.sort is not Sort.NOTE and any(len(one) > len(own) and one[: len(own)] == own for one in places)


def _field_rows(slice_: FormSlice, one: Field, depth: int = 0) -> Iterator[FormRow]:
    form = slice_.form
    is_list = one.kind is Kind.ITEMS and one.items is not None
    items = form.items_at(one.place) if is_list else ()
    yield FormRow(RowKey(Sort.FIELD, one.place), field=one, depth=depth, count=len(items))
    yield from _notes(slice_, one.place, depth)
    for index in range(len(items)):
        place = (*one.place, index)
        is_open = place in slice_.opened or bool(slice_.needle) or _has_problem_below(slice_, place)
        yield FormRow(RowKey(Sort.ITEM, place), field=one, depth=depth + 1, is_open=is_open)
        yield from _notes(slice_, place, depth + 1)
        for inner in item_fields(form, one, index) if is_open else ():
            yield from _field_rows(slice_, inner, depth + 2)


def _has_problem_below(slice_: FormSlice, place: Place) -> bool:
    return any(
        len(found) > len(place) and found[: len(place)] == place and any(not one.is_warning for one in problems)
        for found, problems in slice_.problems.items()
    )


def _notes(slice_: FormSlice, place: Place, depth: int) -> Iterator[FormRow]:
    number = 0
    for problem in slice_.problems.get(place, ()):
        for words in _broken(problem, slice_.width - note_indent(depth) - SIGN_CELLS if slice_.width else 10**6):
            yield FormRow(RowKey(Sort.NOTE, place, number), problem=problem, words=words, depth=depth)
            number += 1


def note_indent(depth: int) -> int:
    """Cells before a sentence about a row."""
    return NOTE_CELLS + INDENT_CELLS * depth


def _broken(problem: Problem, width: int) -> list[str]:
    head = "warning: " if problem.is_warning else ""
    first, *others = wrapped(f"{head}{clean(problem.sentence)}", max(width, LEAST_NOTE_CELLS))
    sign = WARNING_SIGN if problem.is_warning else ERROR_SIGN
    return [f"{sign} {first}", *(f"{' ' * SIGN_CELLS}{line}" for line in others)]


def _matches(slice_: FormSlice, group: Group, row: FormRow) -> bool:
    if row.key.sort is Sort.NOTE:
        return False
    words = (
        group.title,
        row.field.label if row.field is not None and row.key.sort is Sort.FIELD else "",
        dotted(row.key.place),
        value_text(slice_.form.value_at(row.key.place)),
    )
    text = " ".join(words).casefold()
    return all(word in text for word in slice_.needle.casefold().split())


def with_folds(slice_: FormSlice, row: FormRow, *, is_open: bool) -> FormSlice:
    """The same with a heading, or a thing of a list, opened or folded."""
    if row.group is not None:
        name = frozenset({row.group.name})
        return replace(slice_, folded=slice_.folded - name if is_open else slice_.folded | name)
    place = frozenset({row.key.place})
    return replace(slice_, opened=slice_.opened | place if is_open else slice_.opened - place)
