"""What is known of a wish about many things after an event."""

from __future__ import annotations

from typing import TypeAlias

from breadtui.store.events.bulk import BulkMoved
from breadtui.store.events.sweep import SweepMoved
from breadtui.store.facts.state import AppState
from breadtui.values import replace

BulkEvent: TypeAlias = BulkMoved | SweepMoved


def reduce_bulk(state: AppState, event: BulkEvent) -> AppState:
    """The state with the newest wish; the outcome of the last one stays until there is another."""
    if isinstance(event, SweepMoved):
        return state if state.sweep == event.run else replace(state, sweep=event.run)
    return state if state.bulk == event.run else replace(state, bulk=event.run)
