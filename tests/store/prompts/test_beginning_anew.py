"""A whole text that takes the place of a draft: an old version, or a file's."""

from __future__ import annotations

from breadtui.domain.prompt.drafts import Resolution
from breadtui.store.facts.state import ConfirmReplace, Conflicted
from tests.store.editor import BASE, KEY, LATER, THEIRS, Editor


async def test_an_old_version_is_saved_over_the_text_that_was_seen_though_the_draft_before_was_older() -> None:
    editor = Editor(THEIRS)
    editor.commands.begin_draft(KEY, LATER, seen=THEIRS)
    await editor.commands.save_prompt(KEY)
    assert editor.save == ConfirmReplace(THEIRS)
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert editor.held == LATER


async def test_the_version_a_draft_was_begun_from_is_a_draft_where_others_wrote_since() -> None:
    editor = Editor(THEIRS)
    editor.commands.begin_draft(KEY, BASE, seen=THEIRS)
    draft = editor.store.state.drafts[KEY]
    assert (draft.base, draft.mine) == (THEIRS, BASE)
    assert editor.drafts.drafts[KEY] == draft


async def test_a_text_that_is_the_services_leaves_no_draft_of_another() -> None:
    editor = Editor(THEIRS)
    editor.commands.begin_draft(KEY, THEIRS, seen=THEIRS)
    assert KEY not in editor.store.state.drafts
    assert KEY not in editor.drafts.drafts


async def test_a_conflict_of_the_draft_before_is_none_of_this_one() -> None:
    editor = Editor(THEIRS)
    await editor.commands.save_prompt(KEY)
    assert editor.save == Conflicted(BASE, THEIRS)
    editor.commands.begin_draft(KEY, LATER, seen=THEIRS)
    assert editor.save is None


async def test_with_nothing_seen_the_base_of_the_draft_before_is_held_on_to() -> None:
    editor = Editor()
    editor.commands.begin_draft(KEY, LATER, seen=None)
    assert editor.store.state.drafts[KEY].base == BASE


async def test_with_nothing_seen_the_base_itself_is_a_draft_that_looks_before_it_is_written() -> None:
    editor = Editor(THEIRS)
    editor.commands.begin_draft(KEY, BASE, seen=None)
    assert editor.store.state.drafts[KEY].mine == BASE
    await editor.commands.save_prompt(KEY)
    assert editor.save == Conflicted(None, THEIRS)
    assert editor.held == THEIRS
    assert editor.store.state.drafts[KEY].mine == BASE
