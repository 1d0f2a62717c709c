"""One more bake on the board, one less, the parent of one; and keys that say why they do nothing."""

from __future__ import annotations

import pytest

from breadtui.domain.board.entries import MOST
from breadtui.domain.metric.record import series_of_rows
from breadtui.store.events.event import MetricsLoaded
from breadtui.store.facts.remote import Ready
from breadtui.ui.screens.line.available import available_actions
from tests.fakes.states import NOW, a_key
from tests.ui.screens.board_host import BAKES, ONE, THREE, TWO, BoardHost, board_state
from tests.ui.screens.test_board import a_board, settled, type_line


async def test_the_parent_comes_onto_the_board_by_one_key_which_then_goes_to_it() -> None:
    async with a_board(host=BoardHost(bakes=(TWO, THREE))) as (app, pilot):
        await pilot.press("p")
        await settled(app, pilot)
        assert app.board.model.keys == (TWO, THREE, ONE)
        assert [row.letter for row in app.board.picture.table.rows] == ["A", "B", "C"]
        assert ONE in app.store.state.marked
        await pilot.press("p")
        assert app.board.bake_here() == ONE
        await pilot.press("X")
        await settled(app, pilot)
        assert set(app.store.state.marked) == {TWO, THREE}


async def test_a_bake_without_a_parent_says_so() -> None:
    async with a_board() as (app, pilot):
        await pilot.press("p")
        assert app.told[-1] == "coder_v1 has no parent, it started from the base model"


async def test_of_a_bake_that_is_not_there_nothing_is_claimed() -> None:
    app = BoardHost(bakes=(ONE, a_key("nobody")))
    app.api.series[a_key("nobody")] = series_of_rows(())
    async with a_board(host=app) as (_, pilot):
        assert "nobody" in app.text
        assert "not in this repository: deleted, or never there" in app.text
        await pilot.press("j", "p")
        assert app.told[-1] == "what nobody started from is not known"


async def test_a_bake_is_added_by_its_name_and_read() -> None:
    state = board_state()
    app = BoardHost(
        board_state(metrics={key: log for key, log in state.metrics.items() if key != THREE}), bakes=BAKES[:2]
    )
    app.api.series[THREE] = series_of_rows({"iter": step, "loss": 1.0 / step} for step in range(1, 8))
    async with a_board(host=app) as (_, pilot):
        await type_line(app, pilot, "add coder_v3")
        assert app.board.model.keys == BAKES
        assert app.board.picture.table.rows[2].figures.points_count == 7
        await type_line(app, pilot, "add coder/coder_v3")
        assert app.told[-1] == "coder_v3 is on the board"
        await type_line(app, pilot, "add coder/teach_1")
        assert "teach_1 is a prompt" in app.told[-1]


async def test_what_is_read_later_of_an_added_bake_is_shown() -> None:
    async with a_board(host=BoardHost(bakes=BAKES[:2])) as (app, pilot):
        await type_line(app, pilot, "add coder_v3")
        longer = series_of_rows({"iter": step, "loss": 1e-7} for step in range(1, 201))
        app.store.dispatch(MetricsLoaded(THREE, longer, NOW))
        await settled(app, pilot)
        assert app.board.picture.table.rows[2].figures.points_count == 200


async def test_a_ninth_bake_is_refused() -> None:
    many = tuple(a_key(f"v{number}") for number in range(MOST))
    async with a_board(host=BoardHost(bakes=many)) as (app, pilot):
        await type_line(app, pilot, "add coder_v3")
        assert app.board.model.keys == many
        assert "8 bakes can be told apart" in app.told[-1]


async def test_what_was_marked_before_stays_marked_when_it_leaves_the_board() -> None:
    async with a_board(host=BoardHost(board_state(marked=(THREE,)))) as (app, pilot):
        await pilot.press("j", "j", "X")
        await settled(app, pilot)
        assert app.board.model.keys == (ONE, TWO)
        assert THREE in app.store.state.marked


@pytest.mark.parametrize(
    ("keys", "action", "reason"),
    [
        (("right_square_bracket",), "board.hide", "the table has the bakes"),
        (("right_square_bracket",), "board.parent", "the table has the bakes"),
        ((), "board.hide", ""),
        ((), "board.axis", ""),
    ],
)
async def test_keys_say_why_they_do_nothing(keys: tuple[str, ...], action: str, reason: str) -> None:
    async with a_board() as (app, pilot):
        await pilot.press(*keys)
        await settled(app, pilot)
        found = {one.id: one.reason for one in available_actions(app.board)}
        assert found[action].startswith(reason)
        assert bool(found[action]) == bool(reason)


async def test_where_there_is_one_axis_and_one_metric_that_is_said() -> None:
    log = Ready(series_of_rows([{"iter": 0, "loss": 1.0}]), NOW)
    async with a_board(host=BoardHost(board_state(metrics=dict.fromkeys(BAKES[:2], log)), bakes=BAKES[:2])) as (app, _):
        app.board.model.entries = app.board.model.entries[:1]
        found = {one.id: one.reason for one in available_actions(app.board)}
        assert found["board.axis"] == "the logs lie along step alone"
        assert found["board.metric"] == "there is one metric alone"


async def test_letters_and_lines_stay_with_their_bakes_when_one_is_taken_off() -> None:
    async with a_board() as (app, pilot):
        before = app.board.model.styles
        await pilot.press("j", "X")
        await settled(app, pilot)
        assert app.board.model.keys == (ONE, THREE)
        assert app.board.model.styles == (before[0], before[2])
        assert app.board.picture.curves.styles() == (before[0], before[2])
        assert [row.letter for row in app.board.picture.table.rows] == ["A", "C"]
        for tab in ("config", "prompts"):
            await type_line(app, pilot, tab)
            assert " C " in app.text
            assert " B " not in app.text
        await type_line(app, pilot, "baseline C")
        assert app.board.model.baseline == THREE
        await type_line(app, pilot, f"add {TWO.name}")
        assert [row.letter for row in app.board.picture.table.rows] == ["A", "C", "B"]
