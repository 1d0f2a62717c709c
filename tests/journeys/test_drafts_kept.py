"""Where drafts go when the disk does not take them, and how they come back."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.drafts import Draft
from breadtui.ui.screens.asking.confirm import ConfirmScreen
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.prompt.raw_view import RawScreen
from breadtui.ui.terminal.message_text import MessageText
from tests.journeys.cockpit import Cockpit, cockpit, demo_server


def drafts_on_disk(home: Path) -> str:
    return "".join(path.read_text() for path in home.rglob("drafts/*/*.json"))


async def type_draft(here: Cockpit, words: str) -> PromptKey:
    """Words before the text of `yoda`, known to be a draft."""
    await here.until_ready()
    key = await here.edit("yoda")
    await here.write(words)
    await here.until(lambda _: here.mine(key).startswith(words))
    return key


async def leave(here: Cockpit) -> ConfirmScreen:
    """The question that is asked where leaving would lose something."""
    await here.press("escape", "q")
    await here.until_asked()
    assert "could not be written to disk" in here.text
    question = here.app.screen
    assert isinstance(question, ConfirmScreen)
    return question


async def test_a_full_disk_is_said_at_once_and_the_text_goes_there_as_soon_as_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_full = True
    sync = os.fsync

    def sync_or_refuse(descriptor: int) -> None:
        if is_full:
            raise OSError(28, "No space left on device")
        sync(descriptor)

    monkeypatch.setattr("os.fsync", sync_or_refuse)
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(120, 40)) as here:
            key = await type_draft(here, "Mine. ")
            await here.until_shown("in memory only: no space left on device")
            assert any("no space left on device" in toast for toast in here.toasts)
            await leave(here)
            await here.press("n")
            assert not here.app._exit
            assert here.mine(key).startswith("Mine. ")
            is_full = False
            assert here.app.save_all()
            await here.until(lambda state: key not in state.unkept)
            await here.until_true(lambda: "in memory only" not in here.text)
            assert "Mine. " in drafts_on_disk(tmp_path)


async def test_a_home_that_cannot_be_written_is_said_at_the_start_and_the_text_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    (tmp_path / "state").write_text("a file where a folder should be")
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(120, 40)) as here:
            await here.until_ready()
            assert any("cannot be written" in toast for toast in here.toasts)
            key = await type_draft(here, "Mine. ")
            await here.until_shown("in memory only: no folder can be written")
            await leave(here)
            await here.press("n")
            assert here.mine(key).startswith("Mine. ")


async def test_a_draft_of_an_earlier_run_is_told_of_marked_in_the_tree_and_open_in_the_editor(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(120, 40)) as here:
            await type_draft(here, "Mine. ")
            await here.press("escape")
        async with cockpit(demo, tmp_path, size=(120, 40)) as here:
            await here.until_ready()
            assert any("yoda_repo/yoda" in toast for toast in here.toasts)
            await here.edit("yoda")
            await here.until_shown("yoda *")
            await here.until_shown("Mine. You are Yoda")


async def test_raw_text_that_is_applied_is_forgotten_only_once_it_is_kept_as_a_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(120, 40)) as here:
            await here.until_ready()
            key = await here.edit("yoda")
            await here.press("escape")
            await here.type("raw yaml")
            await here.until_screen(RawScreen)
            commands = here.explorer.commands
            assert commands is not None
            assert commands.raw_texts is not None
            keep, drop = commands._drafts.keep, commands.raw_texts.drop

            def keep_noted(draft: Draft) -> None:
                order.append("draft")
                keep(draft)

            def drop_noted(key: PromptKey) -> None:
                order.append("forgotten")
                drop(key)

            monkeypatch.setattr(commands._drafts, "keep", keep_noted)
            monkeypatch.setattr(commands.raw_texts, "drop", drop_noted)
            field = here.app.screen.query_one(MessageText)
            field.replace(field.text.replace("Yoda", "Obi-Wan"), field.document.start, field.document.end)
            await here.press("f2")
            await here.until_true(lambda: "forgotten" in order)
            assert order[0] == "draft"
            assert "Obi-Wan" in here.mine(key)


async def test_raw_text_that_says_no_prompt_yet_outlives_the_program(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, size=(120, 40)) as here:
            await here.until_ready()
            await here.edit("yoda")
            await here.press("escape")
            await here.type("raw json")
            await here.until_screen(RawScreen)
            await here.write("half")
            here.app._endings.end(signal.SIGTERM)
        async with cockpit(demo, tmp_path, size=(120, 40)) as here:
            await here.until_ready()
            key = await here.edit("yoda")
            await here.press("escape")
            await here.type("raw")
            await here.until_screen(RawScreen)
            await here.until_shown("half{")
            await here.until_shown("written here last time and not applied")
            await here.press("escape", "escape")
            await here.until_screen(ExplorerScreen)
            assert key not in here.state.drafts
            await here.until_true(lambda: not list(tmp_path.rglob("raw/*/*.json")))
