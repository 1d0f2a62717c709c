"""What is known of bakes that are followed without anything else of their repositories; the first is the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.names import JobKey
from breadtui.store.facts.remote import NOT_ASKED, Ready
from breadtui.store.facts.state import AppState, SeenJob
from breadtui.ui.panes import status_line
from breadtui.ui.present.header_line import HeaderSlice
from breadtui.ui.present.plot.slices import PlotSlice, name_beside, slice_of

Standings = tuple[tuple[JobKey, SeenJob | None], ...]


def plot_of(state: AppState, keys: Sequence[JobKey]) -> PlotSlice:
    """The metrics of the first, beside them those of the others; its parent's where it is alone."""
    first, *others = keys
    if not others:
        return slice_of(state, first)
    beside = tuple((name_beside(first, key), state.metrics.get(key, NOT_ASKED)) for key in others)
    return PlotSlice(first, state.metrics.get(first, NOT_ASKED), beside, as_equals=True)


def standings_of(state: AppState, keys: Sequence[JobKey]) -> Standings:
    """How each stands; None where that was not seen yet."""
    return tuple((key, state.jobs.get(key)) for key in keys)


def freshness_of(state: AppState, keys: Sequence[JobKey]) -> HeaderSlice:
    """The last look at them counts as the last at anything: neither trees nor lists are read."""
    facts, looks = status_line.select_header(state), [seen for _, seen in standings_of(state, keys) if seen is not None]
    running = [seen.seen_at for seen in looks if seen.job.is_active]
    if not looks:
        return facts
    # What ended is looked at no more, so its age says nothing of what still runs.
    at = min(running) if running else max(seen.seen_at for seen in looks)
    return facts._replace(repos=Ready((), at))
