"""The journal stays small: progress thins with age, changes of state stay, texts are never touched."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from breadtui.domain.happenings import Happening, What
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.sightings import JobSighting, PromptSighting
from breadtui.journal.schema import open_journal
from breadtui.journal.tables.happenings import newest_happenings, put_happening
from breadtui.journal.tables.jobs import put_seen_jobs
from breadtui.journal.tables.past import past_of, put_stay
from breadtui.journal.tables.sightings import jobs_of
from breadtui.journal.tables.watching import claim, put_alive, watches_since
from breadtui.journal.thinning import MOST_HAPPENINGS, thin, used_bytes
from breadtui.values import replace

AT = datetime(2026, 6, 1, tzinfo=UTC)
JOB = JobKey(RepoName("yoda"), Phase.BAKE, "b")
LOOK = JobSighting(JOB, AT, "running", 0.0, None, 1e-6, None, 7)
PROMPT = PromptKey(RepoName("yoda"), PromptName("teacher"))


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    opened = open_journal(None)
    yield opened
    opened.close()


def run_of(connection: sqlite3.Connection, key: JobKey, count: int, every_seconds: float = 30.0) -> None:
    """A run that was looked at `count` times, then failed."""
    for number in range(count):
        seen_at = AT + timedelta(seconds=number * every_seconds)
        put_seen_jobs(connection, [replace(LOOK, key=key, seen_at=seen_at, progress_percent=100.0 * number / count)])
    end = AT + timedelta(seconds=count * every_seconds)
    put_seen_jobs(connection, [replace(LOOK, key=key, seen_at=end, status="failed", error="CUDA")])


def statuses(connection: sqlite3.Connection) -> list[str]:
    return [one.status for one in jobs_of(connection, JOB)]


def test_what_is_young_is_kept_whole(connection: sqlite3.Connection) -> None:
    run_of(connection, JOB, 200)
    thin(connection, AT + timedelta(hours=12))
    assert len(statuses(connection)) == 201


def test_old_progress_is_kept_once_in_five_minutes_then_in_an_hour_then_in_six(connection: sqlite3.Connection) -> None:
    run_of(connection, JOB, 2_880)  # a day
    counts = []
    for days in (2.5, 9, 40):
        thin(connection, AT + timedelta(days=days))
        counts.append(len(statuses(connection)))
    assert counts == [24 * 12 + 2, 24 + 2, 4 + 2]


def test_first_and_last_look_of_each_state_stay_for_ever(connection: sqlite3.Connection) -> None:
    run_of(connection, JOB, 100)
    before = jobs_of(connection, JOB)
    thin(connection, AT + timedelta(days=400))
    after = jobs_of(connection, JOB)
    assert {before[0], before[-2], before[-1]} <= set(after)
    assert statuses(connection)[-1] == JobStatus.FAILED.value


def test_thinning_twice_thins_no_more(connection: sqlite3.Connection) -> None:
    run_of(connection, JOB, 500)
    counts = []
    for _ in range(2):
        thin(connection, AT + timedelta(days=40))
        counts.append(len(statuses(connection)))
    assert counts[0] == counts[1] < 500


def test_of_events_only_the_newest_are_kept(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    for number in range(MOST_HAPPENINGS + 50):
        put_happening(connection, Happening(What.NOTE, AT, detail=str(number)))
    connection.execute("COMMIT")
    thin(connection, AT)
    (count,) = connection.execute("SELECT count(*) FROM happenings").fetchone()
    assert count == MOST_HAPPENINGS
    assert newest_happenings(connection, None, 1)[0].detail == str(MOST_HAPPENINGS + 49)


def test_a_journal_that_is_too_large_is_thinned_tighter_and_loses_no_text(connection: sqlite3.Connection) -> None:
    for number in range(20):
        run_of(connection, JobKey(JOB.repo, Phase.BAKE, f"b{number}"), 500)
    prompt = Prompt(PROMPT.name, (Message("system", "x" * 50_000),))
    put_stay(connection, PromptSighting(PROMPT, AT, prompt))
    before = used_bytes(connection)
    thin(connection, AT + timedelta(days=2), most_bytes=before // 4)
    assert used_bytes(connection) < before // 2
    assert past_of(connection, PROMPT).stays[0].prompt == prompt


def test_old_watches_and_claims_are_forgotten(connection: sqlite3.Connection) -> None:
    put_alive(connection, "a", AT)
    claim(connection, "told 1", AT)
    thin(connection, AT + timedelta(days=30))
    assert not claim(connection, "told 1", AT)
    thin(connection, AT + timedelta(days=500))
    assert claim(connection, "told 1", AT)
    assert watches_since(connection, AT - timedelta(days=1)) == ()


def test_a_year_of_watching_stays_under_its_bound(connection: sqlite3.Connection) -> None:
    """Four runs a week, looked at every ten minutes for a day each, thinned every week."""
    for week in range(52):
        connection.execute("BEGIN")
        for number in range(4):
            key = JobKey(JOB.repo, Phase.BAKE, f"w{week}_{number}")
            for look in range(144):
                seen_at = AT + timedelta(weeks=week, days=number, minutes=10 * look)
                put_seen_jobs(connection, [replace(LOOK, key=key, seen_at=seen_at, progress_percent=look / 1.44)])
        connection.execute("COMMIT")
        thin(connection, AT + timedelta(weeks=week + 1))
    (count,) = connection.execute("SELECT count(*) FROM job_sightings").fetchone()
    assert count < 52 * 4 * 12 + 4 * 144
