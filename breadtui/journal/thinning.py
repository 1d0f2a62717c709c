"""How the journal stays small: progress is thinned as it ages, changes of state are kept, texts never touched."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from breadtui.values import dataclass

DAY_SECONDS = 86_400.0
MOST_BYTES = 100_000_000
MOST_HAPPENINGS = 100_000
MOST_JOB_SIGHTINGS = 500_000
CLAIMS_DAYS, WATCHES_DAYS, GONE_DAYS = 90, 400, 400


@dataclass(frozen=True, slots=True)
class Age:
    """Progress older than so many days is kept once in so many seconds."""

    days: float
    every_seconds: float


AGES = (Age(1, 300.0), Age(7, 3_600.0), Age(30, 21_600.0))
TIGHTER = (Age(0.25, 600.0), Age(1, 3_600.0), Age(3, 86_400.0))
"""Where the file is larger than it may be."""

_THIN = """DELETE FROM job_sightings WHERE number IN (
    SELECT number FROM (
        SELECT number, seen_at, status, run_id,
            CAST(seen_at / :every AS INTEGER) AS slot,
            lag(status) OVER run AS status_before, lead(status) OVER run AS status_after,
            lag(run_id, 1, run_id) OVER run AS run_before,
            lag(CAST(seen_at / :every AS INTEGER)) OVER run AS slot_before
        FROM job_sightings
        WINDOW run AS (PARTITION BY repo, phase, name ORDER BY seen_at, number))
    WHERE seen_at < :older AND status = status_before AND status = status_after
        AND run_id IS run_before AND slot = slot_before)"""
_OLDEST_HAPPENINGS = """DELETE FROM happenings
    WHERE number <= (SELECT max(number) FROM happenings) - ?"""
_OLDEST_SIGHTINGS = """DELETE FROM job_sightings WHERE number IN (
    SELECT number FROM job_sightings ORDER BY number DESC LIMIT -1 OFFSET ?)"""
_OLD_CLAIMS = "DELETE FROM claims WHERE claimed_at < ?"
_OLD_WATCHES = "DELETE FROM watches WHERE last_alive_at < ?"
_OLD_THINGS = "DELETE FROM things WHERE is_there = 0 AND last_seen_at < ?"
_OLDEST_HALF = """DELETE FROM job_sightings WHERE number IN (
    SELECT number FROM job_sightings ORDER BY number LIMIT (SELECT count(*) / 2 FROM job_sightings))"""


def thin(connection: sqlite3.Connection, now: datetime, most_bytes: int = MOST_BYTES) -> None:
    """Leave out what nobody misses: the first and the last look of each state stay, and the errors with them.

    A journal that is still larger than `most_bytes` is thinned tighter, then loses the older half of its looks at
    jobs. Texts of prompts, what was written, and plans are never touched; where they alone are larger, they are.
    """
    moment = now.timestamp()
    _thin_progress(connection, moment, AGES)
    connection.execute(_OLDEST_HAPPENINGS, (MOST_HAPPENINGS,))
    connection.execute(_OLDEST_SIGHTINGS, (MOST_JOB_SIGHTINGS,))
    connection.execute(_OLD_CLAIMS, (moment - CLAIMS_DAYS * DAY_SECONDS,))
    connection.execute(_OLD_WATCHES, (moment - WATCHES_DAYS * DAY_SECONDS,))
    connection.execute(_OLD_THINGS, (moment - GONE_DAYS * DAY_SECONDS,))
    if used_bytes(connection) > most_bytes:
        _thin_progress(connection, moment, TIGHTER)
    if used_bytes(connection) > most_bytes:
        connection.execute(_OLDEST_HALF)


def used_bytes(connection: sqlite3.Connection) -> int:
    """Bytes that hold something; what was left out is used again before the file grows."""
    pages, free, size = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size


def _thin_progress(connection: sqlite3.Connection, moment: float, ages: tuple[Age, ...]) -> None:
    for age in ages:
        older = moment - age.days * DAY_SECONDS
        connection.execute(_THIN, {"every": age.every_seconds, "older": older})
