"""Commands that set things aside: marks outlive filters, folds and refreshes, because they are facts."""

from __future__ import annotations

from collections.abc import Iterable

from breadtui.store.desk import Desk
from breadtui.store.events.session import Marked
from breadtui.store.facts.state import Choice


class Marking(Desk):
    """Marks what a person wants to compare, tag or export together; nothing is asked of the service."""

    def mark(self, whats: Iterable[Choice]) -> None:
        """Set these aside, after those that are."""
        self._dispatch(Marked(marked=tuple(whats)))

    def unmark(self, whats: Iterable[Choice]) -> None:
        """No longer set these aside."""
        self._dispatch(Marked(unmarked=tuple(whats)))

    def clear_marks(self) -> None:
        """Nothing is set aside any more."""
        self._dispatch(Marked(unmarked=self._state.marked))
