"""A stage over time as a figure for a file."""

from __future__ import annotations

import pytest

from breadtui.domain.stage_series import PERCENT, StageSeries, stage_series
from breadtui.ui.present.board.stage_lines import STAGE_VIEW
from breadtui.ui.present.metric_export.figures import NothingToDraw
from breadtui.ui.present.metric_export.stage_figure import stage_figure
from tests.domain.test_stage_series import look


def test_it_says_which_figure_of_what_and_how_many_looks() -> None:
    run = stage_series([look(0, 100), look(60, 220), look(120, 460)])
    drawn = stage_figure("rollout of yoda_repo/coder_set_8", run, STAGE_VIEW.of_metric(PERCENT))
    assert drawn.title == "percent, rollout of yoda_repo/coder_set_8"
    assert (drawn.remark, drawn.place_title) == ("3 looks", "time since the first look")
    assert [place for part in drawn.curves[0].parts for place, _ in part] == [0.0, 60.0, 120.0]


def test_a_stage_that_was_never_seen_is_nothing_to_draw() -> None:
    with pytest.raises(NothingToDraw):
        stage_figure("stim of yoda_repo/x", StageSeries(), STAGE_VIEW)
