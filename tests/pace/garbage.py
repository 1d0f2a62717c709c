"""Rounds of the garbage collector that find nothing: what a run of tests loads once stays until its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG_OBJECTS = 10_000
"""So many new objects are worth a round, as in the program."""


@contextmanager
def resting() -> Iterator[None]:
    """No rounds in here; what is loaded in here is left out of those behind it.

    The tests of the whole suite are half a million objects, through which the rounds of the oldest generation would go.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(YOUNG_OBJECTS, 10, 10)
        gc.enable()
