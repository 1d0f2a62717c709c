"""Drafts and saves: nothing that anybody wrote is lost unseen."""

from breadtui.domain.errors import (
    Conflict,
)
from breadtui.domain.prompt.drafts import Resolution
from breadtui.store.facts.remote import value_of
from breadtui.store.facts.state import ConfirmReplace, Conflicted, Saved, SaveRefused
from tests.fakes.states import a_draft
from tests.store.editor import BASE, KEY, LATER, MINE, THEIRS, Editor


async def test_a_new_prompt_is_created_and_read_back() -> None:
    editor = Editor(None, draft=a_draft(MINE, None))
    await editor.commands.save_prompt(KEY)
    assert editor.is_saved()
    assert [name for name, _ in editor.api.calls] == ["prompt", "create_prompt", "prompt"]
    assert value_of(editor.store.state.prompts[KEY]) == MINE


async def test_the_draft_is_on_disk_before_anything_is_sent() -> None:
    editor = Editor()
    at_first_call: list[str] = []
    editor.api.before("prompt", lambda: at_first_call.extend(editor.drafts.log))
    await editor.commands.save_prompt(KEY)
    assert at_first_call == ["keep", "flush"]


async def test_a_full_disk_is_told_and_the_save_goes_on() -> None:
    editor = Editor(MINE, is_full=True)
    await editor.commands.save_prompt(KEY)
    assert isinstance(editor.save, Saved)
    assert editor.words == ["the draft of teacher could not be written to disk"]


async def test_an_unchanged_base_needs_one_confirmation() -> None:
    editor = Editor()
    await editor.commands.save_prompt(KEY)
    assert editor.save == ConfirmReplace(BASE)
    assert editor.held == BASE
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert editor.is_saved()
    assert editor.held == MINE
    assert editor.wrote() == ["create_prompt", "replace_prompt"]


async def test_a_server_that_updates_by_create_needs_no_confirmation() -> None:
    editor = Editor()
    editor.api.before("create_prompt", editor.somebody_writes(MINE))
    await editor.commands.save_prompt(KEY)
    assert editor.is_saved()


async def test_the_same_change_by_both_is_saved_without_a_question() -> None:
    editor = Editor(MINE)
    await editor.commands.save_prompt(KEY)
    assert editor.is_saved()
    assert editor.wrote() == []


async def test_a_change_by_somebody_else_is_a_conflict_and_nothing_is_sent() -> None:
    editor = Editor(THEIRS)
    await editor.commands.save_prompt(KEY)
    assert editor.save == Conflicted(BASE, THEIRS)
    assert editor.is_safe()
    assert editor.wrote() == []
    assert [sighting.prompt for sighting in editor.journal.prompts] == [THEIRS]


async def test_keeping_mine_replaces_what_was_shown() -> None:
    editor = Editor(THEIRS)
    await editor.commands.save_prompt(KEY)
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert editor.is_saved()
    assert editor.held == MINE
    assert THEIRS in [sighting.prompt for sighting in editor.journal.prompts]


async def test_keeping_mine_asks_again_if_theirs_moved_on_since_it_was_shown() -> None:
    editor = Editor(THEIRS)
    await editor.commands.save_prompt(KEY)
    editor.somebody_writes(LATER)()
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert editor.save == Conflicted(BASE, LATER)
    assert editor.wrote() == []
    assert editor.is_safe()


async def test_a_confirmed_replacement_asks_again_if_somebody_wrote_meanwhile() -> None:
    editor = Editor()
    await editor.commands.save_prompt(KEY)
    editor.somebody_writes(THEIRS)()
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert editor.save == Conflicted(BASE, THEIRS)
    assert editor.held == THEIRS


async def test_somebody_who_writes_right_after_us_is_found_by_reading_back() -> None:
    editor = Editor(THEIRS)
    await editor.commands.save_prompt(KEY)
    editor.api.before("prompt", lambda: None, editor.somebody_writes(LATER))
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert editor.save == Conflicted(BASE, LATER)
    assert editor.is_safe()
    assert [sighting.prompt for sighting in editor.journal.prompts] == [THEIRS, THEIRS, LATER]


async def test_keeping_mine_without_a_question_before_compares_with_the_base() -> None:
    editor = Editor(THEIRS)
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert editor.save == Conflicted(BASE, THEIRS)


async def test_keeping_mine_when_theirs_became_mine_is_done() -> None:
    editor = Editor(THEIRS)
    await editor.commands.save_prompt(KEY)
    editor.somebody_writes(MINE)()
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert editor.is_saved()
    assert editor.wrote() == []


async def test_a_prompt_deleted_meanwhile_is_made_again() -> None:
    editor = Editor(None)
    await editor.commands.save_prompt(KEY)
    assert editor.is_saved()
    assert editor.held == MINE


async def test_keeping_mine_of_a_prompt_deleted_meanwhile_makes_it_again() -> None:
    editor = Editor(THEIRS)
    await editor.commands.save_prompt(KEY)
    editor.somebody_deletes()
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert editor.is_saved()


async def test_a_prompt_made_by_somebody_between_look_and_create_is_a_conflict() -> None:
    editor = Editor(None, draft=a_draft(MINE, None))
    editor.api.before("create_prompt", editor.somebody_writes(THEIRS))
    await editor.commands.save_prompt(KEY)
    assert editor.save == Conflicted(None, THEIRS)


async def test_a_409_without_a_prompt_is_told_as_it_is() -> None:
    editor = Editor(None)
    editor.api.fail("create_prompt", Conflict("odd", status=409))
    await editor.commands.save_prompt(KEY)
    assert isinstance(editor.save, SaveRefused)
    assert editor.is_safe()


async def test_a_prompt_that_is_gone_when_read_back_is_not_called_saved() -> None:
    editor = Editor(None)
    editor.api.before("prompt", lambda: None, editor.somebody_deletes)
    await editor.commands.save_prompt(KEY)
    assert isinstance(editor.save, SaveRefused)
    assert editor.is_safe()
