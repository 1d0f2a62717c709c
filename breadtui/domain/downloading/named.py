"""Weights as a person names them: a bake, and of which step."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST_STEP_DIGITS = 15
_STEP = re.compile(rf"[0-9]{{1,{LONGEST_STEP_DIGITS}}}")


class NamedWeights(NamedTuple):
    """A bake, `[REPO/]NAME`, with the step behind an `@`; None is the newest."""

    place: str
    checkpoint: int | None = None


def named_weights(text: str) -> NamedWeights:
    """The parts of `REPO/BAKE@354`, as downloads are told; an `@` before anything but a step belongs to the name."""
    place, mark, step = text.rpartition("@")
    return NamedWeights(place, int(step)) if mark and place and _STEP.fullmatch(step) else NamedWeights(text)


def step_of(text: str) -> int | None:
    """The training step in a word; None where it is none."""
    return int(text) if _STEP.fullmatch(text) else None
