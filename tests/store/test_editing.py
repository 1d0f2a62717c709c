"""Drafts and saves: nothing that anybody wrote is lost unseen."""

from collections.abc import Callable

import pytest

from breadtui.domain.drafts import Draft, Resolution
from breadtui.domain.errors import (
    BreadError,
    Conflict,
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
from breadtui.domain.prompts import Prompt
from breadtui.store.commands import Commands
from breadtui.store.remote import value_of
from breadtui.store.state import ConfirmReplace, Conflicted, LockedOut, Saved, SaveRefused, Saving
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO, a_draft, a_prompt, a_prompt_key, a_state

KEY = a_prompt_key()
BASE, MINE, THEIRS, LATER = (a_prompt(text) for text in ("base", "mine", "theirs", "later"))


class Editor:
    """Commands with one draft, `MINE` begun from `BASE`, and what the service holds: `held`."""

    def __init__(
        self,
        held: Prompt | None = BASE,
        *,
        draft: Draft | None = None,
        read_only: bool = False,
        is_full: bool = False,
    ) -> None:
        draft = draft or a_draft(MINE, BASE)
        self.store = Store(a_state(prompts=[BASE], drafts=[draft]))
        self.api = FakeApi(prompts={} if held is None else {KEY: held})
        self.journal = MemoryJournal()
        self.drafts = MemoryDrafts([draft], is_full=is_full)
        self.commands = Commands(self.store, self.api, self.journal, self.drafts, ManualClock(), read_only=read_only)

    @property
    def save(self) -> object:
        return self.store.state.saves.get(KEY)

    @property
    def words(self) -> list[str]:
        return [notice.text for notice in self.store.state.notices]

    @property
    def held(self) -> Prompt | None:
        return self.api.prompts.get(KEY)

    def somebody_writes(self, prompt: Prompt) -> Callable[[], None]:
        return lambda: self.api.prompts.update({KEY: prompt})

    def somebody_deletes(self) -> None:
        self.api.prompts.pop(KEY)

    def wrote(self) -> list[str]:
        return [name for name, _ in self.api.calls if name != "prompt"]

    def is_saved(self) -> bool:
        drafts = KEY not in self.store.state.drafts and KEY not in self.drafts.drafts
        return isinstance(self.save, Saved) and drafts

    def is_safe(self) -> bool:
        return self.store.state.drafts[KEY].mine == MINE and self.drafts.drafts[KEY].mine == MINE


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


async def test_merging_makes_theirs_the_base_in_the_state_and_on_disk() -> None:
    editor = Editor(THEIRS)
    await editor.commands.save_prompt(KEY)
    await editor.commands.resolve_prompt(KEY, Resolution.MERGE)
    assert editor.store.state.drafts[KEY].base == editor.drafts.drafts[KEY].base == THEIRS
    assert editor.save is None
    await editor.commands.save_prompt(KEY)
    assert editor.save == ConfirmReplace(THEIRS)


async def test_merging_without_a_conflict_changes_nothing() -> None:
    editor = Editor()
    before = editor.store.state
    await editor.commands.resolve_prompt(KEY, Resolution.MERGE)
    assert editor.store.state is before


async def test_saving_under_a_free_name_leaves_the_old_prompt_alone() -> None:
    editor = Editor(THEIRS)
    await editor.commands.save_prompt_as(KEY, PromptName("copy"))
    copy = a_prompt_key("copy")
    assert editor.api.prompts == {KEY: THEIRS, copy: a_prompt("mine", name="copy")}
    assert editor.store.state.drafts == {}
    assert editor.drafts.drafts == {}
    assert editor.save is None
    assert isinstance(editor.store.state.saves[copy], Saved)


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


async def test_drafts_of_earlier_sessions_come_back_and_nothing_is_sent() -> None:
    editor = Editor()
    old = a_draft(a_prompt("old", name="student"), None)
    editor.drafts.drafts[old.key] = old
    await editor.commands.restore_drafts()
    assert editor.store.state.drafts[old.key] == old
    assert editor.api.calls == []


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
    assert KEY not in editor.store.state.prompts
    assert [sighting.prompt for sighting in editor.journal.prompts] == [THEIRS]


async def test_deleting_what_is_gone_already_is_done() -> None:
    editor = Editor(None)
    await editor.commands.delete_prompt(KEY)
    assert KEY not in editor.store.state.prompts
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
    assert KEY not in editor.store.state.prompts
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
