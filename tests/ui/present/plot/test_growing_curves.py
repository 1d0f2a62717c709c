"""The curves of a log that grows: the same as those of the log read at once, and only what is new is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.columns import BLOCK, extremes_of
from breadtui.domain.metric.growing import GrowingLog
from breadtui.domain.metric.record import series_of_rows
from breadtui.ui.present.plot.curves import MOST_SMOOTHED_POINTS, CurveSource

COUNT = MOST_SMOOTHED_POINTS + 2 * BLOCK
WINDOW = (0.0, 40_000.0)


def rows(first: int, last: int) -> list[dict[str, float | None]]:
    return [
        {"iter": step, "loss": None if step % 401 == 0 else 1 + step * 7919 % 10_007, "lr": step / 1e6}
        for step in range(first, last + 1)
    ]


@cache
def some_rows() -> list[dict[str, float | None]]:
    return rows(1, COUNT)


def a_log(count: int = COUNT) -> GrowingLog:
    log = GrowingLog()
    log.extend(some_rows()[:count])
    return log


def bands(source: CurveSource, alpha: float, window: tuple[float, float] = WINDOW, buckets: int = 200) -> list[str]:
    """As texts, so that a gap is like a gap."""
    return list(map(str, source.bands("loss", alpha, Axis.STEP, window, buckets)))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(1, 900), min_size=1, max_size=3),
    st.sampled_from([0.0, 0.6]),
    st.sampled_from([WINDOW, (0.0, 31_300.0), (31_000.0, 31_150.0), (30_000.0, 33_000.0), (500.0, 2_000.0)]),
)
def test_a_log_that_grew_looks_as_it_does_when_it_is_read_at_once(
    parts: list[int], alpha: float, window: tuple[float, float]
) -> None:
    log = a_log()
    source = CurveSource(log.series())
    for part in parts:
        bands(source, alpha, window)
        log.extend(rows(len(log) + 1, len(log) + part))
        source = CurveSource(log.series(), (), [source])

    assert bands(source, alpha, window) == bands(CurveSource(log.series()), alpha, window)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(150, 700),
    st.lists(st.integers(1, 200), min_size=1, max_size=4),
    st.sampled_from([0.0, 0.6]),
    st.sampled_from([(0.0, 1_000.0), (0.0, 550.0), (100.0, 380.0)]),
)
def test_a_short_log_that_grew_looks_as_it_does_when_it_is_read_at_once(
    first: int, parts: list[int], alpha: float, window: tuple[float, float]
) -> None:
    source = CurveSource(series_of_rows(rows(1, first)))
    for part in parts:
        bands(source, alpha, window)
        count = len(source.series) + part
        source = CurveSource(series_of_rows(rows(1, count)), (), [source])

    assert bands(source, alpha, window) == bands(CurveSource(source.series), alpha, window)


def test_a_log_that_becomes_long_is_averaged_as_a_long_one() -> None:
    source = CurveSource(series_of_rows(rows(1, MOST_SMOOTHED_POINTS)))
    bands(source, 0.6)
    series = series_of_rows(rows(1, MOST_SMOOTHED_POINTS + 1))

    assert not source.grew_into(series)
    assert bands(CurveSource(series, (), [source]), 0.6) == bands(CurveSource(series), 0.6)


class Looks:
    """How many parts of columns were summed up."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.count = 0

        def extremes(values: Sequence[float], start: int, stop: int) -> tuple[float, float]:
            self.count += 1
            return extremes_of(values, start, stop)

        patch.setattr("breadtui.domain.metric.record.extremes_of", extremes)


def test_for_a_new_row_only_the_last_band_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    log, looks = a_log(), Looks(monkeypatch)
    source = CurveSource(log.series())
    bands(source, 0.6)
    assert looks.count > 100
    looks.count = 0
    log.extend(rows(COUNT + 1, COUNT + 1))
    bands(CurveSource(log.series(), (), [source]), 0.6)
    assert looks.count == 1


def test_so_it_is_of_a_short_log(monkeypatch: pytest.MonkeyPatch) -> None:
    looks, source = Looks(monkeypatch), CurveSource(series_of_rows(rows(1, 500)))
    bands(source, 0.6, (0.0, 600.0))
    assert looks.count > 100
    looks.count = 0
    bands(CurveSource(series_of_rows(rows(1, 501)), (), [source]), 0.6, (0.0, 600.0))
    assert looks.count <= 2  # the last band, and the one that the new row begins


def test_a_new_metric_is_looked_at_from_the_beginning() -> None:
    log = a_log()
    source = CurveSource(log.series())
    assert not source.bands("grad_norm", 0.0, Axis.STEP, WINDOW, 200)
    log.extend([{"iter": COUNT + 1, "loss": 1.0, "grad_norm": 4.0}])
    grown = CurveSource(log.series(), (), [source])

    assert grown.bands("grad_norm", 0.0, Axis.STEP, WINDOW, 200)[-1][2] == 4.0


def test_another_log_is_not_the_earlier_one_grown() -> None:
    source = CurveSource(a_log().series())

    assert not source.grew_into(a_log().series())
    assert not CurveSource(a_log(500).series()).grew_into(a_log().series())
    assert not source.grew_into(a_log(500).series())


def test_a_short_log_read_anew_with_other_values_is_not_the_earlier_one_grown() -> None:
    again = rows(1, 501)
    again[250]["lr"] = 9.0

    assert not CurveSource(series_of_rows(rows(1, 500))).grew_into(series_of_rows(again))
    assert CurveSource(series_of_rows(rows(1, 500))).grew_into(series_of_rows(rows(1, 501)))


def test_a_log_that_did_not_grow_is_itself() -> None:
    log = a_log()

    assert CurveSource(log.series()).grew_into(log.series())
