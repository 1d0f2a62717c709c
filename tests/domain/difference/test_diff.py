from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.domain.difference.diff import Hunk, LineKind, Mark, PromptLine, applied, hunks, prompt_lines, text_lines
from breadtui.domain.json_values import Json
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt

_values: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
_texts = st.text(alphabet="ab \r\n", max_size=12)
_parts = st.lists(st.fixed_dictionaries({"type": st.just("text"), "text": _texts}), max_size=2)
_messages = st.builds(
    Message,
    st.sampled_from(["system", "user", "tool", "odd"]),
    st.none() | _texts | _parts,
    st.dictionaries(st.sampled_from(["name", "tool_calls"]), _values, max_size=2),
)
_prompts = st.builds(
    lambda messages, tools: Prompt(PromptName("teacher"), tuple(messages), tools),
    st.lists(_messages, max_size=4),
    st.none() | st.lists(st.fixed_dictionaries({"name": st.text(max_size=3)}), min_size=1, max_size=2).map(tuple),
)


def a_prompt(*messages: Message, **facts: object) -> Prompt:
    return Prompt(PromptName("teacher"), messages, **facts)  # type: ignore[arg-type]  # only tools are given


def changed(found: tuple[Hunk, ...]) -> list[str]:
    return [one.mark + one.line.text for hunk in found for one in hunk.lines if one.mark is not Mark.SAME]


@given(_prompts, _prompts)
@settings(max_examples=80, deadline=None)
def test_the_hunks_between_two_prompts_make_one_of_the_other(theirs: Prompt, mine: Prompt) -> None:
    made = applied(prompt_lines(theirs), hunks(theirs, mine))
    assert made == tuple(line.content for line in prompt_lines(mine))


@given(_prompts, _prompts)
@settings(max_examples=80, deadline=None)
def test_prompts_that_differ_have_a_hunk_and_equal_ones_have_none(theirs: Prompt, mine: Prompt) -> None:
    assert bool(hunks(theirs, mine)) == (repr(theirs) != repr(mine) and prompt_lines(theirs) != prompt_lines(mine))
    if theirs.messages != mine.messages or theirs.tools != mine.tools:
        assert hunks(theirs, mine)


@given(_texts, _texts)
@settings(max_examples=80, deadline=None)
def test_the_hunks_between_two_texts_make_one_of_the_other(theirs: str, mine: str) -> None:
    made = applied(text_lines(theirs), hunks(theirs, mine))
    assert "\n".join(text for _, text in made) == mine


def test_a_changed_line_is_taken_away_and_put_in_with_its_message_and_role() -> None:
    theirs = a_prompt(Message("system", "Be wise."), Message("user", "one\ntwo\nthree"))
    mine = a_prompt(Message("system", "Be wise."), Message("user", "one\n2\nthree"))
    (hunk,) = hunks(theirs, mine)
    assert (hunk.message, hunk.role) == (1, "user")
    assert changed((hunk,)) == ["-two", "+2"]


def test_far_changes_are_two_hunks_with_three_lines_around_each() -> None:
    theirs = "\n".join(str(number) for number in range(40))
    mine = theirs.replace("\n5\n", "\nfive\n").replace("\n30\n", "\nthirty\n")
    first, second = hunks(theirs, mine)
    assert [one.line.text for one in first.lines] == ["2", "3", "4", "5", "five", "6", "7", "8"]
    assert (second.theirs_at, second.mine_at) == (27, 27)


def test_a_final_newline_trailing_spaces_and_a_carriage_return_are_changes() -> None:
    assert changed(hunks("a", "a\n")) == ["+"]
    assert changed(hunks("a ", "a")) == ["-a ", "+a"]
    assert changed(hunks("a\r\nb", "a\nb")) == ["-a\r", "+a"]


def test_role_extra_keys_null_content_and_tools_are_changes() -> None:
    plain = a_prompt(Message("user", ""))
    assert changed(hunks(plain, a_prompt(Message("assistant", "")))) == ["-user", "+assistant"]
    assert changed(hunks(plain, a_prompt(Message("user", "", {"name": "ada"})))) == ['+"name": "ada"']
    assert changed(hunks(plain, a_prompt(Message("user", None)))) == ["-", '+"content": null']
    (hunk,) = hunks(plain, a_prompt(Message("user", ""), tools=({"name": "look"},)))
    assert (hunk.message, hunk.role) == (None, "")
    assert changed((hunk,)) == ['+"tool": {', '+  "name": "look"', "+}"]


def test_a_text_that_looks_like_a_heading_is_no_heading() -> None:
    lines = prompt_lines(a_prompt(Message("user", "user")))
    assert lines == (PromptLine(LineKind.ROLE, "user", 0), PromptLine(LineKind.TEXT, "user", 0))


def test_a_deleted_message_is_named_by_its_place_in_theirs() -> None:
    theirs = a_prompt(Message("system", "Be wise."), Message("user", "gone"))
    (hunk,) = hunks(theirs, a_prompt(theirs.messages[0]))
    assert (hunk.message, hunk.role) == (1, "user")


def test_twenty_thousand_lines_of_the_same_word_are_compared_without_a_wait() -> None:
    theirs, mine = "word\n" * 20_000, "word\n" * 19_999 + "end\n"
    assert changed(hunks(theirs, mine))[-1] == "+end"
