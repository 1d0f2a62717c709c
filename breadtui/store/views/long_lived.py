"""Facts that stay are left out of the garbage collector's rounds: a key must not wait for a walk through all bakes."""

from __future__ import annotations

import gc
from collections.abc import Mapping

from breadtui.domain.descent.lineage import Lineage
from breadtui.domain.names import RepoName
from breadtui.store.facts.state import AppState

MANY_BAKES = 1000
"""So many more or fewer than last time are worth one long walk."""
YOUNG_OBJECTS = 10_000
"""So many new objects are worth a round; the library's 700 are a hundred rounds for one large answer."""


def collect_from_now_on() -> None:
    """End the garbage collector's rest of a start; what was loaded until now stays, and is left out of its rounds."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(YOUNG_OBJECTS, 10, 10)
        gc.enable()


class LongLived:
    """Subscribed to a store, it sets aside what is in memory whenever the number of bakes has changed by many.

    What was set aside is freed as usual once nobody holds it. A walk through ten thousand bakes takes some fifty
    milliseconds, and would come every few seconds.
    """

    def __init__(self) -> None:
        self._lineages: Mapping[RepoName, Lineage] = {}
        self._bakes_count = 0

    def look(self, state: AppState) -> None:
        """Set aside what is there if there are many more or fewer bakes than last time."""
        if state.lineages is self._lineages:
            return
        self._lineages = state.lineages
        count = sum(len(lineage.descents) for lineage in state.lineages.values())
        if abs(count - self._bakes_count) >= MANY_BAKES:
            if self._bakes_count:
                gc.unfreeze()  # what was set aside then may be garbage by now
            self._bakes_count = count
            gc.collect()
            gc.freeze()
