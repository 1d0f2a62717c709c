"""Several bakes on one board on the demo: gathered by key, read, copied; and a stage drawn over time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from breadtui.config.settings import Options
from breadtui.domain.board.alignment import Alignment
from breadtui.domain.names import JobKey, Phase, TargetKey, TargetName
from breadtui.ui.panes.stage_chart import StageChart
from breadtui.ui.present.board.heading_lines import BoardTab
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.screens.board.screen import BoardScreen
from tests.journeys.cockpit import YODA, Cockpit, bake_key, cockpit, demo_server

ONE_REPO = Options(repo=YODA)
NAMES = ("coder_v1", "coder_v5", "coder_v6")
both_sizes = pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])


@asynccontextmanager
async def begun(tmp_path: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Cockpit]:
    """The program on the demo, its one repository read."""
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO, size=size) as here:
            await here.until(lambda state: state.lineages.get(YODA) is not None)
            yield here


def is_marked(here: Cockpit, name: str) -> bool:
    return bake_key(name) in here.state.marked


def board_of(here: Cockpit) -> BoardScreen:
    screen = here.app.screen
    assert isinstance(screen, BoardScreen)
    return screen


async def type_word(here: Cockpit, line: str) -> None:
    """Type a word on the board."""
    await here.press("colon")
    board_of(here).line.value = line
    await here.press("enter")


@both_sizes
async def test_bakes_gathered_with_c_are_compared_and_copied_as_markdown(tmp_path: Path, size: tuple[int, int]) -> None:
    async with begun(tmp_path, size) as here:
        for name in NAMES:
            await here.look_at(bake_key(name))
            await here.press("c")
            await here.until_true(partial(is_marked, here, name))
        await here.press("c")
        await here.until_screen(BoardScreen)
        board = board_of(here)
        assert board.model.keys == tuple(map(bake_key, NAMES))
        await here.until_true(lambda: all(row.figures.last is not None for row in board.model.table().rows))

        await here.press("j", "b")
        assert board.model.baseline == bake_key("coder_v5")
        await type_word(here, "x descent")
        await here.until_true(lambda: board.model.view.alignment is Alignment.DESCENT)
        starts = [line.ends()[0] for line in board.model.lines()]
        assert starts == sorted(starts)
        assert len(set(starts)) == 3

        await type_word(here, "config")
        await here.until_true(lambda: "learning" in _shown(board) or "parent_model_name" in _shown(board))
        await type_word(here, "prompts")
        await here.until_true(lambda: "teach_6" in _shown(board))
        await type_word(here, "answers")
        await here.until_true(lambda: "question 1 of" in _shown(board) and "taught to all 3" in _shown(board))

        await here.press("y")
        await here.until_true(lambda: here.app.clipboard.startswith("# `loss` of 3 bakes"))
        assert all(f"`yoda_repo/{name}`" in here.app.clipboard for name in NAMES)
        await here.press("q")
        await here.until_true(lambda: here.app.screen is here.explorer)


def _shown(board: BoardScreen) -> str:
    return "\n".join("".join(span.text for span in line) for line in board.rows._lines)


async def test_one_bake_alone_is_compared_with_its_parent(tmp_path: Path) -> None:
    async with begun(tmp_path) as here:
        await here.look_at(bake_key("coder_v6"))
        await here.press("c")
        await here.until(lambda state: state.marked == (bake_key("coder_v6"),))
        await here.press("c")
        await here.until_screen(BoardScreen)
        assert board_of(here).model.keys == (bake_key("coder_v5"), bake_key("coder_v6"))


async def test_the_line_of_descent_is_joined_end_to_end_by_one_key(tmp_path: Path) -> None:
    async with begun(tmp_path) as here:
        await here.look_at(bake_key("coder_v6"))
        await here.press("D")
        await here.until_screen(BoardScreen)
        board = board_of(here)
        assert [key.name for key in board.model.keys] == ["coder_v1", "coder_v3", "coder_v5", "coder_v6"]
        await here.until_true(lambda: len(list(board.model.lines())) == 4)
        lines = list(board.model.lines())
        assert board.model.view.alignment is Alignment.DESCENT
        assert [line.ends()[0] for line in lines] == [1, 355, 709, 1063]
        await here.press("q")
        await here.until_true(lambda: here.app.screen is here.explorer)
        await here.look_at(bake_key("coder_v1"))
        await here.press("D")
        await here.until_true(lambda: any("has no parent" in toast for toast in here.toasts))


async def test_enter_on_the_board_goes_to_that_bake(tmp_path: Path) -> None:
    async with begun(tmp_path) as here:
        await here.type("compare yoda_repo/coder_v1 yoda_repo/coder_v3")
        await here.until_screen(BoardScreen)
        board = board_of(here)
        assert board.tab is BoardTab.TABLE
        await here.press("j", "enter")
        await here.until(lambda state: state.chosen == bake_key("coder_v3"))
        assert here.state.marked == ()


async def test_a_rollout_that_runs_is_drawn_over_time(tmp_path: Path) -> None:
    async with begun(tmp_path) as here:
        rollout = JobKey(YODA, Phase.ROLLOUT, "coder_set_8")
        await here.until(lambda state: rollout in state.jobs)
        await here.look_at(TargetKey(YODA, TargetName("coder_set_8")))
        stage = here.explorer.query_one(StageChart)
        await here.until_true(lambda: stage.display and "rollout" in stage.text())
        assert not here.explorer.plot.display
        await here.look_at(bake_key("coder_v6"))
        await here.until_true(lambda: here.explorer.plot.display and not stage.display)


async def test_markers_of_the_configuration_hold_on_a_board_and_those_said_there_hold_beside_the_tree(
    tmp_path: Path,
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('markers = "block"\n')
    async with begun(tmp_path) as here:
        assert here.explorer.plot.markers is Markers.BLOCK
        await here.type(f"compare {' '.join(f'{YODA}/{name}' for name in NAMES)}")
        await here.until_screen(BoardScreen)
        board = board_of(here)
        await here.until_true(lambda: len(board.picture.curves.lines) == len(NAMES))
        assert board.picture.request.markers is Markers.BLOCK
        await type_word(here, "markers ascii")
        await here.until_true(lambda: board.picture.request.markers is Markers.ASCII)
        await here.press("q")
        await here.until_true(lambda: here.explorer.plot.markers is Markers.ASCII)
