"""What tags and seen rows look like after an event."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias, assert_never

from breadtui.store.finding_events import BgitSeen, RowsSeen, Tagged, TagsRestored
from breadtui.store.state import AppState

FindingEvent: TypeAlias = Tagged | TagsRestored | RowsSeen | BgitSeen


def reduce_finding(state: AppState, event: FindingEvent) -> AppState:
    """The state after something was tagged or rows were read; rows of a repository left meanwhile are dropped."""
    match event:
        case Tagged(what, tags):
            if state.tags.get(what, ()) == tags:
                return state
            others = {key: kept for key, kept in state.tags.items() if key != what}
            return replace(state, tags={**others, what: tags} if tags else others)
        case TagsRestored(tags):
            return replace(state, tags={**tags, **state.tags}) if tags else state
        case RowsSeen(page):
            if page.job.key.repo not in state.opened:
                return state
            rows = state.seen_rows.with_page(page)
            return state if rows is state.seen_rows else replace(state, seen_rows=rows)
        case BgitSeen(checkout):
            return state if state.bgit == checkout else replace(state, bgit=checkout)
        case _:
            assert_never(event)
