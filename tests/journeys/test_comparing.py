"""Two compared by key and by words on the demo, and copies on their way out."""

from __future__ import annotations

from pathlib import Path

from breadtui.config.settings import Options
from breadtui.ui.panes.comparison_view import ComparisonView
from breadtui.ui.screens.looking.diff_screen import DiffScreen
from breadtui.ui.screens.transfer.copy_menu import CopyScreen
from tests.journeys.cockpit import YODA, Cockpit, bake_key, cockpit, demo_server

ONE_REPO = Options(repo=YODA)


async def begin(here: Cockpit, bake: str) -> None:
    """With one bake chosen in the tree."""
    await here.until(lambda state: state.lineages.get(YODA) is not None)
    await here.look_at(bake_key(bake))


async def test_d_compares_a_bake_with_its_parent_and_q_leads_back(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here, "coder_v6")
            await here.press("d")
            await here.until_screen(DiffScreen)
            view = here.app.screen.query_one(ComparisonView)
            await here.until_true(lambda: any(part.heading.startswith("teacher") for part in view._comparison.parts))
            await here.until_true(lambda: any("teach" in part.heading and part.rows for part in view._comparison.parts))
            assert view._comparison.left == "yoda_repo/coder_v5/354"
            await here.press("n", "y")
            await here.until_true(lambda: here.app.clipboard.startswith("@@ Config @@\n"))
            await here.press("q")
            await here.until_true(lambda: here.app.screen is here.explorer)
            assert here.state.chosen == bake_key("coder_v6")


async def test_two_paths_on_the_command_line_are_compared(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here, "coder_v6")
            await here.type("diff yoda_repo/coder_v1 yoda_repo/coder_v3")
            await here.until_screen(DiffScreen)
            assert here.app.screen.query_one(ComparisonView)._comparison.right == "yoda_repo/coder_v3"


async def test_a_root_says_that_it_has_no_parent(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here, "coder_v1")
            await here.press("d")
            await here.until_true(lambda: any("has no parent" in notice.message for notice in here.app._notifications))
            assert here.app.screen is here.explorer


async def test_y_copies_the_newest_model_and_capital_y_offers_the_rest(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=ONE_REPO) as here:
            await begin(here, "coder_v6")
            await here.until(lambda state: bool(state.jobs[bake_key("coder_v6")].job.model_names))
            await here.press("y")
            await here.until_true(lambda: here.app.clipboard == "ada/yoda_repo/coder_v6/354")
            await here.press("Y")
            await here.until_screen(CopyScreen)
            await here.press("c")
            await here.until_true(lambda: here.app.clipboard.startswith("curl -sS"))
            assert here.app.clipboard.endswith(f" {demo.url}/v1/repo/yoda_repo/bakes/coder_v6")
            assert demo.key not in here.app.clipboard
