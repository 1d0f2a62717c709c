"""What a board of eight bakes does in one turn of the loop: never more than keys can wait for."""

from __future__ import annotations

import threading
from asyncio import events
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from math import exp, sin
from pathlib import Path

import plotext
import pytest

from breadtui.domain.metric.growing import GrowingLog
from breadtui.domain.names import JobKey
from breadtui.store.events.event import MetricsLoaded
from breadtui.store.facts.remote import Ready
from breadtui.ui.present.board.picture import LIGHT_POINTS
from breadtui.ui.present.plot import canvas, plots, reaches, strokes
from breadtui.ui.present.plot.canvas import Cells
from breadtui.ui.present.plot.curves import CurveSource
from breadtui.ui.present.plot.parts import DOTS_A_TURN
from breadtui.ui.present.plot.plot_request import Curve
from breadtui.ui.present.plot.reaches import Dot, Reach
from tests.fakes.states import NOW
from tests.ui.screens.board_host import BoardHost, board_state
from tests.ui.screens.board_of_eight import EIGHT
from tests.ui.screens.test_board import a_board, settled, type_line

LONGEST_SLICE_DOTS = 128
MOST_CELLS = 20 * DOTS_A_TURN + 32 * 60
KEYS = (
    "left",
    "plus",
    "plus",
    "minus",
    "0",
    "z",
    "z",
    "z",
    "x",
    "s",
    "s",
    "L",
    "o",
    "j",
    "b",
    "space",
    "full_stop",
    "M",
)
both_lengths = pytest.mark.parametrize("points", [LIGHT_POINTS // 10, LIGHT_POINTS], ids=["short", "long"])


def a_row(step: int, number: int) -> dict[str, float]:
    loss = 1e-7 + 2e-6 / (number + 1) * exp(-step / 900) + 4e-7 * (1 + sin(step * (number + 3)))
    return {"iter": step, "loss": loss, "lr": 1e-4 * (number + 1), "step_time": 8.0 + number, "epoch": step // 60}


@cache
def a_log(points: int, number: int) -> GrowingLog:
    log = GrowingLog(points)
    log.extend(a_row(step, number) for step in range(1, points + 1))
    return log


def host_of(points: int) -> BoardHost:
    logs = {bake: Ready(a_log(points, number).series(), NOW) for number, bake in enumerate(EIGHT)}
    return BoardHost(board_state(metrics=logs), bakes=EIGHT)


class Turns:
    """What each turn of the loop did: dots given to plotext, cells laid; and what was worked out in its thread."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.number = 0
        self.dots: Counter[int] = Counter()
        self.cells: Counter[int] = Counter()
        self.worked_out_here: list[str] = []
        run, scatter, lay = events.Handle._run, plotext.scatter, canvas.lay
        bands_from, cut_runs = CurveSource._bands_from, reaches.reaches_of
        main = threading.main_thread()

        def counted(handle: events.Handle) -> None:
            self.number += 1
            run(handle)

        def scattered(x: Sequence[int], y: Sequence[int], **more: object) -> None:
            self.dots[self.number] += len(x)
            scatter(x, y, **more)

        def laid(cells: Cells, picture: Sequence[str], corner: tuple[int, int], curve: Curve) -> None:
            self.cells[self.number] += sum(map(len, picture))
            lay(cells, picture, corner, curve)

        def noted(what: str) -> None:
            if threading.current_thread() is main:
                self.worked_out_here.append(what)

        def thinned(source: CurveSource, *asked: object) -> Iterable[object]:
            noted("thinned")
            return bands_from(source, *asked)  # type: ignore[arg-type]  # handed on as it came

        def cut(runs: Iterable[Sequence[Dot]]) -> list[Reach]:
            noted("cut")
            return cut_runs(runs)

        patch.setattr(events.Handle, "_run", counted)
        patch.setattr(plotext, "scatter", scattered)
        patch.setattr(plots, "lay", laid)
        patch.setattr(CurveSource, "_bands_from", thinned)
        patch.setattr(strokes, "reaches_of", cut)
        plots.forget_drawn()

    def check(self) -> None:
        """No turn did too much."""
        assert max(self.dots.values(), default=0) <= DOTS_A_TURN + LONGEST_SLICE_DOTS
        assert max(self.cells.values(), default=0) <= MOST_CELLS


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> Turns:
    return Turns(monkeypatch)


def given_to(turns: Turns) -> int:
    return turns.dots.total()


@both_lengths
@pytest.mark.parametrize("size", [(200, 60), (120, 40), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_no_key_makes_a_turn_long(turns: Turns, points: int, size: tuple[int, int]) -> None:
    async with a_board(size, host_of(points)) as (app, pilot):
        assert given_to(turns) > DOTS_A_TURN
        for key in KEYS:
            await pilot.press(key)
            await settled(app, pilot)
            turns.check()
        assert len(app.board.picture.curves.lines) == 8 - KEYS.count("space")


async def test_long_logs_are_not_even_looked_at_in_the_loops_thread(turns: Turns, tmp_path: Path) -> None:
    async with a_board(host=host_of(LIGHT_POINTS)) as (app, pilot):
        for key in KEYS:
            await pilot.press(key)
            await settled(app, pilot)
        await pilot.resize_terminal(200, 60)
        await settled(app, pilot)
        await type_line(app, pilot, f"export plot {tmp_path / 'chart.txt'}")
        assert (tmp_path / "chart.txt").exists()
    assert turns.worked_out_here == []


@both_lengths
async def test_a_resize_makes_no_turn_long_and_shows_what_there_was_meanwhile(turns: Turns, points: int) -> None:
    async with a_board(host=host_of(points)) as (app, pilot):
        before = given_to(turns)
        await pilot.resize_terminal(200, 60)
        assert "loss" in app.text
        await settled(app, pilot)
        assert app.board.picture.request.width == 200
        assert given_to(turns) > before
        turns.check()


@both_lengths
async def test_eight_that_go_on_make_no_turn_long(turns: Turns, points: int) -> None:
    async with a_board(host=host_of(points)) as (app, pilot):
        for _ in range(2):
            for number, bake in enumerate(EIGHT):
                grow(app, bake, number, points)
            await settled(app, pilot)
        turns.check()
        assert all(row.figures.points_count > points for row in app.board.picture.table.rows)


def grow(app: BoardHost, bake: JobKey, number: int, points: int) -> None:
    log = a_log(points, number)
    log.extend([a_row(len(log) + 1, number)])
    app.store.dispatch(MetricsLoaded(bake, log.series(), NOW))


async def test_a_cursor_that_moves_draws_nothing(turns: Turns) -> None:
    async with a_board(host=host_of(LIGHT_POINTS)) as (app, pilot):
        before, cells = given_to(turns), turns.cells.total()
        await pilot.press("left", "left", "home", "end")
        await settled(app, pilot)
        assert (given_to(turns), turns.cells.total()) == (before, cells)


async def test_what_is_drawn_in_turns_is_what_is_drawn_at_once(turns: Turns) -> None:
    async with a_board(host=host_of(LIGHT_POINTS)) as (app, _):
        shown = app.board.chart._lines
        assert len({turn for turn in turns.dots if turns.dots[turn]}) > 3
        plots.forget_drawn()
        assert shown == plots.loss_plot(app.board.picture.request)
