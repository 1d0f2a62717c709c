"""What labels and seen rows look like after an event."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.names import Phase
from breadtui.domain.outputs import OutputPage
from breadtui.store.events.finding import BgitSeen, RowsSeen
from breadtui.store.events.label import LabelEvent
from breadtui.store.facts.state import AppState
from breadtui.store.noting.doctoring import with_finding
from breadtui.store.reducers.labels import reduce_labels
from breadtui.values import replace

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
            return state if rows is state.seen_rows else _answers_read(replace(state, seen_rows=rows), page)
        case BgitSeen(checkout):
            return state if state.bgit == checkout else replace(state, bgit=checkout)
        case _:
            assert_never(event)


def _answers_read(state: AppState, page: OutputPage) -> AppState:
    """Rows of a rollout that were read show what its answers are like; a page without flaws says nothing of others."""
    from breadtui.domain.doctor.row_rules import page_evidence  # noqa: PLC0415  when it is asked for

    seen = state.jobs.get(page.job.key)
    if seen is None or page.job.key.phase is not Phase.ROLLOUT or (evidence := page_evidence(page)) is None:
        return state
    looked = with_finding(seen, Rule.ROWS, evidence, state.mutes, is_news=False)
    return state if looked is seen else replace(state, jobs={**state.jobs, page.job.key: looked})
