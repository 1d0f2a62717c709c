"""What happened, applied to what was known: the one pure function that makes the next state."""

from __future__ import annotations

from typing import assert_never

from breadtui.store.events import Event
from breadtui.store.reduce_drafts import DraftEvent, SaveEvent, reduce_drafts
from breadtui.store.reduce_graphs import GraphEvent, reduce_graphs
from breadtui.store.reduce_jobs import JobEvent, reduce_jobs
from breadtui.store.reduce_prompts import PromptEvent, TargetEvent, reduce_prompts
from breadtui.store.reduce_repos import RepoEvent, reduce_repos
from breadtui.store.reduce_session import SessionEvent, reduce_session
from breadtui.store.state import AppState


def reduce(state: AppState, event: Event) -> AppState:
    """The next state. Every part that did not change is the same object as before; nothing new, the same state."""
    if isinstance(event, RepoEvent):
        return reduce_repos(state, event)
    if isinstance(event, JobEvent):
        return reduce_jobs(state, event)
    if isinstance(event, PromptEvent | TargetEvent):
        return reduce_prompts(state, event)
    if isinstance(event, DraftEvent | SaveEvent):
        return reduce_drafts(state, event)
    if isinstance(event, GraphEvent):
        return reduce_graphs(state, event)
    if isinstance(event, SessionEvent):
        return reduce_session(state, event)
    assert_never(event)
