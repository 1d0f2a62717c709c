"""`breadtui metrics --watch`: one bake's live plot on a screen of its own, with the keys of every chart."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from breadtui.domain.errors import NotFound, Unauthorized, Unreachable
from breadtui.domain.jobs import Job, JobStatus, LossSummary
from breadtui.domain.json_values import Json
from breadtui.domain.metric.record import series_of_rows
from breadtui.domain.metric.rows import metric_rows_of
from breadtui.domain.names import JobKey
from breadtui.store.clock import SystemClock
from breadtui.store.facts.asks import Intervals
from breadtui.store.reading.log_watch import LogWatch
from breadtui.store.store import Store
from breadtui.ui.door import CannotEnter
from breadtui.ui.panes.chart_grid import ChartGrid
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.plot.view import PlotView
from breadtui.ui.screens.charts.screen import ChartScreen
from breadtui.ui.screens.charts.watching import NOT_READ_YET, WatchScreen
from breadtui.ui.screens.making.form_picker import PickerScreen
from breadtui.ui.watch import WatchApp, Watched
from tests.fakes.api import FakeApi
from tests.fakes.states import a_job, a_key
from tests.loading import loaded_by
from tests.ui.waiting import until

KEY = a_key("coder_v7")
REFUSED, NOT_AUTHORISED = 7, 5


def rows(count: int) -> list[dict[str, Json]]:
    return [{"iter": step, "loss": 1 / step, "lr": 9e-4, "step_time": 8.0} for step in range(1, count + 1)]


def a_bake(status: JobStatus = JobStatus.RUNNING, **facts: Any) -> Job:
    return a_job("coder_v7", status, **{"progress_percent": 46.0, "loss": LossSummary(1.0, 1.0, 1.0), **facts})


class Here:
    """The program on a service in memory."""

    def __init__(
        self, job: Job | None, count: int = 40, *, view: PlotView | None = None, keys: Sequence[JobKey] = (KEY,)
    ) -> None:
        self.keys = keys
        self.api = FakeApi(jobs=[] if job is None else [job])
        self.api.series[KEY] = series_of_rows(rows(count))
        self.api.logs[KEY] = metric_rows_of(rows(count))
        self.problem: CannotEnter | None = None
        watched = Watched(keys, view or PlotView(), self._connect, host="bread.example", is_demo=True)
        self.app = WatchApp(watched, refused=REFUSED, not_authorised=NOT_AUTHORISED)
        self.pilot: Pilot[None]

    async def _connect(self, store: Store) -> LogWatch:
        if self.problem is not None:
            raise self.problem
        return LogWatch(store, self.api, SystemClock(), Intervals(), self.keys)

    @property
    def screen(self) -> WatchScreen:
        screen = self.app.plot_screen
        assert screen is not None
        return screen

    @property
    def lines(self) -> list[str]:
        """What stands on the terminal."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    async def said(self, words: str) -> None:
        """Wait until the screen says this."""
        await until(self.pilot, lambda: words in "\n".join(self.lines))


@asynccontextmanager
async def running(here: Here, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Here]:
    async with here.app.run_test(size=size, notifications=True) as pilot:
        here.pilot = pilot
        yield here


@asynccontextmanager
async def at_plot(job: Job | None = None, size: tuple[int, int] = (120, 40), **more: Any) -> AsyncIterator[Here]:
    async with running(Here(job or a_bake(), **more), size) as here:
        await here.said("of 40 points")
        yield here


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_it_tells_how_the_bake_stands_and_draws_its_loss_with_the_other_metrics(size: tuple[int, int]) -> None:
    async with at_plot(size=size) as here:
        await here.said("R running 46%")
        top, title, *_, keys = here.lines
        assert " bread › coder › coder_v7" in top
        assert "live 0s" in top
        assert "DEMO" in top
        assert title.startswith(" R running 46% ── loss · ema .6 · x=step ── 40 of 40 points ───")
        assert any(line.startswith(" step 40  loss ") for line in here.lines)
        assert any(" lr " in line and " step_time " in line for line in here.lines)
        assert keys.startswith(" h/l cursor · +/- zoom · m metric")
        assert keys.rstrip().endswith("? help · q quit")


