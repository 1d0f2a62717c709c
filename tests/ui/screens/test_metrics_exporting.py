"""`e` on the plot and `:export csv|jsonl|json|plot`: every row in a file, nothing written over unasked."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from breadtui.config.settings import Options
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.ui.screens.base.layout import Pane
from tests.journeys.cockpit import YODA, Cockpit, bake_key, cockpit, demo_server

BAKE = bake_key("yoda_v1")
ROWS = 75


@asynccontextmanager
async def at_plot(home: Path) -> AsyncIterator[Cockpit]:
    """The program with a complete bake chosen and its plot in focus."""
    with demo_server() as demo:
        async with cockpit(demo, home, options=Options(repo=YODA)) as here:
            await here.until(lambda state: state.lineages.get(YODA) and YODA in state.contents)
            here.explorer.repos.reveal(BAKE)
            here.explorer.choose(BAKE)
            await here.until(lambda state: value_of(state.metrics.get(BAKE, NOT_ASKED)) is not None)
            here.explorer.show_pane(Pane.METRICS)
            await here.pilot.pause()
            yield here


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "out"
    made.mkdir()
    monkeypatch.chdir(made)
    return made


async def test_e_asks_and_every_row_is_written_once_it_is_agreed(tmp_path: Path, folder: Path) -> None:
    file = folder / "yoda_v1-metrics.csv"
    async with at_plot(tmp_path / "home") as here:
        await here.press("e")
        await here.until_true(lambda: here.explorer.line.value == "export csv yoda_v1-metrics.csv")
        await here.press("enter")
        await here.until_true(lambda: f"{ROWS} rows written: {file}" in here.toasts)
        assert len(file.read_text().splitlines()) == ROWS + 1
        file.write_text("mine")
        await here.type("export csv")
        await here.until_asked()
        await here.press("enter")
        assert file.read_text() == "mine"
        await here.type("export csv")
        await here.until_asked()
        await here.press("y")
        await here.until_true(lambda: file.read_text() != "mine")
        assert len(file.read_text().splitlines()) == ROWS + 1


async def test_json_is_of_the_metrics_where_they_have_the_focus(tmp_path: Path, folder: Path) -> None:
    file = folder / "yoda_v1-metrics.json"
    async with at_plot(tmp_path / "home") as here:
        await here.type("export json")
        await here.until_true(lambda: f"{ROWS} rows written: {file}" in here.toasts)
        assert [row["iter"] for row in json.loads(file.read_text())] == list(range(1, ROWS + 1))


async def test_the_plot_is_written_as_it_is_drawn(tmp_path: Path, folder: Path) -> None:
    file = folder / "yoda_v1-metrics.txt"
    async with at_plot(tmp_path / "home") as here:
        await here.type("export plot")
        await here.until_true(lambda: f"the plot written: {file}" in here.toasts)
        text = file.read_text(encoding="utf-8")
        assert "loss" in text.splitlines()[0]
        assert "75 of 75 points" in text.splitlines()[0]
        assert any("step 75  loss" in line for line in text.splitlines())
        assert any("⠀" < mark <= "⣿" for mark in text)


async def test_what_cannot_be_written_is_named(tmp_path: Path, folder: Path) -> None:
    async with at_plot(tmp_path / "home") as here:
        await here.type(f"export jsonl {folder}/no/such.jsonl")
        await here.until_true(lambda: any("could not write" in toast for toast in here.toasts))
        here.explorer.choose(YODA)
        await here.until(lambda state: state.chosen == YODA)
        await here.type("export csv")
        wrong = "csv writes metrics: choose a bake, or go to the chart of a stage (4)"
        await here.until_true(lambda: wrong in here.toasts)
    assert list(folder.iterdir()) == []  # noqa: ASYNC240


async def test_the_plot_is_written_as_pictures_with_the_raw_values_behind(tmp_path: Path, folder: Path) -> None:
    svg, png = folder / "yoda_v1-metrics.svg", folder / "yoda_v1-metrics.png"
    async with at_plot(tmp_path / "home") as here:
        await here.type("export svg")
        await here.until_true(lambda: f"the plot, 75 points · ema .6, written: {svg}" in here.toasts)
        assert svg.read_text().count("<polyline") > svg.read_text().count('stroke="#b8b8b8"') > 0
        await here.type("export png")
        await here.until_true(lambda: f"the plot, 75 points · ema .6, written: {png}" in here.toasts)
        assert png.read_bytes().startswith(b"\x89PNG")
