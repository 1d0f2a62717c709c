"""The figures of a board, and what is known of its bakes."""

from __future__ import annotations

from math import isclose, nan

from breadtui.domain.board.alignment import Alignment
from breadtui.domain.board.entries import Entry, Standing, names_of
from breadtui.domain.board.figures import Figures, Point, delta_percent, figures_of
from breadtui.domain.jobs import JobStatus
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from tests.fakes.states import a_key

LOSSES = (4.0, 1.0, nan, 3.0)


def rows(values: tuple[float, ...] = LOSSES, **more: float) -> list[object]:
    return [{"iter": step, "loss": value, **more} for step, value in enumerate(values, 1)]


def test_last_best_smoothed_and_duration_of_a_log_with_a_gap() -> None:
    figures = figures_of(series_of_rows(rows(step_time=2.0)), "loss", 0.5)
    assert figures.last == Point(3.0, 4)
    assert figures.best == Point(1.0, 2)
    assert figures.smoothed is not None
    assert isclose(figures.smoothed, 2.75)
    assert figures.duration_seconds == 8.0
    assert figures.points_count == 3


def test_of_rates_the_greatest_is_the_best() -> None:
    series = series_of_rows({"iter": step, "step_tflops": value} for step, value in enumerate((1.0, 9.0, 2.0), 1))
    assert figures_of(series, "step_tflops", 0.0).best == Point(9.0, 2)


def test_only_the_newest_run_counts_after_a_restart() -> None:
    series = series_of_rows([*rows((0.1, 0.2, 0.3)), *rows((5.0, 4.0))])
    assert series.restarts
    assert figures_of(series, "loss", 0.0).best == Point(4.0, 2)


def test_a_log_of_every_tenth_step_lasts_as_long_as_all_steps() -> None:
    series = series_of_rows({"iter": step, "loss": 1.0, "step_time": 2.0} for step in range(0, 100, 10))
    assert isclose(figures_of(series, "loss", 0.0).duration_seconds or 0.0, 182.0)


def test_nothing_logged_has_no_figures() -> None:
    assert figures_of(None, "loss", 0.6) == Figures()
    silent = figures_of(series_of_rows(rows((nan, nan))), "loss", 0.6)
    assert (silent.last, silent.best, silent.smoothed, silent.points_count) == (None, None, None, 0)
    assert figures_of(series_of_rows(rows()), "no_such", 0.6).last is None


def test_a_difference_needs_both_values_and_a_base() -> None:
    assert delta_percent(1.5, 1.0) == 50.0
    assert delta_percent(-2.0, -1.0) == -100.0
    assert [delta_percent(*pair) for pair in ((None, 1.0), (1.0, None), (1.0, 0.0))] == [None, None, None]


def test_names_have_their_repository_only_where_there_are_several() -> None:
    assert names_of([a_key("a"), a_key("b")]) == ("a", "b")
    assert names_of([a_key("a"), a_key("b", repo="other")]) == ("coder/a", "other/b")


def test_of_a_long_log_every_row_counts_though_only_telling_rows_are_held() -> None:
    whole = series_of_rows(rows((4.0, 0.5, 3.0, 2.0)))
    told = MetricSeries((1.0, 4.0), {"loss": (4.0, 2.0)}, rows_count=4, whole=whole)
    figures = figures_of(told, "loss", 0.6)
    assert (figures.best, figures.last, figures.points_count) == (Point(0.5, 2), Point(2.0, 4), 4)
    assert figures.smoothed is not None
    assert isclose(figures.smoothed, 0.4 * 2.0 + 0.6 * (0.4 * 3.0 + 0.6 * (0.4 * 0.5 + 0.6 * 4.0)), rel_tol=1e-6)


def test_a_word_says_how_a_bake_stands_gone_before_stalled_before_its_status() -> None:
    assert Standing(JobStatus.FAILED).word == "failed"
    assert Standing(JobStatus.RUNNING, is_stalled=True).word == "stalled"
    assert Standing(JobStatus.RUNNING, is_stalled=True, is_gone=True).word == "gone"


def test_whether_a_log_lies_along_an_axis_is_known_without_laying_it() -> None:
    logs = (
        series_of_rows(rows(step_time=2.0)),
        series_of_rows(rows(epoch=1.0)),
        series_of_rows([{"iter": 0, "loss": 1.0}]),
        series_of_rows([]),
        None,
    )
    for series in logs:
        entry = Entry(a_key("a"), series)
        for alignment in Alignment:
            assert entry.lies_along(alignment) == (entry.places(alignment) is not None)
