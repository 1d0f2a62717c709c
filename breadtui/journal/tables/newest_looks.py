"""The newest sighting of each job: asked one by one, or of a whole repository at once where many are looked at."""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from breadtui.domain.names import JobKey, RepoName
from breadtui.domain.sightings import JobSighting
from breadtui.journal.tables.cells import job_cells, text_to_cell

MANY = 100
"""From so many jobs of one repository in one look on, all its jobs are read together."""

_LARGEST_INTEGER = 2**63 - 1
_COLUMNS = "s.number, s.seen_at, s.last_seen_at, s.status, s.progress_percent, s.lines, s.loss, s.error, s.run_id"
_ORDER = "ORDER BY seen_at DESC, number DESC LIMIT 1"
_ONE = f"SELECT {_COLUMNS} FROM job_sightings AS s WHERE repo = ? AND phase = ? AND name = ? {_ORDER}"  # noqa: S608
_ALL = f"""SELECT s.phase, s.name, {_COLUMNS}
    FROM (SELECT DISTINCT phase, name FROM job_sightings WHERE repo = ?1) AS job
    CROSS JOIN job_sightings AS s ON s.number =
    (SELECT number FROM job_sightings WHERE repo = ?1 AND phase = job.phase AND name = job.name {_ORDER})"""  # noqa: S608  nothing that is asked for is put in
_SEEN_AGAIN = "UPDATE job_sightings SET last_seen_at = max(last_seen_at, ?) WHERE number = ?"

Row = list[Any]
"""number, seen_at, last_seen_at, status, progress_percent, lines, loss, error, run_id"""


class NewestLooks:
    """What was seen last of the jobs that are looked at now; `write` keeps what was seen again of many."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._again: list[tuple[float, int]] = []

    def news_in(self, sightings: Sequence[JobSighting]) -> Sequence[JobSighting]:
        """The sightings that may say anything new; of many in one repository, those that do not are seen again."""
        looked_at = Counter(sighting.key.repo for sighting in sightings)
        many = {repo for repo, count in looked_at.items() if count >= MANY}
        if not many or len({sighting.key for sighting in sightings}) < len(sightings):
            return sightings
        silent = {key for repo in many for key in self._silent_in(repo, sightings)}
        return [sighting for sighting in sightings if sighting.key not in silent]

    def _silent_in(self, repo: RepoName, sightings: Iterable[JobSighting]) -> Iterator[JobKey]:
        """The jobs of a repository that stand as they did. A row at a time: all of them would be megabytes."""
        looks = {job_cells(one.key)[1:]: one for one in sightings if one.key.repo == repo and not one.is_ours}
        for phase, name, *row in self._connection.execute(_ALL, (text_to_cell(repo),)):
            sighting = looks.get((phase, name))
            if sighting is not None and says_nothing_new(row, seen_cells(sighting)):
                self._again.append((sighting.seen_at.timestamp(), row[0]))
                yield sighting.key

    def of(self, key: JobKey) -> Row | None:
        """The newest row of a job, None where it was never seen."""
        found = self._connection.execute(_ONE, job_cells(key)).fetchone()
        return None if found is None else list(found)

    def see_again(self, row: Row, moment: float) -> None:
        """The job stands as its newest row says at `moment`, too."""
        self._connection.execute(_SEEN_AGAIN, (moment, row[0]))

    def write(self) -> None:
        """Keep when the jobs were seen again."""
        self._connection.executemany(_SEEN_AGAIN, self._again)
        self._again.clear()


def seen_cells(sighting: JobSighting) -> tuple[Any, ...]:
    """What a sighting says, as the cells of its row from the status on."""
    return (
        text_to_cell(sighting.status),
        _real(sighting.progress_percent),
        _integer(sighting.lines),
        _real(sighting.loss),
        None if sighting.error is None else text_to_cell(sighting.error),
        _integer(sighting.run_id),
    )


def says_nothing_new(last: Row, seen: tuple[Any, ...]) -> bool:
    """The same as before, or less: a tree tells of a job how it stands and no more."""
    was, (status, *figures, run_id) = last[3:9], seen
    is_same_run = was[5] == run_id or None in {was[5], run_id}
    is_bare = all(one is None for one in figures)
    return bool(is_same_run and was[0] == status and (is_bare or was[1:5] == figures))


def _real(value: float | None) -> float | None:
    """SQLite keeps NaN as NULL; done here, so that a row compares equal to what it was made from."""
    return None if value is None or math.isnan(value) else float(value)


def _integer(value: int | None) -> int | None:
    return None if value is None else max(-_LARGEST_INTEGER, min(value, _LARGEST_INTEGER))
