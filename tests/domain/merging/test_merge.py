"""Merging two people's changes to one prompt: nothing that only one of them changed is lost."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.domain.merging.merge import Choice, Merge, Part, merge
from breadtui.domain.merging.three_way import Standing
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.drafts import same_text
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.values import replace

NAME = PromptName("teacher")
_texts = st.lists(st.sampled_from(["", "a", "b b", "c", "d e f", "a b"]), min_size=1, max_size=7).map("\n".join)
_contents = st.one_of(_texts, st.none(), st.just([{"type": "text", "text": "part"}]))
_extras = st.dictionaries(st.sampled_from(["name", "tool_call_id"]), st.sampled_from(["x", 1, None]), max_size=2)
_messages = st.builds(Message, st.sampled_from(["system", "user", "tool"]), _contents, _extras)
_tools = st.one_of(st.none(), st.lists(st.sampled_from([{"n": 1}, {"n": 2}, {"n": 3}]), max_size=3).map(tuple))
_prompts = st.builds(Prompt, st.just(NAME), st.lists(_messages, max_size=5).map(tuple), _tools)


@st.composite
def _edited(draw: st.DrawFn, base: Prompt) -> Prompt:
    """The base with some of its messages moved, removed, written anew or joined by others."""
    messages = list(base.messages)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(messages)))
        what = draw(st.sampled_from(["add", "remove", "move", "write"]))
        if what == "add" or not messages:
            messages.insert(at, draw(_messages))
            continue
        message = messages.pop(min(at, len(messages) - 1))
        if what == "move":
            messages.insert(draw(st.integers(0, len(messages))), message)
        elif what == "write":
            messages.insert(at, replace(message, content=draw(_contents)))
    return replace(base, messages=tuple(messages), tools=draw(st.one_of(st.just(base.tools), _tools)))


_three = _prompts.flatmap(lambda base: st.tuples(st.just(base), _edited(base), _edited(base)))


def chat(*texts: str, tools: tuple[dict[str, str], ...] | None = None) -> Prompt:
    pairs = (one.split(": ", 1) for one in texts)
    return Prompt(NAME, tuple(Message(role, text) for role, text in pairs), tools)


def text_of(prompt: Prompt) -> list[str]:
    return [f"{message.role}: {message.content}" for message in prompt.messages]


def standings(found: Merge) -> list[tuple[Part, Standing]]:
    return [(chunk.part, chunk.standing) for chunk in found.chunks if chunk.standing is not Standing.SAME]


def lines(prompt: Prompt) -> Counter[str]:
    return Counter(line for message in prompt.messages for line in message.text.split("\n"))


@given(_prompts, _prompts)
@settings(deadline=None)
def test_what_only_i_changed_is_mine_and_what_only_they_changed_is_theirs(base: Prompt, side: Prompt) -> None:
    assert same_text(merge(base, side, base).merged({}), side)
    assert same_text(merge(base, base, side).merged({}), side)
    assert merge(base, side, base).conflicts == merge(base, base, side).conflicts == ()


@given(st.one_of(st.none(), _prompts), _prompts)
@settings(deadline=None)
def test_what_both_made_alike_is_that(base: Prompt | None, side: Prompt) -> None:
    found = merge(base, side, side)
    assert same_text(found.merged({}), side)
    assert found.conflicts == ()


@given(_three, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_sides_changed_over_are_the_same_merge_with_the_decisions_changed_over(
    three: tuple[Prompt, Prompt, Prompt], random: Random
) -> None:
    base, mine, theirs = three
    found, turned = merge(base, mine, theirs), merge(base, theirs, mine)
    assert found.conflicts == turned.conflicts
    choices = {at: random.choice([Choice.MINE, Choice.THEIRS]) for at in found.conflicts}
    other = {at: Choice.THEIRS if one is Choice.MINE else Choice.MINE for at, one in choices.items()}
    assert same_text(found.merged(choices), turned.merged(other))


@given(_three)
@settings(deadline=None)
def test_no_line_that_somebody_wrote_is_missing_from_an_undecided_merge(three: tuple[Prompt, Prompt, Prompt]) -> None:
    base, mine, theirs = (only_texts(one) for one in three)
    merged = lines(merge(base, mine, theirs).merged({}))
    written = (lines(mine) - lines(base)) | (lines(theirs) - lines(base))
    assert not written.keys() - merged.keys()
    alone = {line for line, count in lines(base).items() if count == 1}  # of two alike each side may remove the other
    kept = alone & lines(mine).keys() & lines(theirs).keys()
    assert not kept - merged.keys()


@given(_three)
@settings(deadline=None)
def test_either_text_can_be_taken_whole(three: tuple[Prompt, Prompt, Prompt]) -> None:
    found = merge(*three)
    every = range(len(found.chunks))
    assert found.merged(dict.fromkeys(every, Choice.MINE)).messages == three[1].messages
    assert found.merged(dict.fromkeys(every, Choice.THEIRS)).messages == three[2].messages


@given(_three, st.sampled_from(Choice))
@settings(deadline=None)
def test_a_decision_about_conflicts_takes_nothing_from_what_one_side_changed(
    three: tuple[Prompt, Prompt, Prompt], choice: Choice
) -> None:
    found = merge(*three)
    choices = dict.fromkeys(found.conflicts, choice)
    for at, chunk in enumerate(found.chunks):
        if chunk.standing in {Standing.ONLY_MINE, Standing.ONLY_THEIRS}:
            assert chunk.taken(choices.get(at)) == (
                chunk.mine if chunk.standing is Standing.ONLY_MINE else chunk.theirs
            )
    assert found.undecided(choices) == ()


def only_texts(prompt: Prompt) -> Prompt:
    messages = (replace(one, content=one.text) for one in prompt.messages)
    return replace(prompt, messages=tuple(messages))


def test_lines_changed_by_one_side_each_are_both_taken() -> None:
    base = chat("system: one\ntwo\nthree\nfour")
    found = merge(base, chat("system: ONE\ntwo\nthree\nfour"), chat("system: one\ntwo\nthree\nFOUR\nfive"))
    assert text_of(found.merged({})) == ["system: ONE\ntwo\nthree\nFOUR\nfive"]
    assert standings(found) == [(Part.TEXT, Standing.ONLY_MINE), (Part.TEXT, Standing.ONLY_THEIRS)]


@pytest.mark.parametrize(
    ("choice", "text"), [(Choice.MINE, "a\nM\nc"), (Choice.THEIRS, "a\nT\nc"), (Choice.BOTH, "a\nM\nT\nc")]
)
def test_a_line_changed_by_both_is_decided(choice: Choice, text: str) -> None:
    found = merge(chat("system: a\nb\nc"), chat("system: a\nM\nc"), chat("system: a\nT\nc"))
    (conflict,) = found.conflicts
    assert found.chunks[conflict].base == ("b",)
    assert text_of(found.merged({conflict: choice})) == [f"system: {text}"]


def test_lines_inserted_by_both_in_one_place_are_a_conflict() -> None:
    found = merge(chat("system: a\nb"), chat("system: a\nM\nb"), chat("system: a\nT\nb"))
    assert standings(found) == [(Part.TEXT, Standing.BOTH)]


def test_a_line_inserted_at_the_edge_of_what_the_other_replaced_is_a_conflict() -> None:
    found = merge(chat("system: a\nb"), chat("system: A\nb"), chat("system: a\nT\nb"))
    assert standings(found) == [(Part.TEXT, Standing.BOTH)]


def test_neighbouring_lines_changed_by_one_side_each_are_no_conflict() -> None:
    found = merge(chat("system: a\nb"), chat("system: A\nb"), chat("system: a\nB"))
    assert text_of(found.merged({})) == ["system: A\nB"]


def test_a_short_message_written_anew_is_the_same_message_changed() -> None:
    found = merge(chat("system: base"), chat("system: mine"), chat("system: theirs"))
    assert standings(found) == [(Part.TEXT, Standing.BOTH)]


def test_a_message_of_mine_and_one_of_theirs_are_both_there() -> None:
    base = chat("system: be wise", "user: ask")
    found = merge(
        base, chat("user: first", "system: be wise", "user: ask"), chat("system: be wise", "user: ask", "x: y")
    )
    assert text_of(found.merged({})) == ["user: first", "system: be wise", "user: ask", "x: y"]
    assert found.conflicts == ()


def test_a_message_i_removed_and_they_changed_is_a_conflict_and_stays_until_it_is_decided() -> None:
    base = chat("system: be wise and calm", "user: ask me")
    found = merge(base, chat("system: be wise and calm"), chat("system: be wise and calm", "user: ask me now"))
    (conflict,) = found.conflicts
    assert "user: ask me now" in text_of(found.merged({}))
    assert text_of(found.merged({conflict: Choice.MINE})) == ["system: be wise and calm"]


def test_a_message_moved_by_one_and_changed_by_the_other_is_moved_and_changed() -> None:
    base = chat("system: be wise and calm", "user: tell me of rivers", "assistant: they flow down")
    mine = replace(base, messages=(base.messages[1], base.messages[2], base.messages[0]))
    theirs = chat("system: be wise and quick", "user: tell me of rivers", "assistant: they flow down")
    found = merge(base, mine, theirs)
    assert text_of(found.merged({}))[-1] == "system: be wise and quick"
    assert standings(found)[0] == (Part.ORDER, Standing.ONLY_MINE)


def test_orders_that_differ_are_decided_as_a_whole() -> None:
    base = chat("system: one", "user: two", "tool: three")
    mine = replace(base, messages=(base.messages[1], base.messages[0], base.messages[2]))
    theirs = replace(base, messages=(base.messages[2], base.messages[0], base.messages[1]))
    found = merge(base, mine, theirs)
    assert found.conflicts == (0,)
    assert found.merged({0: Choice.THEIRS}) == theirs
    assert found.merged({}) == mine


def test_role_further_keys_and_text_of_a_message_are_merged_each_alone() -> None:
    base = Prompt(NAME, (Message("user", "one\ntwo\nthree", {"name": "ada", "id": 1}),))
    mine = Prompt(NAME, (Message("tool", "one\ntwo\nthree", {"name": "ada", "id": 2}),))
    theirs = Prompt(NAME, (Message("user", "one\ntwo\nTHREE", {"id": 1, "new": True}),))
    (message,) = merge(base, mine, theirs).merged({}).messages
    assert message == Message("tool", "one\ntwo\nTHREE", {"id": 2, "new": True})


def test_tools_are_merged_one_by_one() -> None:
    base = chat("system: s", tools=({"n": "a"}, {"n": "b"}))
    mine, theirs = (
        replace(base, tools=({"n": "A"}, {"n": "b"})),
        replace(base, tools=({"n": "a"}, {"n": "b"}, {"n": "c"})),
    )
    assert merge(base, mine, theirs).merged({}).tools == ({"n": "A"}, {"n": "b"}, {"n": "c"})


def test_content_that_is_no_text_is_taken_whole() -> None:
    base = Prompt(NAME, (Message("assistant", None),))
    mine, theirs = (Prompt(NAME, (Message("assistant", content),)) for content in ("mine", [{"text": "theirs"}]))
    found = merge(base, mine, theirs)
    assert standings(found) == [(Part.CONTENT, Standing.BOTH)]
    (conflict,) = found.conflicts
    assert found.merged({conflict: Choice.THEIRS}) == theirs
    assert found.merged({conflict: Choice.BOTH}) == mine


def test_true_is_not_one() -> None:
    base, mine = (Prompt(NAME, (Message("user", "x", {"strict": value}),)) for value in (1, True))
    assert standings(merge(base, mine, base)) == [(Part.EXTRA, Standing.ONLY_MINE)]


def test_without_a_base_all_that_differs_is_a_conflict_and_nothing_is_lost() -> None:
    found = merge(None, chat("system: mine"), chat("system: theirs"))
    assert standings(found) == [(Part.MESSAGES, Standing.BOTH)]
    assert text_of(found.merged({})) == ["system: mine", "system: theirs"]
