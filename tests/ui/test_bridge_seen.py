"""What nobody can see is not drawn, and is fresh when it is seen again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import RenderableType
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from breadtui.domain.names import RepoName
from breadtui.store.events.event import Chosen
from breadtui.store.facts.state import AppState, Choice
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.seen import is_seen
from tests.ui.waiting import until


class Pane(Widget):
    """Remembers what it was told, and shows the last of it."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[Choice | None] = []

    def show(self, chosen: Choice | None) -> None:
        self.drawn.append(chosen)
        self.refresh()

    def render(self) -> str:
        return f"shown {self.drawn[-1] if self.drawn else None}"


class Cover(Screen[None]):
    """Fills the terminal."""


class Dialog(ModalScreen[None]):
    """Stands in the middle of what is below it."""


class Filling(ModalScreen[None]):
    """A dialog that fills the terminal."""

    DEFAULT_CSS = "Filling { background: $background; }"


class Host(App[None]):
    """An app with one pane in a frame; remembers what each frame of it showed."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[str] = []

    def compose(self) -> ComposeResult:
        yield Vertical(Pane(), id="frame")

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if screen is self.screen_stack[0]:
            self.frames.append("\n".join(strip.text for strip in screen._compositor.render_strips()))
        super()._display(screen, renderable)


class Here:
    """What a test looks at."""

    def __init__(self, app: Host, pilot: Pilot[Any]) -> None:
        self.app, self.pilot, self.store = app, pilot, Store()
        self.bridge = StoreBridge(self.store)
        self.pane = app.query_one(Pane)
        self.frame = app.query_one("#frame")
        self.bridge.bind(self.pane, chosen, self.pane.show)

    @property
    def drawn(self) -> list[Choice | None]:
        """What the pane was told, the first apart."""
        return self.pane.drawn[1:]

    def choose(self, *names: str) -> None:
        """One event after the other."""
        for name in names:
            self.store.dispatch(Chosen(RepoName(name)))

    async def cover(self, screen: Screen[None]) -> None:
        """Open another screen."""
        await self.app.push_screen(screen)
        await self.pilot.pause()


def chosen(state: AppState) -> Choice | None:
    return state.chosen


@asynccontextmanager
async def bound() -> AsyncIterator[Here]:
    app = Host()
    async with app.run_test() as pilot:
        yield Here(app, pilot)


@pytest.mark.parametrize("cover", [Cover, Filling])
async def test_below_a_screen_that_fills_the_terminal_nothing_is_drawn_and_then_the_last_at_once(
    cover: type[Screen[None]],
) -> None:
    async with bound() as here:
        await here.cover(cover())
        assert not is_seen(here.pane)
        here.choose("yoda", "luke", "leia")
        await here.pilot.pause()
        assert here.drawn == []
        gone = here.app.pop_screen()
        assert here.drawn == ["leia"]
        await gone
        await here.pilot.pause()
        assert here.drawn == ["leia"]


async def test_the_first_frame_of_a_screen_that_is_uncovered_is_fresh() -> None:
    async with bound() as here:
        await here.pilot.pause()
        await here.cover(Cover())
        here.choose("yoda")
        await here.pilot.pause()
        here.app.frames.clear()
        await here.app.pop_screen()
        await here.pilot.pause()
        await until(here.pilot, lambda: here.app.frames)
        assert all("shown yoda" in frame for frame in here.app.frames)


async def test_what_did_not_change_meanwhile_is_not_drawn_again() -> None:
    async with bound() as here:
        here.choose("yoda")
        await here.pilot.pause()
        await here.cover(Cover())
        here.choose("luke", "yoda")
        await here.app.pop_screen()
        await here.pilot.pause()
        assert here.drawn == ["yoda"]


async def test_what_can_be_seen_round_a_dialog_goes_on() -> None:
    async with bound() as here:
        await here.cover(Dialog())
        assert is_seen(here.pane)
        here.choose("yoda")
        await here.pilot.pause()
        assert here.drawn == ["yoda"]


async def test_a_dialog_that_closes_above_a_cover_uncovers_nothing_below_it() -> None:
    async with bound() as here:
        await here.cover(Cover())
        await here.cover(Dialog())
        here.choose("yoda")
        await here.app.pop_screen()
        await here.pilot.pause()
        assert here.drawn == []
        await here.app.pop_screen()
        assert here.drawn == ["yoda"]


async def test_a_cover_that_closes_above_a_dialog_uncovers_what_is_round_the_dialog() -> None:
    async with bound() as here:
        await here.cover(Dialog())
        await here.cover(Cover())
        here.choose("yoda")
        await here.pilot.pause()
        assert here.drawn == []
        await here.app.pop_screen()
        assert here.drawn == ["yoda"]


async def test_a_pane_that_the_layout_hides_is_drawn_when_it_is_shown() -> None:
    async with bound() as here:
        here.frame.display = False
        here.choose("yoda", "luke")
        await here.pilot.pause()
        assert here.drawn == []
        here.frame.display = True
        here.bridge.catch_up()
        assert here.drawn == ["luke"]


async def test_a_pane_is_drawn_too_where_nobody_said_that_it_is_shown() -> None:
    async with bound() as here:
        here.frame.display = False
        await here.pilot.pause()
        here.choose("yoda")
        here.frame.display = True
        await here.pilot.pause()
        assert here.drawn == ["yoda"]


async def test_the_next_event_too_has_a_pane_drawn_that_is_shown_again() -> None:
    async with bound() as here:
        here.frame.display = False
        here.choose("yoda")
        here.frame.display = True
        here.choose("yoda")
        await here.pilot.pause()
        assert here.drawn == ["yoda"]


async def test_what_acts_is_told_every_slice_at_once_though_it_is_covered() -> None:
    async with bound() as here:
        acted: list[Choice | None] = []
        here.bridge.follow(here.pane, chosen, acted.append)
        await here.cover(Cover())
        here.choose("yoda", "luke")
        here.choose("luke")
        await here.pilot.pause()
        assert acted == [None, "yoda", "luke"]
        assert here.drawn == []


async def test_who_reads_from_a_hidden_pane_brings_it_up_first() -> None:
    async with bound() as here:
        await here.cover(Cover())
        here.choose("yoda", "luke")
        here.bridge.bring_up(here.pane)
        assert here.drawn == ["luke"]
        here.bridge.bring_up(here.pane)
        await here.app.pop_screen()
        await here.pilot.pause()
        assert here.drawn == ["luke"]


async def test_an_older_drawing_that_is_queued_still_does_not_come_after_a_newer_one() -> None:
    async with bound() as here:
        here.choose("yoda")
        here.frame.display = False
        here.choose("luke")
        here.bridge.bring_up(here.pane)
        await here.pilot.pause()
        assert here.drawn == ["luke"]


async def test_a_pane_bound_while_it_is_covered_is_drawn_at_once_as_any_other() -> None:
    async with bound() as here:
        await here.cover(Cover())
        late = Pane()
        await here.app.screen_stack[0].mount(late)
        here.bridge.bind(late, chosen, late.show)
        assert late.drawn == [None]
        here.choose("yoda")
        await here.pilot.pause()
        assert late.drawn == [None]
        await here.app.pop_screen()
        assert late.drawn == [None, "yoda"]


async def test_a_frozen_view_is_what_is_drawn_when_it_is_uncovered() -> None:
    async with bound() as here:
        frozen = here.store.state
        here.bridge.look_through(lambda _: frozen)
        await here.cover(Cover())
        here.choose("yoda")
        await here.app.pop_screen()
        assert here.drawn == []
        here.bridge.look_through(None)
        await here.pilot.pause()
        assert here.drawn == ["yoda"]


async def test_a_pane_that_was_removed_while_covered_is_not_drawn() -> None:
    async with bound() as here:
        await here.cover(Cover())
        here.choose("yoda")
        await here.pane.remove()
        await here.app.pop_screen()
        assert here.drawn == []


async def _uncovered_with(draw: Callable[[Choice | None], None]) -> None:
    async with bound() as here:
        here.bridge.bind(here.pane, chosen, draw)
        await here.cover(Cover())
        here.choose("yoda")
        await here.app.pop_screen()
        assert here.drawn == ["yoda"]
        await here.pilot.pause()


async def test_a_pane_that_fails_when_it_is_uncovered_fails_as_itself() -> None:
    def fail(chosen: Choice | None) -> None:
        if chosen == "yoda":
            raise ValueError(chosen)

    with pytest.raises(ValueError, match="yoda"):
        await _uncovered_with(fail)


STEPS = st.lists(st.sampled_from(["event", "event", "cover", "dialog", "close", "hide", "show", "read", "wait"]))


async def _do(step: str, here: Here, count: int) -> None:
    match step:
        case "event":
            here.choose(f"repo_{count:03}")
        case "cover" | "dialog":
            await here.app.push_screen(Cover() if step == "cover" else Dialog())
        case "close" if len(here.app.screen_stack) > 1:
            await here.app.pop_screen()
        case "hide" | "show":
            here.frame.display = step == "show"
        case "read":
            here.bridge.bring_up(here.pane)
        case _:
            await here.pilot.pause()


async def _play(steps: list[str]) -> None:
    async with bound() as here:
        for count, step in enumerate(steps):
            before, was_seen = len(here.drawn), is_seen(here.pane)
            await _do(step, here, count)
            if not was_seen and not is_seen(here.pane) and step == "event":
                assert len(here.drawn) == before
            if step == "read" and not was_seen:
                assert here.pane.drawn[-1] == here.store.state.chosen
        while len(here.app.screen_stack) > 1:
            await here.app.pop_screen()
        here.frame.display = True
        here.bridge.catch_up()
        await here.pilot.pause()
        assert here.pane.drawn[-1] == here.store.state.chosen
        assert all(str(one) < str(next_one) for one, next_one in pairwise(here.drawn))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_drawings_come_in_order_none_twice_and_the_last_is_what_is_known(steps: list[str]) -> None:
    asyncio.run(_play(steps))
