"""Shared answers: what the recorder keeps, a window reads, once, and only what is new."""

from __future__ import annotations

import math
import sqlite3
import subprocess
import sys
from array import array
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.answers import Answer, Bearing, Names, News, Recorder, Tally, Topic, Value
from breadtui.domain.errors import NotFound, Unreachable
from breadtui.domain.jobs import JobStatus, LossSummary
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.domain.names import BakeName, PromptName, RepoName
from breadtui.domain.repos import Repo, RepoTree
from breadtui.journal.answered.as_json import from_body, to_body
from breadtui.journal.answered.shared import AnswerFile
from breadtui.journal.disk import DiskThread
from breadtui.journal.json_shapes import Unreadable
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_tree, after

SERIES = series_of_rows([{"iter": 1, "loss": 2e-6}, {"iter": 2, "loss": 1e-6, "lr": 0.1}])
ACCOUNT = "0123456789abcdef"


class Desk:
    """The recorder's file and a window's, each with a disk thread of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[str] = []
        self._disks: list[DiskThread] = []
        self.ours, self.theirs = self.another(), self.another()

    def another(self) -> AnswerFile:
        disk = DiskThread(self.told.append)
        self._disks.append(disk)
        return AnswerFile(self.folder, ACCOUNT, disk)

    async def kept(self, *answers: Answer) -> None:
        """Answers as they came, each on disk before the next."""
        for answer in answers:
            self.ours.keep(answer)
            assert await self.ours.stay(answer.at, Bearing())

    def close(self) -> None:
        for disk in self._disks:
            disk.stop()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.close()
    assert desk.told == []


def told(topic: Topic, about: object, value: Value | None, seconds: float = 0, **facts: object) -> Answer:
    return Answer(topic, about, after(seconds), value, **facts)  # type: ignore[arg-type]  # facts by name


TREE = told(Topic.TREE, REPO, a_tree({"a": JobStatus.RUNNING, "b": JobStatus.COMPLETE}, [("b", "a")]))
JOB = told(
    Topic.JOB,
    a_key("a"),
    a_job("a", progress_percent=12.5, loss=LossSummary(1e-7), config={"epochs": 3}, model_names=("x",)),
)


async def test_each_kind_of_answer_is_read_as_it_was_kept(desk: Desk) -> None:
    answers = (
        told(Topic.REPOS, None, (Repo(REPO, "Qwen"), Repo(RepoName("lab")))),
        TREE,
        told(Topic.CONTENTS, REPO, Names((PromptName("teacher"),), ())),
        JOB,
        told(Topic.JOB, a_key("gone"), None, error=NotFound("not found", status=404)),
    )
    assert await desk.ours.begin(NOW) is None
    await desk.kept(*answers)
    assert (await desk.theirs.news(News())).answers == answers


async def test_only_what_is_new_is_read_again_and_the_rest_is_the_same_object(desk: Desk) -> None:
    await desk.ours.begin(NOW)
    await desk.kept(TREE, JOB)
    first = await desk.theirs.news(News())
    assert (await desk.theirs.news(first)).answers == ()
    moved = replace(TREE, value=a_tree({"a": JobStatus.COMPLETE, "b": JobStatus.COMPLETE}), at=after(30))
    await desk.kept(moved)
    second = await desk.theirs.news(first)
    assert second.answers == (moved,)
    before, now = first.answers[0].value, second.answers[0].value
    assert isinstance(before, RepoTree)
    assert isinstance(now, RepoTree)
    assert now.bakes[BakeName("b")] is before.bakes[BakeName("b")]


async def test_an_answer_that_says_the_same_moves_its_age_alone(desk: Desk) -> None:
    await desk.ours.begin(NOW)
    await desk.kept(TREE)
    first = await desk.theirs.news(News())
    await desk.kept(replace(TREE, at=after(60)))
    second = await desk.theirs.news(first)
    assert [answer.at for answer in second.answers] == [after(60)]
    assert second.answers[0].value is first.answers[0].value


async def test_a_bake_that_moved_costs_one_row_of_ten_thousand(desk: Desk, tmp_path: Path) -> None:
    tree = a_tree({f"b{number}": JobStatus.COMPLETE for number in range(10_000)})
    await desk.ours.begin(NOW)
    await desk.kept(replace(TREE, value=tree))
    moved = replace(tree, bakes={**tree.bakes, BakeName("b7"): a_tree({"b7": JobStatus.FAILED}).bakes[BakeName("b7")]})
    await desk.kept(replace(TREE, value=moved))
    with sqlite3.connect(desk.ours.path) as connection:
        assert connection.execute("SELECT count(*), max(number) FROM bakes WHERE number > 1").fetchone() == (1, 2)
    assert (await desk.theirs.news(News())).answers[0].value == moved


async def test_a_bake_that_vanished_is_not_read(desk: Desk) -> None:
    await desk.ours.begin(NOW)
    await desk.kept(TREE, JOB)
    first = await desk.theirs.news(News())
    await desk.kept(replace(TREE, value=a_tree({"b": JobStatus.COMPLETE})))
    for news in (await desk.theirs.news(first), await desk.another().news(News())):
        tree = news.answers[0].value
        assert isinstance(tree, RepoTree)
        assert set(tree.bakes) == {"b"}
        assert len(news.answers) == 1


async def test_a_failure_keeps_the_last_value_for_the_next_success(desk: Desk) -> None:
    await desk.ours.begin(NOW)
    await desk.kept(JOB, replace(JOB, value=None, error=Unreachable("cut")), replace(JOB, at=after(9)))
    assert (await desk.theirs.news(News())).answers == (replace(JOB, at=after(9)),)


async def test_one_repository_can_be_read_from_the_beginning(desk: Desk) -> None:
    await desk.ours.begin(NOW)
    other = told(Topic.TREE, RepoName("lab"), a_tree(repo="lab"))
    await desk.kept(TREE, other, JOB)
    assert (await desk.theirs.news(News(), RepoName("lab"))).answers == (other,)


async def test_another_recorder_begins_with_nothing_and_its_windows_read_all_of_it(desk: Desk) -> None:
    await desk.ours.begin(NOW)
    await desk.kept(TREE, JOB)
    first = await desk.theirs.news(News())
    later = desk.another()
    assert await later.begin(after(60)) is None
    later.keep(JOB)
    assert await later.stay(after(60), Bearing())
    assert not await desk.ours.stay(after(61), Bearing())
    second = await desk.theirs.news(first)
    assert second.epoch != first.epoch
    assert second.answers == (JOB,)


async def test_what_a_replaced_recorder_writes_late_is_not_told_as_the_next_ones(desk: Desk) -> None:
    await desk.ours.begin(NOW)
    await desk.kept(TREE)
    later = desk.another()
    assert await later.begin(after(60)) is None
    desk.ours.keep(told(Topic.TREE, REPO, a_tree({"a": JobStatus.FAILED}), 1))
    desk.ours.keep(JOB)
    assert not await desk.ours.stay(after(61), Bearing())
    assert (await desk.theirs.news(News())).answers == ()


async def test_the_recorder_says_how_things_stand_until_it_leaves(desk: Desk) -> None:
    assert await desk.theirs.recorder(NOW) is None
    assert not desk.ours.path.exists()
    await desk.ours.begin(NOW)
    tally = Tally(after(5), running=2, by_repo={"coder": {"running": 2}})
    told = Bearing(frozenset({REPO}), Unreachable("cut"), after(25), tally)
    assert await desk.ours.stay(after(5), told)
    found = await desk.theirs.recorder(after(6))
    assert isinstance(found, Recorder)
    assert (found.bearing, found.is_alive) == (told, True)
    silent = await desk.theirs.recorder(after(60))
    assert silent is not None
    assert not silent.is_alive
    desk.ours.end()
    await desk.ours.wishes(NOW)
    assert await desk.theirs.recorder(after(7)) is None
    assert await desk.theirs.news(News()) == News()


async def test_a_recorder_that_was_killed_is_gone_at_once_and_a_living_one_is_respected(desk: Desk) -> None:
    code = (
        "import asyncio, sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from breadtui.journal.answered.shared import AnswerFile; from breadtui.journal.disk import DiskThread\n"
        f"answers = AnswerFile(Path({str(desk.folder)!r}), {ACCOUNT!r}, DiskThread(print))\n"
        "asyncio.run(answers.begin(datetime.now(UTC))); print('begun', flush=True); sys.stdin.read()"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, text=True) as other:  # noqa: ASYNC220  short
        assert other.stdout is not None
        assert other.stdout.readline() == "begun\n"
        found = await desk.ours.begin(NOW)
        assert found is not None
        assert found.pid == other.pid
        other.kill()
        other.wait()
    assert await desk.theirs.recorder(NOW) is None
    assert await desk.ours.begin(NOW) is None


async def test_what_windows_look_at_is_told_until_it_is_old(desk: Desk) -> None:
    await desk.ours.begin(NOW)
    desk.theirs.wish(frozenset({a_key("a")}), NOW)
    assert await desk.theirs.wishes(NOW) == {a_key("a")}
    assert await desk.ours.wishes(after(179)) == {a_key("a")}
    assert await desk.ours.wishes(NOW + timedelta(hours=1)) == frozenset()


async def test_a_damaged_file_is_nothing_to_a_window_and_begun_anew_by_a_recorder(desk: Desk) -> None:
    desk.ours.path.parent.mkdir()
    desk.ours.path.write_bytes(b"not a database, but as long as the head of one would be at the very least" * 40)
    assert await desk.theirs.recorder(NOW) is None
    desk.theirs.wish(frozenset(), NOW)
    assert await desk.theirs.news(News()) == News()
    assert await desk.ours.begin(NOW) is None
    await desk.kept(JOB)
    assert (await desk.another().news(News())).answers == (JOB,)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["iter", "loss", "lr", "x"]),
            st.floats(allow_nan=True) | st.none() | st.integers(-5, 5),
        )
    )
)
def test_any_series_is_read_as_it_was(rows: list[dict[str, object]]) -> None:
    series = series_of_rows(rows)
    again = from_body(Topic.METRICS, to_body(Topic.METRICS, series))
    assert isinstance(again, MetricSeries)
    assert list(again.steps) == list(series.steps)
    assert set(again.columns) == set(series.columns)
    for name, column in series.columns.items():
        assert all(
            a == b or (math.isnan(a) and math.isnan(b)) for a, b in zip(column, again.columns[name], strict=True)
        )
    counts = (series.restarts, series.rows_count, series.skipped_count, series.gap_counts)
    assert (again.restarts, again.rows_count, again.skipped_count, again.gap_counts) == counts


@pytest.mark.parametrize("topic", list(Topic))
@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b"null", b'{"columns":["a"],"length":3}\nxx', b"\xff"])
def test_what_is_not_ours_is_unreadable_or_empty(topic: Topic, body: bytes) -> None:
    try:
        assert from_body(topic, body) in ((), Names())
    except Unreadable:
        return


def test_columns_are_arrays_again() -> None:
    again = from_body(Topic.METRICS, to_body(Topic.METRICS, SERIES))
    assert isinstance(again, MetricSeries)
    assert isinstance(again.columns["loss"], array)
