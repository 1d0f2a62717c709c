"""New targets in the real program: from a template, a prompt, another target, over a link that loses answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoServer
from breadtui.domain.names import PromptKey, PromptName, TargetKey, TargetName
from breadtui.ui.present.tree.keys import Kind, TreeKey
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.making.form_outcome import MadeScreen, TakenScreen
from breadtui.ui.screens.making.form_picker import PickerScreen
from breadtui.ui.screens.making.target_form import TargetFormScreen
from tests.journeys.cockpit import YODA, Cockpit, cockpit, demo_server

SIZES = [(120, 40), (80, 24)]
NEW = TargetKey(YODA, TargetName("wise_new"))
LOST = 3
"""So often a create is tried before its answer is given up."""


def made(demo: DemoServer, name: str = "wise_new") -> dict[str, Any]:
    return dict(demo.world.repos[YODA].targets[name].config)


def form_of(here: Cockpit) -> TargetFormScreen:
    screen = here.app.screen
    assert isinstance(screen, TargetFormScreen)
    return screen


async def begin(here: Cockpit, line: str) -> None:
    """The form, by a word."""
    await here.until(lambda state: YODA in state.contents and state.chosen is not None)
    await here.type(line)
    await here.until_screen(TargetFormScreen)


async def pick(here: Cockpit, place: str, wanted: str) -> None:
    """Pick a value of a field from its list."""
    form_of(here).view.go_to((place,))
    await here.press("enter")
    await here.until_screen(PickerScreen)
    here.app.screen.query_one(Input).value = wanted
    await here.pilot.pause()
    await here.press("enter")
    await here.until_screen(TargetFormScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_a_target_is_written_made_explained_and_chosen_by_keys_alone(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, size=size) as here:
            await begin(here, "new target")
            await here.press("enter")
            await here.write("wise_new")
            await here.press("enter")
            await pick(here, "teacher_prompt", "yoda")
            await pick(here, "student_prompt", "no student")
            form_of(here).view.go_to(("generators",))
            await here.press("n")
            await here.until_screen(PickerScreen)
            here.app.screen.query_one(Input).value = "persona"
            await here.pilot.pause()
            await here.press("enter")
            await here.until_screen(TargetFormScreen)
            await here.until_shown("100 questions × 1 answer = 100 rows")
            await here.press("ctrl+s")
            await here.until_screen(MadeScreen)
            assert "template" in here.row_of("max_concurrency")
            assert "given" in here.row_of("teacher_prompt")
            await here.press("enter")
            await here.until_screen(ExplorerScreen)
            await here.until(lambda state: state.chosen == NEW)
            assert made(demo) == {
                "model_name": "Qwen/Qwen3-32B",
                "num_traj_per_stimulus": 1,
                "max_concurrency": 10,
                "teacher_prompt": "yoda",
                "student_prompt": "",
                "generators": [{"type": "persona", "numq": 100}],
            }
            assert here.writes() == [("POST", f"/v1/repo/{YODA}/targets")]


@pytest.mark.parametrize("size", SIZES)
async def test_an_answer_that_is_lost_is_read_back_and_the_target_is_there_once(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, size=size) as here:
            before = len(demo.world.repos[YODA].targets)
            await begin(here, "new target wise_new --from wise_set")
            await here.until_shown("240 questions × 3 answers = 720 rows")
            demo.faults.add("/targets$", Fault(drop="after"), times=LOST, method="POST")
            await here.press("ctrl+s")
            await here.until_screen(MadeScreen)
            assert len(demo.world.repos[YODA].targets) == before + 1
            assert made(demo) == made(demo, "wise_set")


async def test_a_name_that_holds_another_target_is_told_and_the_next_one_is_made(tmp_path: Path) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path) as here:
            before = made(demo, "wise_set")
            await begin(here, "new target wise_set")
            await here.press("ctrl+s")
            await here.until_screen(TakenScreen)
            assert "teacher_prompt" in here.text
            await here.press("n", "ctrl+s")
            await here.until_screen(MadeScreen)
            assert made(demo, "wise_set") == before
            assert made(demo, "wise_set_v2") == {
                "model_name": "Qwen/Qwen3-32B",
                "num_traj_per_stimulus": 1,
                "max_concurrency": 10,
            }


async def test_a_target_is_duplicated_with_the_next_free_name(tmp_path: Path) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path) as here:
            key = TargetKey(YODA, TargetName("wise_set"))
            await here.until(lambda state: YODA in state.contents and state.chosen is not None)
            await here.look_at(key)
            await here.until(lambda state: key in state.targets)
            await here.until_shown("wise teaches")
            await here.type("duplicate")
            await here.until_screen(TargetFormScreen)
            assert form_of(here).form.given["name"] == "wise_set_v2"
            await here.press("ctrl+s")
            await here.until_screen(MadeScreen)
            assert made(demo, "wise_set_v2") == made(demo, "wise_set")


async def test_a_chosen_prompt_is_the_teacher_and_a_chosen_bakes_model_answers(tmp_path: Path) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.edit("yoda")
            await here.press("escape")
            await here.type("new target")
            await here.until_screen(TargetFormScreen)
            assert form_of(here).form.given == {"teacher_prompt": "yoda"}
            await here.press("escape")
            await here.until_screen(ExplorerScreen)
            await here.type("go yoda_repo/coder_v6")
            await here.until(lambda state: getattr(state.chosen, "name", "") == "coder_v6")
            await here.type("new target next")
            await here.until_screen(TargetFormScreen)
            assert form_of(here).form.given == {"name": "next", "model_name": "ada/yoda_repo/coder_v6/354"}


async def test_two_marked_prompts_are_teacher_and_student_in_the_order_of_marking(tmp_path: Path) -> None:
    marked = [PromptKey(YODA, PromptName(name)) for name in ("yoda", "student_0", "wise")]
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path) as here:
            await begin(here, "new target")
            await here.press("escape")
            await here.until_screen(ExplorerScreen)
            for count, given in ((2, {"teacher_prompt": "yoda", "student_prompt": "student_0"}), (3, {})):
                assert here.explorer.commands is not None
                here.explorer.commands.mark(marked[:count])
                here.explorer.topics.making.new_target("", YODA)
                await here.until_screen(TargetFormScreen)
                assert form_of(here).form.given == given
                await here.press("escape")
                await here.until_screen(ExplorerScreen)


async def test_a_form_that_was_left_is_gone_on_with_and_given_up_only_when_asked(tmp_path: Path) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, size=(80, 24)) as here:
            await begin(here, "new target")
            await here.press("enter")
            await here.write("half")
            await here.press("enter", "escape")
            await here.until_screen(ExplorerScreen)
            await here.type("new target other")
            await here.until_asked()
            await here.press("n")
            await here.until_screen(TargetFormScreen)
            assert form_of(here).form.given == {"name": "half"}
            await here.press("escape")
            await here.until_screen(ExplorerScreen)
            await here.type("new target other")
            await here.until_asked()
            await here.press("y")
            await here.until_screen(TargetFormScreen)
            assert form_of(here).form.given == {"name": "other"}
            assert here.writes() == []


@pytest.mark.parametrize("row", [TreeKey(Kind.TARGETS, YODA), TreeKey(Kind.TARGET, YODA, "wise_set")])
async def test_n_on_a_target_or_its_folder_begins_one(tmp_path: Path, row: TreeKey) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, size=(80, 24)) as here:
            await here.until(lambda state: YODA in state.contents and state.chosen is not None)
            await here.until_true(lambda: here.explorer.repos.reveal_row(row))
            await here.press("1", "n")
            await here.until_screen(TargetFormScreen)
            assert form_of(here).form.given == {}


async def test_what_was_typed_is_there_when_the_program_is_started_again(tmp_path: Path) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, size=(80, 24)) as here:
            await begin(here, "new target half --from wise_set")
            form_of(here).view.go_to(("num_traj_per_stimulus",))
            await here.press("enter", "backspace", "7", "enter")
        async with cockpit(demo, tmp_path, size=(80, 24)) as here:
            await here.until(lambda state: YODA in state.target_drafts)
            await begin(here, "new target")
            given = {"name": "half", "template": "wise_set", "num_traj_per_stimulus": 7}
            assert form_of(here).form.given == given
