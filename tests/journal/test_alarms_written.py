"""An alarm is written down once for a run, whichever windows see it, and again for the next run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from breadtui.domain.happenings import Happening, What
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.journal.disk import DiskThread
from breadtui.journal.sightings import SqliteJournal

AT = datetime(2026, 11, 24, 9, 14, tzinfo=UTC)
JOB = JobKey(RepoName("yoda"), Phase.BAKE, "coder_v7")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqliteJournal]:
    told: list[str] = []
    disk = DiskThread(told.append)
    journal = SqliteJournal(tmp_path, "0123456789abcdef", disk, told.append)
    yield journal
    journal.close()
    disk.stop()
    assert told == []


def told(what: What, rule: str = "") -> Happening:
    return Happening(what, AT, JOB, after=rule)


async def written(journal: SqliteJournal, *happenings: Happening) -> list[tuple[What, str]]:
    for happening in happenings:
        journal.record_happenings([happening])
    return [(one.what, one.after) for one in await journal.happenings_after(0)]


async def test_an_alarm_that_lasts_is_written_once(journal: SqliteJournal) -> None:
    assert await written(journal, *[told(What.ALARM, "stalled")] * 3) == [(What.ALARM, "stalled")]


async def test_what_is_over_is_written_only_where_it_was_told(journal: SqliteJournal) -> None:
    found = await written(
        journal, told(What.CALM, "stalled"), told(What.ALARM, "stalled"), *[told(What.CALM, "stalled")] * 2
    )
    assert found == [(What.ALARM, "stalled"), (What.CALM, "stalled")]


async def test_rules_do_not_hide_each_other(journal: SqliteJournal) -> None:
    found = await written(journal, told(What.ALARM, "stalled"), told(What.ALARM, "diverged"))
    assert found == [(What.ALARM, "stalled"), (What.ALARM, "diverged")]


async def test_the_next_run_may_alarm_again_though_nobody_saw_the_end_of_the_last(journal: SqliteJournal) -> None:
    found = await written(
        journal,
        told(What.ALARM, "diverged"),
        told(What.STARTED),
        told(What.CALM, "diverged"),
        told(What.ALARM, "diverged"),
    )
    assert found == [(What.ALARM, "diverged"), (What.STARTED, ""), (What.ALARM, "diverged")]
