"""A look at a job put into the journal together with what it comes to."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from breadtui.domain.job_happenings import job_happenings
from breadtui.domain.names import Phase
from breadtui.domain.sightings import JobSighting
from breadtui.journal.tables.happenings import put_happening, put_own_start
from breadtui.journal.tables.newest_looks import NewestLooks
from breadtui.journal.tables.sightings import LastLook, NoChange, put_job
from breadtui.journal.tables.things import is_new_thing


def put_seen_jobs(connection: sqlite3.Connection, sightings: Sequence[JobSighting]) -> None:
    """Keep the sightings that say anything new, and the happenings between each and the last one of its job.

    Whichever window looked first wrote them down: for the others nothing changed.
    """
    newest = NewestLooks(connection)
    for sighting in newest.news_in(sightings):
        _put_seen_job(connection, sighting, newest)
    newest.write()


def _put_seen_job(connection: sqlite3.Connection, sighting: JobSighting, newest: NewestLooks) -> None:
    last = put_job(connection, sighting, newest)
    if sighting.is_ours and last is not None:
        put_own_start(connection, sighting.key, sighting.seen_at)
    if isinstance(last, NoChange):
        return
    before, not_before = (last.sighting, last.last_seen_at) if isinstance(last, LastLook) else (None, None)
    if not_before is not None and sighting.last_look_at is not None:
        not_before = max(not_before, min(sighting.last_look_at, sighting.seen_at))
    is_new = (
        before is None and sighting.key.phase is Phase.BAKE and is_new_thing(connection, sighting.key, sighting.seen_at)
    )
    for happening in job_happenings(before, sighting, not_before, is_new_thing=is_new):
        put_happening(connection, happening)
