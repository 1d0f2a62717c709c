"""Several bakes on one board, by keys and words, at both sizes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.pilot import Pilot

from breadtui.domain.board.alignment import Alignment
from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.metric.record import series_of_rows
from breadtui.store.events.event import MetricsLoaded
from breadtui.ui.present.board.heading_lines import BoardTab
from breadtui.ui.present.glyphs import ASCII, UNICODE, Glyphs
from breadtui.ui.screens.making.form_picker import PickerScreen
from breadtui.ui.terminal.ascii_signs import AsciiSigns
from tests.fakes.states import NOW, a_key, a_tree
from tests.ui.screens.board_host import BAKES, ONE, RULES, STEPS, THREE, TWO, BoardHost, board_state
from tests.ui.waiting import until

SIZES = ((120, 40), (80, 24))
both_sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@asynccontextmanager
async def a_board(
    size: tuple[int, int] = (120, 40), host: BoardHost | None = None, glyphs: Glyphs = UNICODE
) -> AsyncIterator[tuple[BoardHost, Pilot[Any]]]:
    app = host or BoardHost()
    async with app.run_test(size=size) as pilot:
        app.begin(glyphs)
        await settled(app, pilot)
        yield app, pilot


async def settled(app: BoardHost, pilot: Pilot[Any]) -> None:
    """Everything that was begun is done, and drawn."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def type_line(app: BoardHost, pilot: Pilot[Any], line: str) -> None:
    await pilot.press("colon")
    app.board.line.value = line
    await pilot.press("enter")
    await settled(app, pilot)


@both_sizes
async def test_curves_and_figures_of_all_are_there_at_once(size: tuple[int, int]) -> None:
    async with a_board(size) as (app, _):
        lines = app.text.splitlines()
        assert len(lines) == size[1]
        assert "3 bakes ── loss · ema .6 · x=step " in lines[0]
        assert f"{sum(STEPS.values())} of {sum(STEPS.values())} points" in lines[0]
        table = lines[-4:-1]
        assert all(name.name in line for name, line in zip(BAKES, table, strict=True))
        assert "−" in table[1]
        assert "%" in table[1]


async def test_the_baseline_is_what_the_others_are_held_against() -> None:
    async with a_board() as (app, pilot):
        assert app.board.model.baseline == ONE
        await pilot.press("j", "b")
        table = app.board.model.table()
        assert app.board.model.baseline == TWO
        assert [row.base is None for row in table.rows] == [False, True, False]
        assert table.rows[0].best_delta_percent is not None
        assert "against B coder_v2" in app.text


async def test_curves_lie_along_every_axis_that_the_logs_know() -> None:
    async with a_board() as (app, pilot):
        seen = []
        for _ in Alignment:
            await pilot.press("x")
            seen.append(app.board.model.view.alignment)
        assert seen == [*list(Alignment)[1:], Alignment.STEP]
        await type_line(app, pilot, "x descent")
        ends = [line.ends() for line in app.board.model.lines()]
        assert ends == [(1.0, 120.0), (101.0, 200.0), (201.0, 360.0)]
        await type_line(app, pilot, "x fraction")
        assert [round(line.ends()[1], 6) for line in app.board.model.lines()] == [1.0, 1.0, 0.8]


async def test_the_cursor_reads_every_curve_at_one_place() -> None:
    async with a_board() as (app, pilot):
        await pilot.press("home", "right", "right")
        table = app.board.model.table()
        cursor = app.board.model.view.cursor
        assert cursor is not None
        assert 1 < cursor < 10
        assert table.cursor_words == f"{cursor:.0f}"
        values = [line.value_at(cursor) for line in app.board.model.lines()]
        assert [row.figures.at_cursor for row in table.rows] == values
        await pilot.press("end")
        assert app.board.model.view.cursor == 160
        assert [row.figures.at_cursor is None for row in app.board.model.table().rows] == [True, True, False]


async def test_zoom_keeps_the_cursor_in_sight_and_fit_shows_all_again() -> None:
    async with a_board() as (app, pilot):
        await pilot.press("home", "shift+right", "plus", "plus")
        window, cursor = app.board.model.view.window, app.board.model.view.cursor
        assert window is not None
        assert cursor is not None
        assert window[0] <= cursor <= window[1]
        assert window[1] - window[0] == 40
        await pilot.press("0")
        assert app.board.model.view.window is None


