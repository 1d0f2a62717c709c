from math import inf, isnan
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.metric.record import MOST_METRICS, series_of_rows


def losses(*steps: float, of: float = 1e-7) -> list[dict[str, object]]:
    return [{"iter": step, "loss": of * step} for step in steps]


def test_rows_become_columns_aligned_with_their_steps() -> None:
    series = series_of_rows([{"iter": 1, "loss": 2e-7, "lr": 1}, {"iter": 2, "loss": 1e-7, "lr": 0.5}])

    assert list(series.steps) == [1, 2]
    assert {name: list(column) for name, column in series.columns.items()} == {"loss": [2e-7, 1e-7], "lr": [1, 0.5]}
    assert (series.rows_count, series.skipped_count, series.gap_counts) == (2, 0, {})


def test_no_rows_are_an_empty_series() -> None:
    series = series_of_rows([])

    assert len(series) == 0
    assert series.last_step is None
    assert list(series.segments()) == []


@given(st.lists(st.integers(-1000, 1000), unique=True), st.randoms(use_true_random=False))
def test_unsorted_rows_without_repeats_are_merely_sorted(steps: list[int], random: Random) -> None:
    random.shuffle(steps)

    series = series_of_rows(losses(*steps))

    assert list(series.steps) == sorted(steps)
    assert list(series.columns.get("loss", ())) == [1e-7 * step for step in sorted(steps)]
    assert series.restarts == ()


def test_of_a_step_logged_twice_the_last_value_of_each_metric_stays() -> None:
    series = series_of_rows([{"iter": 1, "loss": 3.0, "lr": 1.0}, {"iter": 2, "loss": 2.0}, {"iter": 1, "loss": 5.0}])

    assert list(series.steps) == [1, 2]
    assert list(series.columns["loss"]) == [5, 2]
    assert series.columns["lr"][0] == 1


def test_a_part_logged_again_is_no_restart() -> None:
    series = series_of_rows([*losses(*range(1, 101)), *losses(*range(81, 121), of=1.0)])

    assert list(series.steps) == list(range(1, 121))
    assert series.columns["loss"][80] == 81
    assert series.restarts == ()


@pytest.mark.parametrize("first", [0, 1])
def test_a_log_that_begins_again_is_a_second_segment(first: int) -> None:
    series = series_of_rows([*losses(*range(1, 101)), *losses(*range(first, 50))])

    assert series.restarts == (100,)
    assert list(series.segments()) == [(0, 100), (100, 150 - first)]
    assert list(series.steps[100:]) == list(range(first, 50))


def test_a_log_may_begin_again_more_than_once() -> None:
    assert series_of_rows([*losses(1, 2, 3), *losses(1, 2), *losses(1, 2, 3, 4)]).restarts == (3, 5)


def test_a_row_without_a_step_has_its_number() -> None:
    rows: list[object] = [
        {"loss": 1.0},
        {"iter": None, "loss": 2.0},
        {"iter": "x", "loss": 3.0},
        {"iter": True, "loss": 4.0},
    ]

    assert list(series_of_rows(rows).steps) == [1, 2, 3, 4]


@pytest.mark.parametrize("bad", [float("nan"), inf, -inf, "NaN", "n/a", True, None, {"a": 1}, [1], 10**400])
def test_what_is_no_finite_number_is_a_counted_gap(bad: object) -> None:
    series = series_of_rows([{"iter": 1, "loss": 1.0}, {"iter": 2, "loss": bad}])

    assert series.columns["loss"][0] == 1
    assert isnan(series.columns["loss"][1])
    assert series.gap_counts == {"loss": 1}


def test_a_missing_value_is_a_gap_but_not_counted() -> None:
    series = series_of_rows([{"iter": 1, "loss": 1.0, "lr": 1.0}, {"iter": 2, "loss": 1.0}])

    assert isnan(series.columns["lr"][1])
    assert not series.gap_counts


def test_a_loss_that_never_was_a_number_is_still_a_column() -> None:
    series = series_of_rows([{"iter": 1, "loss": "NaN"}, {"iter": 2, "loss": "NaN"}])

    assert len(series.columns["loss"]) == 2
    assert series.gap_counts == {"loss": 2}


def test_rows_that_are_no_objects_are_skipped_and_counted() -> None:
    series = series_of_rows([None, 3, "x", [1], {"iter": 1, "loss": 1.0}])

    assert len(series) == 1
    assert (series.rows_count, series.skipped_count) == (5, 4)


def test_words_are_no_metric() -> None:
    assert list(series_of_rows([{"iter": 1, "loss": 1.0, "host": "n01"}]).columns) == ["loss"]


def test_unknown_names_are_kept_up_to_a_limit_behind_the_known_ones() -> None:
    noise: dict[str, object] = {f"m{number}": 1.0 for number in range(300)}
    series = series_of_rows([{**noise, "iter": 1, "loss": 1.0}])

    assert len(series.columns) == MOST_METRICS
    assert list(series.columns)[:2] == ["loss", "m0"]


VALUES = st.sampled_from([0, 1, 2, 3, -1, 2.5, 1e308, inf, float("nan"), None, "NaN", True, 10**400])
LOGS = st.lists(st.dictionaries(st.sampled_from(["iter", "loss", "lr"]), VALUES), max_size=12)


@given(LOGS)
def test_any_log_at_all_gives_columns_of_one_length_and_ascending_segments(rows: list[dict[str, object]]) -> None:
    series = series_of_rows(rows)

    assert all(len(column) == len(series.steps) for column in series.columns.values())
    for begin, end in series.segments():
        part = list(series.steps[begin:end])
        assert part == sorted(set(part))
