from math import exp

import pytest

from breadtui.domain.metric.axes import Axis
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.ui.present.plot.curves import CurveSource
from breadtui.ui.present.plot.metric_lines import (
    Drawing,
    Subject,
    heading,
    message_lines,
    metric_lines,
    plain,
    readout,
    request_of,
)
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.plot.view import PlotView
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import replace


def a_log(count: int = 168, scale: float = 1.0) -> MetricSeries:
    return series_of_rows(
        {
            "iter": step,
            "loss": scale * (1.31e-7 + 1.6e-6 * exp(-step / 40)),
            "lr": 9.1e-4 * min(step / 20, 1),
            "step_time": 8.7,
            "epoch": step // 100,
        }
        for step in range(1, count + 1)
    )


def a_drawing(*series: MetricSeries, width: int = 100, height: int = 16, view: PlotView | None = None) -> Drawing:
    names = ("coder_v7", "coder_v6", "coder_v5")
    logs = enumerate(zip(names, series or (a_log(),), strict=False))
    subjects = [Subject(name, CurveSource(one), number) for number, (name, one) in logs]
    return Drawing(subjects, view or PlotView(), width, height)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(span.text for span in line) for line in lines]


def test_the_title_says_how_and_how_much() -> None:
    title = texts(metric_lines(a_drawing()))[0]

    assert title.startswith(" 4 Metrics ── loss · ema .6 · x=step ── 168 of 168 points ──")


def test_the_title_says_what_is_wrong_with_the_log() -> None:
    rows: list[object] = [{"iter": step, "loss": 1.0} for step in (1, 2, 3, 1, 2)]
    series = series_of_rows([*rows, {"iter": 3, "loss": "NaN"}])

    title = texts(metric_lines(a_drawing(series)))[0]
    assert "1 not finite" in title
    assert "begun 2×" in title


def test_zoomed_in_the_title_counts_the_points_in_sight() -> None:
    drawing = a_drawing(view=PlotView(span=20, first=10, is_following=False))

    assert "21 of 168 points" in texts(metric_lines(drawing))[0]


def test_clipping_says_how_many_points_are_off_scale() -> None:
    series = series_of_rows({"iter": at, "loss": 99.0 if at == 50 else 1.0 + at % 5} for at in range(100))

    title = texts(metric_lines(a_drawing(series, view=PlotView(alpha=0, is_clipped=True))))[0]
    assert "1 off scale" in title


def test_a_title_for_a_rule_elsewhere_leaves_its_row_to_the_plot() -> None:
    drawing = replace(a_drawing(), has_title=False)

    assert str(heading(drawing)) == "4 Metrics ── loss · ema .6 · x=step ── 168 of 168 points"
    assert len(metric_lines(drawing)) == 16
    assert "Metrics" not in texts(metric_lines(drawing))[0]


def test_a_note_stands_in_the_title() -> None:
    drawing = replace(a_drawing(), note=(Span(" No answer 09:14 ", Tone.FAILED),))

    assert "No answer 09:14" in texts(metric_lines(drawing))[0]


def test_the_readout_has_the_averaged_and_the_raw_value_of_the_newest_point() -> None:
    assert plain(readout(a_drawing())) == "step 168  loss 1.56e-7 (raw 1.55e-7)  epoch 1"


def test_without_smoothing_the_readout_has_one_value() -> None:
    assert plain(readout(a_drawing(view=PlotView(alpha=0, cursor=0)))) == "step 1  loss 1.69e-6  epoch 0"


def test_a_value_from_elsewhere_along_the_axis_says_from_where_and_is_compared_with_nothing() -> None:
    words = plain(readout(a_drawing(a_log(), a_log(80))))

    assert " B " in words
    assert words.split("  B ")[1].split("  ")[0].endswith(" at 80")
    assert "Δ" not in words


def test_a_log_of_every_tenth_step_is_not_elsewhere_between_two_of_them() -> None:
    sparse = series_of_rows({"iter": step, "loss": 1.0} for step in range(10, 200, 10))

    assert " at " not in plain(readout(a_drawing(a_log(), sparse)))


def test_beyond_the_first_nothing_of_it_is_read_as_if_it_were_there() -> None:
    view = PlotView(alpha=0, place=160.0)

    words = plain(readout(a_drawing(a_log(80), a_log(), view=view).with_whole(True)))
    assert words == "step 160  loss A 3.48e-7 at 80  B 1.60e-7"


def test_where_a_log_began_again_is_no_distance_between_two_of_its_points() -> None:
    again = series_of_rows([{"iter": step, "loss": 1.0} for step in (*range(1, 101), *range(1, 3))])

    assert again.restarts
    assert " at 100" in plain(readout(a_drawing(a_log(), again, view=PlotView(cursor=140))))
    assert plain(readout(a_drawing(series_of_rows([{"iter": -50, "loss": 1.0}]), again))).endswith(" at 1")


@pytest.mark.parametrize(("as_equals", "last"), [(True, 168.0), (False, 80.0)])
def test_of_equals_all_is_in_sight_else_all_of_the_first(as_equals: bool, last: float) -> None:
    drawing = a_drawing(a_log(80), a_log()).with_whole(as_equals)
    request = request_of(drawing, 10)

    assert request.last - 20 <= last <= request.last
    assert request_of(drawing.with_whole(False), 10).last == request_of(a_drawing(a_log(80)), 10).last


