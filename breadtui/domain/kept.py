"""Runs of plans as they are kept on disk, where several windows may look at them."""

from __future__ import annotations

from breadtui.domain.json_values import Json
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """What tells two looks at a kept run apart: how often it moved, and whether another process drives it."""

    moves: int
    is_driven_elsewhere: bool


@dataclass(frozen=True, slots=True)
class KeptRun:
    """One run as it was kept."""

    run_id: str
    body: Json
    look: Look


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of a run that moves by itself: a step by its number, or a bake's models by its name."""

    kind: str
    name: str
