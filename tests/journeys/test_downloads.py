"""Downloads by keys on the demo: asked first, paused, gone on with, left to a recorder, at the end of a chain."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from breadtui.config.settings import Options
from breadtui.demo.faults import Fault
from breadtui.demo.weights import archive
from breadtui.domain.downloading.downloads import Download, Standing
from breadtui.domain.names import JobKey
from breadtui.store.events.session import Marked
from breadtui.ui.screens.downloads.screen import DownloadsScreen
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from tests.journeys.cockpit import DEADLINE_SECONDS, KEY, YODA, Cockpit, DemoTime, bake_key, cockpit, demo_server
from tests.journeys.test_recorded import recorder, until

BAKE, NEXT = bake_key("coder_v6"), bake_key("coder_v8")
OPENED = Options(repo=YODA)
WEIGHTS = "^/weights/"


def content(key: JobKey = BAKE, checkpoint: int = 354) -> bytes:
    return archive(key.repo, key.name, checkpoint).content


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "here"
    made.mkdir()
    monkeypatch.chdir(made)
    return made


def held(place: str | Path) -> bytes | None:
    """What a file holds; None where there is none."""
    path = Path(place)
    return path.read_bytes() if path.exists() else None


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def the_one(here: Cockpit) -> Download:
    (download,) = here.state.downloads.values()
    return download


async def until_standing(here: Cockpit, standing: Standing) -> None:
    await here.until(lambda state: [one.standing for one in state.downloads.values()] == [standing])


async def choose(here: Cockpit, key: JobKey = BAKE) -> None:
    await here.until_ready()
    await here.until(lambda state: YODA in state.contents and key in state.jobs)
    await here.look_at(key)


async def begin_half(here: Cockpit) -> None:
    """A download of which half is there, and whose next byte does not come."""
    await choose(here)
    await here.press("a", "g")
    await here.until_asked()
    here.demo.faults.add(WEIGHTS, Fault(drop="cut"))
    here.demo.faults.add(WEIGHTS, Fault(delay_seconds=600.0))
    await here.press("y")
    await here.until_true(lambda: not here.demo.faults._pending)
    await until_standing(here, Standing.RUNNING)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_paused_and_gone_on_with_by_keys(tmp_path: Path, folder: Path, size: tuple[int, int]) -> None:
    with demo_server(key=KEY, clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, options=OPENED, size=size) as here:
            await begin_half(here)
            await here.type("downloads")
            await here.until_screen(DownloadsScreen)
            await here.press("p")
            await here.until_shown("1 paused")
            assert the_one(here).done_bytes == len(content()) // 2
            await here.press("r")
            await here.until_shown("1 done")
            await here.until_shown("checked by md5")
            await here.press("escape")
            await here.until_screen(ExplorerScreen)
            assert held(the_one(here).place) == content()


async def test_nothing_is_fetched_without_a_yes(tmp_path: Path, folder: Path) -> None:
    with demo_server(key=KEY, clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, options=OPENED) as here:
            await choose(here)
            await here.press("a", "g")
            await here.until_asked()
            assert "3.15 MB; " in here.text
            assert "are free there" in here.text
            await here.press("enter")
            await here.until_screen(ExplorerScreen)
            assert here.state.downloads == {}
            assert names(folder) == []


async def test_giving_up_asks_and_leaves_nothing(tmp_path: Path, folder: Path) -> None:
    with demo_server(key=KEY, clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, options=OPENED) as here:
            await begin_half(here)
            await here.type("downloads")
            await here.until_screen(DownloadsScreen)
            await here.press("x")
            await here.until_asked()
            await here.press("enter")
            await here.until_screen(DownloadsScreen)
            assert len(here.state.downloads) == 1
            await here.press("x")
            await here.until_asked()
            await here.press("y")
            await here.until(lambda state: not state.downloads)
            assert names(folder) == []


async def test_a_word_names_bake_step_and_file_and_asks_before_it_replaces(tmp_path: Path, folder: Path) -> None:
    place = folder / "mine.tgz"
    place.write_text("mine")
    with demo_server(key=KEY, clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, options=OPENED) as here:
            await choose(here)
            await here.type(f"download {YODA}/coder_v6 --checkpoint 118 -o mine.tgz")
            await here.until_asked()
            assert "Replace the file that is there?" in here.text
            await here.press("enter")
            await here.until_screen(ExplorerScreen)
            assert place.read_text() == "mine"
            await here.type(f"download {YODA}/coder_v6 --checkpoint 118 --force -o mine.tgz")
            await until_standing(here, Standing.DONE)
            assert held(place) == content(checkpoint=118)


async def test_the_same_weights_that_are_there_are_told_and_not_fetched_again(tmp_path: Path, folder: Path) -> None:
    (folder / "mine.tgz").write_bytes(content())
    with demo_server(key=KEY, clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, options=OPENED) as here:
            await choose(here)
            await here.type(f"download {YODA}/coder_v6@354 -o mine.tgz")
            told = "mine.tgz is there already: the same weights, checked by md5 (ETag)"
            await here.until_true(lambda: told in here.toasts)
            assert here.state.downloads == {}


async def test_what_a_window_leaves_the_next_one_goes_on_with(tmp_path: Path) -> None:
    with demo_server(key=KEY, clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, options=OPENED) as here:
            await begin_half(here)
            place = Path(the_one(here).place)
        assert held(place) is None
        async with cockpit(demo, tmp_path, options=OPENED) as here:
            await until_standing(here, Standing.DONE)
            assert any("going on with the download of" in notice.text for notice in here.state.notices)
        assert held(place) == content()


async def test_what_a_window_leaves_a_recorder_goes_on_with(tmp_path: Path) -> None:
    with demo_server(key=KEY, clock=lambda: 0.0) as demo, recorder(demo, tmp_path):
        async with cockpit(demo, tmp_path, options=OPENED) as here:
            await begin_half(here)
            place = Path(the_one(here).place)
        async with asyncio.timeout(DEADLINE_SECONDS):
            await until(lambda: held(place))
        assert held(place) == content()
        async with cockpit(demo, tmp_path, options=OPENED) as here:
            await until_standing(here, Standing.DONE)
            commands = here.explorer.commands
            assert commands is not None
            told = [each.detail for each in await commands._journal.happenings() if each.after == "downloaded"]
            assert told == [f"the weights of {YODA}/coder_v6@354 are at {place} (3.15 MB, checked by md5 (ETag))"]


async def test_a_chain_ends_with_the_weights_in_the_folder(tmp_path: Path, folder: Path) -> None:
    time = DemoTime()
    with demo_server(key=KEY, clock=time, job_seconds=50) as demo:
        async with cockpit(demo, tmp_path, options=OPENED, is_hurried=True) as here:
            await choose(here, NEXT)
            await here.type("chain --download")
            await here.until_shown("then download its")
            await here.until_asked()
            await here.press("y")
            await here.until(lambda state: any(run.is_under_way for run in state.plan_runs.values()))
            time.pass_seconds(100_000)
            await here.until(lambda state: state.jobs[NEXT].job.is_active)
            time.pass_seconds(100_000)
            await until_standing(here, Standing.DONE)
            done = the_one(here)
            assert done.key == NEXT
            assert Path(done.place).parent == folder
            assert held(done.place) == content(NEXT, done.checkpoint)


async def test_leaving_tells_what_goes_on_later_and_the_top_line_how_far_it_is(tmp_path: Path) -> None:
    with demo_server(key=KEY, clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, options=OPENED) as here:
            await begin_half(here)
            await here.until_shown("fetch 50%")
            await here.press("q")
            await here.until_true(lambda: here.app._exit)
            (said,) = here.app._exit_renderables
            assert "goes on with the next window" in str(said)
            assert "coder_v6@354 at 50%" in str(said)


async def test_what_is_done_leaves_the_list_together_and_the_files_stay(tmp_path: Path, folder: Path) -> None:
    with demo_server(key=KEY, clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, options=OPENED) as here:
            await choose(here)
            for name in ("coder_v6", "coder_v5"):
                await here.type(f"download {YODA}/{name} -o {name}.tgz")
            await here.until(lambda state: [one.standing for one in state.downloads.values()] == [Standing.DONE] * 2)
            await here.type("downloads")
            await here.until_screen(DownloadsScreen)
            await here.press("X")
            await here.until(lambda state: not state.downloads)
            assert sorted(names(folder)) == ["coder_v5.tgz", "coder_v6.tgz"]


async def test_u_unpacks_what_is_there_and_says_why_not_before(tmp_path: Path, folder: Path) -> None:
    with demo_server(key=KEY, clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, options=OPENED) as here:
            await begin_half(here)
            await here.type("downloads")
            await here.until_screen(DownloadsScreen)
            screen = here.app.screen
            assert isinstance(screen, DownloadsScreen)
            assert screen.why_not("unpack") == "it is not there yet"
            await here.press("p")
            await here.until_shown("1 paused")
            await here.press("r")
            await here.until_shown("1 done")
            await here.press("u")
            await here.until_shown("unpacked to")
            assert "adapter_config.json" in names(folder / "yoda_repo-coder_v6-354")


async def test_of_several_that_are_marked_one_without_weights_holds_up_no_other(tmp_path: Path, folder: Path) -> None:
    with demo_server(key=KEY, clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, options=OPENED) as here:
            await choose(here)
            demo.faults.add("/coder_v5/download$", Fault(status=404))
            here.store.dispatch(Marked(marked=tuple(map(bake_key, ("coder_v5", "coder_v6", "coder_v3")))))
            await here.type("download")
            await here.until_asked()
            assert any(toast.startswith("coder_v5: ") for toast in here.toasts)
            assert "Download the weights of 2 bakes?" in here.text
            await here.press("y")
            await here.until(lambda state: [one.standing for one in state.downloads.values()] == [Standing.DONE] * 2)
            assert sorted(names(folder)) == [f"yoda_repo-{name}-354.tar.gz" for name in ("coder_v3", "coder_v6")]
