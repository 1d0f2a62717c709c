"""`breadtui rows` against a service in memory: what is written, what is told, and the exit code."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from breadtui.commands import exits
from breadtui.commands.reading import rows
from breadtui.config.folders import Folders
from breadtui.config.settings import Settings
from breadtui.domain.errors import ServerFailed
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.query.queries import parse_query
from breadtui.export.tables.rows_text import RowForm
from tests.fakes.api import FakeApi
from tests.fakes.states import REPO
from tests.fakes.terminal import Terminal

ROLLOUT = JobKey(REPO, Phase.ROLLOUT, "t")


def a_row(place: int) -> dict[str, Any]:
    return {"question": f"q{place}\x1b[2J", "response": "" if place % 100 == 0 else f"a{place}"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(Folders(tmp_path, tmp_path))


@pytest.fixture
def api() -> FakeApi:
    api = FakeApi(jobs=[Job(ROLLOUT, JobStatus.COMPLETE, lines=1500)])
    api.rows[ROLLOUT] = tuple(a_row(place) for place in range(1500))
    return api


class Run:
    def __init__(self, api: FakeApi, settings: Settings) -> None:
        self._api, self._settings = api, settings
        self.out, self.told = io.StringIO(), list[str]()

    async def __call__(self, form: RowForm | None = RowForm.JSONL, **args: Any) -> int:
        arguments = rows.Arguments(ROLLOUT, form, **args)
        return await rows.run(self._api, self._settings, arguments, self.out, tell=self.told.append)


@pytest.fixture
def run(api: FakeApi, settings: Settings) -> Run:
    return Run(api, settings)


async def test_all_rows_are_written_as_they_are(run: Run, api: FakeApi) -> None:
    assert await run() == exits.OK
    assert [json.loads(line) for line in run.out.getvalue().splitlines()] == list(api.rows[ROLLOUT])
    assert run.told == []
    assert len(api.calls) == 3


async def test_a_filter_and_limits_leave_rows_out(run: Run, api: FakeApi) -> None:
    assert await run(query=parse_query("empty:answer"), first=150, most=300) == exits.OK
    found = [json.loads(line)["question"] for line in run.out.getvalue().splitlines()]
    assert found == ["q200\x1b[2J", "q300\x1b[2J", "q400\x1b[2J"]
    assert len(api.calls) <= 3


async def test_people_get_lines_without_anything_a_terminal_obeys(run: Run) -> None:
    assert await run(None, most=2) == exits.OK
    assert run.out.getvalue().splitlines() == [
        "     1  q0␛[2J",
        "        (empty)",
        "     2  q1␛[2J",
        "        a1",
    ]


async def test_rows_that_are_missing_are_told_and_fail(run: Run, api: FakeApi) -> None:
    api.jobs[ROLLOUT] = Job(ROLLOUT, JobStatus.COMPLETE, lines=1700)
    assert await run() == exits.NETWORK
    assert len(run.out.getvalue().splitlines()) == 1500
    assert run.told == [
        "the service has fewer rows than it says.",
        "1500 rows were read, but the service says there are 1700.",
    ]


async def test_rows_of_a_running_job_are_those_so_far(run: Run, api: FakeApi) -> None:
    api.jobs[ROLLOUT] = Job(ROLLOUT, JobStatus.RUNNING, lines=1500)
    assert await run() == exits.OK
    assert run.told == ["the job is not complete: these are the 1500 rows so far."]


async def test_no_rows_are_a_refusal(run: Run, api: FakeApi) -> None:
    api.rows.clear()
    api.jobs[ROLLOUT] = Job(ROLLOUT, JobStatus.NOT_STARTED)
    assert await run() == exits.REFUSED
    assert "rollout was not started" in run.told[0]


async def test_a_file_is_written_whole_or_not_at_all(run: Run, api: FakeApi, tmp_path: Path) -> None:
    path = tmp_path / "out" / "rows.csv"
    path.parent.mkdir()
    assert await run(None, file=path) == exits.OK
    assert len(path.read_text().splitlines()) == 1501
    assert run.told == [f"1500 rows written to {path}."]
    assert await run(None, file=path) == exits.USAGE
    assert "--force" in run.told[-1]
    assert await run(RowForm.JSONL, file=path, is_forced=True, most=1) == exits.OK
    assert len(path.read_text().splitlines()) == 1
    api.before("output_page", lambda: api.fail_always("output_page", ServerFailed("down"), ROLLOUT))
    with pytest.raises(ServerFailed):
        await run(None, file=path.with_name("other.jsonl"))
    assert [each.name for each in path.parent.iterdir()] == ["rows.csv"]


async def test_a_terminal_is_shown_control_characters_of_a_table_and_a_pipe_is_given_them(run: Run) -> None:
    assert await run(RowForm.CSV, most=2) == exits.OK
    assert "q1\x1b[2J" in run.out.getvalue()
    run.out = Terminal()
    assert await run(RowForm.CSV, most=2) == exits.OK
    assert "\x1b" not in run.out.getvalue()
    assert "q1␛[2J" in run.out.getvalue()
