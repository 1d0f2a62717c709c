"""Saves that are refused or lost, decisions, and deletions."""

import pytest

from breadtui.domain.errors import (
    BreadError,
    Forbidden,
    Invalid,
    NeverSent,
    NotFound,
    NotSupported,
    OutOfCredit,
    ServerFailed,
    Unauthorized,
    Unreachable,
)
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.drafts import Resolution
from breadtui.store.commands import Commands
from breadtui.store.facts.remote import value_of
from breadtui.store.facts.state import ConfirmReplace, Conflicted, LockedOut, Saved, SaveRefused, Saving
from tests.fakes.states import REPO, a_draft, a_prompt, a_prompt_key
from tests.store.editor import BASE, KEY, LATER, MINE, THEIRS, Editor


@pytest.mark.parametrize("error", [Unreachable("cut"), ServerFailed("oven", status=502)])
async def test_a_lost_answer_is_read_back_and_found_saved(error: BreadError) -> None:
    editor = Editor(None)
    editor.api.before("create_prompt", editor.somebody_writes(MINE))
    editor.api.fail("create_prompt", error)
    await editor.commands.save_prompt(KEY)
    assert editor.is_saved()
    assert editor.api.counted("create_prompt") == 1


async def test_a_lost_answer_of_a_replacement_that_did_not_arrive_is_told() -> None:
    editor = Editor()
    await editor.commands.save_prompt(KEY)
    editor.api.fail("replace_prompt", Unreachable("cut"))
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert isinstance(editor.save, SaveRefused)
    assert editor.held == BASE
    assert editor.is_safe()
    assert editor.api.counted("replace_prompt") == 1


async def test_what_was_never_sent_is_not_read_back() -> None:
    editor = Editor(None)
    editor.api.fail("create_prompt", NeverSent("refused"))
    await editor.commands.save_prompt(KEY)
    assert isinstance(editor.save, SaveRefused)
    assert editor.api.counted("prompt") == 1


@pytest.mark.parametrize(
    "error", [OutOfCredit("no credits", status=402), Invalid("bad", status=422), Forbidden("no", status=403)]
)
async def test_a_refused_save_leaves_the_draft_and_can_be_repeated(error: BreadError) -> None:
    editor = Editor(None)
    editor.api.fail("create_prompt", error)
    await editor.commands.save_prompt(KEY)
    assert editor.save == SaveRefused(error, editor.store.state.notices[-1].at)
    assert editor.is_safe()
    assert editor.words == [f"prompt teacher is not saved: {error.message}"]
    await editor.commands.save_prompt(KEY)
    assert editor.is_saved()


async def test_a_key_refused_in_mid_save_locks_out_and_keeps_the_draft() -> None:
    editor = Editor()
    editor.api.fail_always("*", Unauthorized("no", status=401))
    await editor.commands.save_prompt(KEY)
    assert isinstance(editor.store.state.link, LockedOut)
    assert isinstance(editor.save, SaveRefused)
    assert editor.is_safe()
    editor.commands.change_key()
    assert editor.wrote() == []


async def test_offline_saves_are_refused_and_keep_the_draft() -> None:
    editor = Editor(THEIRS)
    await editor.commands.save_prompt(KEY)
    editor.api.fail_always("*", Unreachable("no route"))
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert isinstance(editor.save, SaveRefused)
    assert editor.is_safe()


async def test_pressing_save_twice_saves_once() -> None:
    editor = Editor(None)

    async def press_again() -> None:
        assert isinstance(editor.save, Saving)
        await editor.commands.save_prompt(KEY)
        await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
        await editor.commands.save_prompt_as(KEY, PromptName("other"))

    import asyncio

    again: list[asyncio.Task[None]] = []
    editor.api.before("prompt", lambda: again.append(asyncio.create_task(press_again())))
    await editor.commands.save_prompt(KEY)
    await again[0]
    assert editor.api.counted("create_prompt") == 1
    assert editor.is_saved()


async def test_nothing_to_save_sends_nothing() -> None:
    editor = Editor()
    editor.commands.discard_draft(KEY)
    await editor.commands.save_prompt(KEY)
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    await editor.commands.save_prompt_as(KEY, PromptName("other"))
    assert editor.api.calls == []


