"""The newest sighting of each job: asked one by one, or of a whole repository at once where many are looked at."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import Any

from breadtui.domain.names import JobKey, RepoName
from breadtui.domain.sightings import JobSighting
from breadtui.journal.tables.cells import job_cells, text_to_cell

MANY = 100
"""From so many jobs of one repository in one look on, all its jobs are read together."""

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

    def __init__(self, connection: sqlite3.Connection, sightings: Iterable[JobSighting]) -> None:
        self._connection = connection
        self._again: list[tuple[float, int]] = []
        looked_at = Counter(sighting.key.repo for sighting in sightings)
        self._whole = {repo: self._read(repo) for repo, count in looked_at.items() if count >= MANY}

    def _read(self, repo: RepoName) -> dict[tuple[str, str], Row]:
        rows = self._connection.execute(_ALL, (text_to_cell(repo),))
        return {(phase, name): row for phase, name, *row in rows}

    def of(self, key: JobKey) -> Row | None:
        """The newest row of a job, None where it was never seen."""
        repo, phase, name = job_cells(key)
        if (known := self._whole.get(key.repo)) is not None:
            return known.get((phase, name))
        found = self._connection.execute(_ONE, (repo, phase, name)).fetchone()
        return None if found is None else list(found)

    def see_again(self, key: JobKey, row: Row, moment: float) -> None:
        """The job stands as its newest row says at `moment`, too."""
        if key.repo not in self._whole:
            self._connection.execute(_SEEN_AGAIN, (moment, row[0]))
            return
        row[2] = max(row[2], moment)
        self._again.append((moment, row[0]))

    def wrote(self, key: JobKey, row: Row) -> None:
        """A row of the job was written; a look that came late leaves the newest as it is."""
        if (known := self._whole.get(key.repo)) is not None:
            _, phase, name = job_cells(key)
            if (newest := known.get((phase, name))) is None or newest[1] <= row[1]:
                known[phase, name] = row

    def write(self) -> None:
        """Keep when the jobs were seen again."""
        self._connection.executemany(_SEEN_AGAIN, self._again)
        self._again.clear()
