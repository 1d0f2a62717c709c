"""What labels and seen rows look like after an event."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias, assert_never

from breadtui.store.finding_events import BgitSeen, RowsSeen
from breadtui.store.label_events import LabelEvent
from breadtui.store.reduce_labels import reduce_labels
from breadtui.store.state import AppState

FindingEvent: TypeAlias = RowsSeen | BgitSeen | LabelEvent


def reduce_finding(state: AppState, event: FindingEvent) -> AppState:
    """The state after things were labelled or rows were read; rows of a repository left meanwhile are dropped."""
    if isinstance(event, LabelEvent):
        return reduce_labels(state, event)
    match event:
        case RowsSeen(page):
            if page.job.key.repo not in state.opened:
                return state
            rows = state.seen_rows.with_page(page)
            return state if rows is state.seen_rows else replace(state, seen_rows=rows)
        case BgitSeen(checkout):
            return state if state.bgit == checkout else replace(state, bgit=checkout)
        case _:
            assert_never(event)
