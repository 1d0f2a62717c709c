"""`breadtui metrics --watch` of several bakes: their curves in one live plot, one cursor through the points of all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from breadtui.domain.errors import Unreachable
from breadtui.domain.jobs import JobStatus
from breadtui.domain.metric.record import series_of_rows
from breadtui.domain.metric.rows import metric_rows_of
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.ui.present.plot.view import PlotView
from breadtui.ui.screens.charts.screen import ChartScreen
from breadtui.values import replace
from tests.fakes.states import a_key
from tests.ui.screens.test_watching_log import KEY, REFUSED, Here, a_bake, rows, running
from tests.ui.waiting import until


@asynccontextmanager
async def beside(*others: JobKey, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Here]:
    here = Here(a_bake(), keys=(KEY, *others))
    for number, other in enumerate(others, 2):
        status = JobStatus.COMPLETE if number % 2 else JobStatus.RUNNING
        here.api.jobs[other] = replace(a_bake(status), key=other)
        here.api.series[other] = series_of_rows({"iter": step, "loss": number / step} for step in range(1, 41))
    async with running(here, size):
        await here.said(f"of {40 * len(here.keys)} points")
        yield here


async def test_several_bakes_are_curves_in_one_plot_and_in_every_chart() -> None:
    second, elsewhere = a_key("coder_v8"), JobKey(RepoName("other"), Phase.BAKE, BakeName("wise"))
    async with beside(second, elsewhere) as here:
        await here.said("R 46% coder_v7 · R 46% coder_v8 · D wise ── loss · log")
        await here.said("C ─ ─ ─  other/wise")
        await here.said("B 0.0521")
        await here.pilot.press("b")
        await until(here.pilot, lambda: "other/wise" not in "\n".join(here.lines[3:]))
        await here.pilot.press("b", "z")
        await until(here.pilot, lambda: isinstance(here.app.screen, ChartScreen))
        await here.said("C ─ ─ ─  other/wise")


async def test_all_that_any_of_several_logged_is_in_sight() -> None:
    second = a_key("coder_v8")
    async with beside(second) as here:
        here.api.series[second] = series_of_rows({"iter": step, "loss": 2 / step} for step in range(1, 201))
        await here.pilot.press("r")
        await here.said("┬200")
        await here.said("A 0.026 (raw 0.025)  B 0.0521")  # at the newest step of the first
        here.api.series[second] = series_of_rows({"iter": step, "loss": 2 / step} for step in range(1, 21))
        await here.screen.log_watch.load_metrics(second)  # type: ignore[union-attr]  # it has one by then
        await here.said(" at 20 ")


async def test_the_cursor_goes_over_the_points_of_all_of_several() -> None:
    second = a_key("coder_v8")
    async with beside(second) as here:
        here.api.series[second] = series_of_rows({"iter": step, "loss": 2 / step} for step in range(1, 201))
        await here.pilot.press("r", "s", "s")
        await here.said("┬180")
        await here.said("step 40  loss A 0.025  B 0.05  Δ −50.0%")
        await here.pilot.press("end")
        await here.said("step 200  loss A 0.025 at 40  B 0.01")
        await here.said("240 of 240 points")
        assert "Δ" not in "\n".join(here.lines)
        await here.pilot.press("plus")
        await here.said("┬150")
        await here.said("101 of 240 points")
        await here.pilot.press("z")
        await until(here.pilot, lambda: isinstance(here.app.screen, ChartScreen))
        await here.said("step 200  loss A 0.025 at 40  B 0.01")
        await here.pilot.press("home")
        await here.said("step 1  loss A 1  B 2  Δ −50.0%")
        await here.pilot.press("end", "b")
        await here.said("step 40  loss 0.025")
        await here.pilot.press("b", "full_stop")
        await here.said("┬0─")
        await here.pilot.press("x")
        await here.said("step 40  time 5m20  loss A 0.025")


async def test_one_without_points_hides_no_other_and_takes_nobodys_letter() -> None:
    second, third = a_key("coder_v8"), a_key("coder_v9")
    here = Here(a_bake(), 0, keys=(KEY, second, third))
    here.api.jobs[second] = replace(a_bake(), key=second)
    here.api.jobs[third] = replace(a_bake(), key=third)
    here.api.series[second] = series_of_rows([])
    here.api.series[third] = series_of_rows(rows(20))
    async with running(here):
        await here.said("step 20  loss C ")
        await here.said("C ─ ─ ─ coder_v9")
        here.api.series[KEY] = series_of_rows(rows(40))
        await here.pilot.press("r")
        await here.said("step 40  loss A ")
        await here.said("C ─ ─ ─  coder_v9")
        await here.pilot.press("b")
        await here.said("step 40  loss 0.0")


async def test_a_log_of_several_that_cannot_be_read_is_told_beside_its_letter() -> None:
    second = a_key("coder_v8")
    async with beside(second) as here:
        here.api.fail("metrics", *[Unreachable("timed out")] * 2)
        await here.pilot.press("r")
        await here.said("A data of")
        await here.said("1 more")
        await here.pilot.press("r")
        await until(here.pilot, lambda: "data of" not in here.lines[1])


async def test_many_bakes_are_counted_by_how_they_stand() -> None:
    async with beside(*(a_key(f"sweep_{number}") for number in range(7)), size=(80, 24)) as here:
        await here.said(" 5 running · 3 done ── loss · log · ema .6 · x=step ── 320 of 320 points ─")
        await here.said("H ────   sweep_6")


async def test_one_of_several_that_is_not_there_ends_it_as_refused() -> None:
    here = Here(a_bake(), keys=(KEY, a_key("nowhere")))
    async with running(here):
        await until(here.pilot, lambda: here.app.return_code is not None)
    assert here.app.return_code == REFUSED


@pytest.mark.parametrize("way", [("e", "enter"), ("z", "e", "enter")], ids=["plot", "charts"])
async def test_every_row_of_several_is_written_with_whose_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    second = a_key("coder_v8")
    async with beside(second) as here:
        here.api.logs[second] = metric_rows_of(rows(20))
        for key in way:
            await here.pilot.press(key)
            await here.pilot.pause()
        await here.said("60 rows of 2 bakes written")
        await until(here.pilot, (tmp_path / "coder_v7-metrics.csv").exists)
    written = (tmp_path / "coder_v7-metrics.csv").read_text().splitlines()
    assert written[0] == "iter,loss,lr,step_time,bake"
    assert [row.rpartition(",")[2] for row in written[1:]] == ["coder/coder_v7"] * 40 + ["coder/coder_v8"] * 20


async def test_a_picture_of_several_names_them_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with beside(a_key("coder_v8")) as here:
        await here.pilot.press("z")
        await until(here.pilot, lambda: isinstance(here.app.screen, ChartScreen))
        await here.pilot.press("colon", *"export svg", "enter")
        await here.said("the plot, 80 points")
        await until(here.pilot, (tmp_path / "coder_v7-metrics.svg").exists)
    assert "loss of A coder/coder_v7, B coder/coder_v8" in (tmp_path / "coder_v7-metrics.svg").read_text()


async def test_a_plot_as_text_names_each_letter_also_where_the_legend_had_no_room() -> None:
    async with beside(a_key("coder_v8"), size=(60, 8)) as here:
        assert "coder_v8" not in "\n".join(here.lines[2:])
        text = here.screen.plot.text()
        assert " A ────── coder_v7  B ─── ── coder_v8\n" in text
        await here.pilot.press("b")
        await until(here.pilot, lambda: "coder_v8" not in here.screen.plot.text())
        assert "A ────── coder_v7" in here.screen.plot.text()


async def test_a_metric_that_any_of_several_logged_can_be_drawn() -> None:
    second = a_key("coder_v8")
    async with beside(second) as here:
        here.api.series[second] = series_of_rows(
            {"iter": step, "loss": 2 / step, "grad_norm": 50.0 + step} for step in range(1, 31)
        )
        await here.pilot.press("r")
        await here.said("of 70 points")
        await here.pilot.press("m")
        await here.said("grad_norm")
        await here.pilot.press("n", "o", "r", "m", "enter")
        await here.said("grad_norm · ema .6 · x=step ── 30 of 30 points")
        await here.said("step 40  grad_norm A -  B 78.5 at 30")
        await here.pilot.press("M")
        await here.said("── loss · ")
        await here.pilot.press("z")
        await until(here.pilot, lambda: isinstance(here.app.screen, ChartScreen))
        await here.said(" grad_norm  78.5 (raw 80)")
        await here.pilot.press("less_than_sign", "greater_than_sign", "greater_than_sign", "greater_than_sign")
        await here.said(" grad_norm ")


async def test_a_metric_that_only_another_logged_has_its_row_where_charts_are_short() -> None:
    second = a_key("coder_v8")
    async with beside(second, size=(80, 12)) as here:
        here.api.series[second] = series_of_rows({"iter": step, "grad_norm": 50.0 + step} for step in range(1, 31))
        await here.pilot.press("r", "z")
        await until(here.pilot, lambda: isinstance(here.app.screen, ChartScreen))
        for _ in range(4):
            await here.pilot.press("greater_than_sign")
        await here.said(" grad_norm ")
        await here.said(" 80")


async def test_a_wanted_metric_that_none_logged_is_missed_aloud() -> None:
    here = Here(a_bake(), view=PlotView("nosuch"))
    async with running(here, (120, 40)):
        await here.said("── loss · no nosuch logged · ema .6 · x=step ── 40 of 40 points")
        await here.pilot.press("z")
        await here.said("no nosuch logged")
        await here.pilot.press("j")
        await until(here.pilot, lambda: "nosuch" not in "\n".join(here.lines))


async def test_keys_of_the_plot_are_offered_from_the_first_point_on_and_say_before_why_not() -> None:
    async with running(Here(a_bake(), 0)) as here:
        await here.said("no metrics yet")
        assert "cursor" not in here.lines[-1]
        assert "quit" in here.lines[-1]
        await here.pilot.press("e")
        await until(here.pilot, lambda: "\n".join(here.lines).count("no metrics yet") > 1)
        here.api.series[KEY] = series_of_rows(rows(3))
        await here.pilot.press("r")
        await here.said("3 of 3 points")
        await until(here.pilot, lambda: "h/l cursor" in here.lines[-1] and "export" in here.lines[-1])
