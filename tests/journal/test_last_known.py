"""What was last known, packed into one text a repository and read back as it was."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from breadtui.domain.answers import Answer, Names, Topic
from breadtui.domain.jobs import Job, JobStatus, LossSummary
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, JobKey, Phase, PromptName, RepoName, TargetName
from breadtui.domain.repos import Repo, RepoTree, TreeBake
from breadtui.journal.disk import DiskThread
from breadtui.journal.last_known import last_known_of, put_last_known
from breadtui.journal.schema import open_journal
from breadtui.journal.sightings import SqliteJournal

AT = datetime(2026, 11, 24, 9, 14, tzinfo=UTC)
REPO = RepoName("yoda\n\ud800")


def a_tree(count: int) -> RepoTree:
    config: JsonObject = {"epochs": 3, "datasets": [{"target": "wise", "weight": 1.0}], "note": "π\n" * 20}
    names = [BakeName(f"b{number}") for number in range(count)]
    bakes = {name: TreeBake(name, JobStatus.COMPLETE, "complete", (f"u/r/{name}/9",), (9,), config) for name in names}
    return RepoTree(REPO, "Qwen/Qwen3-32B", bakes, ((names[1], names[0]),) if count > 1 else ())


JOB = JobKey(REPO, Phase.BAKE, "b0")
ANSWERS = (
    Answer(Topic.TREE, REPO, AT, a_tree(3)),
    Answer(Topic.CONTENTS, REPO, AT, Names((PromptName("teacher"),), (TargetName("wise"),))),
    Answer(
        Topic.JOB,
        JOB,
        AT,
        Job(JOB, JobStatus.FAILED, "failed", error="CUDA\nout", loss=LossSummary(1e-7), config={"a": [1]}),
    ),
)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    opened = open_journal(None)
    yield opened
    opened.close()


def test_what_is_kept_comes_back_as_it_was(connection: sqlite3.Connection) -> None:
    put_last_known(connection, REPO, ANSWERS, AT)
    assert last_known_of(connection, REPO) == ANSWERS


def test_the_list_of_repositories_is_kept_beside_them(connection: sqlite3.Connection) -> None:
    listed = Answer(Topic.REPOS, None, AT, (Repo(REPO, "Qwen/Qwen3-32B"),))
    put_last_known(connection, None, [listed], AT)
    put_last_known(connection, REPO, ANSWERS[:1], AT)
    assert last_known_of(connection, None) == (listed,)
    assert last_known_of(connection, RepoName("never")) == ()


def test_ten_thousand_bakes_are_kept_small(connection: sqlite3.Connection) -> None:
    put_last_known(connection, REPO, [Answer(Topic.TREE, REPO, AT, a_tree(10_000))], AT)
    (length,) = connection.execute("SELECT length(body) FROM last_known").fetchone()
    assert length < 500_000


@pytest.mark.parametrize("body", [b"", b"nonsense", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_what_cannot_be_read_is_nothing(connection: sqlite3.Connection, body: bytes) -> None:
    put_last_known(connection, REPO, ANSWERS, AT)
    connection.execute("UPDATE last_known SET body = ?", (body,))
    assert last_known_of(connection, REPO) == ()


def test_a_text_that_ends_too_early_is_nothing(connection: sqlite3.Connection) -> None:
    put_last_known(connection, REPO, ANSWERS, AT)
    (body,) = connection.execute("SELECT body FROM last_known").fetchone()
    connection.execute("UPDATE last_known SET body = ?", (body[: len(body) // 2],))
    assert last_known_of(connection, REPO) == ()


async def test_a_later_session_finds_it(tmp_path: Path) -> None:
    for turn in range(2):
        disk = DiskThread(print)
        journal = SqliteJournal(tmp_path, "0123456789abcdef", disk, print)
        if turn == 0:
            journal.record_last_known(REPO, ANSWERS, AT)
        else:
            assert await journal.last_known(REPO) == ANSWERS
        journal.close()
        disk.stop()
