"""What came of making something from a draft, as far as it is the same of whatever is made."""

from __future__ import annotations

from typing import Generic, TypeVar

from breadtui.domain.difference.config_diff import Difference
from breadtui.domain.json_values import JsonObject
from breadtui.values import dataclass

DraftT = TypeVar("DraftT")
_WRAPPING = ("body.", "overrides.", "config.")


@dataclass(frozen=True, slots=True)
class Taken(Generic[DraftT]):
    """The name holds another of its kind: how mine differs from theirs, and the next name that nobody has.

    No difference where the service sees one and we cannot.
    """

    draft: DraftT
    theirs: JsonObject
    differences: tuple[Difference, ...]
    free_name: str


def unwrapped(dotted: str) -> str:
    """A place as the service names it, from the settings on: `body.overrides.epochs` is `epochs`."""
    for wrapping in _WRAPPING:
        dotted = dotted.removeprefix(wrapping)
    return dotted
