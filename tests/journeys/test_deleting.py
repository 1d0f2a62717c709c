"""Targets and bakes deleted over a real service: the name typed, what depends on them shown first."""

from __future__ import annotations

from pathlib import Path

from breadtui.demo.faults import Fault
from breadtui.domain.bulk import Outcome
from breadtui.domain.names import TargetKey, TargetName
from breadtui.store.facts.state import Choice
from breadtui.ui.screens.bulk.screen import BulkScreen
from tests.journeys.cockpit import YODA, Cockpit, bake_key, cockpit, demo_server

TARGET = TargetKey(YODA, TargetName("yoda_target"))


async def look_at(here: Cockpit, what: Choice) -> None:
    await here.until_ready()
    await here.until(lambda state: YODA in state.contents)
    await here.look_at(what)


async def test_a_target_goes_once_its_name_is_typed_and_the_question_names_the_bakes_that_train_on_it(
    tmp_path: Path,
) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(80, 24)) as here:
            await look_at(here, TARGET)
            await here.type("delete")
            await here.until_asked()
            assert "Bakes that train on it: " in here.text
            assert "yoda_v1" in here.text
            await here.write("yoda")
            await here.press("enter")
            await here.until_shown("'yoda' is not 'yoda_target'")
            assert TARGET.name in demo.world.repos[YODA].targets
            await here.write(TARGET.name.removeprefix("yoda"))
            await here.press("enter")
            await here.until(lambda state: state.chosen != TARGET)
            assert TARGET.name not in demo.world.repos[YODA].targets
            await here.until_true(lambda: any("yoda_target: deleted" in words for words in here.toasts))


async def test_several_bakes_go_each_with_its_own_outcome_and_only_what_failed_is_tried_again(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            names = sorted(demo.world.repos[YODA].bakes)[:2]
            keys = [bake_key(name) for name in names]
            await look_at(here, keys[0])
            commands = here.explorer.commands
            assert commands is not None
            commands.mark(keys)
            demo.faults.add(f"/{YODA}/bakes/{names[1]}", Fault(status=405), method="DELETE", times=None)
            await here.type("delete")
            await here.until_asked()
            assert f"Delete {len(keys)} bakes?" in here.text
            await here.press("2", "enter")
            await here.until_screen(BulkScreen)
            await here.until(lambda state: state.bulk is not None and not state.bulk.is_running)
            assert here.state.bulk is not None
            assert [line.outcome for line in here.state.bulk.lines] == [Outcome.DONE, Outcome.FAILED]
            assert "this server cannot delete bakes" in here.text
            demo.faults.clear()
            await here.press("r")
            await here.until_shown("2 of 2 deleted")
            assert not set(names) & set(demo.world.repos[YODA].bakes)
            assert not {key.name for key in keys} & {key.name for key in here.state.jobs if key.repo == YODA}
