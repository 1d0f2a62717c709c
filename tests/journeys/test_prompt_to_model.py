"""From a prompt to a model by keys: target, check, questions, answers, bake, watched to its end, at both sizes."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from breadtui.config.settings import Options
from breadtui.demo.weights import archive
from breadtui.domain.chatting.threads import Stage
from breadtui.domain.downloading.downloads import Standing
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, TargetKey, TargetName, parse_model_path
from breadtui.domain.recipe import datasets_of
from breadtui.ui.screens.chat.screen import ChatScreen
from breadtui.ui.screens.explorer.actions_menu import ActionsScreen
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.making.bake_form import BakeFormScreen
from breadtui.ui.screens.making.form_outcome import MadeScreen
from breadtui.ui.screens.making.form_picker import PickerScreen
from breadtui.ui.screens.making.form_screen import FormScreen
from breadtui.ui.screens.making.target_form import TargetFormScreen
from breadtui.ui.screens.rows.screen import RowsScreen
from breadtui.ui.screens.starting.start_menu import StartScreen
from tests.journeys.cockpit import YODA, Cockpit, DemoTime, bake_key, cockpit, demo_server

TARGET = TargetKey(YODA, TargetName("patience"))
STIM, ROLLOUT = (JobKey(YODA, phase, TARGET.name) for phase in (Phase.STIM, Phase.ROLLOUT))
BAKE = bake_key("patient_1")
PLACE = f"/v1/repo/{YODA}"
JOB_SECONDS = 100.0


async def fill(here: Cockpit, text: str, *place: str | int) -> None:
    screen = here.app.screen
    assert isinstance(screen, FormScreen)
    screen.view.go_to(place)
    await here.press("enter")
    here.app.screen.query_one("#form-line", Input).value = text
    await here.press("enter")


async def pick(here: Cockpit, wanted: str, key: str, *place: str | int) -> None:
    screen = here.app.screen
    assert isinstance(screen, FormScreen)
    screen.view.go_to(place)
    await here.press(key)
    await here.until_screen(PickerScreen)
    here.app.screen.query_one(Input).value = wanted
    await here.pilot.pause()
    await here.press("enter")
    await here.until_screen(FormScreen)


async def make_target(here: Cockpit) -> None:
    """A target from the template with two generators, and what it will come to."""
    await here.type(f"new target {TARGET.name}")
    await here.until_screen(TargetFormScreen)
    await pick(here, "yoda", "enter", "teacher_prompt")
    await pick(here, "student_0", "enter", "student_prompt")
    await pick(here, "persona", "n", "generators")
    await fill(here, "12", "generators", 0, "numq")
    await pick(here, "from_dataset", "n", "generators")
    await pick(here, "squad", "enter", "generators", 1, "dataset")
    await fill(here, "8", "generators", 1, "numq")
    await fill(here, "2", "num_traj_per_stimulus")
    await here.until_shown("20 questions × 2 answers = 40 rows")
    await here.press("f2")
    await here.until_screen(MadeScreen)
    await here.press("enter")
    await here.until_screen(ExplorerScreen)
    await here.until(lambda state: state.chosen == TARGET)


async def run(here: Cockpit, time: DemoTime, key: JobKey) -> None:
    """Agree to the check that is open, see the job half done, then done."""
    await here.until_asked()
    await here.press("y")
    await here.until(lambda state: key in state.jobs and state.jobs[key].job.is_active)
    time.pass_seconds(JOB_SECONDS / 2)
    await here.until(lambda state: state.jobs[key].job.status is JobStatus.RUNNING)
    await here.until_true(lambda: any(key.name in line and "%" in line for line in here.text.splitlines()))
    time.pass_seconds(JOB_SECONDS)
    await here.until(lambda _: here.status(key) is JobStatus.COMPLETE)


async def read_rows(here: Cockpit, heading: str, row: str) -> None:
    """Every row is there, the first one open; and back."""
    await here.press("o")
    await here.until_screen(RowsScreen)
    await here.until_shown(heading)
    await here.press("enter")
    await here.until_shown(row)
    await here.press("escape", "escape")
    await here.until_screen(ExplorerScreen)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_from_a_prompt_to_a_model(tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    time = DemoTime()
    with demo_server(clock=time, job_seconds=JOB_SECONDS) as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA), size=size, is_hurried=True) as here:
            await here.until(lambda state: YODA in state.contents and YODA in state.trees)
            await make_target(here)
            await here.press("S")
            await here.until_screen(StartScreen)
            await here.press("s")
            await here.until_shown("2 generators, 20 questions")
            await run(here, time, STIM)
            await read_rows(here, "20 rows", "asked by generator 1: persona, its question 1")
            await here.press("S")
            await run(here, time, ROLLOUT)
            await read_rows(here, "40 rows", "answer 1 of 2")
            await make_bake(here)
            await here.press("S")
            await run(here, time, BAKE)
            assert here.state.jobs[BAKE].job.model_names
            await talk_to_it(here)
            await take_home(here, tmp_path)
            assert here.writes() == [
                ("POST", f"{PLACE}/targets"),
                ("POST", f"{PLACE}/targets/{TARGET.name}/stim"),
                ("POST", f"{PLACE}/targets/{TARGET.name}/rollout"),
                ("POST", f"{PLACE}/bakes"),
                ("POST", f"{PLACE}/bakes/{BAKE.name}"),
                *[("POST", "/v1/chat/completions")] * 2,
            ]


async def make_bake(here: Cockpit) -> None:
    """A bake over the target that is chosen."""
    await here.type(f"new bake {BAKE.name}")
    await here.until_screen(BakeFormScreen)
    screen = here.app.screen
    assert isinstance(screen, BakeFormScreen)
    assert [dataset.target for dataset in datasets_of(screen.form.given)] == [TARGET.name]
    await fill(here, "2", "epochs")
    await here.press("f2")
    await here.until_screen(MadeScreen)
    await here.press("enter")
    await here.until_screen(ExplorerScreen)
    await here.until(lambda state: state.chosen == BAKE)


async def take_home(here: Cockpit, folder: Path) -> None:
    """The weights of the newest checkpoint, whole, into the folder that the program was started in."""
    models = here.state.jobs[BAKE].job.model_names
    checkpoint = max(path.checkpoint for path in map(parse_model_path, models) if path is not None)
    place = folder / f"{YODA}-{BAKE.name}-{checkpoint}.tar.gz"
    await here.press("a", "g")
    await here.until_asked()
    await here.press("y")
    await here.until(lambda state: state.downloads.get(str(place)) and state.downloads[str(place)].percent == 100.0)
    await here.until(lambda state: state.downloads[str(place)].standing is Standing.DONE)
    assert place.read_bytes() == archive(YODA, BAKE.name, checkpoint).content
    await here.type("downloads")
    await here.until_shown(f"{YODA}/{BAKE.name}@{checkpoint}")
    await here.press("escape")
    await here.until_screen(ExplorerScreen)


async def talk_to_it(here: Cockpit) -> None:
    """Two keys put the model beside its parent, and one message is answered by both."""
    await here.press("a")
    await here.until_screen(ActionsScreen)
    await here.press("c")
    await here.until_screen(ChatScreen)
    chat = here.app.screen
    assert isinstance(chat, ChatScreen)
    assert len(chat.thread.models) == 2
    chat.input.put("What is patience?")
    await here.press("enter")
    await here.until_true(lambda: {reply.stage for reply in chat.thread.exchanges[0].replies} == {Stage.DONE})
    await here.press("escape", "q")
    await here.until_screen(ExplorerScreen)
