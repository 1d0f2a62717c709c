"""A prompt that is deleted takes no unsaved text with it."""

from __future__ import annotations

from breadtui.domain.errors import NotFound
from breadtui.store.facts.remote import Failed
from breadtui.store.facts.state import ConfirmReplace, Saved
from tests.store.editor import KEY, MINE, Editor


async def test_what_is_unsaved_stays_a_draft_of_a_prompt_that_is_known_to_be_gone() -> None:
    editor = Editor()
    await editor.commands.delete_prompt(KEY)
    assert editor.held is None
    assert editor.is_safe()
    remote = editor.store.state.prompts[KEY]
    assert isinstance(remote, Failed)
    assert isinstance(remote.error, NotFound)
    await editor.commands.save_prompt(KEY)
    assert not isinstance(editor.save, ConfirmReplace)
    assert isinstance(editor.save, Saved)
    assert editor.held == MINE


async def test_a_prompt_that_somebody_else_deleted_first_is_told_of() -> None:
    editor = Editor()
    editor.somebody_deletes()
    await editor.commands.delete_prompt(KEY)
    assert editor.words == ["teacher was not on the server any more"]
    assert editor.journal.writes == []
    assert editor.is_safe()
