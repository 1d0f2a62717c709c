"""Frozen dataclasses as they are declared, made by msgspec as the program runs.

Type checkers are told the standard library's own `dataclass`, `field` and `replace`, so what is declared, given and
changed is checked as ever. Hundreds of values stand before the first tree, and each costs the standard library half a
dozen methods that are written as text and compiled; msgspec makes the same class in C, where its values are made,
compared and hashed, too. Where a value needs what msgspec has not (a field that is not compared or not shown, a
dictionary of its own), its module imports `dataclasses` instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:
    import dataclasses

    from msgspec import Struct, field
    from msgspec.structs import replace as _replaced

    _MADE_ANEW = frozenset({"__dict__", "__weakref__"})

    def dataclass(
        *, slots: bool, frozen: bool = False, eq: bool = True, order: bool = False, weakref_slot: bool = False
    ) -> Any:
        """The class with the methods of a dataclass; `slots` has to be said, since there is no other kind here."""
        if not slots:
            raise TypeError("values have slots; import dataclasses where one has to have a dictionary")

        def made(cls: type) -> type:
            names = {name: value for name, value in vars(cls).items() if name not in _MADE_ANEW}
            bases = tuple(base for base in cls.__bases__ if base is not object)
            return type(Struct)(
                cls.__name__, (Struct, *bases), names, frozen=frozen, eq=eq, order=order, weakref=weakref_slot
            )

        return made

    def replace(value: Any, /, **changes: Any) -> Any:
        """`value` with `changes`, made as it was made: by msgspec or by the standard library."""
        return _replaced(value, **changes) if isinstance(value, Struct) else dataclasses.replace(value, **changes)


def parts_of(value: object) -> dict[str, Any]:
    """The fields by their names, in the order in which they are declared; values in them stay what they are."""
    return {name: getattr(value, name) for name in type(value).__match_args__}  # type: ignore[attr-defined]


__all__ = ["dataclass", "field", "parts_of", "replace"]
