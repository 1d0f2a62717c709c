"""What happened, in the journal's file: written down once by all windows together, read by number, time and thing."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from breadtui.domain.answers import Answer
from breadtui.domain.happenings import ConfigSighting, Happening, Listing, Thing, Watch
from breadtui.domain.names import RepoName
from breadtui.domain.sightings import JobSighting
from breadtui.journal import last_known
from breadtui.journal.owners import this_process
from breadtui.journal.plan_runs import PlanRunFile
from breadtui.journal.tables import happenings as happening_rows
from breadtui.journal.tables import sightings as rows
from breadtui.journal.tables import things as thing_rows
from breadtui.journal.tables import watching as watch_rows
from breadtui.journal.tables.jobs import put_seen_jobs


class HappeningFile(PlanRunFile):
    """The events of one account and the stretches in which it was watched. Writes return at once."""

    def record_jobs(self, sightings: Sequence[JobSighting]) -> None:
        """Keep what changed of these jobs, and what that comes to."""
        kept = tuple(sightings)

        if kept:
            self._record("what was seen of jobs", lambda journal: put_seen_jobs(journal, kept))

    def record_happenings(self, happenings: Sequence[Happening]) -> None:
        """Write down what no look tells: alarms, the link, words of the program; what is known already, once."""
        kept = tuple(happenings)

        def put(journal: sqlite3.Connection) -> None:
            for happening in kept:
                happening_rows.put_happening(journal, happening)

        if kept:
            self._record("what happened", put)

    def record_once(self, name: str, happening: Happening) -> None:
        """Write it down unless somebody did under that name; a program killed meanwhile leaves it to another."""

        def put(journal: sqlite3.Connection) -> None:
            if watch_rows.claim(journal, name, happening.seen_at):
                happening_rows.put_happening(journal, happening)

        self._record("what happened", put)

    def record_own_change(self, happening: Happening) -> None:
        """Write down that a thing appeared or vanished because it was made or deleted from here."""
        self._record("what was made", lambda journal: thing_rows.put_own_change(journal, happening))

    def record_listing(self, listing: Listing) -> None:
        """Keep what a repository holds of one kind, and what appeared or vanished since it was last listed."""
        self._record("what a repository holds", lambda journal: thing_rows.put_listing(journal, listing))

    def record_config(self, seen: ConfigSighting) -> None:
        """Keep a configuration's digest, and that it changed."""
        self._record("a configuration", lambda journal: thing_rows.put_config(journal, seen))

    def keep_watch(self, at: datetime) -> None:
        """Say that this process watches; to be called once a minute while it can see the service."""
        process = this_process().token
        self._record(
            "that this program watches", lambda journal: watch_rows.put_alive(journal, process, at), ("watch",)
        )

    def end_watch(self, at: datetime) -> None:
        """Say that this process watches no more."""
        process = this_process().token
        self._record("the end of the watch", lambda journal: watch_rows.put_end(journal, process, at), ("watch",))

    def record_last_known(self, repo: RepoName | None, answers: Sequence[Answer], at: datetime) -> None:
        """Keep what is known of a repository, or of None the list of them, in place of what was kept before."""
        kept = tuple(answers)
        slot = ("last known", repo)
        self._record_apart("what is known", lambda journal: last_known.put_last_known(journal, repo, kept, at), slot)

    async def last_known(self, repo: RepoName | None) -> tuple[Answer, ...]:
        """What was kept last of a repository, or of the list of them; nothing where nothing can be read."""
        return await self._read(lambda journal: last_known.last_known_of(journal, repo), ())

    async def happenings(self, *, before: int | None = None, most: int = 500) -> tuple[Happening, ...]:
        """Newest first; `before` is the number of the last one of the page before."""
        return await self._read(lambda journal: happening_rows.newest_happenings(journal, before, most), ())

    async def happenings_after(self, number: int, most: int = 1_000) -> tuple[Happening, ...]:
        """What was written down after the one with this number, by any window, in that order."""
        return await self._read(lambda journal: happening_rows.happenings_after(journal, number, most), ())

    async def happenings_between(self, since: datetime, until: datetime) -> tuple[Happening, ...]:
        """By the time at which they were seen, oldest first, both ends included."""
        return await self._read(lambda journal: happening_rows.happenings_between(journal, since, until), ())

    async def happenings_of(self, thing: Thing | None) -> tuple[Happening, ...]:
        """All of one thing, oldest first; of None, those of the session itself."""
        return await self._read(lambda journal: happening_rows.happenings_of(journal, thing), ())

    async def jobs_between(self, since: datetime, until: datetime) -> tuple[JobSighting, ...]:
        """The changes of all jobs seen between two moments, oldest first."""
        return await self._read(lambda journal: rows.jobs_between(journal, since, until), ())

    async def jobs_at(self, at: datetime, repo: RepoName | None = None) -> tuple[JobSighting, ...]:
        """How each job was last seen until `at`, of one repository or of all."""
        return await self._read(lambda journal: rows.jobs_at(journal, at, repo), ())

    async def watches(self, since: datetime) -> tuple[Watch, ...]:
        """The stretches in which any window or recorder watched, from `since` on."""
        return await self._read(lambda journal: watch_rows.watches_since(journal, since), ())

    async def last_watch_of_others(self) -> Watch | None:
        """The stretch of any other process that reaches furthest."""
        process = this_process().token
        return await self._read(lambda journal: watch_rows.last_watch_of_others(journal, process), None)

    async def claim(self, name: str, at: datetime) -> bool:
        """Become the one that does what is to be done once, e.g. tell an event; False where another did.

        Claims last for ever and hold between windows and over restarts. Where the disk cannot be used, everybody
        gets it.
        """
        return await self._change(lambda journal: watch_rows.claim(journal, name, at), otherwise=True)
