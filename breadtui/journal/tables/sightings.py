"""Sightings as rows of the journal and back."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from breadtui.domain.names import JobKey, Phase, PromptKey, RepoName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.sightings import JobSighting, PromptSighting
from breadtui.journal.prompt_json import from_text, prompt_from_json, prompt_to_json, to_text
from breadtui.journal.tables.cells import job_cells, moment_of, text_from_cell, text_to_cell
from breadtui.journal.tables.newest_looks import NewestLooks, says_nothing_new, seen_cells
from breadtui.values import dataclass

_NEW_JOB = """INSERT INTO job_sightings
    (repo, phase, name, seen_at, last_seen_at, status, progress_percent, lines, loss, error, run_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_JOBS = """SELECT seen_at, status, progress_percent, lines, loss, error, run_id FROM job_sightings
    WHERE repo = ? AND phase = ? AND name = ? ORDER BY seen_at, number"""
_LAST_JOBS = """SELECT seen_at, status, progress_percent, lines, loss, error, run_id FROM job_sightings
    WHERE repo = ? AND phase = ? AND name = ? ORDER BY seen_at DESC, number DESC LIMIT ?"""
_KEYED = (
    """SELECT repo, phase, name, seen_at, status, progress_percent, lines, loss, error, run_id FROM job_sightings"""
)
_BETWEEN = f"{_KEYED} WHERE seen_at >= ? AND seen_at <= ? ORDER BY seen_at, number"
_LAST_NUMBERS = "SELECT max(number) FROM job_sightings WHERE seen_at <= ?"
_AT = f"{_KEYED} WHERE number IN ({_LAST_NUMBERS} GROUP BY repo, phase, name) ORDER BY seen_at, number"
_AT_IN_REPO = f"""{_KEYED} WHERE number IN ({_LAST_NUMBERS} AND repo = ? GROUP BY repo, phase, name)
    ORDER BY seen_at, number"""
_ENDED = """SELECT repo, name FROM job_sightings WHERE phase = ? AND status = 'complete'
    GROUP BY repo, name ORDER BY max(seen_at) DESC LIMIT ?"""
_SEEN_PROMPT = """INSERT INTO prompt_versions (repo, name, text_hash, body, first_seen_at, last_seen_at)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (repo, name, text_hash) DO UPDATE SET
    first_seen_at = min(first_seen_at, excluded.first_seen_at),
    last_seen_at = max(last_seen_at, excluded.last_seen_at)"""
_PROMPTS = """SELECT first_seen_at, body FROM prompt_versions
    WHERE repo = ? AND name = ? ORDER BY first_seen_at, number"""


@dataclass(frozen=True, slots=True)
class LastLook:
    """The last sighting of a job before this one, and until when it was seen to hold."""

    sighting: JobSighting
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class NoChange:
    """The sighting says what the last one said."""


def put_job(connection: sqlite3.Connection, sighting: JobSighting, newest: NewestLooks) -> LastLook | NoChange | None:
    """Keep the sighting if it differs from the last of its job, else only that it was seen again.

    What is returned is the sighting it differs from; None where the job was never seen before.
    """
    seen = seen_cells(sighting)
    last = newest.of(sighting.key)
    moment = sighting.seen_at.timestamp()
    if last is not None and says_nothing_new(last, seen):
        newest.see_again(last, moment)
        return NoChange()
    connection.execute(_NEW_JOB, (*job_cells(sighting.key), moment, moment, *seen))
    return None if last is None else LastLook(_sighting(sighting.key, (last[1], *last[3:])), moment_of(last[2]))


def jobs_of(connection: sqlite3.Connection, key: JobKey) -> tuple[JobSighting, ...]:
    """The changes of one job in the order they were seen."""
    return tuple(_sighting(key, row) for row in connection.execute(_JOBS, job_cells(key)).fetchall())


def last_jobs_of(connection: sqlite3.Connection, key: JobKey, most: int) -> tuple[JobSighting, ...]:
    """The newest changes of one job in the order they were seen."""
    found = connection.execute(_LAST_JOBS, (*job_cells(key), most)).fetchall()
    return tuple(_sighting(key, row) for row in reversed(found))


def jobs_between(connection: sqlite3.Connection, since: datetime, until: datetime) -> tuple[JobSighting, ...]:
    """The changes of all jobs that were first seen between two moments, both included, oldest first."""
    rows = connection.execute(_BETWEEN, (since.timestamp(), until.timestamp())).fetchall()
    return tuple(_keyed_sighting(row) for row in rows)


def jobs_at(connection: sqlite3.Connection, at: datetime, repo: RepoName | None = None) -> tuple[JobSighting, ...]:
    """The last change of each job that was seen until `at`, of one repository or of all."""
    if repo is None:
        found = connection.execute(_AT, (at.timestamp(),)).fetchall()
    else:
        found = connection.execute(_AT_IN_REPO, (at.timestamp(), text_to_cell(repo))).fetchall()
    return tuple(_keyed_sighting(row) for row in found)


def complete_jobs(connection: sqlite3.Connection, phase: Phase, most: int) -> tuple[tuple[JobSighting, ...], ...]:
    """The changes of the jobs of one phase that were seen to be complete, those seen last first."""
    found = connection.execute(_ENDED, (phase.value, most)).fetchall()
    keys = [JobKey(RepoName(text_from_cell(repo)), phase, text_from_cell(name)) for repo, name in found]
    return tuple(jobs_of(connection, key) for key in keys)


def put_version(connection: sqlite3.Connection, sighting: PromptSighting) -> None:
    """Keep the text if it was never seen under this name, else only when it was seen again."""
    body = to_text(prompt_to_json(sighting.prompt))
    moment = sighting.seen_at.timestamp()
    cells = (*_prompt_cells(sighting.key), text_hash(sighting.prompt), body, moment, moment)
    connection.execute(_SEEN_PROMPT, cells)


def prompts_of(connection: sqlite3.Connection, key: PromptKey) -> tuple[PromptSighting, ...]:
    """The texts of one prompt in the order they were first seen. Raises: Unreadable."""
    rows = connection.execute(_PROMPTS, _prompt_cells(key)).fetchall()
    return tuple(PromptSighting(key, moment_of(at), prompt_from_json(from_text(body))) for at, body in rows)


def _keyed_sighting(row: Sequence[Any]) -> JobSighting:
    repo, phase, name, *seen = row
    return _sighting(JobKey(RepoName(text_from_cell(repo)), Phase(phase), text_from_cell(name)), seen)


def _sighting(key: JobKey, row: Sequence[Any]) -> JobSighting:
    seen_at, status, percent, lines, loss, error, run_id = row
    return JobSighting(
        key, moment_of(seen_at), text_from_cell(status), percent, lines, loss, _text_or_none(error), run_id
    )


def _prompt_cells(key: PromptKey) -> tuple[str, str]:
    return text_to_cell(key.repo), text_to_cell(key.name)


def text_hash(prompt: Prompt) -> str:
    """Equal for equal texts, whatever the order in which the service sent an object's keys."""
    told = json.dumps(prompt_to_json(prompt), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("ascii")).hexdigest()


def _text_or_none(cell: str | None) -> str | None:
    return None if cell is None else text_from_cell(cell)
