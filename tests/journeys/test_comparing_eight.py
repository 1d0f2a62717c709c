"""Eight bakes on one board on the demo: gathered by key, written down whole, seen to fail, to vanish, not to log."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from breadtui.config.settings import Options
from breadtui.demo.creation import delete_bake
from breadtui.demo.faults import Fault
from breadtui.ui.screens.board.screen import BoardScreen
from tests.journeys.cockpit import YODA, Cockpit, bake_key, cockpit, demo_server

ONE_REPO = Options(repo=YODA)
EIGHT = ("coder_v1", "coder_v2", "coder_v3", "coder_v5", "coder_v6", "coder_v7", "wise_2", "coder_v8")
both_sizes = pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])


@asynccontextmanager
async def begun(
    tmp_path: Path, size: tuple[int, int] = (120, 40), *, is_hurried: bool = False
) -> AsyncIterator[Cockpit]:
    """The program on the demo, its one repository read."""
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO, size=size, is_hurried=is_hurried) as here:
            await here.until(lambda state: state.lineages.get(YODA) is not None)
            yield here


def is_marked(here: Cockpit, name: str) -> bool:
    return bake_key(name) in here.state.marked


async def board_of(here: Cockpit, names: tuple[str, ...] = EIGHT) -> BoardScreen:
    """The board of these, with every log that there is."""
    await here.type(f"compare {' '.join(f'{YODA}/{name}' for name in names)}")
    await here.until_screen(BoardScreen)
    board = here.app.screen
    assert isinstance(board, BoardScreen)
    await here.until_true(lambda: not any(row.note == "loading" for row in board.picture.table.rows))
    return board


async def type_word(here: Cockpit, board: BoardScreen, line: str) -> None:
    """Type a word on the board."""
    await here.press("colon")
    board.line.value = line
    await here.press("enter")


def states(board: BoardScreen) -> dict[str, str]:
    """How each bake of the board stands."""
    return {row.name: "" if row.standing is None else row.standing.word for row in board.picture.table.rows}


@both_sizes
async def test_eight_are_gathered_by_key_and_a_ninth_is_told_why_not(tmp_path: Path, size: tuple[int, int]) -> None:
    async with begun(tmp_path, size) as here:
        for name in (*EIGHT, "yoda_v1"):
            await here.look_at(bake_key(name))
            await here.press("c")
            await here.until_true(partial(is_marked, here, name))
        await here.press("c")
        await here.until_true(lambda: any("9 bakes are set aside, and 8" in toast for toast in here.toasts))
        await here.press("space")
        await here.until_true(lambda: not is_marked(here, "yoda_v1"))
        await here.look_at(bake_key("coder_v1"))
        await here.press("c")
        await here.until_screen(BoardScreen)
        board = here.app.screen
        assert isinstance(board, BoardScreen)
        assert board.model.keys == tuple(map(bake_key, EIGHT))
        await here.until_true(lambda: len(board.picture.curves.lines) == 7)
        await here.until_shown("1 no log")
        letters = [style.letter for style in board.picture.curves.styles()]
        assert letters == list("ABCDEFG")
        assert (states(board)["wise_2"], states(board)["coder_v7"]) == ("failed", "running")
        rows = [line for line in here.text.splitlines() if line[1:2] in "ABCDEFGH" and "coder" in line[:40]]
        assert len(rows) >= 6


async def test_the_board_is_in_the_menu_of_actions(tmp_path: Path) -> None:
    async with begun(tmp_path) as here:
        await here.look_at(bake_key("coder_v6"))
        await here.press("a")
        await here.until_shown("the marked bakes, or this with its parent")
        await here.press("C")
        await here.until_screen(BoardScreen)
        await here.press("q")
        await here.until_true(lambda: here.app.screen is here.explorer)
        await here.look_at(bake_key("coder_v1"))
        await here.press("a")
        await here.until_shown("not now: coder_v1 has no parent")


async def test_a_board_is_written_whole_with_prompts_answers_and_every_row(tmp_path: Path) -> None:
    async with begun(tmp_path) as here:
        board = await board_of(here, EIGHT[:5])
        await type_word(here, board, "prompts")
        await here.until_shown("changes against the baseline")
        await type_word(here, board, "answers 2")
        await here.until_shown("question 2 of")
        page, figures, rows = tmp_path / "a.md", tmp_path / "a.json", tmp_path / "a.csv"
        await type_word(here, board, f"export markdown {page}")
        await here.until_true(page.exists)
        text = page.read_text()
        assert text.startswith("# `loss` of 5 bakes\n")
        assert text.count("```diff") == 4
        assert "### Question 2\n" in text
        await type_word(here, board, f"export json {figures}")
        await here.until_true(figures.exists)
        body = json.loads(figures.read_text())
        assert [bake["points"] for bake in body["bakes"]] == [354] * 5
        assert [pair["changes"] for pair in body["prompts"]] == [1] * 4
        assert len(body["questions"][0]["answers"]) >= 2
        await type_word(here, board, f"export csv {rows}")
        await here.until_true(rows.exists)
        assert len(rows.read_text().splitlines()) == 1 + 5 * 354
        await here.until_true(lambda: any("1,770 rows of 5 bakes written" in toast for toast in here.toasts))


async def test_a_bake_that_is_deleted_meanwhile_keeps_its_curve_and_says_so(tmp_path: Path) -> None:
    async with begun(tmp_path, is_hurried=True) as here:
        board = await board_of(here, ("coder_v1", "coder_v2", "coder_v3"))
        before = board.picture.table.rows[1].figures.last
        delete_bake(here.demo.world, here.demo.world.repos[YODA], "coder_v2")
        await here.press("r")
        await here.until_true(lambda: states(board)["coder_v2"] == "gone")
        await here.press("j")
        await here.until_shown("B gone")
        assert board.picture.table.rows[1].figures.last == before
        assert len(board.picture.curves.lines) == 3
        await type_word(here, board, "config")
        await here.until_shown("settings are the same")
        await here.press("y")
        await here.until_true(lambda: "| gone |" in here.app.clipboard)


async def test_a_log_that_cannot_be_read_says_why_until_it_can(tmp_path: Path) -> None:
    async with begun(tmp_path) as here:
        here.demo.faults.add("/coder_v3/metrics$", Fault(status=500), times=None)
        board = await board_of(here, ("coder_v1", "coder_v2", "coder_v3"))
        assert board.picture.table.rows[2].note
        assert len(board.picture.curves.lines) == 2
        here.demo.faults.clear()
        await here.press("r")
        await here.until_true(lambda: len(board.picture.curves.lines) == 3)
        assert not board.picture.table.rows[2].note
