"""The readout under a cursor in any width: each value whole or not there, and what is left out is said."""

from __future__ import annotations

from itertools import pairwise

import pytest
from rich.cells import cell_len

from breadtui.domain.metric.axes import Axis
from breadtui.ui.present.plot.metric_lines import Drawing, plain, readout
from breadtui.ui.present.plot.plot_request import Markers
from breadtui.ui.present.plot.readouts import whole_readout
from breadtui.ui.present.plot.view import PlotView
from breadtui.values import replace
from tests.ui.present.plot.test_metric_lines import a_drawing, a_log


def words_of(drawing: Drawing, width: int) -> str:
    return plain(readout(replace(drawing, width=width)))


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (60, "step 168  loss 1.56e-7 (raw 1.55e-7)  epoch 1"),
        (45, "step 168  loss 1.56e-7 (raw 1.55e-7)"),
        (36, "step 168  loss 1.56e-7"),
        (20, "step 168  1.56e-7"),
        (17, "1.56e-7"),
        (8, "1.56e-7"),
        (7, ""),
    ],
)
def test_a_narrow_readout_leaves_out_the_least_and_cuts_no_number(width: int, said: str) -> None:
    assert words_of(a_drawing(), width) == said


def test_the_place_alone_is_said_where_a_long_value_has_no_room() -> None:
    drawing = a_drawing(a_log(scale=-1e120), view=PlotView(alpha=0.0, place=9.0))

    assert words_of(drawing, 12) == "-1.41e114"
    assert words_of(drawing, 9) == "step 9"


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (90, "step 168  loss A 1.56e-7 (raw 1.55e-7)  B 3.56e-7 at 80  C 1.61e-7 at 160  epoch 1"),
        (80, "step 168  loss A 1.56e-7 (raw 1.55e-7)  B 3.56e-7 at 80  C 1.61e-7 at 160"),
        (60, "step 168  loss A 1.56e-7  B 3.56e-7 at 80  C 1.61e-7 at 160"),
        (55, "step 168  loss A 1.56e-7  B 3.56e-7 at 80  +1 more"),
        (40, "step 168  loss A 1.56e-7  +2 more"),
        (30, "step 168  A 1.56e-7  +2 more"),
        (20, "A 1.56e-7  +2 more"),
        (12, "A 1.56e-7"),
    ],
)
def test_a_narrow_readout_of_several_says_how_many_curves_it_leaves_out(width: int, said: str) -> None:
    assert words_of(a_drawing(a_log(), a_log(80), a_log(160)), width) == said


@pytest.mark.parametrize("markers", Markers)
@pytest.mark.parametrize("axis", [Axis.STEP, Axis.TIME, Axis.EPOCH])
@pytest.mark.parametrize("place", [None, 1.0, 70.0, 150.0, 900.0])
def test_a_readout_of_any_width_has_whole_pieces_of_the_whole_one(
    markers: Markers, axis: Axis, place: float | None
) -> None:
    drawing = a_drawing(a_log(), a_log(80), a_log(160), view=PlotView(axis=axis, place=place))
    drawing = replace(drawing, markers=markers)
    whole = plain(whole_readout(drawing)).split()
    elsewhere = {value for value, at in pairwise(whole) if at == "at"}
    for width in range(1, 120):
        line = readout(replace(drawing, width=width))
        words = plain(line).partition("  +")[0].split()
        assert cell_len("".join(span.text for span in line)) <= width
        assert set(words) <= set(whole)
        assert elsewhere.isdisjoint(value for value, after in pairwise([*words, ""]) if after not in {"at", "(raw"})


def test_the_clipboard_has_all_of_it_however_narrow_the_chart_is() -> None:
    assert plain(whole_readout(a_drawing(width=20))) == "step 168  loss 1.56e-7 (raw 1.55e-7)  epoch 1"
