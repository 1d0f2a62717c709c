"""The store told to Textual: a pane is drawn when its slice of the state changes, in its own message queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from textual.signal import Signal
from textual.widget import Widget

from breadtui.store.state import AppState
from breadtui.store.store import Store

Slice = TypeVar("Slice")
_SMALL = (str, int, float, bool, type(None))


class StoreBridge:
    """Binds panes to slices; panes that were removed are forgotten by the signal."""

    def __init__(self, owner: Widget | Any, store: Store) -> None:
        self._store = store
        self._changed: Signal[AppState] = Signal(owner, "state")
        self._unsubscribe = store.subscribe(self._changed.publish)

    @property
    def state(self) -> AppState:
        """The facts as they are now."""
        return self._store.state

    def bind(self, node: Widget, select: Callable[[AppState], Slice], draw: Callable[[Slice], None]) -> None:
        """Draw at once, then whenever the selected slice differs. Call it from `on_mount` of the node or its screen."""
        last = select(self._store.state)
        draw(last)

        def tell(state: AppState) -> None:
            nonlocal last
            new = select(state)
            if not same_slice(last, new):
                last = new
                draw(new)

        self._changed.subscribe(node, tell)

    def close(self) -> None:
        """Stop telling."""
        self._unsubscribe()


def same_slice(one: object, other: object) -> bool:
    """Whether two slices are the same: parts by identity, plain values by equality.

    The reducer keeps what did not change, so identity is both right and quick at ten thousand bakes.
    """
    if one is other:
        return True
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(same_slice(a, b) for a, b in zip(one, other, strict=True))
    return isinstance(one, _SMALL) and type(one) is type(other) and one == other
