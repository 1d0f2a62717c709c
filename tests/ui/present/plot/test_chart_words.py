"""What stands in words beside a curve: names, counts and values, whatever was logged."""

from __future__ import annotations

from math import sin

import pytest

from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.growing import MOST_POINTS, GrowingLog
from breadtui.domain.metric.record import series_of_rows
from breadtui.ui.present.plot.curves import CurveSource
from breadtui.ui.present.plot.metric_lines import heading, metric_lines, plain, readout
from breadtui.ui.present.plot.metric_names import metric_name
from breadtui.ui.present.plot.readouts import value_words
from breadtui.ui.present.plot.view import PlotView
from tests.ui.present.plot.test_metric_lines import a_drawing, texts


@pytest.mark.parametrize(
    ("metric", "shown"),
    [("", '""'), ("   ", '"   "'), ("loss", "loss"), ("a\nb", "a␤b"), ("\x1b[31mred", "␛[31mred")],
)
def test_every_metric_has_a_name_that_can_be_read(metric: str, shown: str) -> None:
    assert metric_name(metric) == shown


def test_a_name_is_cut_by_cells_and_not_by_letters() -> None:
    assert metric_name("日本語の損失", 7) == "日…失"
    assert metric_name("grad_norm_of_layer_12", 10, is_cut_at_end=True) == "grad_norm…"


def test_a_metric_without_a_name_is_named_in_title_readout_and_sparkline() -> None:
    drawn = a_drawing(series_of_rows({"iter": at, "": 1.0 * at, "loss": 2.0} for at in range(1, 9)))

    assert str(heading(a_drawing(*(one.source.series for one in drawn.subjects), view=PlotView(metric="")))).startswith(
        '4 Metrics ── "" · '
    )
    assert ' "" ' in texts(metric_lines(drawn))[-1]


def test_a_logarithmic_axis_counts_what_it_cannot_hold() -> None:
    series = series_of_rows({"iter": at, "loss": sin(at)} for at in range(1, 101))
    below = sum(sin(at) <= 0 for at in range(1, 101))

    assert f" · {below} not above 0" in str(heading(a_drawing(series, view=PlotView(is_log=True))))
    assert "not above 0" not in str(heading(a_drawing(series, view=PlotView(is_log=False))))
    assert "not above 0" not in str(heading(a_drawing(view=PlotView(is_log=True))))


def test_what_a_person_asked_for_stands_before_what_was_wrong_with_the_log() -> None:
    losses = [99.0 if at == 50 else None if at % 10 == 9 else 1.0 + at % 5 for at in range(100)]
    rows = [{"iter": at, "loss": loss} for at, loss in enumerate(losses)]
    words = str(heading(a_drawing(series_of_rows(rows), view=PlotView(alpha=0, is_clipped=True))))

    assert words.endswith(" ── 100 of 100 points · 1 off scale · 10 not finite")


def test_an_average_that_reads_like_its_raw_value_is_told_once() -> None:
    assert value_words(9.001e-4, 9.0009e-4) == "9.00e-4"
    assert value_words(9.1e-4, 9.0e-4) == "9.10e-4 (raw 9.00e-4)"


def test_the_epoch_of_a_long_log_is_that_of_the_row_also_along_time() -> None:
    log = GrowingLog()
    count = 2 * MOST_POINTS
    log.extend({"iter": at, "loss": 1.0, "step_time": 1.0, "epoch": at // 1000} for at in range(1, count + 1))
    series = log.series()
    view = PlotView(axis=Axis.TIME, alpha=0.0, cursor=len(series) - 1)

    assert plain(readout(a_drawing(series, view=view))).endswith(f"epoch {count // 1000}")


def test_rows_that_were_all_seen_at_one_moment_are_not_laid_along_the_time_seen() -> None:
    series = series_of_rows([{"iter": 1, "loss": 1.0}, {"iter": 2, "loss": 1.0}])

    assert not CurveSource(series, ((2.0, 60_000.0),)).has_axis(Axis.SEEN)
    assert CurveSource(series, ((1.0, 60_000.0), (2.0, 60_060.0))).has_axis(Axis.SEEN)


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [(1.0, 2.0, "Δ −50.0%"), (-1.0, -2.0, "Δ +50.0%"), (-2.0, -1.0, "Δ −100.0%"), (1e308, 1e-300, ""), (1.0, 0.0, "")],
)
def test_a_difference_is_of_what_the_parent_reached_whatever_its_sign(mine: float, theirs: float, told: str) -> None:
    logs = [series_of_rows([{"iter": 1, "loss": loss}]) for loss in (mine, theirs)]
    words = plain(readout(a_drawing(*logs, view=PlotView(alpha=0.0))))

    assert words.partition("Δ")[1] + words.partition("Δ")[2] == told


def test_what_is_not_finite_is_counted_of_the_metric_that_is_drawn() -> None:
    series = series_of_rows(
        {"iter": at, "loss": "NaN" if at == 3 else 1.0, "lr": None if at > 90 else 1.0} for at in range(1, 101)
    )

    assert str(heading(a_drawing(series))).endswith("100 of 100 points · 1 not finite")
    assert str(heading(a_drawing(series, view=PlotView(metric="lr")))).endswith("100 of 100 points · 10 not finite")


def test_a_step_that_is_counted_in_parts_is_read_as_it_was_logged() -> None:
    series = series_of_rows({"iter": at / 4, "loss": 1.0, "step_time": 8.0} for at in range(1, 60))

    assert plain(readout(a_drawing(series, view=PlotView(cursor=29)))).startswith("step 7.5  ")
    assert plain(readout(a_drawing(series, view=PlotView(cursor=27)))).startswith("step 7  ")
    timed = PlotView(axis=Axis.TIME, cursor=29)
    assert plain(readout(a_drawing(series, view=timed))).startswith("step 7.5  time ")
