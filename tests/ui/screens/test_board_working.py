"""What a board of long logs is worked out beside: keys that go on being answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from breadtui.domain.board.whole import Board
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey
from breadtui.store.events.event import MetricsLoaded
from breadtui.store.facts.remote import Ready
from breadtui.ui.present.board.heading_lines import BoardTab
from breadtui.ui.present.board.picture import LIGHT_POINTS, BoardPicture, Wanted, board_of, picture_of
from breadtui.ui.screens.board import base, exporting
from tests.fakes.states import NOW
from tests.ui.screens.board_host import BAKES, THREE, BoardHost, board_state
from tests.ui.screens.test_board import a_board, settled, type_line


def a_long_log(count: int = LIGHT_POINTS) -> MetricSeries:
    steps = range(1, count + 1)
    return MetricSeries(tuple(map(float, steps)), {"loss": tuple(1.0 / step for step in steps)})


def long_host() -> BoardHost:
    logs: dict[JobKey, Ready[MetricSeries]] = {bake: Ready(a_long_log(), NOW) for bake in BAKES}
    return BoardHost(board_state(metrics=logs))


class Watched:
    """`picture_of`, noting where it ran; it waits while `gate` is shut."""

    def __init__(self) -> None:
        self.threads: list[str] = []
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, wanted: Wanted) -> BoardPicture:
        self.threads.append(threading.current_thread().name)
        assert self.gate.wait(20)
        return picture_of(wanted)

    @contextmanager
    def shut(self) -> Iterator[None]:
        self.gate.clear()
        try:
            yield
        finally:
            self.gate.set()


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    found = Watched()
    monkeypatch.setattr(base, "picture_of", found)
    return found


async def test_short_logs_are_drawn_before_the_next_key(watched: Watched) -> None:
    async with a_board() as (_, pilot):
        await pilot.press("left")
        assert set(watched.threads) == {threading.main_thread().name}


async def test_long_logs_and_texts_are_worked_out_in_a_thread(watched: Watched) -> None:
    async with a_board(host=long_host()) as (app, pilot):
        assert f"{3 * LIGHT_POINTS:,} of {3 * LIGHT_POINTS:,} points" in app.text
        assert threading.main_thread().name not in watched.threads
    async with a_board() as (app, pilot):
        await type_line(app, pilot, "prompts")
        assert "2 changes against the baseline" in app.text
        assert watched.threads[-1] != threading.main_thread().name


async def test_of_many_keys_that_come_meanwhile_the_last_alone_is_drawn(watched: Watched) -> None:
    async with a_board(host=long_host()) as (app, pilot):
        await pilot.press("home")
        await settled(app, pilot)
        watched.threads.clear()
        with watched.shut():
            await pilot.press(*["right"] * 6)
            cursor = app.board.model.view.cursor
            assert cursor is not None
            assert cursor > 6
            assert app.board.picture.view.cursor == 1
        await settled(app, pilot)
        assert app.board.picture.view.cursor == cursor
        assert len(watched.threads) == 2


async def test_keys_are_answered_by_what_was_drawn_last(watched: Watched) -> None:
    async with a_board(host=long_host()) as (app, pilot):
        with watched.shut():
            await pilot.press("L", "L", "L", "s")
            view = app.board.model.view
            assert (view.is_log, view.alpha) == (not app.board.picture.request.is_log, 0.9)
            await pilot.press("j")
            assert app.board.bake_here() == BAKES[1]
        await settled(app, pilot)
        assert app.board.picture.view == view


async def test_along_another_axis_the_cursor_waits_until_it_is_drawn(watched: Watched) -> None:
    async with a_board(host=long_host()) as (app, pilot):
        await pilot.press("home")
        await settled(app, pilot)
        with watched.shut():
            await pilot.press("x", "right")
            assert app.board.model.view.cursor is None
        await settled(app, pilot)
        await pilot.press("left")
        assert app.board.model.view.cursor is not None


async def test_a_board_that_is_left_meanwhile_is_left(watched: Watched) -> None:
    async with a_board(host=long_host()) as (app, pilot):
        with watched.shut():
            await pilot.press("plus", "q")
            await pilot.pause()
            assert app.wanted == [None]
        await settled(app, pilot)


async def test_what_is_copied_meanwhile_is_what_is_wanted_by_now(watched: Watched) -> None:
    async with a_board(host=long_host()) as (app, pilot):
        with watched.shut():
            await pilot.press("j", "b", "y")
        await settled(app, pilot)
        (page,) = app.copied
        assert "- baseline: B `coder/coder_v2`" in page


async def test_a_key_that_is_pressed_while_the_board_is_copied_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()

    def slow_board_of(wanted: Wanted) -> Board:
        assert gate.wait(20)
        return board_of(wanted)

    monkeypatch.setattr(exporting, "board_of", slow_board_of)
    async with a_board() as (app, pilot):
        await pilot.press("y", "s")
        assert "ema .9" not in app.text
        gate.set()
        await settled(app, pilot)
        assert "ema .9" in app.text
        assert app.copied


async def test_a_log_that_grows_past_what_is_light_goes_on_being_shown(watched: Watched) -> None:
    async with a_board() as (app, pilot):
        watched.threads.clear()
        app.store.dispatch(MetricsLoaded(THREE, a_long_log(), NOW))
        await settled(app, pilot)
        assert threading.main_thread().name not in watched.threads
        assert app.board.picture.table.rows[2].figures.points_count == LIGHT_POINTS
        assert app.board.tab is BoardTab.TABLE
