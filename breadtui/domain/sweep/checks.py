"""What is wrong in a row of a sheet, and what the row asks of the service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from breadtui.domain.forms.fields import Field, Kind
from breadtui.domain.forms.places import merged, with_value
from breadtui.domain.forms.words import NotThis, read_value, value_text
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import is_impossible_name, name_problem
from breadtui.domain.sweep.columns import WEIGHT, base_value, datasets_in, is_weight
from breadtui.domain.sweep.sheet import NAME, Row, Sheet

_YES, _NO = frozenset({"yes", "true", "on", "1"}), frozenset({"no", "false", "off", "0"})


class Fault(NamedTuple):
    """One sentence about a cell; a warning keeps nobody from creating the row."""

    column: int
    sentence: str
    is_warning: bool = False


def cell_value(field: Field, text: str) -> Json:
    """What a cell says; None where it is empty, that is, as the base. Raises: NotThis."""
    text = text.strip()
    if not text:
        return None
    if field.kind is not Kind.SWITCH:
        return read_value(field, text)
    if text.lower() not in _YES | _NO:
        raise NotThis("yes or no")
    return text.lower() in _YES


def faults_of(sheet: Sheet, taken: Collection[str] = ()) -> tuple[tuple[Fault, ...], ...]:
    """What is wrong in each row, errors first; `taken` are the names of the repository's bakes.

    Each cell is read once, since this is asked at every letter typed.
    """
    names = Counter(row.name for row in sheet.rows)
    firsts: dict[str, str] = {_base_values(sheet): ""}
    found: list[tuple[Fault, ...]] = []
    for row in sheet.rows:
        faults = [*_name_faults(row.name, is_twice=names[row.name] > 1, is_taken=row.name in taken)]
        wrong, values = _cell_faults(sheet, row)
        faults += wrong
        if not wrong:
            first = firsts.setdefault(values, row.name)
            if first != row.name:
                words = f"the same values as {first}" if first else f"nothing differs from {sheet.base.name}"
                faults.append(Fault(NAME, words, is_warning=True))
        found.append(tuple(sorted(faults, key=lambda fault: fault.is_warning)))
    return tuple(found)


def is_creatable(faults: Collection[Fault]) -> bool:
    """Nothing keeps a row with these faults from being created."""
    return all(fault.is_warning for fault in faults)


def overrides_of(sheet: Sheet, row: Row) -> JsonObject:
    """What a row sets over its template. Raises: NotThis.

    Objects are sent whole, as the base has them with the row's values, since how deep the service merges is not
    published. Source: the API contract, open question 12.
    """
    result: JsonObject = {}
    for field, text in zip(sheet.columns, row.cells, strict=True):
        value = cell_value(field, text)
        if value is None:
            continue
        top = str(field.place[0])
        if is_weight(field):
            result = {**result, WEIGHT: _weighted(result, sheet.config, str(field.place[1]), value)}
            continue
        if top not in result and isinstance(whole := sheet.config.get(top), Mapping):
            result = {**result, top: _sent(whole)}
        result = with_value(result, field.place, value)
    return result


def config_of(sheet: Sheet, row: Row) -> JsonObject:
    """The configuration a row will probably have. Raises: NotThis."""
    return merged(sheet.config, overrides_of(sheet, row))


def _weighted(result: JsonObject, base: JsonObject, target: str, weight: Json) -> list[JsonObject]:
    entries = datasets_in(result if WEIGHT in result else base)
    if not any(entry.get("target") == target for entry in entries):
        return [*entries, {"target": target, "weight": weight}]
    return [{**entry, "weight": weight} if entry.get("target") == target else entry for entry in entries]


def _sent(value: Json) -> Json:
    """Without nulls, which say nothing."""
    if isinstance(value, Mapping):
        return {key: _sent(one) for key, one in value.items() if one is not None}
    return value


def _name_faults(name: str, *, is_twice: bool, is_taken: bool) -> list[Fault]:
    found: list[Fault] = []
    if problem := name_problem(name):
        found.append(Fault(NAME, problem, is_warning=not is_impossible_name(name)))
    if is_twice:
        found.append(Fault(NAME, "another row has this name"))
    if is_taken:
        found.append(Fault(NAME, f"there is a bake {name}: found if it is equal, refused if not", is_warning=True))
    return found


def _cell_faults(sheet: Sheet, row: Row) -> tuple[list[Fault], str]:
    """What is wrong in the cells, and what they come to, as a text that is equal where the values are."""
    found: list[Fault] = []
    values: list[Json] = []
    for column, (field, text) in enumerate(zip(sheet.columns, row.cells, strict=True)):
        try:
            value = cell_value(field, text)
        except NotThis as wrong:
            found.append(Fault(column, f"{field.label} wants {wrong}"))
        else:
            values.append(base_value(field, sheet.config) if value is None else value)
    return found, _as_text(values)


def _base_values(sheet: Sheet) -> str:
    return _as_text([base_value(field, sheet.config) for field in sheet.columns])


def _as_text(values: Sequence[Json]) -> str:
    return "\t".join(value_text(value) for value in values)
