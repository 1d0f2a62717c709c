"""`breadtui metrics` against a service in memory: what is written, what is told, and the exit code."""

from __future__ import annotations

import io
import json
from math import nan
from pathlib import Path
from typing import Any

import pytest

from breadtui.commands import exits
from breadtui.commands.reading import metrics
from breadtui.config.folders import Folders
from breadtui.config.settings import Settings
from breadtui.domain.errors import ServerFailed
from breadtui.domain.metric.rows import MetricRows, metric_rows_of
from breadtui.export.tables.metric_rows_text import MetricForm
from tests.fakes.api import FakeApi
from tests.fakes.states import a_key
from tests.fakes.terminal import Terminal

BAKE = a_key("v1")
LONG = 50_000


def names_in(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


class Run:
    def __init__(self, folder: Path) -> None:
        self.api = FakeApi()
        self._settings = Settings(Folders(folder, folder))
        self.out, self.told = io.StringIO(), list[str]()

    def log(self, *rows: object) -> None:
        self.api.logs[BAKE] = metric_rows_of(rows)

    async def __call__(self, how: MetricForm | metrics.Draw = MetricForm.JSONL, **args: Any) -> int:
        self.out.truncate(self.out.seek(0))
        return await metrics.run(
            self.api, self._settings, metrics.Arguments(BAKE, how, **args), self.out, tell=self.told.append
        )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


async def test_a_long_log_is_written_whole(run: Run) -> None:
    run.log(*({"iter": step, "loss": 1.0} for step in range(LONG, 0, -1)))
    assert await run() == exits.OK
    assert [json.loads(line)["iter"] for line in run.out.getvalue().splitlines()] == list(range(1, LONG + 1))
    assert run.told == [f"{LONG} rows written."]
    assert [name for name, _ in run.api.calls] == ["metric_rows"]


async def test_what_is_left_out_and_what_is_empty_is_told(run: Run) -> None:
    run.log({"iter": 1, "loss": nan}, {"iter": 2}, {"iter": 2}, "odd")
    assert await run() == exits.OK
    assert "".join(run.told) == (
        "2 rows written, of 4 sent: 1 repeat a step (the last value is kept), 1 are no objects; "
        "1 value not finite, left empty."
    )


async def test_no_rows_are_a_refusal_and_leave_no_file(run: Run, tmp_path: Path) -> None:
    assert await run(file=tmp_path / "a.csv") == exits.REFUSED
    assert "no metrics" in run.told[0]
    assert names_in(tmp_path) == []


async def test_a_plot_is_given_the_rows_as_they_were_sent(run: Run) -> None:
    run.log({"iter": 2}, {"iter": 1}, {"iter": 2})

    def draw(rows: MetricRows) -> metrics.Drawn:
        return metrics.Drawn(f"{[row['iter'] for row in rows]}\n", 2, 1)

    assert await run(draw) == exits.OK
    assert run.out.getvalue() == "[2, 1, 2]\n"
    assert run.told == [
        "2 points drawn, of 3 rows sent: 1 repeat a step (the last value is kept); 1 without a number, drawn as a gap."
    ]


async def test_a_file_is_replaced_only_when_that_is_said(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "loss.csv"
    run.log({"iter": 1, "loss": 1.0})
    assert await run(MetricForm.CSV, file=file) == exits.OK
    assert run.told == [f"1 row written to {file}."]
    run.log({"iter": 9})
    assert await run(MetricForm.CSV, file=file) == exits.USAGE
    assert file.read_text() == "iter,loss\n1,1.0\n"
    assert len(run.api.calls) == 1
    assert await run(MetricForm.CSV, file=file, is_forced=True) == exits.OK
    assert file.read_text() == "iter\n9\n"
    assert names_in(tmp_path) == ["loss.csv"]


async def test_a_drawing_that_cannot_be_made_leaves_nothing(run: Run, tmp_path: Path) -> None:
    def draw(rows: MetricRows) -> metrics.Drawn:
        raise metrics.CannotDraw("no")

    run.log({"iter": 1})
    assert await run(draw, file=tmp_path / "a.txt") == exits.REFUSED
    assert (run.told, names_in(tmp_path)) == (["no"], [])


async def test_a_folder_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    run.log({"iter": 1})
    assert await run(file=tmp_path / "no" / "a.csv") == exits.USAGE
    assert "cannot be written" in run.told[0]


async def test_a_service_that_fails_leaves_no_file(run: Run, tmp_path: Path) -> None:
    run.api.fail_always("metric_rows", ServerFailed("down"), BAKE)
    with pytest.raises(ServerFailed):
        await run(file=tmp_path / "a.csv")
    assert names_in(tmp_path) == []


async def test_a_terminal_is_shown_control_characters_and_a_pipe_is_given_them(run: Run) -> None:
    run.log({"iter": 1, "loss": 1.0, "note": "\x1b]0;owned\x07\x9b31m"})
    assert await run(MetricForm.CSV) == exits.OK
    assert "\x1b]0;owned\x07\x9b31m" in run.out.getvalue()
    run.out = Terminal()
    assert await run(MetricForm.CSV) == exits.OK
    said = run.out.getvalue()
    assert said.splitlines() == ["iter,loss,note", "1,1.0,␛]0;owned␇�31m"]
