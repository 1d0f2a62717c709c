from __future__ import annotations

import pytest

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.editing import editing_of
from breadtui.domain.prompt.edits import Place, editable_text, next_role, unstorable_place, with_text
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
    assert editable_text(message) == "what is it?"
    assert with_text(message, "which?").content == [IMAGE, {"type": "text", "text": "which?", "cache": {"ttl": 5}}]


def test_a_part_list_with_no_text_or_two_is_not_one_text() -> None:
    two = Message("user", [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}])
    assert editable_text(two) is None
    assert editable_text(Message("user", [IMAGE])) is None
    assert editable_text(Message("user", {"odd": 1})) is None
    with pytest.raises(ValueError, match="no single text"):
        with_text(two, "c")


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
