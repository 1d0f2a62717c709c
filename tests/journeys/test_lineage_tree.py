"""The tree as a lineage explorer on the demo: checkpoints, marks, another repository, words of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from breadtui.config.settings import Options
from breadtui.domain.names import JobKey, Phase, RepoName
from tests.journeys.cockpit import YODA, Cockpit, bake_key, cockpit, demo_server

JUNIOR = RepoName("junior_coder")


async def begin(here: Cockpit, repo: RepoName = YODA) -> None:
    """With one repository open and chosen."""
    await here.until(lambda state: state.chosen is not None and state.lineages.get(repo))


async def test_a_checkpoint_is_chosen_named_in_the_crumbs_and_copied_as_its_path(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA)) as here:
            await begin(here)
            here.explorer.repos.reveal(bake_key("coder_v6"))
            await here.press("1", "C", "j", "j", "enter")
            await here.until(lambda state: (state.chosen, state.checkpoint) == (bake_key("coder_v6"), 236))
            await here.until_shown("coder_v6/236")
            await here.press("1", "y")
            await here.until_true(lambda: here.app.clipboard.endswith("/yoda_repo/coder_v6/236"))


async def test_a_parent_in_a_closed_repository_is_opened_and_gone_to(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=JUNIOR)) as here:
            await begin(here, JUNIOR)
            lineage = here.state.lineages[JUNIOR]
            child, path = next(iter(lineage.foreign.items()))
            here.explorer.repos.reveal(JobKey(JUNIOR, Phase.BAKE, child))
            await here.press("1", "J")
            await here.until(lambda state: state.chosen == JobKey(path.repo, Phase.BAKE, path.bake))
            assert path.repo in here.state.opened


async def test_marks_are_kept_and_escape_takes_them_back_last(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA)) as here:
            await begin(here)
            here.explorer.repos.reveal(bake_key("coder_v5"))
            await here.press("1", "space", "full_stop")
            await here.until_shown("1 marked")
            assert here.state.marked == (bake_key("coder_v5"),)
            await here.press("escape")
            assert here.state.marked == (bake_key("coder_v5"),)
            await here.press("escape")
            await here.until(lambda state: state.marked == ())


async def test_checkpoints_and_folds_are_reached_by_words(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA)) as here:
            await begin(here)
            await here.press("1")
            here.explorer.run_line("checkpoints all")
            await here.until_shown("newest")
            here.explorer.run_line("fold all")
            await here.until_shown("coder_v1 +")
            here.explorer.run_line("fold some")
            await here.until_true(lambda: any("fold all" in said for said in here.toasts))


async def test_checkpoints_of_a_bake_without_any_are_said_to_be_missing(tmp_path: Path) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA)) as here:
            await here.until(lambda state: YODA in state.lineages)
            await here.press("1")
            here.explorer.repos.reveal(bake_key("wise_2"))
            await here.press("C")
            await here.until_true(lambda: "wise_2 has no checkpoint yet" in here.toasts)
            here.explorer.repos.reveal(YODA)
            await here.press("C")
            await here.until_true(lambda: "only bakes have checkpoints" in here.toasts)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_what_is_wrong_in_a_filter_is_told_to_its_end_where_it_is_narrow(
    size: tuple[int, int], tmp_path: Path
) -> None:
    with demo_server(clock=lambda: 0.0) as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA), size=size) as here:
            await here.until(lambda state: YODA in state.lineages)
            await here.press("1", "slash")
            await here.write("status:walking")
            await here.until_shown("gone")
            await here.press("escape")
            await here.until_true(lambda: "gone" not in here.text)
