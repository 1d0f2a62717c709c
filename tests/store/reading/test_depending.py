"""Commands that read what depends on what."""

import pytest

from breadtui.domain.errors import NotFound, ServerFailed, Unauthorized
from breadtui.domain.names import Phase, TargetName
from breadtui.domain.recipe import DependencyGraph
from breadtui.domain.repos import Target
from breadtui.store.commands import Commands
from breadtui.store.events.graph import GraphAsked, GraphFailed, GraphLoaded
from breadtui.store.events.session import KeyRefused
from breadtui.store.facts.remote import Failed, Loading, Ready, value_of
from breadtui.store.facts.state import AppState, LockedOut
from breadtui.store.reading.depending import MOST_TARGETS, TARGETS_AT_ONCE, unread_targets
from breadtui.store.store import Store
from breadtui.values import replace
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import NOW, REPO, a_key, a_state, a_target_key, after
from tests.store.play import changed_parts, play

BAKE = a_key()
GRAPH = DependencyGraph("Qwen", {"coder_v1": {}}, {}, {}, ())


def table(state: AppState, api: FakeApi) -> tuple[Store, Commands]:
    store = Store(state)
    return store, Commands(store, api, MemoryJournal(), MemoryDrafts(), ManualClock())


async def test_a_graph_is_loaded_for_a_bake() -> None:
    api = FakeApi()
    api.graphs[BAKE] = GRAPH
    store, commands = table(a_state(), api)
    await commands.load_graph(BAKE)
    assert value_of(store.state.graphs[BAKE]) == GRAPH


async def test_a_graph_that_cannot_be_had_says_why_and_the_last_one_stays() -> None:
    api = FakeApi()
    api.graphs[BAKE] = GRAPH
    store, commands = table(a_state(), api)
    await commands.load_graph(BAKE)
    api.fail("dependency_graph", ServerFailed("oven"))
    await commands.load_graph(BAKE)
    remote = store.state.graphs[BAKE]
    assert isinstance(remote, Failed)
    assert value_of(remote) == GRAPH


async def test_a_refused_key_is_told_to_everything() -> None:
    api = FakeApi()
    api.fail("dependency_graph", Unauthorized("no"))
    store, commands = table(a_state(), api)
    await commands.load_graph(BAKE)
    assert isinstance(store.state.link, LockedOut)


async def test_refreshing_a_bake_asks_for_its_graph_again_where_it_was_looked_at() -> None:
    api = FakeApi()
    _, commands = table(a_state(), api)
    await commands.refresh(BAKE)
    assert api.counted("dependency_graph") == 0
    _, commands = table(a_state(graphs={BAKE: Ready(GRAPH, NOW)}), api)
    await commands.refresh(BAKE)
    assert api.counted("dependency_graph") == 1


async def test_targets_that_are_unknown_are_read_four_at_once() -> None:
    names = [f"t{number}" for number in range(12)]
    api = FakeApi(targets={a_target_key(name): Target(TargetName(name)) for name in names})
    known = {a_target_key("t0"): Ready(Target(TargetName("t0")), NOW)}
    store, commands = table(replace(a_state(targets=names), targets=known), api)
    await commands.load_unread_targets(REPO)
    assert api.counted("target") == 11
    assert api.most_at_once == TARGETS_AT_ONCE
    assert unread_targets(store.state, REPO) == []


async def test_one_target_that_fails_leaves_the_others() -> None:
    api = FakeApi(targets={a_target_key(name): Target(TargetName(name)) for name in ("a", "b")})
    api.fail_always("target", NotFound("gone"), a_target_key("a"))
    store, commands = table(a_state(targets=["a", "b"]), api)
    await commands.load_unread_targets(REPO)
    assert unread_targets(store.state, REPO) == [a_target_key("a")]
    assert value_of(store.state.targets[a_target_key("b")]) is not None


async def test_more_targets_than_anybody_waits_for_are_read_by_and_by() -> None:
    names = [f"t{number}" for number in range(MOST_TARGETS + 30)]
    api = FakeApi(targets={a_target_key(name): Target(TargetName(name)) for name in names})
    store, commands = table(a_state(targets=names), api)
    await commands.load_unread_targets(REPO)
    assert len(unread_targets(store.state, REPO)) == 30
    await commands.load_unread_targets(REPO)
    assert unread_targets(store.state, REPO) == []


async def test_looking_at_uses_reads_the_graph_once_and_the_targets() -> None:
    api = FakeApi(targets={a_target_key("a"): Target(TargetName("a"))})
    _, commands = table(a_state(targets=["a"]), api)
    await commands.load_uses(BAKE)
    await commands.load_uses(BAKE)
    await commands.load_uses(a_target_key("a"))
    await commands.load_uses(a_key("a", Phase.STIM))
    assert api.operations() == {"dependency_graph": 1, "target": 1}


async def test_of_a_closed_repository_nothing_is_read() -> None:
    api = FakeApi()
    _, commands = table(AppState(), api)
    await commands.load_unread_targets(REPO)
    assert api.calls == []


@pytest.mark.parametrize(
    "event", [GraphAsked(BAKE), GraphLoaded(BAKE, GRAPH, NOW), GraphFailed(BAKE, ServerFailed("oven"), NOW)]
)
def test_a_graph_changes_nothing_else(event: GraphAsked | GraphLoaded | GraphFailed) -> None:
    assert changed_parts(a_state(), event) == {"graphs"}
    assert changed_parts(AppState(), event) == set()


def test_the_same_graph_again_is_the_same_object() -> None:
    again = DependencyGraph("Qwen", {"coder_v1": {}}, {}, {}, ())
    state = play(a_state(), GraphLoaded(BAKE, GRAPH, NOW), GraphAsked(BAKE))
    assert isinstance(state.graphs[BAKE], Loading)
    state = play(state, GraphLoaded(BAKE, again, after(5)), KeyRefused(Unauthorized("no"), after(6)))
    assert value_of(state.graphs[BAKE]) is GRAPH