async def test_one_that_ended_says_so_and_when_that_was_seen() -> None:
    async with at_plot(a_bake(JobStatus.FAILED, error="CUDA out of memory\nTraceback")) as here:
        await here.said("F failed CUDA out of memory ──")
        assert "seen " in here.lines[0]


@pytest.mark.parametrize("count", [0, 1])
async def test_a_log_of_nothing_or_of_one_point_looks_intended(count: int) -> None:
    async with running(Here(a_bake(), count)) as here:
        await here.said("no metrics yet" if not count else "1 of 1 points")
        await here.said("R running 46%")


async def test_the_keys_are_those_of_every_chart() -> None:
    async with at_plot() as here:
        await here.pilot.press("h", "h")
        assert here.screen.plot.view.is_following is False
        await here.pilot.press("M")
        await here.said("── lr ·")
        await here.pilot.press("+")
        await here.said(" of 40 points")
        assert "40 of 40" not in here.lines[1]
        await here.pilot.press("b")
        await here.said("it started from the base model")


async def test_the_parents_curve_is_laid_beside_once_the_bake_told_its_parent() -> None:
    parent = a_key("coder_v6")
    here = Here(a_bake(config={"model": {"parent_model_name": f"ada/{parent.repo}/{parent.name}/40"}}))
    here.api.series[parent] = series_of_rows({"iter": step, "loss": 2 / step} for step in range(1, 41))
    here.api.fail_always("job", Unreachable("refused the connection"))
    async with running(here):
        await here.said("of 40 points")
        await here.pilot.press("b")
        await here.said(NOT_READ_YET)
        here.api.heal()
        await here.pilot.press("r")
        await here.said("R running 46%")
        await here.pilot.press("b")
        await here.said("Δ −50.0%")
        assert "coder_v6" in "\n".join(here.lines)
        await here.pilot.press("b")
        await until(here.pilot, lambda: "coder_v6" not in "\n".join(here.lines))
    assert here.api.calls.count(("metrics", parent)) == 1


@asynccontextmanager
async def at_charts() -> AsyncIterator[Here]:
    async with at_plot() as here:
        await here.pilot.press("h", "z")
        await until(here.pilot, lambda: isinstance(here.app.screen, ChartScreen))
        yield here


async def test_all_metrics_are_charts_on_a_screen_of_their_own_which_leads_back_to_the_plot() -> None:
    async with at_charts() as here:
        grid = here.app.screen.query_one(ChartGrid)
        await here.said("step_time")
        assert "live " in here.lines[0]
        assert here.lines[-1].rstrip().endswith("? help · q back")
        assert grid.view.is_following is False
        here.api.series[KEY] = series_of_rows(rows(60))
        await here.screen.log_watch.look_again()  # type: ignore[union-attr]  # it has one by then
        await until(here.pilot, lambda: len(grid.drawing().main.series) == 60)  # type: ignore[union-attr]
        await here.pilot.press("tab", "escape")
        await until(here.pilot, lambda: here.app.screen is here.screen)
        assert here.screen.plot.view.metric == "lr"


async def test_markers_that_were_chosen_among_the_charts_stay() -> None:
    async with at_charts() as here:
        await here.pilot.press("colon", *"markers block", "enter", "q")
        await until(here.pilot, lambda: here.app.screen is here.screen)
        assert here.screen.plot.markers is Markers.BLOCK


async def test_every_row_is_written_from_the_charts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_charts() as here:
        await here.pilot.press("colon", *"export jsonl", "enter")
        await here.said("40 rows written")
    assert len((tmp_path / "coder_v7-metrics.jsonl").read_text().splitlines()) == 40


async def test_a_metric_is_chosen_from_all() -> None:
    async with at_plot() as here:
        await here.pilot.press("m")
        await until(here.pilot, lambda: isinstance(here.app.screen, PickerScreen))
        await here.pilot.press(*"step_t", "enter")
        await here.said("── step_time ·")