async def test_a_hidden_curve_stays_in_the_table_and_one_taken_off_does_not() -> None:
    async with a_board() as (app, pilot):
        await pilot.press("j", "space")
        assert [line.name for line in app.board.model.lines()] == ["coder_v1", "coder_v3"]
        assert len(app.board.model.table().rows) == 3
        await pilot.press("space", "X")
        assert app.board.model.keys == (ONE, THREE)
        await pilot.press("X")
        assert app.board.model.keys == (ONE, THREE)
        assert "fewest" in app.told[-1]


@both_sizes
async def test_settings_that_differ_and_no_others_are_told(size: tuple[int, int]) -> None:
    async with a_board(size) as (app, pilot):
        await pilot.press("right_square_bracket")
        assert app.board.tab is BoardTab.CONFIG
        assert "optimizer.learning_rate" in app.text
        assert "0.0003" in app.text
        assert "epochs" not in app.text


async def test_bakes_on_different_base_models_are_told_apart_by_them() -> None:
    far = a_key("far_v1", repo="far_repo")
    tree = a_tree([far.name], repo=far.repo, base_model="ada/rye-8B", configs={far.name: {"epochs": 3}})
    state = board_state()
    lineages = {**state.lineages, far.repo: lineage_of(tree)}
    async with a_board(host=BoardHost(board_state(lineages=lineages), bakes=(ONE, far))) as (app, pilot):
        await type_line(app, pilot, "config")
        row = next(line for line in app.text.splitlines() if "base_model" in line)
        assert "Qwen/Qwen3-32B" in row
        assert "ada/rye-8B" in row


async def test_prompts_of_each_are_held_against_the_baselines() -> None:
    async with a_board() as (app, pilot):
        await type_line(app, pilot, "prompts")
        assert "2 changes against the baseline" in app.text
        assert RULES[1] in app.text
        await pilot.press("n")
        first = app.board.rows.cursor_key
        await pilot.press("n")
        assert first is not None
        assert (app.board.rows.cursor_key or 0) > first


async def test_prompts_that_are_not_read_yet_are_not_called_equal() -> None:
    async with a_board(host=BoardHost(board_state(prompts={}))) as (app, pilot):
        app.api.prompts.clear()
        await type_line(app, pilot, "prompts")
        assert "no change was found so far: not all is read" in app.text


@both_sizes
async def test_the_same_question_has_its_answers_beside_each_other(size: tuple[int, int]) -> None:
    async with a_board(size) as (app, pilot):
        await type_line(app, pilot, "answers")
        assert "question 1 of 3   taught to all 3" in app.text
        assert "Why is the sky blue?" in app.text
        assert all(words in app.text for words in ("Read the error first.", "Name the sky.", "failing sky"))
        await pilot.press("n")
        await settled(app, pilot)
        assert "question 2 of 3   taught to 2 of 3   the same words" in app.text
        assert app.text.count("Same words.") == 1
        await type_line(app, pilot, "answers 3")
        assert "Only here?" in app.text


async def test_a_question_that_is_wanted_while_they_are_read_is_shown_then() -> None:
    async with a_board() as (app, pilot):
        app.api.hold()
        await pilot.press("colon")
        app.board.line.value = "answers 3"
        await pilot.press("enter")
        await pilot.pause()
        assert "question" not in app.text
        app.api.release()
        await settled(app, pilot)
        assert "question 3 of 3" in app.text
        assert "Only here?" in app.text


async def test_answers_are_read_once_a_rollout() -> None:
    async with a_board() as (app, pilot):
        for _ in range(5):
            await pilot.press("right_square_bracket")
            await settled(app, pilot)
        assert [name for name, _ in app.api.calls].count("output_page") == 3


async def test_a_bake_that_goes_on_moves_the_board_and_not_the_cursor() -> None:
    async with a_board() as (app, pilot):
        await pilot.press("home", "j", "j")
        cursor = app.board.model.view.cursor
        longer = series_of_rows({"iter": step, "loss": 1e-7} for step in range(1, 201))
        app.store.dispatch(MetricsLoaded(THREE, longer, NOW))
        await settled(app, pilot)
        assert app.board.model.table().rows[2].figures.points_count == 200
        assert app.board.model.view.cursor == cursor
        assert app.board.bake_here() == THREE


