"""Commands about the monitor's own rows: which a person is done with, and how they are arranged."""

from __future__ import annotations

from collections.abc import Iterable

from breadtui.domain.monitor.arrangement import Arrangement, arrangement_from, arrangement_json
from breadtui.domain.names import JobKey
from breadtui.store.desk import Desk
from breadtui.store.events.dismissing import DismissalsRestored, Dismissed, Undismissed
from breadtui.store.facts.dismissals import DISMISSED_FACT, dismissals_from

ARRANGEMENT_FACT = "monitor"
"""The fact under which the journal keeps how the monitor is arranged."""


class Dismissing(Desk):
    """Settled jobs stay in the monitor until they are dismissed; nothing is asked of the service."""

    async def restore_dismissals(self) -> None:
        """Dismissals of earlier sessions, and of other windows by now."""
        before, kept = self._state.dismissed, await self._journal.fact(DISMISSED_FACT)
        while self._state.dismissed is not before:
            # What was put away or brought back here during the look is on its way to the disk, and is in the next one.
            before, kept = self._state.dismissed, await self._journal.fact(DISMISSED_FACT)
        if kept is not None:
            self._dispatch(DismissalsRestored(dismissals_from(kept)))

    def dismiss(self, keys: Iterable[JobKey]) -> tuple[JobKey, ...]:
        """List these jobs no longer; what came of it: those that were put away, which none that runs is among."""
        before = self._state.dismissed
        self._dispatch(Dismissed(tuple(keys)))
        return tuple(key for key in self._state.dismissed if key not in before)

    def undismiss(self, keys: Iterable[JobKey] | None = None) -> int:
        """List these jobs again, or all; how many come back."""
        before = len(self._state.dismissed)
        self._dispatch(Undismissed(tuple(self._state.dismissed if keys is None else keys)))
        return before - len(self._state.dismissed)

    async def kept_arrangement(self) -> Arrangement:
        """How the monitor was arranged when that was last changed."""
        return arrangement_from(await self._journal.fact(ARRANGEMENT_FACT))

    def keep_arrangement(self, arrangement: Arrangement) -> None:
        """Keep it for later sessions."""
        self._journal.record_fact(ARRANGEMENT_FACT, arrangement_json(arrangement))