async def test_it_is_first_looked_at_as_was_asked() -> None:
    view = PlotView("lr", alpha=0.0)
    async with at_plot(view=view) as here:
        assert " ── lr · x=step ── 40 of 40 points" in here.lines[1]


async def test_rows_that_come_are_drawn_when_a_person_asks_again() -> None:
    async with at_plot() as here:
        here.api.series[KEY] = series_of_rows(rows(60))
        await here.pilot.press("r")
        await here.said("60 of 60 points")


async def test_every_row_is_written_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with at_plot() as here:
        await here.pilot.press("e")
        await until(here.pilot, lambda: isinstance(here.app.screen, PickerScreen))
        await here.pilot.press("enter")
        await here.said("40 rows written")
        await until(here.pilot, (tmp_path / "coder_v7-metrics.csv").exists)
    assert len((tmp_path / "coder_v7-metrics.csv").read_text().splitlines()) == 41


async def test_enter_goes_on_to_the_cockpit_even_before_there_is_a_plot() -> None:
    async with running(Here(a_bake(), 0)) as here:
        await here.said("no metrics yet")
        await here.pilot.press("enter")
        await until(here.pilot, lambda: here.app.wants_cockpit)
    assert here.app.return_code == 0


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+q"])
async def test_leaving_ends_it_and_its_connection(key: str) -> None:
    async with at_plot() as here:
        await here.pilot.press(key)
        await here.pilot.pause()
    assert (here.app.return_code, here.app.wants_cockpit) == (0, False)
    assert ("aclose", None) in here.api.calls


async def test_a_bake_that_is_not_there_ends_it_as_refused() -> None:
    async with running(Here(None)) as here:
        await until(here.pilot, lambda: here.app.return_code is not None)
    assert here.app.return_code == REFUSED


@pytest.mark.parametrize("operation", ["job", "metrics"])
async def test_a_refused_key_ends_it_as_that_wherever_it_is_refused(operation: str) -> None:
    here = Here(a_bake())
    here.api.fail(operation, Unauthorized("no", status=401))
    async with running(here):
        await until(here.pilot, lambda: here.app.return_code is not None)
    assert here.app.return_code == NOT_AUTHORISED


async def test_an_address_that_cannot_work_ends_it() -> None:
    here = Here(a_bake())
    here.problem = CannotEnter("the address is no address")
    async with running(here):
        await until(here.pilot, lambda: here.app.return_code is not None)
    assert here.app.return_code == 2


async def test_a_service_that_is_away_is_told_in_the_place_of_the_plot() -> None:
    here = Here(a_bake())
    here.api.fail_always("*", Unreachable("refused the connection"))
    async with running(here):
        await here.said("refused the connection")
        assert here.lines[1].startswith(" asking ───")
        here.api.heal()


async def test_a_log_that_failed_once_says_how_old_the_plot_is() -> None:
    async with at_plot() as here:
        here.api.fail("metrics", NotFound("gone", status=404))
        await here.pilot.press("r")
        await here.said("data of")
        assert "40 of 40 points" in here.lines[1]


async def test_help_lists_the_keys_that_are_valid_here() -> None:
    async with at_plot() as here:
        await here.pilot.press("question_mark")
        await here.said("Keys valid now")
        await here.pilot.press(*"cockpit")
        await here.said("All of breadtui, at this bake")
        await here.pilot.press("enter")
        await until(here.pilot, lambda: here.app.wants_cockpit)


def test_neither_the_cockpit_nor_the_journal_is_loaded_for_it() -> None:
    loaded = loaded_by("import breadtui.cli.log_watch, breadtui.ui.watch")
    assert loaded.isdisjoint({"httpx", "pydantic", "plotext", "sqlite3", "breadtui.store.commands", "breadtui.ui.app"})
    assert not [name for name in loaded if name.startswith(("breadtui.ui.screens.explorer", "breadtui.journal"))]
    assert not [name for name in loaded if name.startswith("breadtui.ui.panes.repo_tree")]
