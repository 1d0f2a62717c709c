"""Values are those of the standard library's dataclasses, whatever is asked of them."""

import copy
import dataclasses
import operator
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.records import dataclass

SIGNS = (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge)
OPTIONS: list[dict[str, bool]] = [
    {"frozen": frozen, "slots": slots, "eq": eq, "order": order, "kw_only": kw_only}
    for frozen in (False, True)
    for slots in (False, True)
    for eq, order in ((False, False), (True, False), (True, True))
    for kw_only in (False, True)
]


def by(decorator: Any, **options: bool) -> Any:
    """One class of many kinds of fields, made by the library's decorator or by ours."""

    class Point:
        """A point."""

        a: int
        b: str = "b"
        c: list[int] = field(default_factory=list, compare=False)
        d: float = field(default=0.0, repr=False, hash=False)
        e: int = field(default=5, init=False)
        f: list[int] = field(default_factory=list, init=False, compare=False)
        g: int = field(default=7, kw_only=True)
        kind: ClassVar[str] = "point"

    return decorator(**options)(Point)


def said(action: Any, *given: object) -> object:
    """What an action gives, or the words of the error it ends with."""
    try:
        return action(*given)
    except (TypeError, AttributeError) as error:
        return type(error), str(error).rpartition("Point")[2]


GIVEN = st.fixed_dictionaries(
    {"a": st.integers(0, 2)},
    optional={"b": st.sampled_from("ab"), "c": st.just([1]), "d": st.floats(0, 1), "g": st.integers(6, 8)},
)


@given(options=st.sampled_from(OPTIONS), one=GIVEN, other=GIVEN)
def test_a_value_is_shown_compared_and_changed_as_the_library_does(
    options: dict[str, bool], one: dict[str, Any], other: dict[str, Any]
) -> None:
    seen = []
    for decorator in (dataclasses.dataclass, dataclass):
        made = by(decorator, **options)
        x, y = made(**one), made(**other)
        is_itself = not options["eq"]
        seen.append(
            [
                repr(x),
                dataclasses.asdict(x),
                made.__match_args__,
                getattr(made, "__slots__", None),
                None if is_itself else [said(sign, x, y) for sign in SIGNS],
                None if is_itself else said(hash, x),
                x == object(),
                repr(replace(x, a=9)),
                said(setattr, x, "a", 3),
                said(delattr, y, "b"),
            ]
        )
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    "call",
    [
        lambda made: made(),
        lambda made: made(1, 2, 3, 4, 5, 6),
        lambda made: made(1, nothing=2),
        lambda made: made(1, e=2),
        lambda made: made(1, a=2),
    ],
)
def test_what_is_missing_or_too_much_is_refused_in_the_same_words(call: Any) -> None:
    refusals = []
    for decorator in (dataclasses.dataclass, dataclass):
        with pytest.raises(TypeError) as refusal:
            call(by(decorator, frozen=True, slots=True))
        refusals.append(str(refusal.value).rpartition("Point")[2])
    assert refusals[0] == refusals[1]


@dataclass(frozen=True, slots=True)
class Kept:
    """A value that is copied and pickled."""

    name: str
    parts: list["Kept"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Grown(Kept):
    """A value with a field more."""

    age: int = 0


@dataclass(frozen=True)
class Open:
    """A frozen value without slots."""

    name: str


class Wider(Open):
    """No dataclass: it may have attributes of its own."""


def test_frozen_values_with_slots_are_copied_and_pickled() -> None:
    one = Grown("a", [Kept("b")], 3)
    assert [copy.deepcopy(one), copy.copy(one), pickle.loads(pickle.dumps(one))] == [one] * 3
    assert copy.deepcopy(one).parts[0] is not one.parts[0]


def test_fields_are_inherited_in_order_and_kinds_differ() -> None:
    assert [part.name for part in fields(Grown)] == ["name", "parts", "age"]
    assert Grown("a") != Kept("a")
    assert repr(Grown("a")) == "Grown(name='a', parts=[], age=0)"
    assert not hasattr(Grown("a"), "__dict__")


def test_a_value_within_itself_is_shown_once() -> None:
    one = Kept("a")
    one.parts.append(one)
    assert repr(one) == "Kept(name='a', parts=[...])"


def test_what_inherits_without_being_a_dataclass_has_attributes_of_its_own() -> None:
    wider = Wider("a")
    wider.mood = "fine"  # type: ignore[attr-defined]  # as one may
    with pytest.raises(FrozenInstanceError):
        wider.name = "b"  # type: ignore[misc]  # what is tested
    assert vars(wider) == {"name": "a", "mood": "fine"}


def test_methods_that_a_class_has_itself_stay() -> None:
    @dataclass(frozen=True, slots=True)
    class Spoken:
        """It speaks for itself."""

        words: str

        def __repr__(self) -> str:
            return self.words

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 1

        def __post_init__(self) -> None:
            object.__setattr__(self, "words", self.words.upper())

    assert (repr(Spoken("hi")), Spoken("hi") == 3, hash(Spoken("hi"))) == ("HI", True, 1)


def test_nothing_is_compiled_before_the_first_value_is_made() -> None:
    compiled = by(dataclass, frozen=True, slots=True)
    before = compiled.__init__
    compiled(1)
    assert compiled.__init__ is not before
    assert compiled.__init__.__code__.co_varnames[:2] == ("self", "a")


def test_weak_references_to_a_value_can_be_asked_for() -> None:
    made = by(dataclass, frozen=True, slots=True, weakref_slot=True)
    assert "__weakref__" in made.__slots__ or hasattr(made, "__weakref__")


def test_an_unset_name_of_two_equal_not_numbers_is_as_the_library_has_it() -> None:
    nan = float("nan")

    @dataclass(frozen=True, slots=True)
    class One:
        """One figure."""

        figure: float

    assert One(nan) == One(nan)
