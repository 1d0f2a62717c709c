"""Drafts: how base, mine and theirs stand to each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.names import PromptName
from breadtui.domain.prompt.drafts import Difference, Draft, compare, same_text
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.values import replace
from tests.fakes.states import NOW, a_prompt, a_prompt_key

BASE, MINE, THEIRS = a_prompt("base"), a_prompt("mine"), a_prompt("theirs")


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "difference"),
    [
        (BASE, MINE, BASE, Difference.ONLY_MINE),
        (BASE, MINE, MINE, Difference.SAME),
        (BASE, MINE, THEIRS, Difference.BOTH),
        (BASE, BASE, THEIRS, Difference.BOTH),
        (BASE, BASE, BASE, Difference.SAME),
        (BASE, MINE, None, Difference.ONLY_MINE),
        (None, MINE, None, Difference.ONLY_MINE),
        (None, MINE, THEIRS, Difference.BOTH),
        (None, MINE, MINE, Difference.SAME),
    ],
)
def test_each_way_of_differing(
    base: Prompt | None, mine: Prompt, theirs: Prompt | None, difference: Difference
) -> None:
    assert compare(base, mine, theirs) is difference


@pytest.mark.parametrize(
    "other",
    [
        Prompt(PromptName("teacher"), (Message("system", "base "),)),
        Prompt(PromptName("teacher"), (Message("system", "base\r\n"),)),
        Prompt(PromptName("teacher"), (Message("user", "base"),)),
        Prompt(PromptName("teacher"), (Message("system", "base", {"name": "x"}),)),
        Prompt(PromptName("teacher"), (Message("system", [{"type": "text", "text": "base"}]),)),
        Prompt(PromptName("teacher"), BASE.messages, ({"type": "function"},)),
        Prompt(PromptName("teacher")),
    ],
)
def test_the_smallest_change_is_a_change(other: Prompt) -> None:
    assert not same_text(BASE, other)
    assert Draft(a_prompt_key(), BASE, other, NOW).is_changed


def test_no_tools_and_absent_tools_are_the_same_and_names_do_not_count() -> None:
    assert same_text(BASE, replace(BASE, tools=(), name=PromptName("other")))


def test_a_prompt_not_yet_made_is_always_worth_saving() -> None:
    assert Draft(a_prompt_key(), None, Prompt(PromptName("teacher")), NOW).is_changed
    assert not Draft(a_prompt_key(), BASE, a_prompt("base"), NOW).is_changed


texts = st.sampled_from([BASE, MINE, THEIRS])


@given(st.none() | texts, texts, st.none() | texts)
def test_theirs_is_overwritten_only_where_it_is_the_base(
    base: Prompt | None, mine: Prompt, theirs: Prompt | None
) -> None:
    if compare(base, mine, theirs) is Difference.ONLY_MINE:
        assert theirs is None or theirs == base
