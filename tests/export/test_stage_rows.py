"""The looks at a stim or rollout as rows of a table."""

from __future__ import annotations

import json

from breadtui.domain.stage_series import StageSeries, stage_series
from breadtui.export.tables.metric_rows_text import MetricForm, metric_texts
from breadtui.export.tables.stage_rows import stage_rows
from tests.domain.test_stage_series import look


def test_a_row_a_look_with_the_time_and_every_figure() -> None:
    rows = stage_rows(stage_series([look(0, 100), look(60, 220), look(120, 460)]))
    lines = "".join(metric_texts(rows, MetricForm.CSV)).splitlines()
    assert lines[0] == "seen_at,seconds,percent,rows_per_second,left_seconds,rows"
    assert len(lines) == 4
    assert [line.split(",")[3] for line in lines[1:]] == ["", "2.0", "4.0"]
    assert [line.split(",")[-1] for line in lines[1:]] == ["100.0", "220.0", "460.0"]


def test_a_figure_that_was_not_known_is_null_in_json() -> None:
    rows = stage_rows(stage_series([look(0, 100), look(60, None)]))
    found = json.loads("".join(metric_texts(rows, MetricForm.JSON)))
    assert [row["rows"] for row in found] == [100.0, None]
    assert found[1]["seen_at"].endswith("+00:00")
    assert found[1]["seconds"] == 60.0


def test_a_stage_that_was_never_seen_to_run_has_no_rows() -> None:
    assert len(stage_rows(StageSeries())) == 0
