"""`breadtui events`: what was seen to happen, oldest first, asked by the words of the cockpit's own list."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from breadtui.commands import exits
from breadtui.commands.monitoring.events import NOTHING, Arguments, run
from breadtui.domain.happenings import Happening, Origin, Thing, What
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName, RepoName
from breadtui.domain.query.queries import parse_query
from breadtui.journal.disk import DiskThread
from breadtui.journal.house import JournalHouse
from breadtui.journal.sightings import SqliteJournal

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ACCOUNT = "0123456789abcdef"
YODA = RepoName("yoda")
BAKE = JobKey(YODA, Phase.BAKE, BakeName("v1"))
PROMPT = PromptKey(RepoName("other"), PromptName("teach"))


def seen(minutes: int, what: What, about: Thing, **facts: object) -> Happening:
    return Happening(what, AT + timedelta(minutes=minutes), about, **facts)  # type: ignore[arg-type]


HAPPENED = (
    seen(0, What.STARTED, BAKE, origin=Origin.HERE),
    seen(0, What.VANISHED, PROMPT, origin=Origin.ELSEWHERE),
    seen(61, What.FAILED, BAKE, detail="CUDA \x1b[31mout of memory"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A journal in which somebody watched twice, an hour apart."""
    disk = DiskThread(print)
    for minutes, happened in ((0, HAPPENED[:2]), (60, HAPPENED[2:])):
        journal = SqliteJournal(tmp_path, ACCOUNT, disk, print)
        journal.keep_watch(AT + timedelta(minutes=minutes))
        journal.record_happenings(happened)
        journal.close()
    disk.stop()
    return tmp_path


def told(folder: Path, words: str = "", **args: object) -> list[str]:
    out, house = io.StringIO(), JournalHouse(folder, ACCOUNT)
    query = parse_query(words) if words else None
    now = AT + timedelta(minutes=61)
    assert run(house, Arguments(query, **args), out, now, UTC) == exits.OK  # type: ignore[arg-type]
    house.close()
    return out.getvalue().splitlines()


def test_they_stand_oldest_first_with_the_stretch_in_which_nobody_watched(folder: Path) -> None:
    assert told(folder) == [
        "2026-11-24 09:00:00 bake yoda/v1 started",
        "2026-11-24 09:00:00 prompt other/teach vanished",
        "2026-11-24 09:00:00 nobody watched until 2026-11-24 10:00:00",
        "2026-11-24 10:01:00 bake yoda/v1 failed: CUDA \N{SYMBOL FOR ESCAPE}[31mout of memory",
    ]


@pytest.mark.parametrize(
    ("words", "whats"),
    [
        ("what:gone", ["vanished"]),
        ("by:here", ["started"]),
        ("repo:yoda kind:bake", ["started", "failed"]),
        ("-memory by:unknown", []),
        ("memory", ["failed"]),
    ],
)
def test_they_are_asked_by_the_words_of_the_cockpits_list(folder: Path, words: str, whats: list[str]) -> None:
    found = [json.loads(line)["what"] for line in told(folder, words, is_json=True)]
    assert [what for what in found if what != "gap"] == whats


def test_only_the_newest_or_those_since_a_moment(folder: Path) -> None:
    assert told(folder, most=1) == told(folder)[-1:]
    assert told(folder, since=AT + timedelta(minutes=2)) == told(folder)[-1:]


def test_that_there_is_none_is_said_to_a_person_alone(folder: Path) -> None:
    assert told(folder, "nosuch") == [NOTHING]
    assert told(folder, "nosuch", is_json=True) == []


def test_a_gap_is_an_object_of_its_own(folder: Path) -> None:
    gap = json.loads(told(folder, is_json=True)[2])
    assert gap == {"what": "gap", "not_before": "2026-11-24T09:00:00.000Z", "at": "2026-11-24T10:00:00.000Z"}
