from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.names import PromptName
from breadtui.domain.prompt.lint import MOST_OF_A_KIND, Finding, Rule, Twin, complaints, linted, name_doubts
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
        (
            Message("user", "a\nb\u200bc\u200b"),
            Finding(Rule.INVISIBLE_CHARACTER, 2, 2, 2, "U+200B ZERO WIDTH SPACE, 2 times"),
        ),
        (Message("user", "bell\x07"), Finding(Rule.INVISIBLE_CHARACTER, 2, 1, 5, "U+0007")),
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


def test_each_lonely_brace_and_each_kind_of_invisible_character_has_its_place() -> None:
    found = found_in(Message("user", "}{\n\ufeff{ok} \u00ad\ufeff"))
    assert [(one.line, one.column, one.words) for one in found if one.rule is Rule.UNBALANCED_BRACE] == [
        (1, 1, "}"),
        (1, 2, "{"),
    ]
    assert [(one.line, one.column, one.words) for one in found if one.rule is Rule.INVISIBLE_CHARACTER] == [
        (2, 1, "U+FEFF ZERO WIDTH NO-BREAK SPACE, 2 times"),
        (2, 7, "U+00AD SOFT HYPHEN"),
    ]


def test_a_file_pasted_by_mistake_gives_a_list_that_can_be_read() -> None:
    assert len(found_in(Message("user", "{" * 100_000))) == MOST_OF_A_KIND


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        ("messages.1.content", Finding(Rule.REFUSED, 2, words="content: no")),
        ("messages.1", Finding(Rule.REFUSED, 2, words="no")),
        ("messages.2.role", Finding(Rule.REFUSED, words="messages.2.role: no")),
        ("messages.x", Finding(Rule.REFUSED, words="messages.x: no")),
        ("prompt_name", Finding(Rule.REFUSED, words="prompt_name: no")),
    ],
)
def test_what_the_service_did_not_accept_is_placed_in_its_message(name: str, finding: Finding) -> None:
    prompt = a_prompt(Message("system", ""), Message("user", ""))
    assert complaints({name: "no"}, prompt) == (finding,)


def test_a_doubtful_name_is_told_with_the_rule() -> None:
    assert name_doubts(PromptName("fine_1")) == ()
    (found,) = name_doubts(PromptName("a b"))
    assert (found.rule, found.message) == (Rule.DOUBTFUL_NAME, 0)
    assert "letters, digits" in found.words


def test_a_prompt_as_they_are_meant_to_be_raises_no_suspicion() -> None:
    call = Message("assistant", None, {"tool_calls": [{"id": "c1"}]})
    answer = Message("tool", "sunny\r\n\tand {warm} {{twice}}", {"tool_call_id": "c1"})
    assert found_in(Message("user", "x" * 1_000_000), call, answer) == ()
    assert linted(a_prompt()).findings == ()


def test_a_result_before_its_call_does_not_answer_it() -> None:
    answer = Message("tool", "", {"tool_call_id": "c1"})
    call = Message("assistant", None, {"tool_calls": [{"id": "c1"}]})
    assert [found.rule for found in found_in(answer, call)] == [Rule.RESULT_WITHOUT_CALL, Rule.CALL_WITHOUT_RESULT]


def test_a_result_says_which_call_it_is_of() -> None:
    call = Message("assistant", None, {"tool_calls": [{"id": "c1"}]})
    answers = [
        Message("tool", "sunny", {"tool_call_id": "c1"}),
        Message("tool", "wet"),
        Message("tool", "dry", {"tool_call_id": "c2"}),
    ]
    found = found_in(call, *answers)
    assert [(one.rule, one.message, one.words) for one in found] == [
        (Rule.RESULT_WITHOUT_CALL, 4, "without an id"),
        (Rule.RESULT_WITHOUT_CALL, 5, "c2"),
    ]


def test_a_prompt_that_does_not_begin_with_the_system_is_suspicious() -> None:
    assert linted(a_prompt(Message("user", "hi"))).findings == (Finding(Rule.NO_SYSTEM_FIRST, 1, words="user"),)


def test_a_teacher_equal_to_its_student_is_named_with_the_target() -> None:
    mine, other = a_prompt(Message("system", "same")), a_prompt(Message("system", "same"), name="student")
    found = linted(mine, [Twin("wise", other), Twin("odd", a_prompt(Message("system", "not")))]).findings
    assert found == (Finding(Rule.TEACHER_IS_STUDENT, words="student in target wise", target="wise"),)


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
