"""Where a person was before the last jump, so that one key leads back and forth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from breadtui.store.facts.state import Choice


class Spot(NamedTuple):
    """Something that was looked at; `checkpoint` is a training step of the bake that it is."""

    what: Choice
    checkpoint: int | None = None


@dataclass(frozen=True, slots=True)
class Trail:
    """What is looked at, and what was before one jumped here; None where nothing was."""

    here: Spot | None = None
    before: Spot | None = None

    def stepped(self, spot: Spot) -> Trail:
        """The cursor came to rest on something else; that is no jump."""
        return replace(self, here=spot)

    def jumped(self, spot: Spot) -> Trail:
        """Something was gone to by name, from a list or along a line."""
        return self if spot == self.here else Trail(spot, self.here)