async def test_what_is_typed_while_saving_stays_a_draft_on_the_saved_text() -> None:
    editor = Editor(None)
    editor.api.before("create_prompt", lambda: editor.commands.change_draft(KEY, LATER))
    await editor.commands.save_prompt(KEY)
    draft = editor.store.state.drafts[KEY]
    assert (draft.base, draft.mine) == (MINE, LATER)
    assert editor.drafts.drafts[KEY] == draft
    assert isinstance(editor.save, Saved)


async def test_taking_theirs_drops_the_draft_everywhere() -> None:
    editor = Editor(THEIRS)
    await editor.commands.save_prompt(KEY)
    await editor.commands.resolve_prompt(KEY, Resolution.TAKE_THEIRS)
    assert KEY not in editor.store.state.drafts
    assert KEY not in editor.drafts.drafts
    assert editor.save is None
    assert value_of(editor.store.state.prompts[KEY]) == THEIRS


async def test_what_was_merged_is_a_draft_begun_from_theirs_in_the_state_and_on_disk() -> None:
    editor = Editor(THEIRS)
    await editor.commands.save_prompt(KEY)
    editor.commands.begin_draft(KEY, LATER, seen=THEIRS)
    draft = editor.store.state.drafts[KEY]
    assert (draft.base, draft.mine) == (THEIRS, LATER)
    assert editor.drafts.drafts[KEY] == draft
    assert editor.save is None
    await editor.commands.save_prompt(KEY)
    assert editor.save == ConfirmReplace(THEIRS)


async def test_what_was_merged_is_written_over_the_text_that_was_seen_and_no_other() -> None:
    editor = Editor(THEIRS)
    await editor.commands.save_prompt(KEY)
    editor.commands.begin_draft(KEY, LATER, seen=THEIRS)
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert editor.is_saved()
    assert editor.held == LATER


async def test_somebody_who_writes_after_the_merge_is_in_conflict_with_what_was_merged() -> None:
    editor = Editor(THEIRS)
    await editor.commands.save_prompt(KEY)
    editor.commands.begin_draft(KEY, LATER, seen=THEIRS)
    editor.somebody_writes(BASE)()
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert editor.save == Conflicted(THEIRS, BASE)
    assert editor.held == BASE
    assert editor.store.state.drafts[KEY].mine == editor.drafts.drafts[KEY].mine == LATER


async def test_another_text_read_back_is_told_loudly_and_mine_stays() -> None:
    editor = Editor()
    editor.api.before("prompt", lambda: None, editor.somebody_writes(THEIRS))
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert editor.words == ["teacher was written, but another text was read back; yours stays as a draft"]
    assert editor.save == Conflicted(BASE, THEIRS)
    assert editor.is_safe()


async def test_saving_under_a_free_name_leaves_the_old_prompt_alone() -> None:
    editor = Editor(THEIRS)
    await editor.commands.save_prompt_as(KEY, PromptName("copy"))
    copy = a_prompt_key("copy")
    assert editor.api.prompts == {KEY: THEIRS, copy: a_prompt("mine", name="copy")}
    assert editor.store.state.drafts == {}
    assert editor.drafts.drafts == {}
    assert editor.save is None
    assert isinstance(editor.store.state.saves[copy], Saved)


async def test_what_is_typed_while_it_is_saved_under_another_name_stays_a_draft() -> None:
    editor = Editor()
    editor.api.before("create_prompt", lambda: editor.commands.change_draft(KEY, LATER))
    await editor.commands.save_prompt_as(KEY, PromptName("copy"))
    assert editor.api.prompts[a_prompt_key("copy")].messages == MINE.messages
    assert editor.store.state.drafts[KEY].mine == LATER
    assert editor.drafts.drafts[KEY].mine == LATER
    assert editor.save is None


async def test_saving_under_a_taken_name_is_refused() -> None:
    editor = Editor()
    editor.api.prompts[a_prompt_key("copy")] = a_prompt("other", name="copy")
    await editor.commands.save_prompt_as(KEY, PromptName("copy"))
    assert isinstance(editor.save, SaveRefused)
    assert editor.is_safe()
    assert editor.wrote() == []


