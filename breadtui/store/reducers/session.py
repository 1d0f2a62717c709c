"""What the choice, the link to the service, the notices and the transcript look like after an event."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from breadtui.domain.calls import with_call
from breadtui.store.events.event import Chosen
from breadtui.store.events.session import (
    CallRecorded,
    KeyChanged,
    KeyRefused,
    LinkDegraded,
    LinkRestored,
    Marked,
    MetricsDropped,
    Noticed,
    WaitAsked,
)
from breadtui.store.facts.keyed import without
from breadtui.store.facts.noticing import noticed
from breadtui.store.facts.state import AppState, Degraded, Link, LockedOut, Online
from breadtui.values import replace

LinkEvent: TypeAlias = LinkDegraded | LinkRestored | KeyRefused | KeyChanged
SessionEvent: TypeAlias = LinkEvent | WaitAsked | Chosen | Marked | MetricsDropped | CallRecorded | Noticed


def reduce_session(state: AppState, event: SessionEvent) -> AppState:
    """The state after a choice, a call, a notice, or a change of the link."""
    match event:
        case Chosen():
            return _chosen(state, event)
        case Marked():
            return _marked(state, event)
        case MetricsDropped(keys):
            return replace(state, metrics=without(state.metrics, keys))
        case CallRecorded(call):
            return replace(state, calls=with_call(state.calls, call))
        case Noticed(severity, text, at, about):
            return noticed(state, severity, text, at, about)
        case WaitAsked() | LinkDegraded() | LinkRestored() | KeyRefused() | KeyChanged():
            return _after_link_event(state, event)
        case _:
            assert_never(event)


def _chosen(state: AppState, event: Chosen) -> AppState:
    if state.chosen != event.what or type(state.chosen) is not type(event.what):
        return replace(state, chosen=event.what, checkpoint=event.checkpoint)
    return state if state.checkpoint == event.checkpoint else replace(state, checkpoint=event.checkpoint)


def _marked(state: AppState, event: Marked) -> AppState:
    given_up = set(event.unmarked)
    kept = (what for what in state.marked if what not in given_up)
    marked = tuple(dict.fromkeys([*kept, *event.marked]))
    return state if marked == state.marked else replace(state, marked=marked)


def _after_link_event(state: AppState, event: LinkEvent | WaitAsked) -> AppState:
    if isinstance(event, WaitAsked):
        return _waiting(state, event)
    link = _link(state.link, event)
    return state if link is state.link else replace(state, link=link)


def _waiting(state: AppState, event: WaitAsked) -> AppState:
    if event.is_recorders:
        is_known = event.until == state.recorder_quiet_until
        return state if is_known else replace(state, recorder_quiet_until=event.until)
    return state if event.until == state.quiet_until else replace(state, quiet_until=event.until)


def _link(link: Link, event: LinkEvent) -> Link:
    """Being locked out outlasts everything but a new key: a late answer proves nothing."""
    match event:
        case KeyRefused(error, at):
            return link if isinstance(link, LockedOut) else LockedOut(at, error)
        case KeyChanged():
            return link if isinstance(link, Online) else Online()
        case LinkRestored():
            return Online() if isinstance(link, Degraded) else link
        case LinkDegraded(error, at):
            return _degraded(link, Degraded(at, error))
        case _:
            assert_never(event)


def _degraded(link: Link, new: Degraded) -> Link:
    match link:
        case Online():
            return new
        case Degraded(since, error):
            return link if error == new.error else Degraded(since, new.error)
        case LockedOut():
            return link
        case _:
            assert_never(link)
