"""Prompts: what a person reads of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.json_values import Json
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt, text_of, tokens_estimate, variables_of
from tests.fakes.states import a_prompt


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("plain", "plain"),
        ("", ""),
        (None, ""),
        (7, ""),
        ({"text": "x"}, ""),
        ([], ""),
        ([{"type": "text", "text": "a"}, {"type": "image"}, "odd", {"text": 3}, {"text": "b"}], "a\nb"),
    ],
)
def test_the_text_of_any_content_is_readable(content: Json, text: str) -> None:
    assert text_of(content) == text
    assert Message("user", content).text == text


@pytest.mark.parametrize("messages", [(), (Message("system", ""),), (Message("system"), Message("user", []))])
def test_a_prompt_without_words_is_empty(messages: tuple[Message, ...]) -> None:
    assert Prompt(PromptName("student"), messages).is_empty


def test_a_prompt_with_one_word_is_not_empty() -> None:
    assert not a_prompt("x").is_empty


def test_variables_are_named_once_in_reading_order() -> None:
    prompt = Prompt(
        PromptName("teacher"),
        (Message("system", "You are {role}, {name}. {1x} {} {a b}"), Message("user", "{name}: {question}")),
    )
    assert variables_of(prompt) == ("role", "name", "question")


@given(st.text())
def test_tokens_are_about_a_quarter_of_the_characters_and_never_none_for_text(text: str) -> None:
    tokens = tokens_estimate(text)
    assert tokens * 4 >= len(text) > (tokens - 1) * 4 or tokens == len(text) == 0
