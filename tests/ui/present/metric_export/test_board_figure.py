"""The chart of a board as a figure for a file: what is drawn has a name, and how it is drawn is said."""

from __future__ import annotations

import pytest

from breadtui.domain.board.alignment import Alignment
from breadtui.domain.metric.record import MetricSeries
from breadtui.export.charts.figure import ChartFigure, sheet_of
from breadtui.ui.present.board.view import BoardView
from breadtui.ui.present.metric_export.board_figure import board_figure
from breadtui.ui.present.metric_export.figures import NothingToDraw
from breadtui.values import replace
from tests.ui.present.board.test_board_lines import a_model


def words_of(figure: ChartFigure) -> list[str]:
    return [words.text for words in sheet_of(figure).words]


def test_one_curve_that_is_left_of_several_is_named_by_its_letter_and_no_other_is() -> None:
    model = a_model()
    names = model.names
    model.view = BoardView(hidden=frozenset(model.keys[:1] + model.keys[2:]))
    figure = board_figure(model)
    assert figure.title == f"loss of B {names[1]}"
    assert {"B", f"B {names[1]}"} <= set(words_of(figure))
    assert not any(f"{letter} {name}" in words_of(figure) for letter, name in zip("AC", names[::2], strict=True))
    assert f"{len(names) - 1} hidden" in figure.remark


def test_one_without_a_log_is_not_named() -> None:
    model = a_model()
    names = model.names
    model.entries = (replace(model.entries[0], series=MetricSeries()), *model.entries[1:])
    figure = board_figure(model)
    assert figure.title == f"loss of B {names[1]}, C {names[2]}"
    assert "1 no log" in figure.remark
    model.entries = [replace(entry, series=None) for entry in model.entries]
    with pytest.raises(NothingToDraw):
        board_figure(model)


def test_it_says_how_curves_are_averaged_and_how_much_is_cut_off() -> None:
    assert " · ema .6" in board_figure(a_model(BoardView(alpha=0.6))).remark
    assert "ema" not in board_figure(a_model(BoardView(alpha=0.0))).remark
    assert "off scale" in board_figure(a_model(BoardView(limits=(0.0, 1e-9)))).remark


@pytest.mark.parametrize(
    ("alignment", "said"),
    [
        (Alignment.STEP, "step"),
        (Alignment.FRACTION, "share of the training"),
        (Alignment.DESCENT, "step since the base model"),
    ],
)
def test_it_says_along_what_curves_lie(alignment: Alignment, said: str) -> None:
    assert said in words_of(board_figure(a_model(BoardView(alignment=alignment))))
