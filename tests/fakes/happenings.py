"""The events of a journal that lives in memory; what looks come to is made by the same rules as on disk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from breadtui.domain.answers import Answer
from breadtui.domain.happenings import ConfigSighting, Happening, Listing, Thing, Watch
from breadtui.domain.job_happenings import job_happenings
from breadtui.domain.names import JobKey, RepoName
from breadtui.domain.sightings import JobSighting
from breadtui.values import replace


class MemoryHappenings:
    """Keeps what it is told, and tells again what happened in the order in which it was written down."""

    def __init__(self) -> None:
        self.jobs: list[JobSighting] = []
        self.happened: list[Happening] = []
        self.listings: list[Listing] = []
        self.configs: list[ConfigSighting] = []
        self.watched: list[Watch] = []
        self.others_watch: Watch | None = None
        self.tidied: list[datetime] = []
        self.claims: set[str] = set()
        self.known: dict[RepoName | None, tuple[Answer, ...]] = {}

    def record_jobs(self, sightings: Sequence[JobSighting]) -> None:
        last: dict[JobKey, JobSighting] = {sighting.key: sighting for sighting in self.jobs}
        for sighting in sightings:
            before = last.get(sighting.key)
            if before is not None and _says_nothing_new(before, sighting):
                continue
            self.record_happenings(job_happenings(before, sighting, None if before is None else before.seen_at))
            last[sighting.key] = sighting
            self.jobs.append(sighting)

    def record_happenings(self, happenings: Sequence[Happening]) -> None:
        for happening in happenings:
            self.happened.append(replace(happening, number=len(self.happened) + 1))

    def record_once(self, name: str, happening: Happening) -> None:
        if name not in self.claims:
            self.claims.add(name)
            self.record_happenings([happening])

    def record_own_change(self, happening: Happening) -> None:
        self.record_happenings([happening])

    def record_listing(self, listing: Listing) -> None:
        self.listings.append(listing)

    def record_config(self, seen: ConfigSighting) -> None:
        self.configs.append(seen)

    def tidy(self, at: datetime) -> None:
        self.tidied.append(at)

    def keep_watch(self, at: datetime) -> None:
        if self.watched and self.watched[-1].ended_at is None:
            self.watched[-1] = replace(self.watched[-1], last_alive_at=at)
        else:
            self.watched.append(Watch(at, at))

    def end_watch(self, at: datetime) -> None:
        if self.watched:
            self.watched[-1] = replace(self.watched[-1], last_alive_at=at, ended_at=at)

    def record_last_known(self, repo: RepoName | None, answers: Sequence[Answer], at: datetime) -> None:
        self.known[repo] = tuple(answers)

    async def last_known(self, repo: RepoName | None) -> tuple[Answer, ...]:
        return self.known.get(repo, ())

    async def happenings(self, *, before: int | None = None, most: int = 500) -> tuple[Happening, ...]:
        found = [one for one in reversed(self.happened) if before is None or one.number < before]
        return tuple(found[:most])

    async def happenings_after(self, number: int, most: int = 1_000) -> tuple[Happening, ...]:
        return tuple(one for one in self.happened if one.number > number)[:most]

    async def happenings_between(self, since: datetime, until: datetime) -> tuple[Happening, ...]:
        return tuple(one for one in self.happened if since <= one.seen_at <= until)

    async def happenings_of(self, thing: Thing | None) -> tuple[Happening, ...]:
        return tuple(one for one in self.happened if one.about == thing)

    async def jobs_between(self, since: datetime, until: datetime) -> tuple[JobSighting, ...]:
        return tuple(one for one in self.jobs if since <= one.seen_at <= until)

    async def jobs_at(self, at: datetime, repo: RepoName | None = None) -> tuple[JobSighting, ...]:
        found = [one for one in self.jobs if one.seen_at <= at and (repo is None or one.key.repo == repo)]
        return tuple({one.key: one for one in found}.values())

    async def watches(self, since: datetime) -> tuple[Watch, ...]:
        return tuple(one for one in self.watched if one.last_alive_at >= since)

    async def last_watch_of_others(self) -> Watch | None:
        return self.others_watch

    async def claim(self, name: str, at: datetime) -> bool:
        is_first = name not in self.claims
        self.claims.add(name)
        return is_first


def _says_nothing_new(before: JobSighting, seen: JobSighting) -> bool:
    figures = (seen.progress_percent, seen.lines, seen.loss, seen.error)
    known = (before.progress_percent, before.lines, before.loss, before.error)
    is_same_run = before.run_id == seen.run_id or None in {before.run_id, seen.run_id}
    return is_same_run and before.status == seen.status and figures in {(None, None, None, None), known}