@pytest.mark.parametrize("name", ["batch", "default", "", ".", ".."])
async def test_saving_under_an_impossible_name_asks_nothing(name: str) -> None:
    editor = Editor()
    await editor.commands.save_prompt_as(KEY, PromptName(name))
    assert isinstance(editor.save, SaveRefused)
    assert editor.api.calls == []


async def test_a_draft_goes_to_disk_as_it_is_typed_and_leaves_when_it_equals_its_base() -> None:
    editor = Editor()
    editor.commands.change_draft(KEY, LATER)
    assert editor.drafts.drafts[KEY].mine == LATER
    assert editor.drafts.drafts[KEY].base == BASE
    editor.commands.change_draft(KEY, BASE)
    assert KEY not in editor.drafts.drafts
    assert KEY not in editor.store.state.drafts


async def test_a_first_draft_begins_from_what_is_loaded() -> None:
    editor = Editor()
    editor.commands.discard_draft(KEY)
    editor.commands.change_draft(KEY, MINE)
    assert editor.store.state.drafts[KEY].base == BASE


async def test_a_draft_begins_from_the_text_in_which_it_was_typed_though_another_was_read_since() -> None:
    editor = Editor(THEIRS)
    editor.commands.discard_draft(KEY)
    await editor.commands.refresh(KEY)
    assert value_of(editor.store.state.prompts[KEY]) == THEIRS
    editor.commands.change_draft(KEY, MINE, BASE)
    await editor.commands.save_prompt(KEY)
    assert editor.save == Conflicted(BASE, THEIRS)
    assert editor.held == THEIRS


async def test_drafts_of_earlier_sessions_come_back_and_nothing_is_sent() -> None:
    editor = Editor()
    old = a_draft(a_prompt("old", name="student"), None)
    editor.drafts.drafts[old.key] = old
    await editor.commands.restore_drafts()
    assert editor.store.state.drafts[old.key] == old
    assert editor.api.calls == []
    assert editor.words == ["not saved last time, and here again: coder/student, coder/teacher"]


async def test_a_read_only_session_sends_no_write() -> None:
    editor = Editor(THEIRS, read_only=True)
    await editor.commands.save_prompt(KEY)
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    await editor.commands.save_prompt_as(KEY, PromptName("copy"))
    await editor.commands.delete_prompt(KEY)
    assert editor.api.calls == []
    assert len(editor.words) == 4
    assert all(words.startswith("read-only: ") for words in editor.words)
    assert editor.is_safe()


async def test_deleting_keeps_the_last_text_in_the_journal() -> None:
    editor = Editor(THEIRS)
    await editor.commands.delete_prompt(KEY)
    assert editor.held is None
    assert value_of(editor.store.state.prompts[KEY]) is None
    assert [sighting.prompt for sighting in editor.journal.prompts] == [THEIRS]


async def test_deleting_what_is_gone_already_is_done() -> None:
    editor = Editor(None)
    await editor.commands.delete_prompt(KEY)
    assert value_of(editor.store.state.prompts[KEY]) is None
    assert editor.wrote() == []


@pytest.mark.parametrize("error", [NotSupported("no", status=405), NotFound("no route", status=404)])
async def test_a_server_that_cannot_delete_says_so(error: BreadError) -> None:
    editor = Editor()
    editor.api.fail("delete_prompt", error)
    await editor.commands.delete_prompt(KEY)
    assert editor.words == ["this server cannot delete prompts: teacher is still there"]
    assert KEY in editor.store.state.prompts


async def test_a_lost_answer_of_a_delete_is_read_back() -> None:
    editor = Editor()
    editor.api.before("delete_prompt", editor.somebody_deletes)
    editor.api.fail("delete_prompt", Unreachable("cut"))
    await editor.commands.delete_prompt(KEY)
    assert value_of(editor.store.state.prompts[KEY]) is None
    assert editor.words == []


async def test_a_refused_delete_is_told() -> None:
    editor = Editor()
    editor.api.fail("delete_prompt", ServerFailed("oven\nsecond line", status=500))
    await editor.commands.delete_prompt(KEY)
    assert editor.words == ["teacher was not deleted: oven"]
    assert editor.held == BASE


def test_the_docstring_tells_of_the_window_that_remains() -> None:
    assert "round trip" in (Commands.resolve_prompt.__doc__ or "")
    assert KEY.repo == REPO
