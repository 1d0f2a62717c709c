"""Objects that gain what is rarely asked of them when it is first asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

_OF_EVERY_CLASS = frozenset({"__dict__", "__weakref__", "__module__", "__qualname__", "__doc__"})


class AtNeed:
    """Can also do what the classes can that `AT_NEED` names ("module:Class"), imported once it is asked for.

    They come in their order until one has what was asked for, the likely and light ones first. Such a class overrides
    nothing, asks for no `super()` and needs nothing of its own made at the beginning. The type checker is shown a class
    that has them all among its bases; that it is shown what is named here is held by a test.
    """

    AT_NEED: ClassVar[tuple[str, ...]] = ()
    PROBED: ClassVar[tuple[str, ...]] = ("__",)
    """How names begin that are asked for in case they are there: nothing is imported for these."""
    HERE: ClassVar[frozenset[str]] = frozenset()
    """What of it has come."""

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if not name.startswith(self.PROBED):
                for place in self.AT_NEED:
                    if place not in self.HERE:
                        self.__class__ = joined(type(self), place)
                        if hasattr(type(self), name):
                            return getattr(self, name)
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)


def new_classes(whole: type, place: str) -> list[type]:
    """The class at a place and those of its bases that the whole is not of."""
    module, _, name = place.partition(":")
    return [each for each in getattr(import_module(module), name).__mro__ if each not in whole.__mro__]


@cache
def joined(whole: type, place: str) -> type:
    """The class that can do what `whole` can, under its name, and what the class at `place` can.

    Not one that is of both: among many bases there is seldom an order that suits all, and here it has no meaning.
    """
    own: dict[str, Any] = {}
    for each in reversed(new_classes(whole, place)):
        own |= {name: found for name, found in vars(each).items() if name not in _OF_EVERY_CLASS}
    here: frozenset[str] = getattr(whole, "HERE", frozenset())
    words = {"__module__": whole.__module__, "__qualname__": whole.__qualname__, "__doc__": whole.__doc__}
    return type(whole)(whole.__name__, (whole,), own | words | {"HERE": here | {place}})