def test_the_readout_compares_two_curves() -> None:
    words = plain(readout(a_drawing(a_log(), a_log(300, 2.0))))

    assert words == "step 168  loss A 1.56e-7 (raw 1.55e-7)  B 3.12e-7  Δ −50.0%  epoch 1"


def test_along_another_axis_the_readout_says_both_places() -> None:
    assert plain(readout(a_drawing(view=PlotView(axis=Axis.TIME)))).startswith("step 168  time 24m22  loss")


def test_a_gap_is_read_as_none() -> None:
    series = series_of_rows([{"iter": 1, "loss": 1.0}, {"iter": 2, "loss": None}])

    assert plain(readout(a_drawing(series))) == "step 2  loss -"


def test_the_other_metrics_are_sparklines_with_their_last_value() -> None:
    last = texts(metric_lines(a_drawing(width=110)))[-1]

    assert last.startswith(" lr ▁")
    assert "9.1e-4" in last
    assert "8.7 s" in last
    assert " epoch ▁" in last


@pytest.mark.parametrize(("height", "rows"), [(7, 0), (8, 1), (14, 2), (40, 3)])
def test_as_many_rows_of_sparklines_as_fit(height: int, rows: int) -> None:
    lines = texts(metric_lines(a_drawing(width=40, height=height)))

    assert len(lines) == height
    place = next(number for number, line in enumerate(lines) if line.startswith(" step 168"))
    assert height - 1 - place == rows


@pytest.mark.parametrize("markers", Markers)
def test_every_size_has_its_lines(markers: Markers) -> None:
    drawing = replace(a_drawing(a_log(), a_log(50), a_log(20)), markers=markers)
    for width in (1, 2, 5, 24, 60):
        for height in range(13):
            assert len(metric_lines(replace(drawing, width=width, height=height))) == height


def test_the_ascii_set_reaches_every_line() -> None:
    drawing = replace(a_drawing(a_log(), a_log(50)), markers=Markers.ASCII)

    assert "".join(texts(metric_lines(drawing))).replace("·", "").isascii()


def test_a_metric_that_this_bake_lacks_gives_way_to_its_first() -> None:
    assert "loss" in texts(metric_lines(a_drawing(view=PlotView(metric="eval_loss"))))[0]


def test_rows_without_any_metric_are_drawn_as_having_no_values() -> None:
    series = series_of_rows([{"iter": 1}, {"iter": 2}])

    assert any("no values" in line for line in texts(metric_lines(a_drawing(series))))


def test_hostile_metric_names_are_cleaned() -> None:
    series = series_of_rows([{"iter": 1, "\x1b]0;owned\x07": 1.0, "a\u202eb": 2.0}])

    drawn = "".join(texts(metric_lines(a_drawing(series))))
    assert not {"\x1b", "\x07", "\u202e"} & set(drawn)


def test_a_single_point_is_drawn_as_one() -> None:
    assert any("•" in line for line in texts(metric_lines(a_drawing(a_log(1)))))


def test_a_message_stands_in_the_middle() -> None:
    lines = texts(message_lines(40, 5, Span("no metrics yet", Tone.DIM)))

    assert lines[2].strip() == "no metrics yet"
    assert lines[0].startswith(" 4 Metrics ──")
    assert message_lines(40, 0, Span("x")) == ()
    assert len(message_lines(1, 1, Span("no metrics yet"))[0][0].text) <= 1


def test_the_raw_values_lie_behind_their_average() -> None:
    rows = ({"iter": at, "loss": 5.0 + at % 2} for at in range(60))
    series = series_of_rows(rows)

    request = request_of(a_drawing(series, view=PlotView(alpha=0.9)), 10)
    assert [curve.is_behind for curve in request.curves] == [True, False]
    assert {band[1] for band in request.curves[0].bands} == {5.0, 6.0}
    assert not request_of(a_drawing(series, view=PlotView(alpha=0.0)), 10).curves[0].is_behind


def test_a_restart_is_marked_where_training_broke_off() -> None:
    series = series_of_rows({"iter": at % 30 + 1, "loss": 1.0 + at % 30} for at in range(50))

    assert request_of(a_drawing(series), 10).restarts == (30.0,)
    assert any("╎" in line for line in texts(metric_lines(a_drawing(series))))


def test_limits_of_a_person_are_those_of_one_metric_alone() -> None:
    view = replace(PlotView(), limits=(0.0, 1.0), is_log=False)

    assert request_of(a_drawing(view=view), 10).limits == (0.0, 1.0)
    assert request_of(a_drawing(view=view.of_metric("lr")), 10).limits is None
    assert view.of_metric("lr").of_metric("loss").limits == (0.0, 1.0)


def test_points_of_a_thinned_log_are_counted_in_the_whole_of_it() -> None:
    whole = a_log(5000)
    series = replace(a_log(100), whole=whole, rows_count=5000)

    assert "5000 of 5000 points" in texts(metric_lines(a_drawing(series)))[0]
    assert plain(readout(a_drawing(series))).startswith("step 5000")
