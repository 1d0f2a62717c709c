"""The plot of a bake as a figure for a file: what the pane shows is what the file shows."""

from __future__ import annotations

from math import nan

import pytest

from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.growing import MOST_POINTS, GrowingLog
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.export.charts.figure import ChartFigure, sheet_of
from breadtui.ui.present.metric_export.bake_figure import bake_figure, several_figure
from breadtui.ui.present.metric_export.figures import NothingToDraw
from breadtui.ui.present.plot.curves import CurveSource
from breadtui.ui.present.plot.drawing import Drawing, Subject
from breadtui.ui.present.plot.view import PlotView


def figure(
    *series: MetricSeries, view: PlotView | None = None, seen: tuple[tuple[float, float], ...] = ()
) -> ChartFigure:
    named = enumerate(zip("AB", series, strict=False))
    subjects = [Subject(name, CurveSource(one, seen), number) for number, (name, one) in named]
    return bake_figure("yoda_repo/coder_v7", Drawing(subjects, view or PlotView(alpha=0.0), 1, 1))


def a_log(count: int = 100) -> MetricSeries:
    return series_of_rows({"iter": step, "loss": 1.0 + step % 7, "step_time": 2.0} for step in range(1, count + 1))


def test_it_says_whose_and_how_and_how_much() -> None:
    drawn = figure(a_log(), view=PlotView(alpha=0.6))
    assert (drawn.title, drawn.remark, drawn.place_title) == (
        "loss of yoda_repo/coder_v7",
        "100 points · ema .6",
        "step",
    )
    assert [curve.is_behind for curve in drawn.curves] == [True, False]
    assert figure(a_log(1)).remark == "1 point"


def test_outliers_are_cut_off_as_in_the_pane_and_counted() -> None:
    rows = [{"iter": at, "loss": 900.0 if at == 50 else 1.0 + at % 5} for at in range(100)]
    drawn = figure(series_of_rows(rows), view=PlotView(alpha=0.0, is_clipped=True))
    assert drawn.high < 10.0
    assert drawn.remark == "100 points · 1 off scale · log"


def test_it_lies_along_the_time_at_which_rows_were_seen() -> None:
    drawn = figure(a_log(), view=PlotView(axis=Axis.SEEN), seen=((1.0, 60_000.0), (100.0, 66_000.0)))
    assert drawn.place_title == "time seen"
    assert drawn.curves[0].parts[0][-1][0] == 66_000.0


def test_each_restart_is_an_upright_line() -> None:
    rows = [{"iter": step, "loss": 1.0 / step} for part in (30, 50) for step in range(1, part + 1)]
    drawn = figure(series_of_rows(rows))
    assert drawn.restarts == (30.0,)
    dashes = [stroke for stroke in sheet_of(drawn).strokes if stroke.dash]
    assert [stroke.dots[0].x == stroke.dots[1].x for stroke in dashes] == [True]
    assert drawn.remark == "80 points · begun 2×"


def test_of_a_long_log_every_row_is_looked_at() -> None:
    log, count = GrowingLog(), 3 * MOST_POINTS
    log.extend({"iter": at, "loss": 1.0, "lr": 9.0 if at == 44_321 else 1.0} for at in range(1, count + 1))
    drawn = figure(log.series(), view=PlotView("lr", alpha=0.0))
    assert max(value for part in drawn.curves[0].parts for _, value in part) == 9.0
    assert drawn.remark.endswith(f" of {count:,} points")


def test_a_point_between_gaps_is_large_enough_to_be_seen() -> None:
    rows = [{"iter": step, "loss": 1.0 if step == 5 else nan} for step in range(1, 10)]
    strokes = [stroke for stroke in sheet_of(figure(series_of_rows(rows))).strokes if stroke.width > 5]
    assert [stroke.dots[1].x - stroke.dots[0].x for stroke in strokes] == [strokes[0].width]


def test_the_parent_lies_beside_it_unless_it_is_hidden() -> None:
    assert [curve.letter for curve in figure(a_log(), a_log(200)).curves] == ["A", "B"]


def test_values_that_are_no_numbers_are_nothing_to_draw() -> None:
    with pytest.raises(NothingToDraw):
        figure(series_of_rows([{"iter": 1, "loss": nan}]))


def test_of_several_those_that_are_drawn_are_named_by_their_letters() -> None:
    alone = Drawing((Subject("c", CurveSource(a_log()), 2),), PlotView(alpha=0.0), 1, 1)
    drawn = several_figure(("repo/a", "repo/b", "other/c"), alone)
    assert drawn.title == "loss of C other/c"
    assert {"C", "C other/c"} <= {words.text for words in sheet_of(drawn).words}


@pytest.mark.parametrize("is_log", [True, False])
def test_a_logarithmic_axis_is_said_in_words_too(is_log: bool) -> None:
    assert ("log" in figure(a_log(), view=PlotView(is_log=is_log)).remark.split(" · ")) == is_log
