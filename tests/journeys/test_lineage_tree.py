"""The tree as a lineage explorer on the demo: checkpoints, marks, another repository, words of the command line."""

from __future__ import annotations

from pathlib import Path

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
