"""What happened, applied to what was known: the one pure function that makes the next state."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from breadtui.store.events.authoring import AuthoringEvent
from breadtui.store.events.doctor import DoctorEvent
from breadtui.store.events.download import DownloadEvent
from breadtui.store.events.event import Event
from breadtui.store.events.plan import PlanRunEvent
from breadtui.store.facts.state import AppState
from breadtui.store.reducers.bulk import BulkEvent, reduce_bulk
from breadtui.store.reducers.deletions import DeletionEvent, reduce_deletions
from breadtui.store.reducers.dismissing import DismissingEvent, reduce_dismissing, without_active
from breadtui.store.reducers.doctor import reduce_doctor
from breadtui.store.reducers.downloads import reduce_downloads
from breadtui.store.reducers.drafts import DraftEvent, SaveEvent, reduce_drafts
from breadtui.store.reducers.finding import FindingEvent, reduce_finding
from breadtui.store.reducers.graphs import GraphEvent, reduce_graphs
from breadtui.store.reducers.happenings import HappeningEvent, reduce_happenings
from breadtui.store.reducers.jobs import JobEvent, reduce_jobs
from breadtui.store.reducers.plans import reduce_plans
from breadtui.store.reducers.prompts import PromptEvent, TargetEvent, reduce_prompts
from breadtui.store.reducers.repos import RepoEvent, reduce_repos
from breadtui.store.reducers.session import SessionEvent, reduce_session

WideEvent: TypeAlias = (
    AuthoringEvent | BulkEvent | DeletionEvent | DismissingEvent | DoctorEvent | DownloadEvent | FindingEvent
)
"""What concerns many things at once, or more than one part of the state."""


def reduce(state: AppState, event: Event) -> AppState:
    """The next state. Every part that did not change is the same object as before; nothing new, the same state."""
    if isinstance(event, RepoEvent):
        after = without_active(reduce_repos(state, event))
    elif isinstance(event, JobEvent):
        after = without_active(reduce_jobs(state, event))
    elif isinstance(event, PromptEvent | TargetEvent):
        after = reduce_prompts(state, event)
    elif isinstance(event, DraftEvent | SaveEvent):
        after = reduce_drafts(state, event)
    elif isinstance(event, GraphEvent):
        after = reduce_graphs(state, event)
    elif isinstance(event, WideEvent):
        after = _reduce_wide(state, event)
    elif isinstance(event, PlanRunEvent):
        after = reduce_plans(state, event)
    elif isinstance(event, HappeningEvent):
        after = reduce_happenings(state, event)
    elif isinstance(event, SessionEvent):
        after = reduce_session(state, event)
    else:
        assert_never(event)
    return after


def _reduce_wide(state: AppState, event: WideEvent) -> AppState:
    if isinstance(event, BulkEvent):
        return reduce_bulk(state, event)
    if isinstance(event, AuthoringEvent):
        from breadtui.store.reducers.authoring import reduce_authoring  # noqa: PLC0415  when something is written

        return reduce_authoring(state, event)
    if isinstance(event, DeletionEvent):
        return reduce_deletions(state, event)
    if isinstance(event, DoctorEvent):
        return reduce_doctor(state, event)
    if isinstance(event, DismissingEvent):
        return reduce_dismissing(state, event)
    return reduce_downloads(state, event) if isinstance(event, DownloadEvent) else reduce_finding(state, event)
