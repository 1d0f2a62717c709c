"""Dataclasses that cost a start next to nothing: the same values as `dataclasses.dataclass` makes.

The standard library compiles up to nine methods of each class while its module is loaded, which was a fifth of the
program's start. Here fields, slots and order are still its own; equality, hash and the rest are written once for all,
and only `__init__` is compiled, when the first value of the class is made.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter, ge, gt, le, lt
from reprlib import recursive_repr
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["dataclass"]

_Class = TypeVar("_Class", bound=type)

_NOT_GIVEN = object()
"""What a parameter is until a value is given for it, where a factory makes the default."""


def _made(
    cls: _Class | None = None,
    /,
    *,
    eq: bool = True,
    order: bool = False,
    frozen: bool = False,
    slots: bool = False,
    weakref_slot: bool = False,
    kw_only: bool = False,
) -> _Class | Callable[[_Class], _Class]:
    """A class whose fields are its annotations, with the options of `dataclasses.dataclass` that are listed."""

    def made(given: _Class) -> _Class:
        own = set(vars(given))
        plain: Any = dataclasses.dataclass(
            given, init=False, repr=False, eq=False, slots=slots, weakref_slot=weakref_slot, kw_only=kw_only
        )
        for name, method in _methods(plain, eq=eq, order=order, frozen=frozen).items():
            if name not in own or (name == "__hash__" and vars(given)[name] is None):
                setattr(plain, name, method)
        done: _Class = plain
        return done

    return made if cls is None else made(cls)


def _methods(cls: type, *, eq: bool, order: bool, frozen: bool) -> dict[str, object]:
    """Everything but the fields, by name."""
    fields = dataclasses.fields(cls)
    methods: dict[str, object] = {}
    methods["__init__"] = _init_at_first_use(cls, fields, is_frozen=frozen)
    methods["__repr__"] = _repr(fields)
    if eq:
        compared = _values_of([field.name for field in fields if field.compare])
        methods["__eq__"] = _equal(compared)
        if order:
            methods |= {f"__{sign.__name__}__": _ordered(compared, sign) for sign in (lt, le, gt, ge)}
        methods["__hash__"] = _hash(fields) if frozen else None
    if frozen:
        methods |= _refusals(cls, {field.name for field in fields})
        if "__slots__" in vars(cls):
            methods |= _state([field.name for field in fields])
    return methods


def _values_of(names: list[str]) -> Callable[[Any], tuple[object, ...]]:
    """What reads these attributes as one tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda _: ()
    one = attrgetter(names[0])
    return lambda value: (one(value),)


def _equal(values: Callable[[Any], tuple[object, ...]]) -> object:
    return lambda self, other: values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented


def _ordered(values: Callable[[Any], tuple[object, ...]], sign: Callable[[Any, Any], bool]) -> object:
    return lambda self, other: (
        sign(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented
    )


def _hash(fields: tuple[Field[Any], ...]) -> object:
    values = _values_of([field.name for field in fields if (field.compare if field.hash is None else field.hash)])
    return lambda self: hash(values(self))


def _repr(fields: tuple[Field[Any], ...]) -> object:
    names = [field.name for field in fields if field.repr]

    @recursive_repr()
    def shown(self: object) -> str:
        inner = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({inner})"

    return shown


def _refusals(cls: Any, names: set[str]) -> dict[str, object]:
    """What keeps a frozen value as it is; classes that inherit may have attributes of their own."""

    def __setattr__(self: object, name: str, value: object) -> None:  # noqa: N807
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self: object, name: str) -> None:  # noqa: N807
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return {"__setattr__": __setattr__, "__delattr__": __delattr__}


def _state(names: list[str]) -> dict[str, object]:
    """How a frozen value with slots is copied and pickled."""

    def __getstate__(self: object) -> list[object]:  # noqa: N807
        return [getattr(self, name) for name in names]

    def __setstate__(self: object, state: list[object]) -> None:  # noqa: N807
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return {"__getstate__": __getstate__, "__setstate__": __setstate__}


def _init_at_first_use(cls: Any, fields: tuple[Field[Any], ...], *, is_frozen: bool) -> object:
    def __init__(self: object, *args: object, **kwargs: object) -> None:  # noqa: N807
        init = _init(cls, fields, is_frozen=is_frozen)
        cls.__init__ = init
        init(self, *args, **kwargs)

    return __init__


def _init(cls: type, fields: tuple[Field[Any], ...], *, is_frozen: bool) -> Any:
    """The compiled `__init__`: parameters as the fields stand, those by name alone behind the others."""
    known: dict[str, Any] = {"_not_given": _NOT_GIVEN, "_set": object.__setattr__}
    ordered = sorted((field for field in fields if field.init), key=lambda field: bool(field.kw_only))
    parameters = ["self"]
    for field in ordered:
        if field.kw_only and "*" not in parameters:
            parameters.append("*")
        parameters.append(f"{field.name}{_default(field, known)}")
    body = [line for field in fields if (line := _assignment(cls, field, known, is_frozen=is_frozen))]
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    lines = "\n  ".join(body or ["pass"])
    exec(f"def __init__({', '.join(parameters)}):\n  {lines}", known)  # noqa: S102  names of fields alone are put in
    init = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {field.name: field.type for field in ordered} | {"return": None}
    return init


def _default(field: Field[Any], known: dict[str, Any]) -> str:
    if field.default_factory is not MISSING:
        return "=_not_given"
    if field.default is MISSING:
        return ""
    known[f"_default_{field.name}"] = field.default
    return f"=_default_{field.name}"


def _assignment(cls: type, field: Field[Any], known: dict[str, Any], *, is_frozen: bool) -> str:
    """The line that gives a field its value; empty where the class itself holds it."""
    name = value = field.name
    if field.default_factory is not MISSING:
        known[f"_make_{name}"] = field.default_factory
        value = f"_make_{name}()" + (f" if {name} is _not_given else {name}" if field.init else "")
    elif not field.init:
        if field.default is MISSING or "__slots__" not in vars(cls):
            return ""
        value = f"_default_{name}"
        known[value] = field.default
    if not is_frozen:
        return f"self.{name} = {value}"
    # A slot sets itself in half the time that it takes to find it by its name.
    if "__slots__" in vars(cls) and isinstance(slot := getattr(cls, name), MemberDescriptorType):
        known[f"_set_{name}"] = slot.__set__
        return f"_set_{name}(self, {value})"
    return f"_set(self, {name!r}, {value})"


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _made
