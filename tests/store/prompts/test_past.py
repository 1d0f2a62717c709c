"""What was written from here can be told and taken back, but never over somebody else's text."""

from breadtui.domain.errors import NotFound, Unreachable
from breadtui.domain.prompt.drafts import Resolution
from breadtui.domain.prompt.past import Deed, PromptWrite, versions
from breadtui.store.facts.state import Saved
from breadtui.store.prompts.past import UndoOffer
from tests.fakes.states import a_draft, a_prompt
from tests.store.editor import BASE, KEY, MINE, THEIRS, Editor


async def replaced() -> Editor:
    editor = Editor()
    await editor.commands.save_prompt(KEY)
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert editor.held == MINE
    return editor


async def made() -> Editor:
    editor = Editor(None, draft=a_draft(MINE, None))
    await editor.commands.save_prompt(KEY)
    assert editor.held == MINE
    return editor


async def undo(editor: Editor) -> UndoOffer:
    offer = await editor.commands.offer_undo()
    assert offer is not None
    await editor.commands.undo(offer.write)
    return offer


async def test_each_save_replacement_and_deletion_is_remembered() -> None:
    editor = await made()
    editor.commands.change_draft(KEY, THEIRS)
    await editor.commands.save_prompt(KEY)
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    await editor.commands.delete_prompt(KEY)
    assert [(one.deed, one.before, one.after) for one in editor.journal.writes] == [
        (Deed.MADE, None, MINE),
        (Deed.REPLACED, MINE, THEIRS),
        (Deed.DELETED, THEIRS, None),
    ]


async def test_a_save_whose_answer_was_lost_is_remembered_once_it_is_read_back() -> None:
    editor = Editor(None, draft=a_draft(MINE, None))
    editor.api.before("create_prompt", editor.somebody_writes(MINE))
    editor.api.fail("create_prompt", Unreachable("cut"))
    await editor.commands.save_prompt(KEY)
    assert [one.after for one in editor.journal.writes] == [MINE]


async def test_a_save_that_was_refused_is_not_remembered() -> None:
    editor = Editor(THEIRS)
    await editor.commands.save_prompt(KEY)
    assert editor.journal.writes == []
    assert await editor.commands.offer_undo() is None
    assert editor.words == ["nothing was saved or deleted from here: there is nothing to undo"]


async def test_a_replacement_is_undone() -> None:
    editor = await replaced()
    offer = await undo(editor)
    assert offer.theirs == MINE
    assert not offer.refusal
    assert editor.held == BASE
    assert isinstance(editor.save, Saved)
    assert editor.words == ["undone: teacher is as it was before, read back and verified"]
    assert await editor.commands.offer_undo() is None


async def test_undoing_a_new_prompt_deletes_it_and_undoing_a_deletion_makes_it_again() -> None:
    editor = await made()
    await editor.commands.delete_prompt(KEY)
    held = [editor.held]
    for _ in range(2):
        await undo(editor)
        held.append(editor.held)
    assert held == [None, MINE, None]


async def test_nothing_is_undone_over_a_text_of_somebody_else() -> None:
    editor = await replaced()
    offer = await editor.commands.offer_undo()
    assert offer is not None
    editor.somebody_writes(THEIRS)()
    await editor.commands.undo(offer.write)
    assert editor.held == THEIRS
    assert editor.words == ["teacher was changed since by somebody else: nothing was changed"]
    again = await editor.commands.offer_undo()
    assert again is not None
    assert again.refusal == editor.words[0]


async def test_a_deletion_is_not_undone_where_somebody_made_it_again() -> None:
    editor = await made()
    await editor.commands.delete_prompt(KEY)
    editor.somebody_writes(THEIRS)()
    assert "changed since" in (await undo(editor)).refusal
    assert editor.held == THEIRS


async def test_what_somebody_else_undid_already_is_left() -> None:
    editor = await replaced()
    editor.somebody_writes(BASE)()
    assert "already is as it was" in (await undo(editor)).refusal
    assert await editor.commands.offer_undo() is None


async def test_what_somebody_else_deleted_stays_deleted() -> None:
    editor = await replaced()
    editor.somebody_deletes()
    assert "deleted since" in (await undo(editor)).refusal
    assert editor.held is None


async def test_a_new_prompt_stays_where_the_server_cannot_delete() -> None:
    editor = await made()
    editor.api.fail_always("delete_prompt", NotFound("no such route", status=404))
    await undo(editor)
    assert editor.held == MINE
    assert editor.words == ["this server cannot delete prompts: teacher is still there"]


async def test_an_undo_whose_answer_was_lost_is_read_back() -> None:
    editor = await replaced()
    editor.api.before("replace_prompt", editor.somebody_writes(BASE))
    editor.api.fail("replace_prompt", Unreachable("cut"))
    await undo(editor)
    assert editor.words == ["undone: teacher is as it was before, read back and verified"]


async def test_an_undo_that_did_not_arrive_is_told_and_offered_again() -> None:
    editor = await replaced()
    editor.api.fail("replace_prompt", Unreachable("cut"))
    await undo(editor)
    assert editor.held == MINE
    assert editor.words == ["teacher was not undone: cut"]
    assert await editor.commands.offer_undo() is not None


async def test_where_the_service_is_away_nothing_is_offered() -> None:
    editor = await replaced()
    editor.api.fail("prompt", Unreachable("cut"))
    assert await editor.commands.offer_undo() is None
    assert editor.words == ["teacher was not undone: cut"]


async def test_a_draft_begun_since_keeps_its_base() -> None:
    editor = await replaced()
    editor.commands.change_draft(KEY, THEIRS)
    await undo(editor)
    assert editor.store.state.drafts[KEY].base == MINE
    assert editor.held == BASE


async def test_the_last_write_of_an_earlier_session_is_found_in_the_journal() -> None:
    editor = Editor(MINE)
    write = PromptWrite(KEY, editor.commands._now(), BASE, MINE)
    editor.journal.record_write(write)
    await undo(editor)
    assert editor.held == BASE
    assert [one.is_closed for one in editor.journal.writes] == [True, True]


async def test_nothing_is_undone_when_reading_only() -> None:
    editor = Editor(MINE, read_only=True)
    editor.journal.record_write(PromptWrite(KEY, editor.commands._now(), BASE, MINE))
    await undo(editor)
    assert editor.held == MINE


async def test_the_past_of_a_prompt_tells_what_was_saved_here() -> None:
    editor = await replaced()
    editor.somebody_writes(a_prompt("another"))()
    await editor.commands.offer_undo()
    found = versions(await editor.commands.prompt_past(KEY))
    assert [(one.number, one.is_ours) for one in found] == [(3, False), (2, True), (1, False)]
