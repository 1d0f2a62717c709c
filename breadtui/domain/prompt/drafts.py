"""Unsaved prompt texts: what it was, what it is to be, and how that meets what the service holds now."""

from __future__ import annotations

from datetime import datetime
from enum import Enum, StrEnum

from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.prompts import Prompt
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """One prompt being edited: `base` is the text last read from the service, None for a prompt not yet made."""

    key: PromptKey
    base: Prompt | None
    mine: Prompt
    changed_at: datetime

    @property
    def is_changed(self) -> bool:
        """There is something to save."""
        return self.base is None or not same_text(self.base, self.mine)


class Difference(StrEnum):
    """How mine and theirs stand to each other, seen from the base."""

    SAME = "same"
    ONLY_MINE = "only_mine"
    BOTH = "both"


class Resolution(Enum):
    """What a person may decide about a text that stands against theirs."""

    KEEP_MINE = "keep_mine"
    TAKE_THEIRS = "take_theirs"


def same_text(one: Prompt, other: Prompt) -> bool:
    """Messages and tools are equal; absent tools and no tools are the same."""
    return one.messages == other.messages and (one.tools or ()) == (other.tools or ())


def compare(base: Prompt | None, mine: Prompt, theirs: Prompt | None) -> Difference:
    """SAME if nothing need be done, ONLY_MINE if theirs still is the base, BOTH if they changed it too.

    A prompt deleted meanwhile (`theirs` None) is ONLY_MINE: making it again loses nothing of theirs.
    """
    if theirs is None:
        return Difference.ONLY_MINE
    if same_text(mine, theirs):
        return Difference.SAME
    if base is not None and same_text(base, theirs):
        return Difference.ONLY_MINE
    return Difference.BOTH
