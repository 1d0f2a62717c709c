"""Replacing a text on a service that refuses, fails, or loses its answer: each outcome has its sentence."""

from __future__ import annotations

import pytest

from breadtui.domain.errors import BreadError, NotFound, NotSupported, RateLimited, ServerFailed, Unclear, Unreachable
from breadtui.domain.prompt.drafts import Resolution
from breadtui.store.facts.state import SaveRefused
from breadtui.store.prompts.editing import UNCLEAR, UNREPLACEABLE, UNVERIFIED
from tests.store.editor import BASE, KEY, MINE, THEIRS, Editor


def nothing() -> None:
    """This look is as it was."""


async def replace(editor: Editor) -> None:
    await editor.commands.save_prompt(KEY)
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)


@pytest.mark.parametrize("error", [NotFound("no such route", status=404), NotSupported("no", status=405)])
async def test_a_server_without_the_route_is_told_apart_and_leaves_the_draft(error: BreadError) -> None:
    editor = Editor()
    editor.api.fail("replace_prompt", error)
    await replace(editor)
    assert isinstance(editor.save, SaveRefused)
    assert isinstance(editor.save.error, NotSupported)
    assert editor.words == [f"prompt teacher is not saved: {UNREPLACEABLE}"]
    assert editor.held == BASE
    assert editor.is_safe()


async def test_a_prompt_deleted_before_it_could_be_replaced_is_made_again() -> None:
    editor = Editor()
    editor.api.before("replace_prompt", editor.somebody_deletes)
    editor.api.fail("replace_prompt", NotFound("no such prompt", status=404))
    await replace(editor)
    assert editor.held == MINE
    assert editor.is_saved()
    assert editor.wrote() == ["create_prompt", "replace_prompt", "create_prompt"]


async def test_a_failure_that_wrote_nothing_is_told_and_can_be_repeated() -> None:
    editor = Editor()
    editor.api.fail("replace_prompt", ServerFailed("oven on fire", status=500))
    await replace(editor)
    assert editor.words == ["prompt teacher is not saved: oven on fire"]
    assert editor.is_safe()
    await replace(editor)
    assert editor.is_saved()


async def test_a_failure_that_wrote_all_the_same_is_found_saved() -> None:
    editor = Editor()
    editor.api.before("replace_prompt", editor.somebody_writes(MINE))
    editor.api.fail("replace_prompt", ServerFailed("oven", status=500))
    await replace(editor)
    assert editor.is_saved()
    assert editor.words == []


async def test_a_lost_answer_that_cannot_be_read_back_is_unclear_until_the_next_look() -> None:
    editor = Editor()
    await editor.commands.save_prompt(KEY)
    editor.api.before("replace_prompt", editor.somebody_writes(MINE))
    editor.api.fail("replace_prompt", Unreachable("cut"))
    editor.api.before("prompt", nothing, lambda: editor.api.fail("prompt", Unreachable("cut")))
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert isinstance(editor.save, SaveRefused)
    assert isinstance(editor.save.error, Unclear)
    assert editor.words == [f"prompt teacher may not be saved: {UNCLEAR}"]
    assert editor.is_safe()
    await editor.commands.save_prompt(KEY)
    assert editor.is_saved()
    offer = await editor.commands.offer_undo()
    assert offer is not None
    assert (offer.write.before, offer.write.after, offer.refusal) == (BASE, MINE, "")
    assert editor.api.counted("replace_prompt") == 1


async def test_what_was_unclear_and_did_not_arrive_is_no_write() -> None:
    editor = Editor()
    await editor.commands.save_prompt(KEY)
    editor.api.fail("replace_prompt", Unreachable("cut"))
    editor.api.before("prompt", nothing, lambda: editor.api.fail("prompt", Unreachable("cut")))
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    editor.somebody_writes(THEIRS)()
    await editor.commands.save_prompt(KEY)
    assert await editor.commands.offer_undo() is None


@pytest.mark.parametrize("error", [Unreachable("cut"), RateLimited("slow down")])
async def test_what_was_written_but_not_read_back_is_not_called_verified(error: BreadError) -> None:
    editor = Editor()
    await editor.commands.save_prompt(KEY)
    editor.api.before("prompt", nothing, lambda: editor.api.fail("prompt", error))
    await editor.commands.resolve_prompt(KEY, Resolution.KEEP_MINE)
    assert editor.words == [f"prompt teacher may not be saved: {UNVERIFIED}"]
    assert editor.held == MINE
    assert editor.is_safe()
    await editor.commands.save_prompt(KEY)
    assert editor.is_saved()
