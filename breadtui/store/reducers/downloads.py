"""What is known of downloads after an event."""

from __future__ import annotations

from breadtui.store.events.download import DownloadEvent, DownloadMoved
from breadtui.store.facts.keyed import having, lacking
from breadtui.store.facts.state import AppState
from breadtui.values import replace


def reduce_downloads(state: AppState, event: DownloadEvent) -> AppState:
    """The state after a download moved or was forgotten; one that says the same leaves it as it is."""
    if isinstance(event, DownloadMoved):
        if state.downloads.get(event.download.place) == event.download:
            return state
        return replace(state, downloads=having(state.downloads, event.download.place, event.download))
    return replace(state, downloads=lacking(state.downloads, event.place))
