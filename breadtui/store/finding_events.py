"""What happened to what helps to find things: tags, rows that were read, the bgit folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from breadtui.domain.bgit.checkout import Checkout
from breadtui.domain.outputs import OutputPage
from breadtui.store.state import Choice


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tags of one thing are these from now on."""

    what: Choice
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TagsRestored:
    """Tags of earlier sessions, found in the journal."""

    tags: Mapping[Choice, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RowsSeen:
    """Rows of a stim's or rollout's output were read."""

    page: OutputPage


@dataclass(frozen=True, slots=True)
class BgitSeen:
    """What the bgit folder says in which the program was started; None where there is none."""

    checkout: Checkout | None
