"""What is rarely asked of an object comes when it is first asked for, whatever was asked for before."""

from __future__ import annotations

import ast
import inspect
from types import ModuleType

import pytest

from breadtui.store import commands
from breadtui.store.at_need import AtNeed, joined, new_classes
from breadtui.store.commands import Commands


def shown(module: ModuleType, name: str) -> set[str]:
    """The bases of a class that a module shows to the type checker."""
    (typed,) = [node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.If)]
    (whole,) = [node for node in typed.body if isinstance(node, ast.ClassDef) and node.name == name]
    return {ast.unparse(base) for base in whole.bases} - {AtNeed.__name__}


def test_what_the_type_checker_is_shown_is_there_or_comes_at_need() -> None:
    here = {each.__name__ for each in Commands.__mro__}
    named = {place.partition(":")[2] for place in Commands.AT_NEED}
    wanted = shown(commands, "EveryCommand")
    assert wanted <= here | named
    assert named <= wanted


@pytest.mark.parametrize("place", Commands.AT_NEED)
def test_what_comes_at_need_overrides_nothing_and_begins_with_nothing(place: str) -> None:
    for each in new_classes(Commands, place):
        names = {name: found for name, found in vars(each).items() if not name.startswith("__")}
        assert [name for name in names if hasattr(Commands, name)] == []
        assert "__init__" not in vars(each)
        assert [name for name, found in names.items() if "__class__" in closed_over(found)] == []


def closed_over(found: object) -> tuple[str, ...]:
    """What a function takes from round it: `super()` takes its class."""
    function = inspect.unwrap(found) if callable(found) else None
    return function.__code__.co_freevars if inspect.isfunction(function) else ()


@pytest.mark.parametrize("places", [Commands.AT_NEED, Commands.AT_NEED[::-1]], ids=["in order", "backwards"])
def test_all_of_it_goes_together_in_whatever_order(places: tuple[str, ...]) -> None:
    whole: type = Commands
    for place in places:
        whole = joined(whole, place)
    assert all(hasattr(whole, name) for place in places for each in new_classes(Commands, place) for name in vars(each))
    assert (whole.__name__, whole.__doc__) == ("Commands", Commands.__doc__)


class Whole(AtNeed):
    AT_NEED = (f"{__name__}:Light", f"{__name__}:Heavy")


class Light:
    def light(self) -> str:
        return "light"


class Heavy:
    weight = 3

    def heavy(self) -> str:
        return f"{type(self).__name__} of {self.weight}"


def test_it_comes_as_far_as_to_what_was_asked_for() -> None:
    whole = Whole()
    assert not hasattr(type(whole), "light")
    assert whole.light() == "light"  # type: ignore[attr-defined]
    assert not hasattr(type(whole), "heavy")
    assert whole.heavy() == "Whole of 3"  # type: ignore[attr-defined]
    assert not hasattr(Whole, "light")


def test_what_is_nowhere_is_missing_under_the_name_of_the_whole() -> None:
    with pytest.raises(AttributeError, match="'Whole' object has no attribute 'sink'"):
        Whole().sink  # type: ignore[attr-defined]  # noqa: B018


def test_nothing_comes_for_a_name_that_is_only_probed_for() -> None:
    whole = Whole()
    assert getattr(whole, "__rich__", None) is None
    assert type(whole) is Whole
