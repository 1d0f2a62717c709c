"""Marked things that a list does not show, told wherever something is about to be done with all that is marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from breadtui.store.facts.state import Choice
from breadtui.values import dataclass

BY_FILTER = "hidden by the filter"
BY_FOCUS = "outside the line of descent in sight"
BY_LABEL = "hidden"
MOST_NAMED = 20
INDENT = "   "


@dataclass(frozen=True, slots=True)
class Unseen:
    """Things that are marked and have no row, and what keeps them from one; what is only folded away is in sight."""

    things: frozenset[Choice] = frozenset()
    why: str = BY_FILTER

    def words(self, marked: Collection[Choice]) -> str:
        """`2 marked, 1 hidden by the filter`; `2 marked` where all have a row."""
        count = len(self.things.intersection(marked))
        return f"{len(marked)} marked{f', {count} {self.why}' if count else ''}"

    def tail(self, marked: Collection[Choice]) -> str:
        """` (1 hidden by the filter)` for the end of a sentence about all of them.

        Empty where all have a row, and for what a label hides, which the sentence itself may be about.
        """
        if self.why == BY_LABEL:
            return ""
        count = len(self.things.intersection(marked))
        return f" ({count if len(marked) > 1 else 'it is'} {self.why})" if count else ""

    def lines(self, marked: Sequence[Choice]) -> list[str]:
        """The count and each by name, raw, with what hides it; nothing where all have a row."""
        if self.things.isdisjoint(marked):
            return []
        is_one_repo = len({_repo_of(what) for what in marked}) == 1
        named = [f"{INDENT}{_name(what, is_one_repo=is_one_repo)}{self._sign(what)}" for what in marked[:MOST_NAMED]]
        more = [f"{INDENT}and {len(marked) - MOST_NAMED} more"] if len(marked) > MOST_NAMED else []
        return [f"{self.words(marked)}:", *named, *more]

    def _sign(self, what: Choice) -> str:
        return f"  {self.why}" if what in self.things else ""


ALL_SEEN = Unseen()


def _repo_of(what: Choice) -> str:
    return what if isinstance(what, str) else what.repo


def _name(what: Choice, *, is_one_repo: bool) -> str:
    if isinstance(what, str):
        return what
    return str(what.name) if is_one_repo else f"{what.repo}/{what.name}"
