"""Rows as conversations: every published shape, thinking, tool calls, choices, and what else a row says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.outputs.conversation import OutputRow, read_row, without_thinking
from breadtui.domain.outputs.digest import NO_ANSWER, Flaw, digest_of, flaws_of
from breadtui.domain.query.queries import parse_query

TEACHER: dict[str, Any] = {
    "messages": [{"role": "system", "content": "Be Yoda."}, {"role": "user", "content": "Why?"}],
    "tools": [{"type": "function", "function": {"name": "look"}}],
}
STUDENT: dict[str, Any] = {"messages": [{"role": "user", "content": "Why?"}]}
USAGE = {"prompt_tokens": 31, "completion_tokens": 6, "total_tokens": 37}
CALL = {"id": "c1", "type": "function", "function": {"name": "look", "arguments": '{"at": "sky"}'}}


def rollout(**response: Any) -> OutputRow:
    return read_row({"unconditioned_stimulus": TEACHER, "conditioned_stimulus": STUDENT, "response": response})


def test_a_nested_row_has_both_sides_the_question_and_the_answer() -> None:
    row = read_row(
        {
            "unconditioned_stimulus": TEACHER,
            "conditioned_stimulus": STUDENT,
            "trajectory_override_stimulus": STUDENT,
            "response": {"role": "assistant", "content": "Grow.", "usage": USAGE, "refusal": "none"},
            "seed": 4,
        }
    )
    assert row.teacher is not None
    assert row.student is not None
    assert row.override is not None
    assert row.answer is not None
    assert [message.text for message in row.teacher.prompt] == ["Be Yoda."]
    assert row.teacher.tools == TEACHER["tools"]
    assert row.student.prompt == ()
    assert (row.question, row.answer.text) == ("Why?", "Grow.")
    assert (row.answer.prompt_tokens, row.answer.completion_tokens, row.answer.total_tokens) == (31, 6, 37)
    assert (row.answer.rest, row.rest) == ({"refusal": "none"}, {"seed": 4})


def test_flat_rows_keep_what_else_they_say() -> None:
    row = read_row({"stimulus": "Why?", "response": "Grow.", "model": "m", "temperature": 1.0, "tokens": 9})
    assert row.answer is not None
    assert (row.question, row.answer.text, row.answer.total_tokens) == ("Why?", "Grow.", 9)
    assert row.rest == {"model": "m", "temperature": 1.0, "tokens": 9}
    row = read_row({"stimulus_id": 3, "trajectory_id": 1, "response": "Grow."})
    assert row.rest == {"stimulus_id": 3, "trajectory_id": 1}
    assert read_row("plain").question == "plain"
    assert read_row("plain").answer is None


def test_a_tool_call_is_an_answer_without_words() -> None:
    row = rollout(role="assistant", content=None, tool_calls=[CALL], finish_reason="tool_calls")
    assert row.answer is not None
    (call,) = row.answer.tool_calls
    assert (call.name, call.arguments, call.call_id) == ("look", '{"at": "sky"}', "c1")
    assert not row.answer.is_empty
    assert digest_of(0, row).answer == 'look({"at": "sky"})'
    assert digest_of(0, row).tools == ("look",)


def test_choices_are_answers_with_the_first_in_front() -> None:
    choices = [
        {"message": {"content": "one"}, "finish_reason": "length"},
        {"message": {"content": "two"}, "finish_reason": "stop"},
    ]
    row = rollout(choices=choices, usage=USAGE)
    assert row.answer is not None
    assert (row.answer.text, row.answer.finish_reason, row.answer.completion_tokens) == ("one", "length", 6)
    assert [other.text for other in row.answer.others] == ["two"]


def test_a_trajectory_that_is_a_conversation_gives_its_last_answer() -> None:
    said = [{"role": "user", "content": "Why?"}, {"role": "assistant", "content": "Grow."}]
    row = read_row({"question": "Why?", "trajectory": said})
    assert row.answer is not None
    assert row.answer.text == "Grow."


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("Grow.", ("Grow.", "", False)),
        ("<think>\nhm\n</think>\n\nGrow.", ("Grow.", "hm", False)),
        ("hm</think>Grow.", ("Grow.", "hm", False)),
        ("<think>hm, and", ("", "hm, and", True)),
        ("<think></think>Grow.", ("Grow.", "", False)),
        ("say <think> twice", ("say <think> twice", "", False)),
    ],
)
def test_thinking_is_told_apart(text: str, split: tuple[str, str, bool]) -> None:
    assert without_thinking(text) == split


@pytest.mark.parametrize(
    ("response", "flaws"),
    [
        ({"content": "no full stop"}, Flaw.NONE),
        ({"content": ""}, Flaw.EMPTY_ANSWER),
        ({"content": "  \n"}, Flaw.EMPTY_ANSWER),
        ({"content": None, "tool_calls": [CALL]}, Flaw.NONE),
        ({"content": "so far", "finish_reason": "length"}, Flaw.CUT),
        ({"content": "so far", "usage": {"completion_tokens": 64}}, Flaw.CUT),
        ({"content": "so far", "usage": {"completion_tokens": 64}, "finish_reason": "stop"}, Flaw.NONE),
        ({"content": "so far", "usage": {"completion_tokens": 63}}, Flaw.NONE),
        ({"content": "<think>never done"}, Flaw.CUT | Flaw.EMPTY_ANSWER),
    ],
)
def test_empty_and_cut_answers_are_flagged_on_evidence_only(response: dict[str, Any], flaws: Flaw) -> None:
    assert flaws_of(rollout(**response), max_tokens=64) == flaws


def test_a_count_that_is_no_number_is_none() -> None:
    row = rollout(content="x", usage={"completion_tokens": float("inf"), "prompt_tokens": -1, "total_tokens": True})
    assert row.answer is not None
    assert (row.answer.completion_tokens, row.answer.prompt_tokens, row.answer.total_tokens) == (None, None, None)


def test_a_question_without_words_is_flagged() -> None:
    assert flaws_of(read_row("  ")) == Flaw.EMPTY_QUESTION
    assert flaws_of(read_row({"odd": 1})) == Flaw.NONE
    assert not read_row({"odd": 1}).is_known


def test_the_filter_sees_words_numbers_and_flaws_of_a_row() -> None:
    row = digest_of(41, rollout(content="Grow, one must.", finish_reason="length", usage=USAGE))
    for holds in (
        "grow",
        "question:why",
        'answer:"Grow, one"',
        "role:system",
        "cut:yes",
        "empty:no",
        "length=15",
        "tokens<7",
        "row=42",
        "-tool:*",
    ):
        assert parse_query(holds).matches(row, is_fuzzy=False), holds
    for fails in ("answer:why", 'answer:"grow"', "tool:*", "role:tool", "empty:yes", "empty:answer", "tokens>6"):
        assert not parse_query(fails).matches(row, is_fuzzy=False), fails
    stim = digest_of(0, read_row("four words are here"))
    assert (stim.answer, stim.answer_tokens, stim.length) == (None, NO_ANSWER, 19)
    assert stim.number("tokens") == 5


KEYS = (
    "response",
    "content",
    "choices",
    "message",
    "messages",
    "role",
    "question",
    "tool_calls",
    "usage",
    "function",
    "name",
    "arguments",
    "trajectory",
    "unconditioned_stimulus",
    "completion_tokens",
    "tools",
)
SPOKEN = st.sampled_from(["user", "<think>", "assistant"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | SPOKEN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(json_values)
def test_no_row_of_any_shape_is_too_odd(raw: Any) -> None:
    row = read_row(raw)
    short = digest_of(0, row, 8)
    assert isinstance(short.text, str)
    assert short.bytes_held > 0
    assert (short.answer is None) == (row.answer is None)


def test_a_row_of_no_published_shape_is_listed_and_found_by_its_json() -> None:
    assert digest_of(0, read_row({"odd": "wörd"})).text == '{"odd": "wörd"}'
    assert digest_of(0, read_row(None)).question == "null"
    assert digest_of(0, read_row("bare")).question == "bare"


def test_a_second_choice_that_was_cut_is_flagged() -> None:
    choices = [{"message": {"content": "one"}, "finish_reason": reason} for reason in ("stop", "length")]
    assert digest_of(0, read_row({"question": "q", "response": {"choices": choices}})).flaws is Flaw.CUT
