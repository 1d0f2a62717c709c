"""Long logs are thinned without losing what one looks for in them."""

from __future__ import annotations

import json
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.api.log_bodies import read_metric_rows, read_metrics
from breadtui.api.metric_logs import MetricLogs
from breadtui.api.thinning import MOST_ROWS, ThinnedRows, telling
from breadtui.domain.errors import NotBread
from tests.fakes.states import a_key

KEY = a_key("coder_v7")


def log(count: int) -> list[dict[str, object]]:
    return [{"iter": step, "loss": 1e-6 / (step + 1)} for step in range(count)]


def test_a_short_log_is_kept_whole() -> None:
    rows = log(MOST_ROWS)
    assert list(ThinnedRows(rows, len(rows))) == rows


def test_a_long_log_keeps_its_ends_and_its_spikes() -> None:
    rows = log(200_000)
    rows[123_456]["loss"] = 5.0
    rows[65_432]["loss"] = 1e-12
    thinned = ThinnedRows(rows, len(rows))
    kept = list(thinned)
    assert len(kept) <= MOST_ROWS
    assert (kept[0], kept[-1]) == (rows[0], rows[-1])
    assert rows[123_456] in kept
    assert rows[65_432] in kept
    assert thinned.rows_count == 200_000


def test_both_sides_of_a_fall_are_kept() -> None:
    rows = log(50_001) + log(50_000)
    kept = list(ThinnedRows(rows, len(rows)))
    at = kept.index(rows[50_000])
    assert kept[at + 1] == rows[50_001]


def test_a_log_in_utter_disorder_is_thinned_all_the_same() -> None:
    rows: list[object] = list(reversed(log(100_000)))
    assert len(list(ThinnedRows(rows, len(rows)))) < MOST_ROWS + 4_000


def test_what_is_no_object_is_counted_and_left_out() -> None:
    thinned = ThinnedRows([{"iter": 1}, None, "x", {"iter": 2}], 4)
    assert len(list(thinned)) == 2
    assert (thinned.rows_count, thinned.skipped_count) == (4, 2)


@given(
    st.lists(st.dictionaries(st.sampled_from(["loss", "iter", "train_loss"]), st.floats() | st.none() | st.integers()))
)
def test_telling_rows_are_some_of_the_rows_in_their_order(rows: list[dict[str, object]]) -> None:
    kept = telling(rows)
    places = [next(place for place, row in enumerate(rows) if row is one) for one in kept]
    assert places == sorted(set(places))
    assert bool(kept) == bool(rows)


async def test_a_thinned_series_still_counts_all_rows() -> None:
    rows = b",".join(b'{"iter": %d, "loss": 1e-07}' % step for step in range(60_000))
    for body in (b"[" + rows + b"]", b"[" + rows + b"," + rows + b"]"):
        series = await read_metrics(body, partial(MetricLogs().read, KEY), "metrics")
        assert series.rows_count == body.count(b"}")
        assert len(series) <= MOST_ROWS
        assert series.last_step == 59_999


async def test_raw_rows_of_the_same_log_are_all_of_them() -> None:
    rows = [{"iter": step, "loss": 1e-7 * step, "note": "x"} for step in range(30_000)]
    read = await read_metric_rows(json.dumps([*rows, 7]).encode(), "metrics")
    assert list(read) == rows
    assert read.skipped_count == 1
    with pytest.raises(NotBread):
        await read_metric_rows(b'[{"iter": 1}', "metrics")
