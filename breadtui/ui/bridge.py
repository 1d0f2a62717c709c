"""The store told to Textual: a pane is drawn when its slice of the state changes and somebody can see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias, TypeVar

from textual._context import active_message_pump
from textual.screen import Screen
from textual.widget import Widget

from breadtui.store.facts.state import AppState
from breadtui.store.store import Store
from breadtui.ui.seen import is_displayed, seen_screens
from breadtui.values import dataclass

Slice = TypeVar("Slice")
_SMALL = (str, int, float, bool, type(None))


@dataclass(slots=True, eq=False)
class _Binding:
    """`last` is what was told last, or is queued to be; `is_behind` says that there may be something newer.

    `is_owed` says that a drawing is queued: of what comes until then the last is drawn, by the one that waits.
    """

    node: Widget
    screen: Screen[Any]
    select: Callable[[AppState], Any]
    tell: Callable[[Any], None]
    last: Any
    is_live: bool
    draws: bool
    is_behind: bool = False
    is_owed: bool = False


Lens: TypeAlias = Callable[[AppState], AppState]
"""What panes are shown in place of what is known."""


class StoreBridge:
    """Binds panes to slices of the state: `bind` for what draws, `follow` for what acts.

    A slice is compared at once, so an event that concerns nobody costs no message; drawing is queued to the
    pane, so that a pane which raises fails as itself. Removed panes are forgotten at the next change.

    What draws is held back while nobody can see it: below a screen that covers it, or hidden by the layout. Of what
    comes meanwhile only the last is drawn, at once when the screen is uncovered and so before its next frame. Who
    hides and shows panes says so by `catch_up`; whoever reads from a pane that may be hidden has it `bring_up` first.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._bindings: list[_Binding] = []
        self._lens: Lens | None = None
        self._heard: set[Screen[Any]] = set()
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
        """Draw at once, then whenever the selected slice differs, as soon as the node can be seen.

        The node must be mounted, and must be seen whenever something that is drawn can be. A live one is told what is
        known, whatever the panes are shown. Nothing is drawn on a screen that opened as the program began to end.
        """
        if not can_draw(node):
            return
        self._listen(node.screen)
        self._add(node, select, draw, is_live=is_live, draws=True)

    def follow(
        self,
        node: Widget,
        select: Callable[[AppState], Slice],
        act: Callable[[Slice], None],
        *,
        is_live: bool = False,
    ) -> None:
        """Act at once, then on every slice that differs, seen or not: for what decides, tells or writes."""
        if can_draw(node):
            self._add(node, select, act, is_live=is_live, draws=False)

    @property
    def shown(self) -> AppState:
        """The facts as panes are shown them."""
        return self._store.state if self._lens is None else self._lens(self._store.state)

    def look_through(self, lens: Lens | None) -> None:
        """Show panes what `lens` makes of the facts from now on; without one, all facts, at once."""
        self._lens = lens
        self._tell(self._store.state)

    def catch_up(self) -> None:
        """Draw now what was held back of panes that can be seen by now."""
        if behind := [binding for binding in self._bindings if binding.is_behind and can_draw(binding.node)]:
            seen = seen_screens(behind[0].node.app)
            self._draw_held(binding for binding in behind if _is_seen(binding, seen))

    def bring_up(self, node: Widget) -> None:
        """Draw now what was held back of this node, though nobody sees it: something is to be read from it."""
        self._draw_held([binding for binding in self._bindings if binding.node is node and binding.is_behind])

    def close(self) -> None:
        """Stop telling."""
        self._unsubscribe()
        self._bindings.clear()

    def _add(
        self,
        node: Widget,
        select: Callable[[AppState], Any],
        tell: Callable[[Any], None],
        *,
        is_live: bool,
        draws: bool,
    ) -> None:
        first = select(self._store.state if is_live else self.shown)
        self._bindings.append(_Binding(node, node.screen, select, tell, first, is_live, draws))
        tell(first)

    def _listen(self, screen: Screen[Any]) -> None:
        """Hear when a screen is uncovered, and when its layout changed without a word."""
        if screen not in self._heard:
            self._heard = {heard for heard in self._heard if heard.is_attached} | {screen}
            screen.app.screen_change_signal.subscribe(screen, self._look_again, immediate=True)
            screen.screen_layout_refresh_signal.subscribe(screen, self._look_again, immediate=True)

    def _look_again(self, _: Screen[Any]) -> None:
        self.catch_up()

    def _tell(self, state: AppState) -> None:
        self._bindings = [binding for binding in self._bindings if binding.node.is_attached]
        shown = state if self._lens is None else self._lens(state)
        seen = seen_screens(self._bindings[0].node.app) if self._bindings else frozenset()
        for binding in self._bindings:
            is_covered = binding.draws and binding.screen not in seen
            if is_covered or (binding.is_behind and not is_displayed(binding.node)):
                binding.is_behind = True
                continue
            new = binding.select(state if binding.is_live else shown)
            is_new = not same_slice(binding.last, new)
            # What differs seldom is asked first: it is the cheaper question.
            binding.is_behind = is_new and binding.draws and not is_displayed(binding.node)
            if is_new and not binding.is_behind:
                binding.last = new
                _queue(binding, new)

    def _draw_held(self, behind: Iterable[_Binding]) -> None:
        """Draw in place of what is queued, if anything is: it is older."""
        shown = self.shown
        for binding in behind:
            if binding.is_behind and can_draw(binding.node):
                binding.is_behind = False
                new = binding.select(self._store.state if binding.is_live else shown)
                if not same_slice(binding.last, new):
                    binding.last = new
                    _draw_now(binding, new)


def _is_seen(binding: _Binding, seen: frozenset[Screen[Any]]) -> bool:
    return binding.screen in seen and is_displayed(binding.node)


def _draw_now(binding: _Binding, new: object) -> None:
    """Draw in the name of the pane, which fails as itself: who uncovers it has nothing to do with that."""
    binding.is_owed = False
    token = active_message_pump.set(binding.node)
    try:
        binding.tell(new)
    except Exception as error:  # noqa: BLE001  it is raised in the pane's own queue
        binding.node.call_next(_raise, error)
    finally:
        active_message_pump.reset(token)


def _raise(error: Exception) -> None:
    raise error


def _queue(binding: _Binding, new: object) -> None:
    if not binding.draws:
        binding.node.call_next(_act_queued, binding, new)
    elif not binding.is_owed:
        binding.is_owed = True
        binding.node.call_next(_draw_queued, binding)


def _act_queued(binding: _Binding, new: object) -> None:
    """Tell what was queued, unless the pane is being removed or the program began to end in the meantime."""
    if can_draw(binding.node):
        binding.tell(new)


def _draw_queued(binding: _Binding) -> None:
    """The same of a drawing, by now of the newest, unless it was drawn in the meantime."""
    if binding.is_owed:
        binding.is_owed = False
        if can_draw(binding.node):
            binding.tell(binding.last)


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
