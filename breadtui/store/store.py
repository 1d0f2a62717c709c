"""The one observable state: events go in, everyone subscribed is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from breadtui.store.facts.state import AppState

if TYPE_CHECKING:
    from breadtui.store.events.event import Event

Tell = Callable[[AppState], None]


class Store:
    """Holds the facts and tells of each change, in the order in which the events came."""

    def __init__(self, state: AppState | None = None) -> None:
        self._state = state if state is not None else AppState()
        self._subscribers: dict[object, Tell] = {}

    @property
    def state(self) -> AppState:
        """The facts as they are now."""
        return self._state

    def dispatch(self, event: Event) -> None:
        """Let an event change the state; subscribers are told only where it did."""
        from breadtui.store.reducers.whole import reduce  # noqa: PLC0415  nothing has happened yet when the first frame is drawn

        before, self._state = self._state, reduce(self._state, event)
        if self._state is before:
            return
        for tell in tuple(self._subscribers.values()):
            tell(self._state)

    def subscribe(self, tell: Tell) -> Callable[[], None]:
        """Be told of every change from now on; call what you get back to stop, as often as you like."""
        token = object()
        self._subscribers[token] = tell

        def unsubscribe() -> None:
            self._subscribers.pop(token, None)

        return unsubscribe
