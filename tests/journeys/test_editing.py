"""From a letter typed in a prompt to the text on the service, with everything that can come between."""

from __future__ import annotations

import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from breadtui.config.settings import Options
from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoServer
from breadtui.domain.names import PromptKey
from breadtui.store.facts.state import ConfirmReplace, Conflicted, LockedOut, Saved, SaveRefused
from breadtui.ui.screens.asking.conflict import ConflictScreen
from breadtui.ui.screens.asking.sign_in import SignInScreen
from tests.journeys.cockpit import KEY, Cockpit, cockpit, demo_server, prompt_key

THEIRS = "You are Yoda, says somebody else."


async def write_elsewhere(demo: DemoServer, key: PromptKey, text: str = THEIRS) -> None:
    """Somebody else replaces a prompt."""
    async with httpx.AsyncClient(base_url=demo.url, headers={"Authorization": f"Bearer {KEY}"}) as other:
        body = {"messages": [{"role": "system", "content": text}]}
        answer = await other.put(f"/v1/repo/{key.repo}/prompts/{key.name}", json=body)
        answer.raise_for_status()


async def type_draft(here: Cockpit, words: str = "Mine. ") -> PromptKey:
    """Words before the text of `yoda`, kept as a draft."""
    key = await here.edit("yoda")
    await here.write(words)
    await here.until(lambda _: here.mine(key).startswith(words))
    return key


def drafts_on_disk(home: Path) -> str:
    return "".join(file.read_text() for file in (home / "state").rglob("*.json"))


