"""What is named on the command line is opened, whatever it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from breadtui.config.settings import Options
from breadtui.domain.names import RepoName
from breadtui.store.facts.state import Choice
from tests.fakes.states import a_key, a_prompt_key, a_target_key
from tests.journeys.cockpit import cockpit, demo_server

YODA = RepoName("yoda_repo")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("wise", a_prompt_key("wise", repo=YODA)),
        ("wise_set", a_target_key("wise_set", repo=YODA)),
        ("wise_1", a_key("wise_1", repo=YODA)),
        ("nobody", a_key("nobody", repo=YODA)),
    ],
)
async def test_a_name_after_the_repository_may_be_that_of_a_prompt_or_target(
    tmp_path: Path, name: str, what: Choice
) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA, bake=name)) as here:
            await here.until_ready()
            assert here.state.chosen == what


async def test_a_draft_of_the_last_run_says_what_uses_its_prompt_once_it_is_edited(tmp_path: Path) -> None:
    with demo_server() as demo:
        options = Options(repo=YODA, bake="wise")
        for typed in ("first ", "second "):
            async with cockpit(demo, tmp_path, options=options) as here:
                await here.until_ready()
                await here.press("e", *typed.strip(), "space")
                await here.until(lambda state: state.drafts)
                await here.until_shown("used by 1 target")
