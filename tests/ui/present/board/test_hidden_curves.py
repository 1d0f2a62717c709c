"""Curves that nobody wants to see: why the chart is empty, and which row is which all the same."""

from __future__ import annotations

import pytest

from breadtui.domain.board.alignment import Alignment
from breadtui.domain.errors import Unreachable
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.store.facts.remote import Failed, Ready, Remote
from breadtui.store.views.boarding import entries_of
from breadtui.ui.present.board.heading_lines import BoardTab, chart_heading, tabs_line
from breadtui.ui.present.board.model import BoardModel
from breadtui.ui.present.board.picture import why_no_curve
from breadtui.ui.present.board.table_lines import row_line
from breadtui.ui.present.board.view import BoardView
from breadtui.ui.present.glyphs import UNICODE
from breadtui.ui.present.plot.overlay import overlay_request
from breadtui.values import replace
from tests.fakes.states import NOW
from tests.ui.present.board.test_board_lines import a_model, text
from tests.ui.screens.board_host import BAKES, ONE, THREE, TWO, board_state
from tests.ui.screens.board_of_eight import EIGHT, SILENT, eight_state


def test_where_all_curves_are_hidden_that_is_said_and_how_they_come_back() -> None:
    model = a_model(BoardView(hidden=frozenset(BAKES)))
    assert why_no_curve(model) == "all 3 curves are hidden: space on a row draws one"


def test_beside_a_bake_without_a_log_the_hidden_ones_are_counted_alone() -> None:
    entries = entries_of(eight_state(), (EIGHT[0], SILENT))
    assert why_no_curve(BoardModel(entries, BoardView(hidden=frozenset({EIGHT[0]})))) == (
        "1 curve is hidden: space on its row draws it"
    )


def test_a_log_that_is_on_its_way_is_told_before_what_is_hidden() -> None:
    state = board_state()
    metrics = {key: log for key, log in state.metrics.items() if key != TWO}
    model = BoardModel(entries_of(board_state(metrics=metrics), BAKES), BoardView(hidden=frozenset({ONE, THREE})))
    assert why_no_curve(model) == "reading metrics"
    model.view = replace(model.view, hidden=frozenset(BAKES))
    assert why_no_curve(model) == "2 curves are hidden: space on a row draws one"


def test_a_metric_that_is_logged_but_not_along_the_axis_is_not_called_missing() -> None:
    model = a_model(BoardView(alignment=Alignment.EPOCH))
    log = series_of_rows({"iter": step, "loss": 1.0} for step in range(1, 9))
    model.entries = tuple(replace(entry, series=log) for entry in model.entries)
    assert why_no_curve(model).startswith("none that has loss lies along epoch")


def test_a_log_that_could_not_be_read_is_not_said_to_be_empty() -> None:
    failed: Remote[MetricSeries] = Failed(Unreachable("no answer"), NOW)
    state = board_state(metrics={ONE: failed, TWO: Ready(MetricSeries(), NOW)})
    model = BoardModel(entries_of(state, (ONE, TWO)))
    assert why_no_curve(model) == "1 log could not be read: the table says why"
    curves = model.curves(80)
    line = text(chart_heading(model, curves, model.table(), UNICODE, request=overlay_request(curves, 80, 0)))
    assert line.endswith("1 not read · 1 no log")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_baseline_that_is_hidden_stays_marked_as_the_baseline(width: int) -> None:
    table = a_model(BoardView(hidden=frozenset({ONE, TWO}))).table()
    first, second, third = (text(row_line(table, row, width)) for row in table.rows)
    assert first.startswith(" A")
    assert "*-coder_v1 " in first
    assert "-coder_v2" in second
    assert " coder_v3" in third


def test_of_the_row_under_the_cursor_it_is_said_that_it_is_hidden() -> None:
    table = a_model(BoardView(hidden=frozenset({ONE}))).table()
    said = [text(tabs_line(BoardTab.TABLE, {}, table, UNICODE, row, 80)) for row in table.rows]
    assert ["A hidden" in said[0], "hidden" in said[1]] == [True, False]
