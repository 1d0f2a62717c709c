from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.names import PromptName
from breadtui.domain.prompt.lint import Finding, Rule, Twin, linted
from breadtui.domain.prompt.prompts import Message, Prompt

MESSAGES = st.builds(
    Message,
    st.sampled_from(["system", "user", "tool", "odd"]),
    st.text(alphabet="a{}\n\u200b", max_size=10) | st.none(),
    st.sampled_from([{}, {"tool_calls": [{"id": "1"}, {}]}, {"tool_call_id": "1"}]),
)
PROMPTS = st.lists(MESSAGES, max_size=5).map(lambda found: Prompt(PromptName("p"), tuple(found)))


def a_prompt(*messages: Message, name: str = "p") -> Prompt:
    return Prompt(PromptName(name), messages)


def found_in(*messages: Message) -> tuple[Finding, ...]:
    return linted(a_prompt(Message("system", "fine"), *messages)).findings


@pytest.mark.parametrize(
    ("message", "finding"),
    [
        (Message("developer", ""), Finding(Rule.UNKNOWN_ROLE, 2, words="developer")),
        (Message("user", "a {b} {\n{c}"), Finding(Rule.UNBALANCED_BRACE, 2, 1, 7, "{")),
        (Message("user", "a {b}\n c}"), Finding(Rule.UNBALANCED_BRACE, 2, 2, 3, "}")),
        (Message("user", "a\nb\u200bc\u200b"), Finding(Rule.INVISIBLE_CHARACTER, 2, 2, 2, "U+200B and 1 more")),
        (Message("user", "é" * 500_001), Finding(Rule.LARGE_CONTENT, 2, words="1.0 MB")),
        (
            Message("assistant", None, {"tool_calls": [{"id": "c1"}]}),
            Finding(Rule.CALL_WITHOUT_RESULT, 2, words="c1"),
        ),
        (
            Message("assistant", None, {"tool_calls": [{"function": {}}]}),
            Finding(Rule.CALL_WITHOUT_RESULT, 2, words="without an id"),
        ),
    ],
)
def test_each_suspicion_has_its_place(message: Message, finding: Finding) -> None:
    assert found_in(message) == (finding,)


def test_a_prompt_as_they_are_meant_to_be_raises_no_suspicion() -> None:
    call = Message("assistant", None, {"tool_calls": [{"id": "c1"}]})
    answer = Message("tool", "sunny\r\n\tand {warm} {{twice}}", {"tool_call_id": "c1"})
    assert found_in(Message("user", "x" * 1_000_000), call, answer) == ()
    assert linted(a_prompt()).findings == ()


def test_a_result_before_its_call_does_not_answer_it() -> None:
    answer = Message("tool", "", {"tool_call_id": "c1"})
    call = Message("assistant", None, {"tool_calls": [{"id": "c1"}]})
    assert [found.rule for found in found_in(answer, call)] == [Rule.CALL_WITHOUT_RESULT]


def test_a_prompt_that_does_not_begin_with_the_system_is_suspicious() -> None:
    assert linted(a_prompt(Message("user", "hi"))).findings == (Finding(Rule.NO_SYSTEM_FIRST, 1, words="user"),)


def test_a_teacher_equal_to_its_student_is_named_with_the_target() -> None:
    mine, other = a_prompt(Message("system", "same")), a_prompt(Message("system", "same"), name="student")
    found = linted(mine, [Twin("wise", other), Twin("odd", a_prompt(Message("system", "not")))]).findings
    assert found == (Finding(Rule.TEACHER_IS_STUDENT, words="student in target wise"),)


@given(PROMPTS, PROMPTS)
def test_what_was_read_before_gives_the_same_findings(prompt: Prompt, other: Prompt) -> None:
    mixed = Prompt(PromptName("p"), (*other.messages[:2], *prompt.messages, *other.messages[2:]))
    assert linted(mixed, before=linted(prompt)) == linted(mixed)


@given(PROMPTS)
def test_every_place_lies_inside_its_message_and_they_come_in_order(prompt: Prompt) -> None:
    found = linted(prompt).findings
    for one in found:
        assert 1 <= one.message <= len(prompt.messages)
        lines = prompt.messages[one.message - 1].text.split("\n")
        assert one.line <= len(lines)
        assert not one.line or 1 <= one.column <= len(lines[one.line - 1])
    places = [(one.message, one.line) for one in found if one.rule is not Rule.NO_SYSTEM_FIRST]
    assert places == sorted(places)


@given(st.text(alphabet="a{}", max_size=12))
def test_braces_are_found_unbalanced_exactly_when_pairs_taken_out_leave_some(text: str) -> None:
    left = "".join(one for one in text if one in "{}")
    while "{}" in left:
        left = left.replace("{}", "")
    found = [one.rule for one in found_in(Message("user", text))]
    assert (Rule.UNBALANCED_BRACE in found) == bool(left)
