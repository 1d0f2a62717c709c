"""What is known of a wish about many prompts after an event."""

from __future__ import annotations

from dataclasses import replace

from breadtui.store.bulk_events import BulkMoved
from breadtui.store.state import AppState


def reduce_bulk(state: AppState, event: BulkMoved) -> AppState:
    """The state with the newest wish; the outcome of the last one stays until there is another."""
    return state if state.bulk == event.run else replace(state, bulk=event.run)
