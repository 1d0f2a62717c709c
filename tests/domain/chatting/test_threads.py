"""Conversations: what is sent of them, asking again, editing, and what another session finds."""

from __future__ import annotations

from datetime import UTC, datetime

from breadtui.domain.chatting.threads import (
    ChatSettings,
    Reply,
    Stage,
    Thread,
    asked,
    asked_again,
    closed,
    cut_back,
    turn_for,
    with_reply,
)
from breadtui.domain.prompt.prompts import Message
from breadtui.values import replace

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
EMPTY = Thread("t", ("baked", "base"), NOW)


def said(thread: Thread, number: int, model: str, text: str, stage: Stage = Stage.DONE) -> Thread:
    return with_reply(thread, number, Reply(model, NOW, stage, text))


def test_a_question_is_put_to_every_model_with_the_settings_of_now() -> None:
    thread = asked(replace(EMPTY, settings=ChatSettings("Be brief."), unsent="Why?"), "Why?", NOW)
    assert [reply.model for reply in thread.exchanges[0].replies] == ["baked", "base"]
    assert thread.exchanges[0].settings.system == "Be brief."
    assert thread.unsent == ""
    assert thread.is_open


def test_a_model_is_sent_its_own_answers_without_thinking_and_no_question_it_left_open() -> None:
    thread = asked(replace(EMPTY, settings=ChatSettings("Be brief.", 0.2, 9, is_thinking=True)), "One?", NOW)
    thread = said(thread, 0, "baked", "<think>\nhm\n</think>\n\nFirst.")
    thread = asked(said(thread, 0, "base", "", Stage.FAILED), "Two?", NOW)
    turn = turn_for(thread, 1, "baked")
    assert turn.messages == (
        Message("system", "Be brief."),
        Message("user", "One?"),
        Message("assistant", "First."),
        Message("user", "Two?"),
    )
    assert (turn.temperature, turn.max_tokens, turn.is_thinking) == (0.2, 9, True)
    assert turn_for(thread, 1, "base").messages == (Message("system", "Be brief."), Message("user", "Two?"))


def test_an_answer_that_is_asked_for_again_is_kept_with_the_earlier_ones() -> None:
    thread = said(said(asked(EMPTY, "Why?", NOW), 0, "baked", "Because."), 0, "base", "So.")
    again = asked_again(thread, 0, ["base"], NOW)
    assert again.exchanges[0].reply_of("baked") == thread.exchanges[0].reply_of("baked")
    assert again.exchanges[0].reply_of("base") == Reply("base", NOW)
    assert [reply.text for reply in again.exchanges[0].earlier] == ["So."]


def test_a_model_that_joined_later_can_be_asked_an_old_question() -> None:
    thread = said(asked(replace(EMPTY, models=("baked",)), "Why?", NOW), 0, "baked", "Because.")
    joined = asked_again(replace(thread, models=("base", "baked")), 0, ["base"], NOW)
    assert [reply.model for reply in joined.exchanges[0].replies] == ["base", "baked"]
    assert joined.exchanges[0].earlier == ()


def test_a_question_that_is_edited_is_no_longer_sent_and_still_kept() -> None:
    thread = asked(said(asked(EMPTY, "One?", NOW), 0, "base", "First."), "Two?", NOW)
    back = cut_back(thread, 0)
    assert back.exchanges == ()
    assert [exchange.question for exchange in back.dropped] == ["One?", "Two?"]
    assert not back.is_empty


def test_an_answer_to_a_question_that_is_gone_changes_nothing() -> None:
    assert with_reply(EMPTY, 0, Reply("base", NOW)) is EMPTY
    thread = asked(EMPTY, "Why?", NOW)
    assert with_reply(thread, 0, Reply("other", NOW)) is thread


def test_another_session_finds_open_answers_cut_and_the_others_as_they_were() -> None:
    thread = said(asked(EMPTY, "Why?", NOW), 0, "baked", "Beca", Stage.SPEAKING)
    thread = said(thread, 0, "base", "So.")
    found = closed(thread)
    assert [(reply.stage, reply.text) for reply in found.exchanges[0].replies] == [
        (Stage.CUT, "Beca"),
        (Stage.DONE, "So."),
    ]
    assert found.is_interrupted
    assert not found.is_open
    assert not closed(said(thread, 0, "baked", "Because.")).is_interrupted
