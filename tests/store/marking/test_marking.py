"""Marks and chosen checkpoints are facts: kept by what they stand for, in the order of marking."""

from __future__ import annotations

from breadtui.store.events.event import Chosen
from breadtui.store.events.session import Marked
from breadtui.store.reducers.whole import reduce
from breadtui.values import replace
from tests.fakes.states import REPO, a_key, a_prompt_key, a_state, a_target_key


def test_marks_keep_their_order_and_none_twice() -> None:
    state = reduce(a_state(), Marked((a_key("b"), REPO, a_key("a"))))
    state = reduce(state, Marked((a_key("a"), a_prompt_key())))
    assert state.marked == (a_key("b"), REPO, a_key("a"), a_prompt_key())


def test_a_prompt_and_a_target_of_one_name_are_marked_apart() -> None:
    state = reduce(a_state(), Marked((a_prompt_key("wise"), a_target_key("wise"))))
    assert reduce(state, Marked(unmarked=(a_target_key("wise"),))).marked == (a_prompt_key("wise"),)


def test_marking_what_is_marked_changes_nothing() -> None:
    state = reduce(a_state(), Marked((REPO,)))
    assert reduce(state, Marked((REPO,))) is state
    assert reduce(state, Marked(unmarked=(a_key(),))) is state


def test_choosing_another_bake_forgets_the_checkpoint() -> None:
    state = reduce(a_state(), Chosen(a_key("a"), 183))
    assert (state.chosen, state.checkpoint) == (a_key("a"), 183)
    assert reduce(state, Chosen(a_key("a"), 183)) is state
    assert reduce(state, Chosen(a_key("a"))) == replace(state, checkpoint=None)
    assert reduce(state, Chosen(a_key("b"))).checkpoint is None
