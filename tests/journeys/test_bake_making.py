"""New bakes in the real program: several targets, going on from a checkpoint, taken names, lost answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoServer
from breadtui.domain.names import RepoName, TargetKey, TargetName
from breadtui.ui.present.tree.keys import Kind, TreeKey
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.making.bake_form import BakeFormScreen
from breadtui.ui.screens.making.form_outcome import MadeScreen, TakenScreen
from breadtui.ui.screens.making.form_picker import PickerScreen
from breadtui.ui.screens.making.form_text import FormTextScreen
from breadtui.ui.screens.making.target_form import TargetFormScreen
from tests.journeys.cockpit import YODA, Cockpit, bake_key, cockpit, demo_server

SIZES = [(120, 40), (80, 24)]
BAKES = ("POST", f"/v1/repo/{YODA}/bakes")
LOST = 3
"""So often a create is tried before its answer is given up."""


def made(demo: DemoServer, name: str = "mix_1", repo: RepoName = YODA) -> dict[str, Any]:
    """A bake as the service has it."""
    return dict(demo.world.repos[repo].bakes[name].config)


def form_of(here: Cockpit) -> BakeFormScreen:
    screen = here.app.screen
    assert isinstance(screen, BakeFormScreen)
    return screen


async def begin(here: Cockpit, line: str = "new bake") -> None:
    """The form, by a word."""
    await here.until(lambda state: YODA in state.contents and YODA in state.trees and state.chosen is not None)
    await here.type("go yoda_repo")
    await here.until(lambda state: state.chosen == YODA)
    await here.type(line)
    await here.until_screen(BakeFormScreen)


async def fill(here: Cockpit, place: tuple[str | int, ...], text: str) -> None:
    """Write a value into its line."""
    form_of(here).view.go_to(place)
    await here.press("enter")
    here.app.screen.query_one("#form-line", Input).value = text
    await here.press("enter")


async def mark(here: Cockpit, *names: str) -> None:
    """Take several targets from the list."""
    form_of(here).view.go_to(("datasets",))
    await here.press("n")
    await here.until_screen(PickerScreen)
    for name in names:
        here.app.screen.query_one(Input).value = name
        await here.pilot.pause()
        await here.press("tab")
    await here.press("enter")
    await here.until_screen(BakeFormScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_several_targets_get_weights_that_are_shown_as_shares_and_the_bake_is_made_but_not_started(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, size=size) as here:
            await begin(here)
            await fill(here, ("bake_name",), "mix_1")
            await mark(here, "yoda_target", "wise_set", "coder_set_1")
            await fill(here, ("datasets", 0, "weight"), "5")
            await fill(here, ("datasets", 1, "weight"), "3")
            await fill(here, ("datasets", 2, "weight"), "2")
            await fill(here, ("epochs",), "2")
            form_of(here).view.go_to(("datasets",))
            await here.until_shown("3,820 rows × 2 epochs ÷ 16 = 476 steps")
            for name, share in (("yoda_target", " 50%"), ("wise_set", " 30%"), ("coder_set_1", " 20%")):
                assert share in here.row_of(f"{name}  weight")
            await here.press("f2")
            await here.until_screen(MadeScreen)
            assert "given" in here.row_of("epochs")
            assert "service" in here.row_of("seed ")
            await here.press("enter")
            await here.until(lambda state: state.chosen == bake_key("mix_1"))
            assert isinstance(here.app.screen, ExplorerScreen)
            found = made(demo)
            assert found["datasets"] == [
                {"target": "yoda_target", "weight": 5},
                {"target": "wise_set", "weight": 3},
                {"target": "coder_set_1", "weight": 2},
            ]
            assert (found["epochs"], found["total_trajectories"]) == (2, 3820)
            assert here.writes() == [BAKES]


@pytest.mark.parametrize("size", SIZES)
async def test_bake_from_here_makes_a_target_of_the_same_model_first_and_both_say_the_same_path(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, size=size) as here:
            await here.until(lambda state: YODA in state.contents and YODA in state.trees and state.chosen is not None)
            await here.type("go yoda_repo/coder_v6")
            await here.until(lambda state: state.chosen == bake_key("coder_v6") and state.chosen in state.jobs)
            path = here.state.jobs[bake_key("coder_v6")].job.model_names[0]
            await here.press("F")
            await here.until_screen(PickerScreen)
            assert path in here.text
            await here.press("enter")
            await here.until_screen(TargetFormScreen)
            target = here.app.screen
            assert isinstance(target, TargetFormScreen)
            assert target.form.given == {"model_name": path}
            target.view.go_to(("name",))
            await here.press("enter")
            await here.write("next_set")
            await here.press("enter", "f2")
            await here.until_screen(BakeFormScreen)
            await here.until_shown("rollout of next_set has not begun")
            assert "is answered by" not in here.text
            await fill(here, ("bake_name",), "coder_v9")
            await here.press("f2")
            await here.until_screen(MadeScreen)
            await here.press("enter")
            await here.until(lambda state: state.chosen == bake_key("coder_v9"))
            assert made(demo, "coder_v9")["model"]["parent_model_name"] == path
            assert made(demo, "coder_v9")["datasets"] == [{"target": "next_set", "weight": 1.0}]
            assert demo.world.repos[YODA].targets["next_set"].config["model_name"] == path
            descent = here.state.lineages[YODA].descents
            assert descent[bake_key("coder_v9").name].parent == "coder_v6"  # type: ignore[index]  # a bake's name


async def test_a_parent_that_its_targets_do_not_speak_for_is_told_and_a_target_can_be_made_for_it(
    tmp_path: Path,
) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path) as here:
            await begin(here)
            await mark(here, "wise_set")
            form_of(here).view.go_to(("model", "parent_model_name"))
            await here.press("enter")
            await here.until_screen(PickerScreen)
            here.app.screen.query_one(Input).value = "yoda_v1/75"
            await here.pilot.pause()
            await here.press("enter")
            await here.until_screen(BakeFormScreen)
            await here.until_shown(
                "wise_set is answered by Qwen/Qwen3-32B, but the bake starts from ada/yoda_repo/yoda_v1/75"
            )
            await here.press("T")
            await here.until_screen(TargetFormScreen)
            await here.press("escape")
            await here.until_screen(BakeFormScreen)
            assert form_of(here).form.given["datasets"] == [{"target": "wise_set"}]


async def test_a_name_that_holds_another_bake_shows_the_difference_and_the_next_one_is_made(tmp_path: Path) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path) as here:
            before = made(demo, "yoda_v1")
            await begin(here, "new bake yoda_v1")
            await mark(here, "wise_set")
            await fill(here, ("epochs",), "7")
            await here.until_shown("there is a bake yoda_v1")
            await here.press("f2")
            await here.until_screen(TakenScreen)
            assert "epochs" in here.text
            assert "yours  7" in here.text
            await here.press("n")
            await here.until_screen(BakeFormScreen)
            await here.press("f2")
            await here.until_screen(MadeScreen)
            assert made(demo, "yoda_v1") == before
            assert made(demo, "yoda_v2")["epochs"] == 7


async def test_an_answer_that_is_lost_is_read_back_and_the_bake_is_there_once(tmp_path: Path) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path) as here:
            before = len(demo.world.repos[YODA].bakes)
            await begin(here, "new bake mix_1 --from yoda_mix")
            await here.until_shown("datasets")
            demo.faults.add("/bakes$", Fault(drop="after"), times=LOST, method="POST")
            await here.press("f2")
            await here.until_screen(MadeScreen)
            assert len(demo.world.repos[YODA].bakes) == before + 1
            assert made(demo)["datasets"] == made(demo, "yoda_mix")["datasets"]
            assert "template" in here.row_of("epochs")


async def test_what_was_filled_in_is_there_again_after_the_program_was_left_from_within_the_form(
    tmp_path: Path,
) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path) as here:
            await begin(here)
            await fill(here, ("epochs",), "9")
        async with cockpit(demo, tmp_path) as here:
            await begin(here)
            assert form_of(here).form.given == {"epochs": 9}


async def test_what_was_filled_in_is_kept_when_the_form_is_left_and_goes_on_with_n(tmp_path: Path) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path) as here:
            await begin(here)
            await fill(here, ("epochs",), "9")
            await here.press("escape")
            await here.until_screen(ExplorerScreen)
            here.explorer.repos.reveal_row(TreeKey(Kind.BAKES, YODA))
            here.explorer.repos.focus()
            await here.press("n")
            await here.until_screen(BakeFormScreen)
            assert form_of(here).form.given == {"epochs": 9}
            assert here.writes() == []


async def test_a_bake_that_is_made_while_the_form_is_left_is_no_longer_kept_as_unfinished(tmp_path: Path) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path) as here:
            await begin(here, "new bake mix_1")
            await mark(here, "wise_set")
            form = form_of(here)
            form.action_create()
            form.leave()
            await here.until_screen(ExplorerScreen)
            await here.until(lambda state: bake_key("mix_1") in state.jobs)
            assert here.app.rooms is not None
            commands = here.app.rooms.commands
            await here.until_true(lambda: not commands.bgit._bakes_begun._here)
            assert await commands.new_bakes.kept_bake_draft(YODA) is None
            assert here.writes() == [BAKES]


async def test_a_setting_of_no_row_is_sent_as_json_and_the_services_complaint_stands_at_its_row(tmp_path: Path) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path) as here:
            await begin(here, "new bake mix_1")
            await mark(here, "wise_set")
            form_of(here).view.go_to(("more",))
            await here.press("enter")
            await here.until_screen(FormTextScreen)
            await here.write('{"turbo": 1, "epochs": 3}'.replace('"', "'"))
            await here.press("f2")
            assert isinstance(here.app.screen, FormTextScreen)
            await here.press("escape", "escape")
            await here.until_screen(BakeFormScreen)
            form_of(here).view.write(("more",), {"turbo": 1, "epochs": 3})
            await here.until_shown("turbo: the service refuses settings that it does not know")
            await here.press("f2")
            await here.until_shown("not created")
            assert "mix_1" not in demo.world.repos[YODA].bakes
            form_of(here).view.write(("more",), {"epochs": 3})
            await here.press("f2")
            await here.until_screen(MadeScreen)
            assert made(demo)["epochs"] == 3


async def test_the_checkpoint_under_the_cursor_is_gone_on_from_though_it_was_only_just_reached(tmp_path: Path) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until(lambda state: YODA in state.trees and YODA in state.contents and state.chosen is not None)
            await here.type("go yoda_repo/coder_v6")
            await here.until(lambda state: state.chosen == bake_key("coder_v6"))
            here.explorer.repos.focus()
            here.explorer.repos.reveal_row(TreeKey(Kind.CHECKPOINT, YODA, "yoda_v1/75"))
            here.explorer.action_bake_from()
            await here.until_screen(PickerScreen)
            assert "ada/yoda_repo/yoda_v1/75" in here.text


async def test_a_chosen_target_is_what_a_new_bake_learns_and_n_on_it_begins_a_target(tmp_path: Path) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path) as here:
            key = TargetKey(YODA, TargetName("wise_set"))
            await here.until(lambda state: YODA in state.contents and state.chosen is not None)
            await here.look_at(key)
            here.explorer.repos.focus()
            await here.press("F")
            await here.until_screen(BakeFormScreen)
            assert form_of(here).form.given == {"datasets": [{"target": "wise_set"}]}
            await here.press("escape")
            await here.until_screen(ExplorerScreen)
            await here.press("n")
            await here.until_screen(TargetFormScreen)


async def test_a_bake_is_duplicated_as_a_template_with_the_next_free_name(tmp_path: Path) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until(lambda state: YODA in state.trees and state.chosen is not None)
            await here.type("go yoda_repo/yoda_mix")
            await here.until(lambda state: state.chosen == bake_key("yoda_mix"))
            await here.type("duplicate")
            await here.until_screen(BakeFormScreen)
            assert form_of(here).form.given == {"bake_name": "yoda_mix_v2", "template": "yoda_mix"}
            await here.press("f2")
            await here.until_screen(MadeScreen)
            mine, theirs = made(demo, "yoda_mix_v2"), made(demo, "yoda_mix")
            assert {key for key in theirs if mine.get(key) != theirs[key]} <= {"checkpoint", "total_trajectories"}
