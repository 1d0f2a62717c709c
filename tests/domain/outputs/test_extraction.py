"""Output rows: questions and answers in every published shape."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.json_values import Json
from breadtui.domain.outputs import answer_of, question_of


def side(*messages: Any) -> dict[str, Any]:
    return {"messages": list(messages)}


USER = {"role": "user", "content": "why?"}
SYSTEM = {"role": "system", "content": "be wise"}


@pytest.mark.parametrize(
    ("row", "question"),
    [
        ("plain question", "plain question"),
        ({"unconditioned_stimulus": side(SYSTEM, {"role": "user", "content": "first"}, USER)}, "why?"),
        ({"unconditioned_stimulus": side(USER, {"role": "assistant", "content": "so"})}, "why?"),
        ({"unconditioned_stimulus": side(SYSTEM), "conditioned_stimulus": side(USER)}, "why?"),
        ({"conditioned_stimulus": side({"role": "user", "content": [{"text": "parts"}]})}, "parts"),
        ({"stimulus_id": 1, "question": "flat?"}, "flat?"),
        ({"stimulus": "old?", "response": "yes"}, "old?"),
        ({"question": 7, "stimulus": "seven?"}, "seven?"),
        ({"unconditioned_stimulus": {"messages": "text"}}, ""),
        ({"unconditioned_stimulus": "text"}, ""),
        ({"unconditioned_stimulus": side("odd")}, ""),
        ({}, ""),
        (None, ""),
        ([1], ""),
    ],
)
def test_the_question_is_found(row: Json, question: str) -> None:
    assert question_of(row) == question


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        ({"response": {"role": "assistant", "content": "because", "usage": {"total_tokens": 3}}}, "because"),
        ({"response": {"content": [{"type": "text", "text": "parts"}]}}, "parts"),
        ({"response": {"content": ""}}, ""),
        ({"response": "text"}, "text"),
        ({"response": {"choices": [{"message": {"content": "chosen"}}]}}, "chosen"),
        ({"response": {"content": None, "choices": [{"message": {"content": "chosen"}}]}}, "chosen"),
        ({"response": {"content": None, "tool_calls": [{}]}}, None),
        ({"response": {"choices": []}}, None),
        ({"response": {"choices": "odd"}}, None),
        ({"response": {"choices": ["odd"]}}, None),
        ({"response": {"choices": [{"message": "odd"}]}}, None),
        ({"trajectory": "path"}, "path"),
        ({"completion": "end"}, "end"),
        ({"completion": 3}, None),
        ({}, None),
        ("string", None),
        (None, None),
    ],
)
def test_the_answer_is_found_or_none(row: Json, answer: str | None) -> None:
    assert answer_of(row) == answer


keys = st.sampled_from(
    ["response", "content", "choices", "message", "messages", "role", "question", "unconditioned_stimulus", "text"]
)
rows = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("user"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(rows)
def test_no_row_of_any_shape_is_too_odd(row: Any) -> None:
    assert isinstance(question_of(row), str)
    assert answer_of(row) is None or isinstance(answer_of(row), str)
