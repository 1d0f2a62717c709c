"""A stage as it was seen to go."""

from __future__ import annotations

from math import isnan

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.names import Phase
from breadtui.domain.sightings import JobSighting
from breadtui.domain.stage_series import LEFT, PACE, PERCENT, ROWS, STAGE_METRICS, stage_series
from breadtui.values import replace
from tests.fakes.states import NOW, a_key, after

ROLLOUT = a_key("wise", Phase.ROLLOUT)


def look(seconds: float, lines: int | None, status: str = "running", *, run_id: int | None = None) -> JobSighting:
    percent = None if lines is None else lines / 10
    return JobSighting(ROLLOUT, after(seconds), status, percent, lines, None, None, run_id)


def test_pace_and_what_was_left_follow_from_the_looks() -> None:
    found = stage_series([look(0, 100), look(50, 200), look(100, 400)])
    assert found.began_at == NOW
    assert list(found.series.steps) == [0.0, 50.0, 100.0]
    assert isnan(found.series.columns[PACE][0])
    assert list(found.series.columns[PACE])[1:] == [2.0, 4.0]
    assert list(found.series.columns[PERCENT]) == [10.0, 20.0, 40.0]
    assert isnan(found.series.columns[LEFT][0])
    assert 0 < found.series.columns[LEFT][2] < found.series.columns[LEFT][1]


def test_only_the_newest_run_is_told_with_its_end() -> None:
    looks = [
        *(look(0, 500), look(10, 1000, "complete")),
        *(look(20, None, "pending"), look(30, 0), look(40, 300), look(50, 1000, "complete")),
    ]
    found = stage_series(looks)
    assert list(found.series.columns[ROWS]) == [0.0, 300.0, 1000.0]
    assert found.series.columns[LEFT][-1] == 0.0


def test_a_run_of_another_number_or_of_fewer_rows_is_another_run() -> None:
    assert len(stage_series([look(0, 10, run_id=1), look(9, 20, run_id=2)])) == 1
    assert len(stage_series([look(0, 10), look(5, 20), look(9, 3)])) == 1


def test_a_stage_that_was_never_seen_to_run_has_no_series() -> None:
    assert len(stage_series([])) == 0
    assert len(stage_series([look(0, 1000, "complete")])) == 0
    assert stage_series([look(0, None, "not_started")]).began_at is None


def test_a_gap_in_what_is_known_is_a_gap() -> None:
    found = stage_series([look(0, 10), look(5, None), look(10, 30)])
    assert [isnan(value) for value in found.series.columns[ROWS]] == [False, True, False]


@given(st.lists(st.tuples(st.integers(0, 50), st.none() | st.integers(0, 1000)), max_size=30), st.data())
def test_whatever_was_seen_places_ascend_and_columns_are_as_long(
    looks: list[tuple[int, int | None]], data: st.DataObject
) -> None:
    words = data.draw(st.lists(st.sampled_from(["running", "complete", "failed", "odd"]), min_size=len(looks)))
    at = 0
    history = []
    for (gap, lines), word in zip(looks, words, strict=False):
        at += gap
        history.append(look(at, lines, word))
    series = stage_series(history).series
    assert list(series.steps) == sorted(set(series.steps))
    assert {len(series.columns[name]) for name in STAGE_METRICS if series.columns} <= {len(series)}


def test_a_run_that_is_complete_is_at_all_of_it_though_nothing_tells_so() -> None:
    ended = replace(look(60, 1000, "complete"), progress_percent=None)
    assert list(stage_series([look(0, 900), ended]).series.columns[PERCENT]) == [90.0, 100.0]
    failed = replace(ended, status="failed")
    assert isnan(stage_series([look(0, 900), failed]).series.columns[PERCENT][1])
