"""A sweep over a real service: from a bake to several, compared and started, with what is refused tried again."""

from __future__ import annotations

from pathlib import Path

from breadtui.demo.faults import Fault
from breadtui.domain.bulk import Outcome
from breadtui.ui.screens.sweep.screen import SweepScreen
from tests.journeys.cockpit import YODA, Cockpit, bake_key, cockpit, demo_server

BASE = bake_key("yoda_v1")
NAMES = ("yoda_v1_lr1e-3", "yoda_v1_lr1e-4")


async def open_sheet(here: Cockpit, words: str = "lr=1e-3,1e-4 epochs=2") -> None:
    await here.until_ready()
    await here.until(lambda state: BASE in state.jobs and state.jobs[BASE].job.config)
    await here.look_at(BASE)
    await here.type(f"sweep {words}")
    await here.until_screen(SweepScreen)


async def create(here: Cockpit) -> None:
    await here.press("ctrl+s")
    await here.until_asked()
    await here.press("y")
    await here.until(lambda state: state.sweep is not None and not state.sweep.is_running)


async def test_bakes_are_created_as_one_batch_marked_for_comparing_and_started_when_that_is_agreed(
    tmp_path: Path,
) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await open_sheet(here)
            await create(here)
            assert here.state.marked == tuple(bake_key(name) for name in NAMES)
            made = demo.world.repos[YODA].bakes[NAMES[1]].config
            assert made["optimizer"]["learning_rate"] == 1e-4
            assert made["epochs"] == 2
            assert made["datasets"] == demo.world.repos[YODA].bakes["yoda_v1"].config["datasets"]
            writes = [path for method, path in here.writes()]
            assert writes == [f"/v1/repo/{YODA}/bakes/batch"]
            await here.until_asked()
            assert "Start 2 bakes?" in here.text
            await here.press("y")
            await here.until(lambda state: all(state.jobs[bake_key(name)].job.job_id for name in NAMES))
            assert [path for _, path in here.writes()][1:] == [f"/v1/repo/{YODA}/bakes/{name}" for name in NAMES]


async def test_no_is_the_default_and_starts_nothing(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await open_sheet(here)
            await here.press("ctrl+s")
            await here.until_asked()
            await here.press("enter")
            await here.until_screen(SweepScreen)
            assert here.writes() == []
            await create(here)
            await here.until_asked()
            await here.press("enter")
            await here.until_screen(SweepScreen)
            assert len(here.writes()) == 1


async def test_a_batch_that_is_refused_is_asked_for_one_by_one_and_only_what_failed_again(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(80, 24)) as here:
            await open_sheet(here)
            demo.faults.add("/bakes/batch", Fault(status=422), times=None)
            demo.faults.add(f"/v1/repo/{YODA}/bakes", Fault(status=400), times=1, method="POST")
            await create(here)
            assert here.state.sweep is not None
            assert sorted(line.outcome for line in here.state.sweep.lines) == [Outcome.DONE, Outcome.FAILED]
            demo.faults.clear()
            await create(here)
            assert here.state.sweep.count(Outcome.DONE) == 2
            assert set(NAMES) <= set(demo.world.repos[YODA].bakes)


async def test_the_sheet_is_there_again_as_it_was_left(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await open_sheet(here)
            await here.press("l", "l", "5", "enter", "q")
            await here.until_true(lambda: here.app.screen is here.explorer)
            await here.type("sweep")
            await here.until_screen(SweepScreen)
            screen = here.app.screen
            assert isinstance(screen, SweepScreen)
            assert [row.cells for row in screen.desk.sheet.rows] == [("1e-3", "5"), ("1e-4", "2")]
