"""Where a person was before the last jump, so that one key leads back and forth."""

from __future__ import annotations

from breadtui.store.facts.state import Choice
from breadtui.ui.present.tree.keys import TreeKey, choice_of
from breadtui.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Spot:
    """Something that was looked at; `checkpoint` is a training step of the bake that it is.

    `row` is where the tree's cursor stood meanwhile, where that is no thing to look at, such as a group.
    """

    what: Choice
    checkpoint: int | None = None
    row: TreeKey | None = None


def spot_at(row: TreeKey, here: Spot | None) -> Spot:
    """A row of the tree as a place to come back to; `here` is what is looked at while the cursor is there."""
    if (what := choice_of(row)) is not None:
        return Spot(what, row.checkpoint)
    return Spot(row.repo, None, row) if here is None else replace(here, row=row)


@dataclass(frozen=True, slots=True)
class Trail:
    """What is looked at, and what was before one jumped here; None where nothing was."""

    here: Spot | None = None
    before: Spot | None = None

    def stepped(self, spot: Spot) -> Trail:
        """The cursor came to rest on something else; that is no jump."""
        return replace(self, here=spot)

    def left(self, spot: Spot) -> Trail:
        """The cursor leapt away from here; where to is known when it rests."""
        return replace(self, before=spot)

    def jumped(self, spot: Spot) -> Trail:
        """Something was gone to by name, from a list or along a line."""
        return self if spot == self.here else Trail(spot, self.here)

    def back(self, now: Spot | None) -> Trail:
        """To and fro: what was before is looked at again, and `now` is what one comes from."""
        return Trail(self.before, now)
