"""Where a log begins again, however its steps came."""

from __future__ import annotations

import tracemalloc
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.domain.metric import restarts
from breadtui.domain.metric.restarts import restarts_of


def told_by_all_steps(steps: list[int]) -> list[int]:
    """The same rule with every step at hand."""
    found, begin = [], 0
    for index in range(1, len(steps)):
        if steps[index] >= steps[index - 1]:
            continue
        seen, following = steps[begin:index], steps[index + 1 : index + 2]
        climbs = bool(following) and following[0] > steps[index] and bool({steps[index], *following} & {*seen})
        if steps[index] <= steps[begin] and climbs:
            found.append(index)
            begin = index
        elif steps[index] not in seen:
            break
    return found


@settings(max_examples=500)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=24), st.integers(0, 4))
def test_a_step_is_known_to_have_come_however_many_runs_there_are(steps: list[int], most_runs: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(restarts, "_MOST_RUNS", most_runs)
        assert restarts_of(array("d", steps)) == told_by_all_steps(steps)


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ([1, 2, 3, 1, 2], [3]),
        ([1, 2, 3, 0, 1, 2, 0, 1], [3, 6]),
        ([1, 2, 3, 2, 3, 4], []),
        ([3, 2, 1], []),
        ([1, 2, 1], []),
        ([1, 3, 2, 1, 2], []),
    ],
)
def test_only_a_fall_to_the_first_step_that_climbs_again_is_a_restart(steps: list[int], found: list[int]) -> None:
    assert restarts_of(steps) == found


def test_a_long_log_that_was_resumed_costs_no_object_a_row() -> None:
    steps = array("d", [*range(50_000), *range(40_000, 60_000)])
    tracemalloc.start()
    try:
        assert restarts_of(steps) == []
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak_bytes < 10_000