async def test_a_letter_becomes_a_draft_on_disk_and_after_one_question_the_text_on_the_service(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            before = here.theirs(key)
            await here.until_true(lambda: "Mine. " in drafts_on_disk(tmp_path))
            assert not here.writes()
            await here.press("f2")
            await here.until(lambda state: isinstance(state.saves.get(key), ConfirmReplace))
            await here.until_asked()
            assert here.theirs(key) == before
            await here.press("y")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            assert here.theirs(key) == "Mine. " + before
            assert key not in here.state.drafts
            assert [method for method, _ in here.writes()] == ["POST", "PUT"]
            await here.until_true(lambda: "Mine. " not in drafts_on_disk(tmp_path))


@pytest.mark.parametrize("answer", ["n", "escape", "enter"])
async def test_everything_but_yes_leaves_the_text_on_the_service_alone(tmp_path: Path, answer: str) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            await here.press("f2")
            await here.until_asked()
            await here.press(answer)
            await here.until_true(lambda: here.app.screen is here.explorer)
            assert [method for method, _ in here.writes()] == ["POST"]
            assert here.mine(key).startswith("Mine. ")


async def conflict(here: Cockpit) -> PromptKey:
    """Somebody else writes while a draft is open, and the save finds it."""
    await here.until_ready()
    key = await type_draft(here)
    await write_elsewhere(here.demo, key)
    await here.press("f2")
    await here.until_screen(ConflictScreen)
    assert here.theirs(key) == THEIRS
    assert "says somebody else" in here.text
    return key


async def test_in_a_conflict_mine_can_be_kept(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            key = await conflict(here)
            mine = here.mine(key)
            await here.press("M", "f2")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            assert here.theirs(key) == mine
            assert key not in here.state.drafts


async def test_in_a_conflict_theirs_can_be_taken(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            key = await conflict(here)
            writes = len(here.writes())
            await here.press("T", "f2")
            await here.until(lambda state: key not in state.drafts)
            await here.until_shown(THEIRS)
            assert here.theirs(key) == THEIRS
            assert len(here.writes()) == writes


async def test_in_a_conflict_the_result_can_be_edited_on_top_of_theirs(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            key = await conflict(here)
            mine = f"{here.mine(key)}\n{THEIRS}"
            await here.press("e")
            await here.until(lambda state: key not in state.saves)
            assert here.mine(key) == mine
            await here.until_true(lambda: here.explorer.editor.has_focus_within)
            await here.press("f2")
            await here.until_asked()
            await here.press("y")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            assert here.theirs(key) == mine


async def test_in_a_conflict_both_can_be_kept_under_two_names(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            key = await conflict(here)
            mine = here.mine(key)
            await here.press("s")
            await here.until_true(lambda: here.explorer.line.value == "saveas yoda_v2")
            await here.press("enter")
            await here.until(lambda state: key not in state.drafts)
            assert here.theirs(prompt_key("yoda_v2")) == mine
            assert here.theirs(key) == THEIRS
            await here.until(lambda state: state.chosen == prompt_key("yoda_v2"))


async def test_a_conflict_can_wait(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            key = await conflict(here)
            await here.press("escape")
            await here.until_true(lambda: here.app.screen is here.explorer)
            assert here.mine(key).startswith("Mine. ")
            assert here.theirs(key) == THEIRS
            await here.press("f2")
            await here.until_screen(ConflictScreen)


async def test_somebody_who_writes_between_the_question_and_the_answer_is_not_overwritten(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            await here.press("f2")
            await here.until_asked()
            await write_elsewhere(demo, key)
            await here.press("y")
            await here.until(lambda state: isinstance(state.saves.get(key), Conflicted))
            await here.until_screen(ConflictScreen)
            assert here.theirs(key) == THEIRS


async def test_a_draft_survives_the_end_of_the_program(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            assert here.mine(key).startswith("Mine. ")
            await here.edit("yoda")
            await here.until_shown("Mine. ")


Way = Callable[[Cockpit], Awaitable[None]]


async def _by_escape(here: Cockpit) -> None:
    await here.press("escape")


async def _by_another_choice(here: Cockpit) -> None:
    await here.look_at(prompt_key("wise"))


async def _by_a_pane(here: Cockpit) -> None:
    here.explorer.action_pane(3)
    await here.pilot.pause()


async def _by_the_command_line(here: Cockpit) -> None:
    await here.press("escape")
    await here.type("go coder_v1")


@pytest.mark.parametrize("leave", [_by_escape, _by_another_choice, _by_a_pane, _by_the_command_line])
async def test_leaving_the_text_in_any_way_keeps_the_last_letter(tmp_path: Path, leave: Way) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await here.edit("yoda")
            await here.write("Mine. ")
            await leave(here)
            await here.until(lambda _: here.mine(key).startswith("Mine. "))
            await here.until_true(lambda: "Mine. " in drafts_on_disk(tmp_path))
            assert not here.writes()


@pytest.mark.parametrize("way", ["q", "killed", ":q!"])
async def test_ending_the_program_in_any_way_keeps_the_last_letter(tmp_path: Path, way: str) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.edit("yoda")
            await here.write("Mine. ")
            if way == "killed":
                here.app._endings.end(signal.SIGTERM)
            elif way == "q":
                await here.press("escape", "q")
            else:
                await here.press("escape")
                await here.type("q!")
            await here.until_true(lambda: here.app._exit)
            assert "Mine. " in drafts_on_disk(tmp_path)


async def test_a_read_only_run_changes_nothing(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(is_read_only=True)) as here:
            await here.until_ready()
            key = await here.edit("yoda")
            before = here.theirs(key)
            await here.write("Mine. ")
            await here.press("f2", "escape")
            for line in ("save", "saveas other", "new other", "delete", "start bake"):
                await here.type(line)
            await here.press("S", "n", "e")
            assert here.theirs(key) == before
            assert key not in here.state.drafts
            assert not here.writes()
            await here.until_true(lambda: any("read-only" in told for told in here.toasts))


async def test_a_lost_answer_to_a_save_is_settled_by_reading_back(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            await here.press("f2")
            await here.until_asked()
            demo.faults.add("/prompts/yoda$", Fault(drop="after"), method="PUT")
            await here.press("y")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            assert here.theirs(key).startswith("Mine. ")
            assert [method for method, _ in here.writes()].count("PUT") == 1


async def test_a_save_that_never_arrives_keeps_the_text(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            await here.press("f2")
            await here.until_asked()
            demo.faults.add("/prompts/yoda$", Fault(drop="before"), method="PUT", times=None)
            await here.press("y")
            await here.until(lambda state: isinstance(state.saves.get(key), SaveRefused))
            assert not here.theirs(key).startswith("Mine. ")
            assert here.mine(key).startswith("Mine. ")
            assert "Mine. " in drafts_on_disk(tmp_path)
            demo.faults.clear()
            await here.press("f2")
            await here.until_asked()
            await here.press("y")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))


async def test_a_key_refused_in_the_middle_is_asked_for_in_place_and_the_text_is_there_after(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            demo.faults.add("/v1/", Fault(status=401), times=None)
            await here.press("f2")
            await here.until(lambda state: isinstance(state.link, LockedOut))
            await here.until_screen(SignInScreen)
            assert here.mine(key).startswith("Mine. ")
            demo.faults.clear()
            here.app.screen.query_one("#key").value = "sk-another-0123456789"  # type: ignore[attr-defined]
            await here.press("enter")
            await here.until_true(lambda: here.app.screen is here.explorer)
            await here.until_shown("Mine. ")
            await here.press("f2")
            await here.until_asked()
            await here.press("y")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            assert here.theirs(key).startswith("Mine. ")


async def test_escape_from_the_key_question_leaves_what_was_read_and_written(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            key = await type_draft(here)
            demo.faults.add("/v1/", Fault(status=401), times=None)
            await here.press("f2")
            await here.until_screen(SignInScreen)
            await here.press("escape")
            await here.until_true(lambda: here.app.screen is here.explorer)
            await here.until_shown("Mine. ")
            assert here.mine(key).startswith("Mine. ")
            await here.press("escape")
            await here.type("key")
            await here.until_screen(SignInScreen)


async def test_a_new_prompt_is_made_written_and_deleted_by_words(tmp_path: Path) -> None:
    key = prompt_key("fresh")
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.type("go yoda_repo")
            await here.until(lambda state: state.chosen == "yoda_repo")
            await here.type("new fresh")
            await here.until_true(lambda: here.explorer.editor.has_focus_within)
            await here.write("Be new.")
            await here.press("f2")
            await here.until(lambda state: isinstance(state.saves.get(key), Saved))
            assert here.theirs(key) == "Be new."
            await here.press("escape")
            await here.type("delete")
            await here.until_asked()
            await here.write("wrong")
            await here.press("enter")
            await here.until_shown("'wrong' is not 'fresh'")
            await here.press("escape")
            await here.until_true(lambda: here.app.screen is here.explorer)
            assert "fresh" in demo.world.repos["yoda_repo"].prompts
            await here.type("delete")
            await here.until_asked()
            await here.write("fresh")
            await here.press("enter")
            await here.until_true(lambda: "fresh" not in demo.world.repos["yoda_repo"].prompts)


async def test_deleting_a_prompt_that_was_never_saved_gives_its_text_up_after_a_yes(tmp_path: Path) -> None:
    key = prompt_key("fresh")
    with demo_server() as demo:
        async with cockpit(demo, tmp_path) as here:
            await here.until_ready()
            await here.type("go yoda_repo")
            await here.until(lambda state: state.chosen == "yoda_repo")
            await here.type("new fresh")
            await here.until_true(lambda: here.explorer.editor.has_focus_within)
            await here.write("Be new.")
            await here.press("escape")
            await here.until(lambda state: key in state.drafts)
            for answer in ("n", "y"):
                assert key in here.state.drafts
                await here.type("delete")
                await here.until_asked()
                assert "It is not on the server" in here.text
                await here.press(answer)
                await here.until_true(lambda: here.app.screen is here.explorer)
            await here.until(lambda state: key not in state.drafts)
            assert "Be new." not in drafts_on_disk(tmp_path)
            assert not here.writes()


async def test_the_foot_tells_no_letters_while_they_are_the_text_s(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(80, 24)) as here:
            await here.until_ready()
            await here.press("2")
            await here.look_at(prompt_key("yoda"))
            await here.until_shown("leave text")
            await here.until_true(lambda: "f1 help" in here.text and "/ filter" not in here.text)
            await here.press("escape")
            await here.until_shown("? help")
