"""`breadtui metrics --stage` against a journal in memory: looks written and drawn, and what is refused."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from breadtui.commands import exits
from breadtui.commands.reading import stage
from breadtui.commands.reading.metrics import CannotDraw
from breadtui.domain.stage_series import StageSeries
from breadtui.export.tables.metric_rows_text import MetricForm
from tests.domain.test_stage_series import ROLLOUT, look
from tests.fakes.journal import MemoryJournal


class Run:
    def __init__(self, looks: int = 3) -> None:
        self.journal = MemoryJournal()
        self.journal.record_jobs([look(60.0 * at, 100 * at) for at in range(1, looks + 1)])
        self.out, self.told = io.StringIO(), list[str]()

    async def __call__(self, arguments: stage.Arguments) -> int:
        return await stage.run(self.journal, arguments, self.out, tell=self.told.append)


async def test_every_look_is_written_and_counted() -> None:
    run = Run()
    assert await run(stage.Arguments(ROLLOUT, MetricForm.CSV)) == exits.OK
    assert run.out.getvalue().splitlines()[0] == "seen_at,seconds,percent,rows_per_second,left_seconds,rows"
    assert len(run.out.getvalue().splitlines()) == 4
    assert run.told == ["3 looks written."]


async def test_a_drawing_goes_into_a_file_that_is_replaced_only_when_that_is_said(tmp_path: Path) -> None:
    run, file = Run(1), tmp_path / "pace.txt"

    def draw(series: StageSeries) -> tuple[str, ...]:
        return (f"{len(series)}\n",)

    assert await run(stage.Arguments(ROLLOUT, draw, file)) == exits.OK
    assert (file.read_text(), run.told) == ("1\n", [f"1 look drawn to {file}."])
    assert await run(stage.Arguments(ROLLOUT, draw, file)) == exits.USAGE
    assert await run(stage.Arguments(ROLLOUT, draw, file, is_forced=True)) == exits.OK


async def test_a_stage_that_nobody_saw_run_is_a_refusal() -> None:
    run = Run(0)
    assert await run(stage.Arguments(ROLLOUT, MetricForm.JSON)) == exits.REFUSED
    assert "nobody saw the rollout" in run.told[0]
    assert run.out.getvalue() == ""


async def test_what_cannot_be_drawn_or_written_is_told(tmp_path: Path) -> None:
    run = Run()

    def draw(series: StageSeries) -> tuple[str, ...]:
        raise CannotDraw("no")

    assert await run(stage.Arguments(ROLLOUT, draw)) == exits.REFUSED
    assert await run(stage.Arguments(ROLLOUT, MetricForm.CSV, tmp_path / "no" / "a.csv")) == exits.USAGE
    assert run.told[0] == "no"
    assert "cannot be written" in run.told[1]


@pytest.mark.parametrize("form", [MetricForm.JSON, MetricForm.JSONL])
async def test_json_has_a_row_a_look(form: MetricForm) -> None:
    run = Run()
    assert await run(stage.Arguments(ROLLOUT, form)) == exits.OK
    assert run.out.getvalue().count('"seen_at"') == 3
