"""Blame: every line has the generation that taught it, and nothing is lost or told twice."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.domain.descent.blame import Blame, BlamedPrompt, Generation, blame_of
from breadtui.domain.descent.counterparts import Text, counterparts
from breadtui.domain.difference.diff import LineKind, prompt_lines
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt

LINES = st.lists(st.sampled_from("abcdefgh"), max_size=12)
VERSIONS = st.lists(LINES, min_size=1, max_size=7)
SETS = st.lists(
    st.dictionaries(st.sampled_from(["teach", "style", "facts", "rules"]), LINES, max_size=4), min_size=1, max_size=6
)


def a_prompt(lines: list[str], name: str = "teach") -> Prompt:
    return Prompt(PromptName(name), (Message("system", "\n".join(lines)),))


def blamed(*versions: list[str]) -> Blame[str]:
    return blame_of([Generation(f"v{n}", (a_prompt(lines),)) for n, lines in enumerate(versions)])


def of_sets(sets: list[dict[str, list[str]]]) -> Blame[str]:
    return blame_of(
        [
            Generation(f"v{n}", tuple(a_prompt(lines, name) for name, lines in prompts.items()))
            for n, prompts in enumerate(sets)
        ]
    )


def told(prompt: BlamedPrompt) -> list[tuple[str, int, int | None]]:
    return [(one.line.text, one.since, one.removed_by) for one in prompt.lines if one.line.kind is LineKind.TEXT]


def test_a_line_is_blamed_on_the_generation_that_introduced_or_changed_it() -> None:
    blame = blamed(["be kind", "be short"], ["be kind", "be brief"], ["be kind", "be brief", "be right"])
    assert told(blame.prompts[0]) == [
        ("be kind", 0, None),
        ("be short", 0, 1),
        ("be brief", 1, None),
        ("be right", 2, None),
    ]
    assert blame.places == ("v0", "v1", "v2")


def test_a_line_that_moved_keeps_its_origin() -> None:
    blame = blamed(["a", "b", "c", "d"], ["d", "a", "b", "c"])
    assert told(blame.prompts[0]) == [("d", 0, None), ("a", 0, None), ("b", 0, None), ("c", 0, None)]


def test_a_line_that_moved_to_another_prompt_keeps_its_origin() -> None:
    blame = of_sets([{"teach": ["a", "b"], "style": ["c"]}, {"teach": ["a"], "style": ["c", "b"]}])
    assert [told(prompt) for prompt in blame.prompts] == [[("a", 0, None)], [("c", 0, None), ("b", 0, None)]]


def test_a_prompt_that_is_done_without_is_kept_as_removed() -> None:
    blame = of_sets([{"teach": ["a"], "style": ["x y z"]}, {"teach": ["a"]}])
    assert [(prompt.name, prompt.removed_by) for prompt in blame.prompts] == [("teach", None), ("style", 1)]
    assert told(blame.prompts[1]) == [("x y z", 0, 1)]


def test_a_renamed_prompt_is_followed_by_what_it_says() -> None:
    old = {"teach_5": ["read the error message", "name things well"], "facts": ["the sky is blue"]}
    new = {"teach_6": ["read the error message", "delete code"], "facts": ["the sky is blue"]}
    assert told(of_sets([old, new]).prompts[0])[:1] == [("read the error message", 0, None)]


def test_nothing_at_all_is_blamed_on_nobody() -> None:
    assert blame_of([]) == Blame((), ())
    assert of_sets([{}, {}]).prompts == ()


@given(VERSIONS)
def test_every_line_of_the_newest_text_is_there_once_and_in_order(versions: list[list[str]]) -> None:
    (prompt,) = blamed(*versions).prompts
    there = [one.line for one in prompt.lines if one.removed_by is None]
    assert tuple(there) == prompt_lines(a_prompt(versions[-1]))


@given(SETS)
def test_every_prompt_of_the_newest_generation_is_whole_and_in_its_order(sets: list[dict[str, list[str]]]) -> None:
    living = [prompt for prompt in of_sets(sets).prompts if prompt.removed_by is None]
    said = [(prompt.name, tuple(one.line for one in prompt.lines if one.removed_by is None)) for prompt in living]
    assert said == [(name, prompt_lines(a_prompt(lines, name))) for name, lines in sets[-1].items()]


@given(st.lists(st.permutations("abcdef"), min_size=1, max_size=6))
def test_a_line_present_in_all_versions_is_blamed_on_the_first(versions: list[list[str]]) -> None:
    (prompt,) = blamed(*versions).prompts
    assert {one.since for one in prompt.lines} == {0}
    assert len(prompt.lines) == 7


@given(LINES)
def test_blame_of_one_version_blames_all_on_it(lines: list[str]) -> None:
    (prompt,) = blamed(lines).prompts
    assert {(one.since, one.removed_by) for one in prompt.lines} == {(0, None)}


@given(SETS)
@settings(max_examples=200)
def test_no_line_is_lost_and_none_is_told_twice(sets: list[dict[str, list[str]]]) -> None:
    """What was added less what is there is what was removed, counted by content in every generation."""
    blame = of_sets(sets)
    removed = Counter(
        one.line.content for prompt in blame.prompts for one in prompt.lines if one.removed_by is not None
    )
    expected: Counter[tuple[LineKind, str]] = Counter()
    before: Counter[tuple[LineKind, str]] = Counter()
    for prompts in sets:
        now = Counter(line.content for name, lines in prompts.items() for line in prompt_lines(a_prompt(lines, name)))
        expected += before - now
        before = now
    assert removed == expected


@given(SETS)
def test_nothing_is_removed_before_it_was_there(sets: list[dict[str, list[str]]]) -> None:
    lines = [one for prompt in of_sets(sets).prompts for one in prompt.lines]
    assert all(one.removed_by is None or one.since < one.removed_by < len(sets) for one in lines)


@given(VERSIONS)
def test_a_line_new_to_the_newest_version_is_blamed_on_it(versions: list[list[str]]) -> None:
    (prompt,) = blamed(*versions, [*versions[-1], "new"]).prompts
    assert [since for text, since, _ in told(prompt) if text == "new"] == [len(versions)]


def test_counterparts_go_by_name_before_what_is_said_and_nobody_is_taken_twice() -> None:
    mine = [Text(PromptName("b"), "one two three"), Text(PromptName("c"), "four five six")]
    theirs = [Text(PromptName("a"), "one two three"), Text(PromptName("b"), "nine")]
    assert counterparts(mine, theirs) == (1, None)
    assert counterparts([mine[1]], [theirs[0]]) == (0,)
    assert counterparts(mine, []) == (None, None)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.text("xy z", max_size=6)), max_size=6), st.data())
def test_counterparts_are_pairs(mine: list[tuple[str, str]], data: st.DataObject) -> None:
    theirs = data.draw(st.lists(st.tuples(st.sampled_from("abc"), st.text("xy z", max_size=6)), max_size=6))
    found = counterparts(*([Text(PromptName(n), t) for n, t in side] for side in (mine, theirs)))
    taken = [place for place in found if place is not None]
    assert len(found) == len(mine)
    assert len(set(taken)) == len(taken)
