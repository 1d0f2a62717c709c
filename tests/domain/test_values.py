"""Values are declared as dataclasses and behave like them, though msgspec makes them."""

import copy
import dataclasses
import pickle
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

import pytest

import breadtui
from breadtui.domain.repos import TreeBake
from breadtui.store.facts.remote import Ready
from breadtui.values import dataclass, field, parts_of, replace

PACKAGE = Path(breadtui.__file__).parent
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loaf:
    """A value for this page."""

    name: str
    grams: float = 500.0
    seeds: Mapping[str, int] = field(default_factory=dict)

    @property
    def kilograms(self) -> float:
        return self.grams / 1_000


@dataclasses.dataclass(frozen=True, slots=True)
class TwinOfLoaf:
    """The same, made by the standard library."""

    name: str
    grams: float = 500.0
    seeds: Mapping[str, int] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Shelf:
    row: int
    place: int = 0


@dataclass(slots=True)
class Oven:
    degrees: int
    inside: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Tray:
    row: int


@dataclass(frozen=True, slots=True)
class Boxed(Generic[T]):
    what: T


@dataclass(frozen=True, slots=True)
class Crowded:
    inside: tuple[str, ...]


def test_it_reads_like_the_dataclass_that_was_declared() -> None:
    assert repr(Loaf("rye", 750.0, {"caraway": 3})) == "Loaf(name='rye', grams=750.0, seeds={'caraway': 3})"
    assert Loaf("rye") == Loaf(name="rye", grams=500.0)
    assert Loaf("rye") != Loaf("rye", 501.0)
    assert Loaf("rye").kilograms == 0.5


def test_it_is_never_equal_to_what_is_of_another_class() -> None:
    others: tuple[object, ...] = (TwinOfLoaf("rye", 1.0), ("rye", 1.0), None)
    assert Loaf("rye", 1.0) not in others


def test_nothing_in_it_can_be_changed() -> None:
    loaf = Loaf("rye")
    with pytest.raises(AttributeError):
        loaf.grams = 1.0  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del loaf.grams
    with pytest.raises(AttributeError):
        loaf.crust = 1  # type: ignore[attr-defined]


def test_what_a_factory_makes_is_of_one_value_alone() -> None:
    first, second = Oven(200), Oven(200)
    first.inside.append("rye")
    assert (first.inside, second.inside) == (["rye"], [])


def test_what_may_change_has_no_hash() -> None:
    with pytest.raises(TypeError):
        hash(Oven(200))


def test_equal_values_are_one_key() -> None:
    assert {Crowded(("a", "b")): 1}[Crowded(("a", "b"))] == 1
    with pytest.raises(TypeError):
        hash(Loaf("rye"))  # a mapping is in it


def test_without_equality_each_is_itself_alone() -> None:
    tray = Tray(1)
    assert tray != Tray(1)
    assert len({tray, Tray(1), tray}) == 2


def test_ordered_ones_are_sorted_by_their_fields() -> None:
    assert sorted([Shelf(2), Shelf(1, 5), Shelf(1)]) == [Shelf(1), Shelf(1, 5), Shelf(2)]
    with pytest.raises(TypeError):
        sorted([Crowded(()), Crowded(())])  # type: ignore[type-var]


def test_a_missing_field_and_one_too_many_are_refused() -> None:
    with pytest.raises(TypeError):
        Loaf()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Loaf("rye", 1.0, {}, 2)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Loaf("rye", crust=1)  # type: ignore[call-arg]


def test_changed_values_are_new_ones_whoever_made_them() -> None:
    loaf, twin = Loaf("rye"), TwinOfLoaf("rye")
    assert replace(loaf, grams=1.0) == Loaf("rye", 1.0)
    assert replace(twin, grams=1.0) == TwinOfLoaf("rye", 1.0)
    assert loaf.grams == twin.grams == 500.0
    with pytest.raises(TypeError):
        replace(loaf, crust=1)  # type: ignore[call-arg]


def test_a_replaced_part_keeps_the_identity_of_the_others() -> None:
    loaf = Loaf("rye", 1.0, {"caraway": 3})
    assert replace(loaf, grams=2.0).seeds is loaf.seeds


def test_parts_are_by_name_and_not_copied() -> None:
    seeds = {"caraway": 3}
    assert parts_of(Loaf("rye", 1.0, seeds)) == {"name": "rye", "grams": 1.0, "seeds": seeds}
    assert parts_of(Loaf("rye", 1.0, seeds))["seeds"] is seeds
    assert parts_of(TwinOfLoaf("rye")) == parts_of(Loaf("rye"))


def test_it_is_matched_by_place_and_by_name() -> None:
    match Loaf("rye", 1.0):
        case Loaf(name, grams=weight):
            assert (name, weight) == ("rye", 1.0)


def test_one_that_holds_anything_is_still_generic() -> None:
    assert Boxed[int](3).what == 3
    assert Ready(1, Loaf("at")).value == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_a_copy_is_equal(copied: Callable[[Any], Any]) -> None:
    assert copied(Loaf("rye", 1.0, {"caraway": 3})) == Loaf("rye", 1.0, {"caraway": 3})


def test_it_has_neither_a_dictionary_nor_weak_references() -> None:
    assert not hasattr(Loaf("rye"), "__dict__")
    assert "__weakref__" not in dir(Loaf("rye"))
    assert not hasattr(TreeBake, "__dataclass_fields__")


def test_one_without_slots_has_to_be_declared_elsewhere() -> None:
    with pytest.raises(TypeError, match="slots"):
        dataclass(frozen=True, slots=False)


def test_no_module_gives_the_fields_of_one_kind_to_the_other() -> None:
    own, standard = (
        re.compile(r"from breadtui.values import .*\bfield\b"),
        re.compile(r"from dataclasses import .*\bdataclass\b"),
    )
    both = [page for page in PACKAGE.rglob("*.py") if own.search(text := page.read_text()) and standard.search(text)]
    assert both == []
