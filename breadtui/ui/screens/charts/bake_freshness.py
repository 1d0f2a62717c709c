"""How old a bake is that is followed without anything else of its repository."""

from __future__ import annotations

from breadtui.domain.names import JobKey
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState
from breadtui.ui.panes import status_line
from breadtui.ui.present.header_line import HeaderSlice


def freshness_of(state: AppState, bake: JobKey) -> HeaderSlice:
    """The last look at the bake counts as the last at anything: neither trees nor lists are read."""
    facts, seen = status_line.select_header(state), state.jobs.get(bake)
    return facts if seen is None else facts._replace(repos=Ready((), seen.seen_at))
