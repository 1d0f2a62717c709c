"""Two whole journeys by keys: where a model comes from and making it again; two models compared."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from breadtui.config.settings import Options
from breadtui.domain.names import RepoName
from breadtui.domain.recreation.run import RunKey, RunStanding
from breadtui.store.facts.state import AppState
from breadtui.ui.panes.comparison_view import ComparisonView
from breadtui.ui.present.detail.details import Tab
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.looking.diff_screen import DiffScreen
from tests.journeys.cockpit import YODA, Cockpit, bake_key, cockpit, demo_server

SIZES = ((120, 40), (80, 24))
MODEL = bake_key("coder_v5")
REMADE = RepoName("remade")
RUN = RunKey(MODEL, REMADE)
LINE = ("coder_v1", "coder_v3", "coder_v5")


async def open_tab(here: Cockpit, tab: Tab) -> None:
    """Go round the tabs by key until this one is open."""
    while here.explorer.details.tab is not tab:
        await here.press("right_square_bracket")


def is_done(state: AppState) -> bool:
    run = state.plan_runs.get(RUN)
    return run is not None and run.standing is RunStanding.DONE


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_where_a_model_comes_from_and_it_is_made_again_in_another_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.chdir(tmp_path)
    with demo_server(instant=True) as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA, bake=MODEL.name), size=size) as here:
            await here.until(lambda state: state.chosen == MODEL)
            await here.press("1", "J", "J", "enter")
            await here.until(lambda state: state.chosen == bake_key("coder_v1"))
            await here.press("1", "K", "L", "K", "enter")
            await here.until(lambda state: state.chosen == MODEL)
            await here.until_shown("← coder_v3/354")
            await open_tab(here, Tab.GRAPH)
            await here.until_shown("teach_5")
            await here.type("export mermaid")
            await here.until_true((tmp_path / "coder_v5.mmd").is_file)
            drawn = (tmp_path / "coder_v5.mmd").read_text()
            assert all(name in drawn for name in (*LINE, "teach_1", "coder_set_3", "student_0"))
            await open_tab(here, Tab.PLAN)
            await here.until_shown("19 done")
            await here.type("export yaml")
            await here.until_true((tmp_path / "coder_v5.yml").is_file)
            plan = yaml.safe_load((tmp_path / "coder_v5.yml").read_text())
            assert [step["resource_name"] for step in plan["steps"] if step["action"] == "run_bake"] == [*LINE]
            assert here.writes() == []
            await here.type(f"plan run --into {REMADE}")
            await here.until_asked()
            await here.press("y")
            await here.until(is_done)
            made = demo.world.repos[REMADE].bakes
            assert tuple(made) == LINE
            assert made["coder_v5"].config["model"]["parent_model_name"].startswith(f"ada/{REMADE}/coder_v3/")
            here.explorer.show_pane(Pane.DETAIL)
            await here.until_shown("19 of 19 steps")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_two_marked_bakes_are_compared_and_leave_as_markdown(tmp_path: Path, size: tuple[int, int]) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA, bake="coder_v7"), size=size) as here:
            await here.until(lambda state: state.chosen == bake_key("coder_v7"))
            await here.press("1", "space", "J", "J", "space")
            await here.until(lambda state: len(state.marked) == 2)
            await here.press("d")
            await here.until_screen(DiffScreen)
            view = here.app.screen.query_one(ComparisonView)
            await here.until_true(lambda: any("teach_5" in part.heading for part in view._comparison.parts))
            assert {view._comparison.left, view._comparison.right} == {"yoda_repo/coder_v5", "yoda_repo/coder_v7"}
            await here.until_shown("side by side" if size[0] >= 100 else "unified")
            await here.press("n", "n")
            await here.until_shown("hunk 2 of")
            await here.press("Y")
            await here.until_true(lambda: here.app.clipboard.startswith("# "))
            copied = here.app.clipboard
            assert "coder_set_5" in copied
            assert "teach_7" in copied
            assert "seed = 42" not in [
                line.lstrip("+- ") for line in copied.splitlines() if line.startswith(("+", "-"))
            ]
