"""The store told to panes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from breadtui.domain.names import RepoName
from breadtui.store.events.event import Chosen
from breadtui.store.events.session import Noticed
from breadtui.store.facts.state import AppState, Choice, Severity
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge, same_slice

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Pane(Widget):
    """Remembers what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[Choice | None] = []

    def show(self, chosen: Choice | None) -> None:
        self.drawn.append(chosen)


class Host(App[None]):
    """An app with one pane."""

    def compose(self) -> ComposeResult:
        yield Pane()


def chosen(state: AppState) -> Choice | None:
    return state.chosen


async def test_a_pane_is_drawn_at_once_and_then_only_when_its_slice_differs() -> None:
    store = Store()
    bridge = StoreBridge(store)
    async with Host().run_test() as pilot:
        pane = pilot.app.query_one(Pane)
        bridge.bind(pane, chosen, pane.show)
        assert pane.drawn == [None]
        store.dispatch(Noticed(Severity.INFORMATION, "not about the choice", NOON))
        await pilot.pause()
        assert pane.drawn == [None]
        store.dispatch(Chosen(RepoName("yoda")))
        await pilot.pause()
        assert pane.drawn == [None, "yoda"]


async def test_of_several_answers_at_once_the_last_is_drawn_and_all_are_acted_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = Store()
    bridge = StoreBridge(store)
    async with Host().run_test() as pilot:
        pane, acting = pilot.app.query_one(Pane), Pane()
        await pilot.app.mount(acting)
        bridge.bind(pane, chosen, pane.show)
        bridge.follow(acting, chosen, acting.show)
        queued: list[object] = []
        queue = pane.call_next
        monkeypatch.setattr(pane, "call_next", lambda *call: (queued.append(call), queue(*call)))  # type: ignore[func-returns-value]
        for name in ("yoda", "coder", "poet"):
            store.dispatch(Chosen(RepoName(name)))
        assert len(queued) == 1
        await pilot.pause()
        assert pane.drawn == [None, "poet"]
        assert acting.drawn == [None, "yoda", "coder", "poet"]
        store.dispatch(Chosen(RepoName("yoda")))
        await pilot.pause()
        assert pane.drawn == [None, "poet", "yoda"]


async def test_panes_see_what_the_lens_makes_of_the_facts_and_live_ones_what_is_known() -> None:
    store = Store()
    bridge = StoreBridge(store)
    async with Host().run_test() as pilot:
        pane, live = pilot.app.query_one(Pane), Pane()
        await pilot.app.mount(live)
        bridge.bind(pane, chosen, pane.show)
        bridge.bind(live, chosen, live.show, is_live=True)
        frozen = store.state
        bridge.look_through(lambda _: frozen)
        store.dispatch(Chosen(RepoName("yoda")))
        await pilot.pause()
        assert (pane.drawn, live.drawn) == ([None], [None, "yoda"])
        assert (bridge.shown.chosen, bridge.state.chosen) == (None, "yoda")
        bridge.look_through(None)
        await pilot.pause()
        assert pane.drawn == live.drawn == [None, "yoda"]


async def test_a_removed_pane_is_told_nothing_more() -> None:
    store = Store()
    bridge = StoreBridge(store)
    async with Host().run_test() as pilot:
        pane = pilot.app.query_one(Pane)
        bridge.bind(pane, chosen, pane.show)
        await pane.remove()
        store.dispatch(Chosen(RepoName("yoda")))
        await pilot.pause()
        assert pane.drawn == [None]


class Outer(Pane):
    """A pane with a child that it needs to draw."""

    def compose(self) -> ComposeResult:
        yield Pane()

    def show(self, chosen: Choice | None) -> None:
        self.query_one(Pane)
        super().show(chosen)


async def test_a_pane_that_loses_its_children_is_told_nothing_more() -> None:
    store = Store()
    bridge = StoreBridge(store)
    async with Host().run_test() as pilot:
        outer = Outer()
        await pilot.app.mount(outer)
        bridge.bind(outer, chosen, outer.show)
        removed = outer.remove()
        for number in range(50):
            store.dispatch(Chosen(RepoName(f"yoda_{number}")))
            await asyncio.sleep(0)
        await removed
    assert outer.drawn == [None]


async def test_what_was_queued_when_the_program_began_to_end_is_not_drawn() -> None:
    store = Store()
    bridge = StoreBridge(store)
    async with Host().run_test() as pilot:
        pane = pilot.app.query_one(Pane)
        bridge.bind(pane, chosen, pane.show)
        store.dispatch(Chosen(RepoName("yoda")))
        pilot.app.exit()
        await pilot.pause()
    assert pane.drawn == [None]


class Late(Screen[None]):
    """Binds its pane when it is mounted, as screens do."""

    def __init__(self, bridge: StoreBridge) -> None:
        super().__init__()
        self.bridge, self.pane, self.acted = bridge, Pane(), 0

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.bridge.bind(self.pane, chosen, self.pane.show)
        self.bridge.follow(self, chosen, self.act)

    def act(self, _: Choice | None) -> None:
        self.acted += 1


async def test_a_screen_that_opens_as_the_program_begins_to_end_draws_and_does_nothing() -> None:
    late = Late(StoreBridge(Store()))
    async with Host().run_test() as pilot:
        pilot.app.exit()
        await pilot.app.push_screen(late)
    assert late.acted == 0
    assert late.pane.drawn == []


async def test_nothing_is_told_after_closing() -> None:
    store = Store()
    bridge = StoreBridge(store)
    async with Host().run_test() as pilot:
        pane = pilot.app.query_one(Pane)
        bridge.bind(pane, chosen, pane.show)
        bridge.close()
        store.dispatch(Chosen(RepoName("yoda")))
        await pilot.pause()
        assert pane.drawn == [None]


def test_slices_are_compared_part_by_part() -> None:
    jobs = {"a": 1}
    assert same_slice((jobs, 3, "x"), (jobs, 3, "x"))
    assert not same_slice((jobs,), (dict(jobs),))
    assert not same_slice((1,), (True,))
    assert not same_slice((1,), (1, 2))
