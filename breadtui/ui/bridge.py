"""The store told to Textual: a pane is drawn when its slice of the state changes, in its own message queue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from textual.widget import Widget

from breadtui.store.facts.state import AppState
from breadtui.store.store import Store

Slice = TypeVar("Slice")
_SMALL = (str, int, float, bool, type(None))


@dataclass(slots=True)
class _Binding:
    node: Widget
    select: Callable[[AppState], Any]
    draw: Callable[[Any], None]
    last: Any
    is_live: bool = False


Lens: TypeAlias = Callable[[AppState], AppState]
"""What panes are shown in place of what is known."""


class StoreBridge:
    """Binds panes to slices of the state.

    A slice is compared at once, so an event that concerns nobody costs no message; drawing is queued to the
    pane, so that a pane which raises fails as itself. Removed panes are forgotten at the next change.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._bindings: list[_Binding] = []
        self._lens: Lens | None = None
        self._unsubscribe = store.subscribe(self._tell)

    @property
    def state(self) -> AppState:
        """The facts as they are now."""
        return self._store.state

    def bind(
        self,
        node: Widget,
        select: Callable[[AppState], Slice],
        draw: Callable[[Slice], None],
        *,
        is_live: bool = False,
    ) -> None:
        """Draw at once, then whenever the selected slice differs. The node must be mounted.

        A live one is told what is known, whatever the panes are shown.
        """
        first = select(self._store.state if is_live else self.shown)
        self._bindings.append(_Binding(node, select, draw, first, is_live))
        draw(first)

    @property
    def shown(self) -> AppState:
        """The facts as panes are shown them."""
        return self._store.state if self._lens is None else self._lens(self._store.state)

    def look_through(self, lens: Lens | None) -> None:
        """Show panes what `lens` makes of the facts from now on; without one, all facts, at once."""
        self._lens = lens
        self._tell(self._store.state)

    def close(self) -> None:
        """Stop telling."""
        self._unsubscribe()
        self._bindings.clear()

    def _tell(self, state: AppState) -> None:
        self._bindings = [binding for binding in self._bindings if binding.node.is_attached]
        shown = state if self._lens is None else self._lens(state)
        for binding in self._bindings:
            new = binding.select(state if binding.is_live else shown)
            if not same_slice(binding.last, new):
                binding.last = new
                binding.node.call_next(_draw, binding, new)


def _draw(binding: _Binding, new: object) -> None:
    """Draw what was queued, unless the pane is being removed or the program began to end in the meantime."""
    if can_draw(binding.node):
        binding.draw(new)


def can_draw(node: Widget) -> bool:
    """Whether a pane or screen has all its children: it is not being removed, and the program does not end."""
    # A node that is being removed is attached still, but its children may be gone; Textual tells it by nothing public.
    return node.is_attached and node.app.is_running and not node._pruning  # noqa: SLF001


def same_slice(one: object, other: object) -> bool:
    """Whether two slices are the same: parts by identity, plain values by equality.

    The reducer keeps what did not change, so identity is both right and quick at ten thousand bakes.
    """
    if one is other:
        return True
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(same_slice(a, b) for a, b in zip(one, other, strict=True))
    return isinstance(one, _SMALL) and type(one) is type(other) and one == other
