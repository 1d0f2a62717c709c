"""What dependency graphs look like after an event."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from breadtui.domain.recipe import DependencyGraph
from breadtui.store.events.graph import GraphAsked, GraphFailed, GraphLoaded
from breadtui.store.facts.keyed import having
from breadtui.store.facts.remote import NOT_ASKED, Ready, Remote, failed, loading, value_of
from breadtui.store.facts.state import AppState
from breadtui.values import replace

GraphEvent: TypeAlias = GraphAsked | GraphLoaded | GraphFailed


def reduce_graphs(state: AppState, event: GraphEvent) -> AppState:
    """The state after something happened to a graph; one of a repository left meanwhile is dropped."""
    if event.key.repo not in state.opened:
        return state
    before = state.graphs.get(event.key, NOT_ASKED)
    after: Remote[DependencyGraph]
    match event:
        case GraphAsked():
            after = loading(before)
        case GraphLoaded(_, graph, at):
            known = value_of(before)
            after = Ready(known if known == graph else graph, at)
        case GraphFailed(_, error, at):
            after = failed(before, error, at)
        case _:
            assert_never(event)
    return replace(state, graphs=having(state.graphs, event.key, after))
