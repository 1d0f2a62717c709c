"""Prompts that a plan's run made are writes like all others: told in the history, and undone."""

from __future__ import annotations

from breadtui.domain.errors import Conflict, ServerFailed
from breadtui.domain.names import PromptKey, PromptName
from breadtui.domain.prompt.past import Deed, versions
from breadtui.domain.recreation.run import RunStanding
from tests.store.oven import AWAY, FOUND, Oven

TEACHER = PromptKey(AWAY, PromptName("t1_teacher"))


def nothing() -> None:
    """The first look finds it as it was."""


async def test_a_prompt_that_was_made_is_a_write_and_a_version() -> None:
    oven = Oven()
    await oven.baked()
    past = await oven.commands.prompt_past(TEACHER)
    assert [(write.key, write.deed) for write in past.writes] == [(TEACHER, Deed.MADE)]
    (version,) = versions(past)
    assert version.is_ours
    assert version.prompt == oven.api.prompts[TEACHER]


async def test_it_can_be_undone_as_long_as_nobody_changed_it() -> None:
    oven = Oven()
    await oven.baked()
    offer = await oven.commands.offer_undo()
    assert offer is not None
    assert offer.write.key == TEACHER
    assert not offer.refusal
    await oven.commands.undo(offer.write)
    assert TEACHER not in oven.api.prompts


async def test_a_lost_answer_is_remembered_once_it_is_read_back() -> None:
    oven = Oven()
    oven.api.before("create_prompt", lambda: oven.put_prompt("t1_teacher"))
    oven.api.fail("create_prompt", ServerFailed("the answer was lost", status=502))
    await oven.baked()
    assert [write.key for write in (await oven.commands.prompt_past(TEACHER)).writes] == [TEACHER]


async def test_what_was_found_equal_is_seen_but_no_write_of_ours() -> None:
    oven = Oven()
    oven.api.before("create_prompt", lambda: oven.put_prompt("t1_teacher"))
    oven.api.fail("create_prompt", Conflict("exists", status=409))
    await oven.baked()
    assert oven.states[0] == FOUND
    past = await oven.commands.prompt_past(TEACHER)
    assert past.writes == ()
    assert [stay.looks for stay in past.stays] == [1]


async def test_another_text_read_back_is_asked_about_and_not_remembered() -> None:
    oven = Oven()
    oven.api.before("prompt", nothing, lambda: oven.put_prompt("t1_teacher", "Be Luke."))
    await oven.baked()
    assert oven.standing == RunStanding.ASKING
    assert (await oven.commands.prompt_past(TEACHER)).writes == ()
    assert oven.writes == ["create_prompt"]


async def test_a_prompt_that_is_written_but_not_there_ends_the_run_instead_of_being_written_for_ever() -> None:
    oven = Oven()
    oven.api.before("prompt", nothing, oven.api.prompts.clear)
    await oven.baked()
    assert oven.standing == RunStanding.STOPPED
    assert oven.run.reason == "prompt t1_teacher: written, but not there when it was read back"
    assert oven.writes == ["create_prompt"]
