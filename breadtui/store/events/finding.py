"""What happened to what helps to find things: rows that were read, the bgit folder."""

from __future__ import annotations

from breadtui.domain.bgit.checkout import Checkout
from breadtui.domain.outputs import OutputPage
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class RowsSeen:
    """Rows of a stim's or rollout's output were read."""

    page: OutputPage


@dataclass(frozen=True, slots=True)
class BgitSeen:
    """What the bgit folder says in which the program was started; None where there is none."""

    checkout: Checkout | None
