"""A repository made over a real service, from the command line of the cockpit and from its dialog."""

from __future__ import annotations

from pathlib import Path

from breadtui.ui.screens.asking.new_repo import NewRepoScreen
from tests.journeys.cockpit import cockpit, demo_server

LLAMA = "meta-llama/Llama-3.1-8B"


async def test_a_repository_is_made_with_another_base_model_opened_and_chosen(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(80, 24)) as here:
            await here.until_ready()
            await here.type("new repo")
            await here.until_screen(NewRepoScreen)
            await here.write("fresh")
            await here.press("enter")
            for _ in range(len("Qwen/Qwen3-32B")):
                await here.press("backspace")
            await here.write(LLAMA)
            await here.press("enter")
            await here.until(lambda state: state.chosen == "fresh" and "fresh" in state.trees)
            assert demo.world.repos["fresh"].base_model == LLAMA
            await here.until_shown("fresh")


async def test_another_base_model_under_the_same_name_is_said_plainly_and_the_dialog_stays(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.type(f"new repo yoda_repo {LLAMA}")
            await here.until_screen(NewRepoScreen)
            assert "yoda_repo exists already with base model Qwen/Qwen3-32B" in here.text.replace("\n", " ")
            assert "keeps its base model for good" in here.text
            await here.press("down")
            await here.until_true(lambda: "> Qwen/Qwen3-32B" in here.text)
            await here.press("enter")
            await here.until_true(lambda: here.app.screen is here.explorer)
            await here.until(lambda state: state.chosen == "yoda_repo")
            assert here.writes().count(("POST", "/v1/repo")) == 2


async def test_names_that_can_never_be_are_not_sent(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.type("new repo")
            await here.until_screen(NewRepoScreen)
            await here.write("batch")
            await here.press("enter", "enter")
            assert isinstance(here.app.screen, NewRepoScreen)
            await here.until_true(lambda: "a word of the service's own" in here.text)
            await here.press("escape")
            await here.until_true(lambda: here.app.screen is here.explorer)
            assert here.writes() == []
