"""A board written to files: what is in them, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from breadtui.domain.metric.rows import metric_rows_of
from tests.ui.screens.board_host import STEPS, TWO, BoardHost
from tests.ui.screens.test_board import a_board, type_line
from tests.ui.waiting import until


async def test_every_row_of_every_log_is_written_and_counted(tmp_path: Path) -> None:
    async with a_board() as (app, pilot):
        await type_line(app, pilot, f"export csv {tmp_path / 'all.csv'}")
        await until(pilot, lambda: app.told)
        lines = (tmp_path / "all.csv").read_text().splitlines()
        assert len(lines) == 1 + sum(STEPS.values())
        assert lines[0].split(",")[-1] == "bake"
        assert lines[-1].endswith("coder/coder_v3")
        assert app.told[-1].startswith("380 rows of 3 bakes written")


async def test_a_bake_without_a_row_is_not_counted_among_those_written(tmp_path: Path) -> None:
    app = BoardHost()
    app.api.logs[TWO] = metric_rows_of(())
    async with a_board(host=app) as (_, pilot):
        await type_line(app, pilot, f"export jsonl {tmp_path / 'all.jsonl'}")
        await until(pilot, lambda: app.told)
        assert app.told[-1].startswith("280 rows of 2 of 3 bakes written")


@pytest.mark.parametrize("form", ["svg", "png", "plot", "json", "markdown"])
async def test_the_board_is_written_in_every_form(tmp_path: Path, form: str) -> None:
    file = tmp_path / f"a.{form}"
    async with a_board() as (app, pilot):
        await type_line(app, pilot, f"export {form} {file}")
        await until(pilot, lambda: app.told)
        assert (
            file.read_bytes()[:4]
            == {
                "svg": b"<?xm",
                "png": b"\x89PNG",
                "plot": b"Comp",
                "json": b"{\n  ",
                "markdown": b"# `l",
            }[form]
        )
        assert str(file) in app.told[-1]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("markdown", "table of 3 bakes"),
        ("json", "table of 3 bakes"),
        ("plot", "chart of 2 of 3 bakes"),
        ("svg", "chart of 2 of 3 bakes"),
        ("csv", "380 rows of 3 bakes"),
    ],
)
async def test_what_is_said_to_be_written_is_what_is_in_the_file(tmp_path: Path, form: str, words: str) -> None:
    file = tmp_path / f"a.{form}"
    async with a_board() as (app, pilot):
        await pilot.press("j", "space")
        await type_line(app, pilot, f"export {form} {file}")
        await until(pilot, lambda: app.told)
        assert app.told[-1] == f"{words} written: {file}"
        assert ("coder_v2" in file.read_text()) == (form not in {"plot", "svg"})


@pytest.mark.parametrize("form", ["plot", "svg", "png"])
async def test_a_chart_without_a_curve_is_not_written(tmp_path: Path, form: str) -> None:
    file = tmp_path / f"a.{form}"
    async with a_board() as (app, pilot):
        await pilot.press("space", "j", "space", "j", "space")
        await type_line(app, pilot, f"export {form} {file}")
        await until(pilot, lambda: app.told)
        assert app.told[-1] == app.board.picture.words
        assert not file.exists()


@pytest.mark.parametrize("is_moved", [False, True])
async def test_a_chart_as_text_has_the_cursor_that_was_put_and_no_other(tmp_path: Path, is_moved: bool) -> None:
    file = tmp_path / "a.txt"
    async with a_board() as (app, pilot):
        if is_moved:
            await pilot.press("left", "left")
        await type_line(app, pilot, f"export plot {file}")
        await until(pilot, lambda: app.told)
        assert ("┊" in file.read_text()) == is_moved
