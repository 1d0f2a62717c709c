from __future__ import annotations

import pytest

from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.editing import Editing, editing_of
from breadtui.domain.prompt.edits import (
    Place,
    next_role,
    part_of_text,
    place_in_texts,
    texts_of,
    unstorable_place,
    with_text,
)
from breadtui.domain.prompt.prompts import Message, Prompt

IMAGE: JsonObject = {"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}


def a_prompt(*messages: Message, **facts: object) -> Prompt:
    return Prompt(PromptName("teacher"), messages, **facts)  # type: ignore[arg-type]  # only tools are given


def numbered(count: int) -> Prompt:
    return a_prompt(*(Message("user", str(number)) for number in range(count)))


def texts(prompt: Prompt) -> str:
    return " ".join(message.text for message in prompt.messages)


def test_a_part_list_with_one_text_keeps_its_shape_when_its_text_changes() -> None:
    message = Message("user", [IMAGE, {"type": "text", "text": "what is it?", "cache": {"ttl": 5}}])
    assert texts_of(message) == ("what is it?",)
    assert with_text(message, "which?").content == [IMAGE, {"type": "text", "text": "which?", "cache": {"ttl": 5}}]


def test_each_part_that_has_a_text_is_written_by_itself() -> None:
    parts: list[Json] = [{"type": "text", "text": "a"}, IMAGE, "odd", {"type": "text", "text": "b", "cache": 1}]
    message = Message("user", parts, {"name": "ada"})
    assert texts_of(message) == ("a", "b")
    assert [part_of_text(message, number) for number in (0, 1, 2)] == [0, 3, None]
    written = with_text(message, "c", 1)
    assert written == Message("user", [*parts[:3], {"type": "text", "text": "c", "cache": 1}], {"name": "ada"})
    assert with_text(message, "b", 1) is message


def test_content_without_a_text_has_nothing_to_write_in() -> None:
    for content in ([IMAGE], {"odd": 1}, [], 3):
        message = Message("user", content)
        assert texts_of(message) == ()
        with pytest.raises(ValueError, match="no such text"):
            with_text(message, "c")


def test_a_line_of_all_that_is_read_of_a_message_is_found_in_its_text() -> None:
    message = Message("user", [{"text": "one\ntwo"}, IMAGE, {"text": ""}, {"text": "four\nfive"}])
    assert message.text.split("\n") == ["one", "two", "", "four", "five"]
    assert [place_in_texts(message, line) for line in range(5)] == [(0, 0), (0, 1), (1, 0), (2, 0), (2, 1)]
    assert place_in_texts(message, 9) == (2, 6)
    assert place_in_texts(Message("user", [IMAGE]), 3) == (0, 0)


def test_null_content_that_was_written_in_and_emptied_again_is_null_again() -> None:
    editing = editing_of(a_prompt(Message("assistant", None), Message("assistant", "")))
    written = editing.wrote("x")
    assert written.prompt.messages[0].content == "x"
    assert written.wrote("").prompt == editing.prompt
    assert editing.at_message(1).wrote("x").wrote("").prompt == editing.prompt


def walked(editing: Editing, by: int) -> list[tuple[int, int, str | None]]:
    there: Editing | None = editing
    places = []
    while there is not None:
        places.append((there.at, there.text_at, there.text))
        there = there.stepped(by)
    return places


def test_the_ways_lead_through_every_text_of_every_message() -> None:
    parts = Message("user", [{"text": "a"}, IMAGE, {"text": "b"}])
    editing = editing_of(a_prompt(Message("system", "s"), parts, Message("user", [IMAGE]), Message("user", None)))
    places = walked(editing, 1)
    assert places == [(0, 0, "s"), (1, 0, "a"), (1, 1, "b"), (2, 0, None), (3, 0, "")]
    assert walked(editing.at_message(3), -1) == places[::-1]


def test_null_content_stays_null_until_something_is_written() -> None:
    message = Message("assistant", None, {"tool_calls": [{"id": "1"}]})
    assert with_text(message, "") is message
    assert with_text(message, "done") == Message("assistant", "done", {"tool_calls": [{"id": "1"}]})


def test_the_same_text_is_the_same_message() -> None:
    message = Message("user", "as it was")
    assert with_text(message, "as it was") is message


def test_roles_go_around_and_an_unknown_one_begins_at_the_first() -> None:
    assert next_role("tool") == "system"
    assert next_role("odd") == "system"
    prompt = a_prompt(Message("odd", ""), Message("tool", ""))
    assert editing_of(prompt, 1).with_next_role().prompt.messages[1].role == "odd"


def test_the_place_of_what_cannot_be_stored_is_counted_from_one() -> None:
    prompt = a_prompt(Message("system", "fine"), Message("user", "one\ntwo \ud800"))
    assert unstorable_place(prompt) == Place(2, 2, 5, "\ud800")
    assert unstorable_place(a_prompt(Message("user", "\x00"))) == Place(1, 1, 1, "\x00")
    assert unstorable_place(a_prompt(Message("user", "", {"name": "\ud800"}))) == Place(1, 0, 0, "\ud800")
    assert unstorable_place(a_prompt(tools=({"a": [{"\x00": 1}]},))) == Place(0, 0, 0, "\x00")
    assert unstorable_place(a_prompt(Message("user", "tab\t, é, 😀 and \u202e"))) is None


def test_messages_keep_their_names_when_they_move() -> None:
    editing = editing_of(numbered(4), 1).moved(2)
    assert (texts(editing.prompt), editing.ids, editing.at) == ("0 2 3 1", (0, 2, 3, 1), 3)
    assert editing.moved(1) is editing
    assert texts(editing.moved(-9).prompt) == "1 0 2 3"


def test_a_new_message_comes_after_the_chosen_one_with_a_name_never_used_before() -> None:
    editing = editing_of(numbered(2)).with_another()
    assert (editing.at, editing.ids) == (1, (0, 2, 1))
    assert editing.message == Message("assistant", "")
    assert editing.without().with_another().ids == (0, 1, 3)


def test_the_first_message_of_an_empty_prompt_is_the_systems() -> None:
    editing = editing_of(a_prompt()).with_another()
    assert editing.prompt.messages == (Message("system", ""),)
    assert editing.without().prompt.messages == ()
    assert editing_of(a_prompt()).without().with_next_role().moved(1).message is None


def test_writing_changes_the_chosen_message_only() -> None:
    prompt = numbered(3)
    editing = editing_of(prompt, 1).wrote("new")
    assert texts(editing.prompt) == "0 new 2"
    assert editing.prompt.messages[0] is prompt.messages[0]
    assert editing.wrote("new") is editing
