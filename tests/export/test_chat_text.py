"""A conversation written for other tools, and read back where we read such files."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from breadtui.domain.chatting.threads import ChatSettings, Reply, Stage, Thread, asked, asked_again, with_reply
from breadtui.domain.errors import Unreachable
from breadtui.domain.prompt.prompts import Message
from breadtui.domain.target.draft import TargetDraft
from breadtui.domain.target.questions_added import with_questions
from breadtui.export.pages.chat_text import ChatForm, chat_text, prompt_messages, questions_of
from breadtui.export.prompts.files import read_prompts

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
MODEL = "ada/yoda/v1/40"


def talk() -> Thread:
    thread = asked(Thread("t", (MODEL, "base"), NOW, ChatSettings("Be\nbrief.")), "Why?", NOW)
    thread = with_reply(thread, 0, Reply(MODEL, NOW, Stage.STOPPED, "Old"))
    thread = asked_again(thread, 0, [MODEL], NOW)
    thread = with_reply(thread, 0, Reply(MODEL, NOW, Stage.DONE, "<think>hm</think>```\nBecause.\n```"))
    thread = with_reply(thread, 0, Reply("base", NOW, Stage.FAILED, "Half", error=Unreachable("cut")))
    return asked(thread, "Why?", NOW)


def test_a_page_has_questions_thoughts_answers_and_failures_in_fences_nothing_breaks_out_of() -> None:
    page = chat_text(talk(), ChatForm.MARKDOWN, MODEL)
    assert page.startswith(f"# Chat with `{MODEL}`, `base`\n")
    assert "Be\nbrief." in page
    assert "````\n```\nBecause.\n```\n````" in page
    assert "Failed: cut" in page
    assert "hm" in page


def test_lines_hold_every_answer_the_earlier_ones_too() -> None:
    lines = [json.loads(line) for line in chat_text(talk(), ChatForm.JSONL, MODEL).splitlines()]
    assert [(line["model"], line["stage"], line["answer"]) for line in lines] == [
        (MODEL, "stopped", "Old"),
        (MODEL, "done", "```\nBecause.\n```"),
        ("base", "failed", "Half"),
        (MODEL, "asked", ""),
        ("base", "asked", ""),
    ]
    assert lines[1]["thinking"] == "hm"
    assert lines[2]["error"] == "cut"


def test_the_prompt_is_read_back_by_import() -> None:
    text = chat_text(talk(), ChatForm.PROMPT, MODEL)
    found = read_prompts(text, file_name="talk.json", default_name="talk")
    (prompt,) = found.prompts
    assert prompt.messages == prompt_messages(talk(), MODEL)
    assert prompt.messages[:2] == (Message("system", "Be\nbrief."), Message("user", "Why?"))


def test_questions_are_a_generator_each_once() -> None:
    generator = json.loads(chat_text(talk(), ChatForm.QUESTIONS, MODEL))
    assert generator == {"type": "hardcoded", "numq": 1, "questions": ["Why?"]}
    assert questions_of(talk()) == ("Why?",)


def test_a_target_asks_the_question_as_well() -> None:
    fresh = with_questions(TargetDraft(), ["Why?", "Why?"])
    assert fresh.generators == ({"type": "hardcoded", "numq": 1, "questions": ["Why?"]},)
    grown = with_questions(fresh, ["How?", "Why?"])
    assert grown.generators == ({"type": "hardcoded", "numq": 2, "questions": ["Why?", "How?"]},)
    bounded = TargetDraft(
        given={"generators": [{"type": "persona"}, {"type": "hardcoded", "numq": 1, "questions": ["a", "b"]}]}
    )
    assert with_questions(bounded, ["c"]).generators[1] == {
        "type": "hardcoded",
        "numq": 1,
        "questions": ["a", "b", "c"],
    }