async def test_bakes_are_marked_while_the_board_is_open_and_no_longer() -> None:
    async with a_board() as (app, pilot):
        assert set(app.store.state.marked) == set(BAKES)
        await pilot.press("q")
        await settled(app, pilot)
        assert app.store.state.marked == ()
        assert app.wanted == [None]


async def test_enter_goes_to_the_bake_of_the_row() -> None:
    async with a_board() as (app, pilot):
        await pilot.press("j", "enter")
        await settled(app, pilot)
        assert app.wanted == [TWO]


async def test_y_copies_a_page_of_markdown() -> None:
    async with a_board() as (app, pilot):
        await pilot.press("y")
        await until(pilot, lambda: app.copied)
        (page,) = app.copied
        assert page.startswith("# `loss` of 3 bakes\n")
        assert sum(line.startswith(("| A |", "| C |")) for line in page.splitlines()) == 2
        assert "`optimizer.learning_rate`" in page


async def test_words_that_mean_nothing_are_answered_with_those_that_do() -> None:
    async with a_board() as (app, pilot):
        for line, words in {
            "nonsense": "no command 'nonsense'",
            "metric nope": "none of them has nope",
            "smoothing 5": "off, .3, .6 or .9",
            "baseline Z": "no bake 'Z'",
            "x sideways": "can be laid along",
            "export tar": "export as",
        }.items():
            await type_line(app, pilot, line)
            assert words in app.told[-1]


async def test_a_metric_is_chosen_from_a_list_or_the_next_is_taken() -> None:
    async with a_board() as (app, pilot):
        await pilot.press("m")
        await pilot.pause()
        assert type(app.screen) is PickerScreen
        await pilot.press("s", "t", "e", "p", "enter")
        await settled(app, pilot)
        assert app.screen_stack[-1] is app.board
        assert app.board.model.metric == "step_time"
        assert "step_time" in app.text.splitlines()[0]
        await pilot.press("M")
        assert app.board.model.metric == "epoch"
        await pilot.press("m")
        await pilot.pause()
        await pilot.press("escape")
        await settled(app, pilot)
        assert app.board.model.metric == "epoch"


async def test_words_do_what_keys_do() -> None:
    async with a_board() as (app, pilot):
        for line in ("metric lr", "smoothing .9", "baseline C", "hide b", "log", "clip"):
            await type_line(app, pilot, line)
        view = app.board.model.view
        assert (view.metric, view.alpha, view.baseline, view.hidden) == ("lr", 0.9, THREE, frozenset({TWO}))
        assert (view.is_log, view.is_clipped) == (True, True)


async def test_values_are_drawn_between_limits_and_what_lies_beyond_is_counted() -> None:
    async with a_board() as (app, pilot):
        await type_line(app, pilot, "ylim 1e-7 3e-7")
        beyond = app.board.picture.curves.beyond_count((1e-7, 3e-7))
        assert beyond > 10
        assert f"{beyond} off scale" in app.text
        for line, words in {
            "ylim 3 1": "lower limit stands first",
            "ylim a": "two numbers",
            "markers x": "block",
        }.items():
            await type_line(app, pilot, line)
            assert words in app.told[-1]
        await pilot.press("0")
        assert "off scale" not in app.text
        await type_line(app, pilot, "markers ascii")
        assert "┤*" in app.text.replace(" ", "") or "*" in app.text.splitlines()[5]


async def test_ascii_draws_nothing_else() -> None:
    async with a_board((80, 24), glyphs=ASCII) as (app, pilot):
        for _ in BoardTab:
            (drawn,) = AsciiSigns().apply([Segment(app.text)], Color(0, 0, 0))
            assert drawn.text.isascii()
            await pilot.press("right_square_bracket")
            await settled(app, pilot)


async def test_a_tiny_terminal_does_not_break_it() -> None:
    for size in ((40, 12), (20, 5), (1, 1)):
        async with a_board(size) as (app, pilot):
            await pilot.press("right", "x", "right_square_bracket", "z", "z")
            assert len(app.text.splitlines()) <= size[1]
