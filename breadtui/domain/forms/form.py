"""A form as it is filled in: what a person gave over what a template would give."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.forms.fields import Field, Kind, Spec
from breadtui.domain.forms.places import Place, is_list, merged, value_at, with_value, without
from breadtui.domain.json_values import Json, JsonObject
from breadtui.values import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Form:
    """What a form says. Editing gives a new one.

    `given` is what would be sent; `defaults` is what stands there without, as far as it is known. A list is given
    whole or not at all, since on the service a list replaces the template's: the first change of a default list
    copies it.
    """

    spec: Spec
    given: JsonObject = field(default_factory=dict)
    defaults: JsonObject = field(default_factory=dict)

    @property
    def effective(self) -> JsonObject:
        """Everything together: what was given on what the template has."""
        return merged(self.defaults, self.given)

    def given_at(self, place: Place) -> Json:
        """What a person gave at a place, None where they gave nothing."""
        return value_at(self.given, place)

    def default_at(self, place: Place) -> Json:
        """What would stand there without; of things in a given list nothing does."""
        at = self._list_end(place)
        if at is not None and value_at(self.given, place[:at]) is not None:
            return None
        return value_at(self.defaults, place)

    def value_at(self, place: Place) -> Json:
        """What stands there, given or not."""
        given = self.given_at(place)
        return self.default_at(place) if given is None else given

    def is_given(self, place: Place) -> bool:
        """A person gave it."""
        return self.given_at(place) is not None

    def items_at(self, place: Place) -> tuple[JsonObject, ...]:
        """The things of a list."""
        value = self.value_at(place)
        return tuple(one if isinstance(one, Mapping) else {} for one in value) if is_list(value) else ()

    def wrote(self, place: Place, value: Json) -> Form:
        """With a value at a place; None takes back what was given."""
        if value is None:
            return self.reset(place)
        return replace(self, given=with_value(self._owned(place), place, value))

    def reset(self, place: Place) -> Form:
        """Without what was given at a place; a thing of a list leaves the list."""
        owned = self._owned(place)
        return replace(self, given=without(owned, place)) if value_at(owned, place) is not None else self

    def added(self, place: Place, item: JsonObject, at: int | None = None) -> Form:
        """With another thing in the list at `place`, at its end where no index is named."""
        items = list(self.items_at(place))
        items.insert(len(items) if at is None else at, item)
        return self._with_items(place, items)

    def moved(self, place: Place, by: int) -> Form:
        """With a thing of a list (`place` ends in its index) one place up or down; at the end of it, unchanged."""
        *way, index = place
        items = list(self.items_at(tuple(way)))
        if not isinstance(index, int) or not (0 <= index < len(items) and 0 <= index + by < len(items)):
            return self
        items.insert(index + by, items.pop(index))
        return self._with_items(tuple(way), items)

    def rebased(self, defaults: JsonObject) -> Form:
        """The same given over another template."""
        return replace(self, defaults=defaults)

    def _with_items(self, place: Place, items: list[JsonObject]) -> Form:
        return replace(self, given=with_value(self._owned(place), place, items))

    def _owned(self, place: Place) -> JsonObject:
        """What was given, with the list that `place` leads into copied from the defaults where it is not."""
        at = self._list_end(place)
        if at is None or value_at(self.given, place[:at]) is not None:
            return self.given
        items = value_at(self.defaults, place[:at])
        return with_value(self.given, place[:at], items) if is_list(items) else self.given

    @staticmethod
    def _list_end(place: Place) -> int | None:
        """Where in a place its outermost list ends; None where it leads into none."""
        return next((at for at, step in enumerate(place) if isinstance(step, int)), None)


def fields_in(form: Form, spec_field: Field) -> tuple[Field, ...]:
    """The field itself and, of a list, the fields of everything in it, with their places from the top."""
    found = [spec_field]
    if spec_field.kind is Kind.ITEMS and spec_field.items is not None:
        for index, item in enumerate(form.items_at(spec_field.place)):
            found += _placed(spec_field, index, item)
    return tuple(found)


def item_fields(form: Form, spec_field: Field, index: int) -> tuple[Field, ...]:
    """The fields of one thing of a list, with their places from the top."""
    items = form.items_at(spec_field.place)
    return _placed(spec_field, index, items[index]) if index < len(items) else ()


def _placed(spec_field: Field, index: int, item: JsonObject) -> tuple[Field, ...]:
    if spec_field.items is None:
        return ()
    head = (*spec_field.place, index)
    return tuple(replace(one, place=(*head, *one.place)) for one in spec_field.items.fields_of(item))
