"""A prompt edited from a shell: what becomes of it depends on how the editor ended and on what it left."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from breadtui.commands.exits import OK, REFUSED, USAGE
from breadtui.commands.prompts.arguments import Arguments, Talk, Verb
from breadtui.commands.prompts.prompt import run
from breadtui.config.folders import Folders
from breadtui.config.settings import Settings
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.forgetting.journal import NoJournal
from tests.fakes.api import FakeApi
from tests.fakes.states import a_prompt, a_prompt_key

KEY = a_prompt_key("wise")
OLD, NEW = a_prompt("Old.", name="wise"), a_prompt("New.", name="wise")


async def edited(folder: Path, editor: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, Prompt]:
    """The exit code, what was told, and what the service holds then."""
    monkeypatch.setenv("VISUAL", editor)
    api, told = FakeApi(prompts={KEY: OLD}), io.StringIO()
    settings = Settings(Folders(folder, folder), base_url="https://bread.example")
    talk = Talk(io.StringIO(), told, lambda: b"", None, folder)
    code = await run(api, settings, Arguments(Verb.EDIT, KEY.repo, KEY, form="markdown"), talk, NoJournal())
    return code, told.getvalue(), api.prompts[KEY]


def left_behind(folder: Path) -> list[str]:
    return [path.read_text() for path in folder.rglob("*.md")]


async def test_what_was_written_is_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, told, held = await edited(tmp_path, "sed -i s/Old/New/", monkeypatch)
    assert (code, held, left_behind(tmp_path)) == (OK, NEW, [])
    assert "saved and read back" in told or "is saved" in told


async def test_a_text_left_as_it_was_is_no_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, told, held = await edited(tmp_path, "true", monkeypatch)
    assert (code, held, left_behind(tmp_path)) == (OK, OLD, [])
    assert "nothing was changed" in told


async def test_an_editor_that_says_no_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, told, held = await edited(tmp_path, "false", monkeypatch)
    assert (code, held, left_behind(tmp_path)) == (REFUSED, OLD, [])
    assert "ended with 1, and nothing was changed" in told


async def test_what_was_written_before_the_no_stays_in_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "an_editor"
    script.write_text('#!/bin/sh\nsed -i s/Old/New/ "$1"\nexit 3\n')
    script.chmod(0o700)
    code, told, held = await edited(tmp_path, str(script), monkeypatch)
    assert (code, held) == (REFUSED, OLD)
    assert ["New." in text for text in left_behind(tmp_path)] == [True]
    assert "ended with 3; what it wrote is in" in told


async def test_an_editor_that_is_not_there_is_a_wrong_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, told, held = await edited(tmp_path, "no-such-editor-anywhere", monkeypatch)
    assert (code, held, left_behind(tmp_path)) == (USAGE, OLD, [])
    assert "no-such-editor-anywhere" in told
