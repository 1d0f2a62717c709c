"""Which bake taught what: from the tree to the blame and on to the bake that is to blame, by keys."""

from __future__ import annotations

from pathlib import Path

from breadtui.config.settings import Options
from breadtui.demo.faults import Fault
from breadtui.domain.names import PromptKey, PromptName
from breadtui.ui.panes.bake_details import BakeDetails
from breadtui.ui.present.detail.details import Tab
from tests.journeys.cockpit import YODA, Cockpit, bake_key, cockpit, demo_server

ONE_REPO = Options(repo=YODA)


async def look_at(here: Cockpit, name: str) -> None:
    """With that bake chosen."""
    await here.until(lambda state: state.chosen is not None and state.lineages.get(YODA))
    await here.look_at(bake_key(name))


async def test_blame_is_read_along_the_descent_and_leads_to_the_bake_that_taught_a_line(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await look_at(here, "coder_v7")
            await here.press("b", "z")
            await here.until_shown("5 generations")
            assert isinstance(here.app.focused, BakeDetails)
            await here.until_shown("Change one thing at a time")
            details = here.explorer.details
            place = next(at for at, one in enumerate(details.body) if one.copied.startswith("- Write the failing"))
            details.move_to(place)
            await here.press("enter")
            await here.until(lambda state: state.chosen == bake_key("coder_v5"))
            await here.until_shown("3 generations")
            assert details.tab is Tab.BLAME


async def test_the_reading_stops_when_the_tab_is_left(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await look_at(here, "coder_v7")
            demo.faults.add("/targets/coder_set_[0-9]$", Fault(delay_seconds=2.0), times=None)
            demo.faults.add("/prompts/teach_[0-9]$", Fault(delay_seconds=2.0), times=None)
            await here.press("b")
            await here.until_shown("reading ")
            await here.press("[")
            await here.until_shown("[Plan]")
            assert not [worker for worker in here.explorer.workers if worker.group == "taught" and worker.is_running]


async def test_prompts_are_shown_beside_the_parents_and_one_that_failed_is_tried_again(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await look_at(here, "coder_v6")
            demo.faults.add("/prompts/teach_5$", Fault(status=404), times=None)
            here.explorer.details.open_tab(Tab.PROMPTS)
            await here.press("2", "z")
            await here.until_shown("teacher teach_6")
            await here.until_shown("no words: always on")
            await here.until_shown("the parent's,  is not there")
            demo.faults.clear()
            await here.press("r")
            await here.until_shown("1 change to teach_5")
            key = PromptKey(YODA, PromptName("teach_6"))
            assert here.explorer.details.body[0].goto == key
