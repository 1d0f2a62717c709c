"""Thinking and answer told apart in every beginning of an answer."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from breadtui.domain.chatting.speech import AnswerSieve, Speech, answer_of, speech_of, tokens_per_second, tokens_said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Speech("", "")),
        ("<thi", Speech("", "", is_thinking=True)),
        ("<think>", Speech("", "", is_thinking=True)),
        ("\n<think>\nhm", Speech("hm", "", is_thinking=True)),
        ("<think>\nhm</thi", Speech("hm</thi", "", is_thinking=True)),
        ("<think>\nhm\n</think>\n\nYes.", Speech("hm", "Yes.")),
        ("hm\n</think>\n\nYes.", Speech("hm", "Yes.")),
        ("<this> is text", Speech("", "<this> is text")),
        ("Yes. <think> no", Speech("", "Yes. <think> no")),
    ],
)
def test_the_parts_of_an_answer(text: str, found: Speech) -> None:
    assert speech_of(text) == found


@given(st.text(), st.text(alphabet="ab <>/think\n"))
def test_while_an_answer_with_thinking_grows_its_words_never_shrink(thinking: str, answer: str) -> None:
    thinking = thinking.replace("</think>", "")
    whole = f"<think>\n{thinking}\n</think>\n\n{answer}".removesuffix("</think>")
    shown = [answer_of(whole[:end]) for end in range(len(whole) + 1)]
    assert all(later.startswith(before.rstrip()) or not before.strip() for before, later in itertools.pairwise(shown))


def test_figures() -> None:
    assert tokens_said("12345", None) == 2
    assert tokens_said("12345", 7) == 7
    assert tokens_per_second(30, 1.0, 4.0) == 10.0
    assert tokens_per_second(30, 1.0, 1.0) is None
    assert tokens_per_second(30, None, 1.0) is None


@given(
    st.lists(st.sampled_from(["<think>", "</think>", "<thi", "nk>", " ", "\n", "a", "é", "</", "think>"]), max_size=12)
)
def test_the_sieve_gives_what_is_said_however_it_is_cut(pieces: list[str]) -> None:
    text = "".join(pieces)
    assume(text.lstrip().startswith("<think>") or "</think>" not in text)
    sieve = AnswerSieve()
    assert "".join(sieve.answer_in(piece) for piece in pieces) == answer_of(text)
