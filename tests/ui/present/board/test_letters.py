"""Letters of a board: each bake keeps its own, whatever comes and goes beside it."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.board.entries import MOST
from breadtui.domain.names import JobKey
from breadtui.ui.present.board.letters import numbered
from tests.fakes.states import a_key

BAKES = tuple(a_key(f"coder_v{number}") for number in range(12))
BOARDS = st.lists(st.lists(st.sampled_from(BAKES), min_size=2, max_size=MOST, unique=True), min_size=2, max_size=8)


def test_those_that_come_first_are_numbered_in_their_order() -> None:
    assert [numbered(BAKES[:8], {})[key] for key in BAKES[:8]] == list(range(8))


def test_one_that_comes_takes_a_letter_that_none_had_and_one_that_returns_its_own() -> None:
    one, two, three, four = BAKES[:4]
    numbers = numbered((one, three), numbered((one, two, three), {}))
    assert (numbers[one], numbers[three]) == (0, 2)
    numbers = numbered((one, three, four), numbers)
    assert numbers[four] == 3
    assert numbered((one, three, four, two), numbers)[two] == 1


def test_where_all_letters_were_given_one_that_is_free_is_given_again() -> None:
    numbers = numbered(BAKES[:8], {})
    left = (*BAKES[:3], *BAKES[4:8])
    numbers = numbered((*left, BAKES[8]), numbers)
    assert numbers[BAKES[8]] == 3
    assert numbered((*left[1:], BAKES[8], BAKES[3]), numbers)[BAKES[3]] == 0


@given(BOARDS)
def test_no_two_have_one_letter_and_none_changes_while_it_is_there(boards: list[list[JobKey]]) -> None:
    numbers: Mapping[JobKey, int] = {}
    shown: dict[JobKey, int] = {}
    for keys in boards:
        numbers = numbered(keys, numbers)
        now = {key: numbers[key] for key in keys}
        assert sorted(set(now.values())) == sorted(now.values())
        assert max(now.values()) < MOST
        assert all(now[key] == shown[key] for key in keys if key in shown)
        shown = now
