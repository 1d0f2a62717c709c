"""`e` on the chart of a stage, and on the charts of a bake: what was looked at goes into a file from where one is."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.metric.record import series_of_rows
from breadtui.domain.metric.rows import metric_rows_of
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.sightings import JobSighting
from breadtui.store.facts.remote import Ready
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.charts.screen import ChartScreen
from breadtui.ui.screens.line.command_line import CommandLine
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_state, a_tree
from tests.ui.screens.explorer_host import Explorer, exploring
from tests.ui.waiting import until

BAKE = a_key("coder_v7")
ROLLOUT = JobKey(RepoName(REPO), Phase.ROLLOUT, "coder_set_8")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@asynccontextmanager
async def at_stage(looks: int = 3) -> AsyncIterator[Explorer]:
    job = Job(ROLLOUT, JobStatus.RUNNING, "running", lines=100 * looks, progress_percent=10.0 * looks)
    state = replace(a_state(a_tree(("coder_v7",)), [job], targets=["coder_set_8"]), chosen=ROLLOUT)
    async with exploring(state) as here:
        for number in range(1, looks + 1):
            at = NOW + timedelta(minutes=number)
            sighting = JobSighting(ROLLOUT, at, "running", 10.0 * number, 100 * number, None, None)
            here.journal.record_jobs([sighting])
        here.screen.show_pane(Pane.METRICS)
        await here.settled()
        await here.screen._read_stage(ROLLOUT)
        await here.settled()
        yield here


@asynccontextmanager
async def at_charts(size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[Explorer, ChartScreen]]:
    rows = [{"iter": step, "loss": 1 / step, "lr": 9e-4} for step in range(1, 101)]
    state = a_state(a_tree(("coder_v7",)), [a_job("coder_v7", progress_percent=50.0)], chosen=BAKE)
    async with exploring(replace(state, metrics={BAKE: Ready(series_of_rows(rows), NOW)}), size=size) as here:
        here.api.logs[BAKE] = metric_rows_of([*rows, rows[-1]])
        here.screen.show_pane(Pane.METRICS)
        await here.pilot.press("enter")
        await here.settled()
        screen = here.app.screen
        assert isinstance(screen, ChartScreen)
        yield here, screen


async def told(here: Explorer, count: int = 1) -> None:
    """Until so much was said in the corner: files are written by a thread."""
    await until(here.pilot, lambda: len(here.toasts) >= count)


async def test_e_on_a_stage_offers_a_name_and_writes_every_look(folder: Path) -> None:
    async with at_stage() as here:
        await here.pilot.press("e")
        await here.settled()
        assert here.screen.line.value == "export csv coder_set_8-rollout.csv"
        await here.pilot.press("enter")
        await told(here)
        file = folder / "coder_set_8-rollout.csv"
        assert here.toasts[-1] == f"3 looks written: {file}"
        assert len(file.read_text().splitlines()) == 4


@pytest.mark.parametrize(("form", "begins"), [("plot", "4 Metrics ── rollout"), ("svg", "<?xml"), ("json", "[\n{")])
async def test_a_stage_is_written_in_every_form(form: str, begins: str, folder: Path) -> None:
    async with at_stage() as here:
        await here.type_line(f"export {form} out")
        await told(here)
        assert (folder / "out").read_text(encoding="utf-8").startswith(begins)


async def test_a_stage_that_was_never_seen_to_run_writes_nothing(folder: Path) -> None:
    async with at_stage(0) as here:
        for number, form in enumerate(("csv", "plot", "svg"), 1):
            await here.type_line(f"export {form} out")
            await told(here, number)
        assert here.toasts[-3:] == ["it was not seen running yet", "there is no plot yet", "there is no value to draw"]
        assert not (folder / "out").exists()


async def test_away_from_the_chart_of_a_stage_its_rows_are_not_meant(folder: Path) -> None:
    async with at_stage() as here:
        here.screen.show_pane(Pane.TREE)
        await here.settled()
        await here.type_line("export csv out")
        await told(here)
        assert here.toasts[-1].startswith("csv writes metrics: choose a bake")
        assert not (folder / "out").exists()


async def test_e_in_the_charts_writes_from_there_and_stays(folder: Path) -> None:
    async with at_charts() as (here, screen):
        await here.pilot.press("e")
        await here.settled()
        assert screen.query_one(CommandLine).value == "export csv coder_v7-metrics.csv"
        await here.pilot.press("enter")
        await told(here)
        file = folder / "coder_v7-metrics.csv"
        assert here.toasts[-1] == f"100 rows of 101 sent written: {file}"
        assert len(file.read_text().splitlines()) == 101
        assert here.app.screen is screen
        assert screen.grid.has_focus


async def test_a_form_that_charts_do_not_know_is_told() -> None:
    async with at_charts() as (here, screen):
        screen._export("yaml out")
        await told(here)
        assert here.toasts[-1] == "charts are written as csv, jsonl, json, plot, svg, png"


async def test_the_page_the_rows_and_the_picture_are_written(folder: Path) -> None:
    async with at_charts() as (here, screen):
        for number, form in enumerate(("plot", "json", "svg"), 1):
            screen._export(f"{form} {form}.out")
            await told(here, number)
        assert (folder / "plot.out").read_text(encoding="utf-8").startswith(" coder_v7 ── ")
        assert len(json.loads((folder / "json.out").read_text())) == 100
        assert f"loss of {REPO}/coder_v7" in (folder / "svg.out").read_text(encoding="utf-8")


async def test_the_line_that_is_typed_in_leaves_as_many_charts_as_there_were() -> None:
    async with at_charts((60, 20)) as (here, screen):
        before = screen.grid.shape
        await here.pilot.press("colon")
        await here.settled()
        assert (screen.grid.shape, before.count) == (before, 2)
