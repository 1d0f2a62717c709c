"""Looking back: how things stood at a moment, as far as a journal saw it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from breadtui.domain.estimates import Progress, course_of
from breadtui.domain.happenings import Happening, Watch, gaps_of, link_gaps_of
from breadtui.domain.jobs import JobStatus, status_of
from breadtui.domain.names import JobKey, PromptKey
from breadtui.domain.prompt.past import PromptPast
from breadtui.domain.sightings import JobSighting
from breadtui.store.desk import Desk

if TYPE_CHECKING:
    from breadtui.domain.travel import Moment

_ALWAYS = datetime.fromtimestamp(0, UTC)
_LONGEST_GAP = timedelta(days=30)
"""A stretch in which nobody watched is told from so long before the moment on."""
_FIRST_LOOKS = timedelta(minutes=1)
"""So soon after a watch began jobs were looked at."""
_ALARMS_FROM = timedelta(days=7)
"""An alarm told longer ago than this, and not since, is not told of the moment."""
MOST_COURSES = 50
"""Running jobs whose earlier looks are read for a moment."""
_WINDOWS = (timedelta(hours=3), timedelta(days=3), timedelta(days=60), None)
"""How far events are looked for, in steps, so that the next one costs little; None is to the end."""


class PastLog(Protocol):
    """What is read of a journal, or of what was written out of one."""

    async def jobs_at(self, at: datetime) -> tuple[JobSighting, ...]:
        """How each job was last seen until `at`."""
        ...

    async def happenings_between(self, since: datetime, until: datetime) -> tuple[Happening, ...]:
        """By the time at which they were seen, oldest first, both ends included."""
        ...

    async def happenings_of(self, thing: None) -> tuple[Happening, ...]:
        """Those of the session itself, oldest first."""
        ...

    async def job_history(self, key: JobKey) -> tuple[JobSighting, ...]:
        """The changes of one job as they were seen, oldest first."""
        ...

    async def watches(self, since: datetime) -> tuple[Watch, ...]:
        """The stretches in which somebody watched, from `since` on."""
        ...

    async def prompt_past(self, key: PromptKey) -> PromptPast:
        """The texts of a prompt and when they were seen."""
        ...


class Travelling(Desk):
    """Looks back by this account's journal."""

    def past(self) -> PastReader:
        """Reads earlier moments; nothing is sent and nothing is written."""
        return PastReader(self._journal, self._now)


class PastReader:
    """Earlier moments of one journal; `now` is the end of what there is."""

    def __init__(self, journal: PastLog, now: Callable[[], datetime]) -> None:
        self._journal = journal
        self.now = now

    async def first_seen_at(self) -> datetime:
        """From when on anything is known: the first looks come after a watch has begun. Now where nothing is."""
        watches = await self._journal.watches(_ALWAYS)
        if not watches:
            return self.now()
        began_at = min(watch.began_at for watch in watches)
        looks = await self._journal.jobs_at(began_at + _FIRST_LOOKS)
        return min((look.seen_at for look in looks), default=began_at)

    async def moment(self, at: datetime, prompt: PromptKey | None = None) -> Moment:
        """What was seen until then, with the text that a prompt had."""
        from breadtui.domain.travel import Moment, alarms_then, gap_at, text_then  # noqa: PLC0415  when it is asked for

        now = self.now()
        jobs = {seen.key: seen for seen in await self._journal.jobs_at(at)}
        later = tuple(one for one in await self._journal.happenings_between(at, now) if one.seen_at > at)
        since = at - _LONGEST_GAP
        told = await self._journal.happenings_of(None)
        gaps = (*gaps_of(await self._journal.watches(since), since, now), *link_gaps_of(told, now))
        texts = {}
        if prompt is not None:
            texts[prompt] = text_then(await self._journal.prompt_past(prompt), at)
        alarms = alarms_then(await self._journal.happenings_between(at - _ALARMS_FROM, at), jobs, at)
        return Moment(at, jobs, later, gap_at(gaps, at), texts, alarms, await self._courses(jobs.values(), at))

    async def _courses(self, jobs: Iterable[JobSighting], at: datetime) -> dict[JobKey, tuple[Progress, ...]]:
        """How running jobs had come so far, by which their end is told and the shape of their loss."""
        running = [seen.key for seen in jobs if status_of(seen.status) is JobStatus.RUNNING]
        histories = {key: await self._journal.job_history(key) for key in running[:MOST_COURSES]}
        return {key: course_of([seen for seen in history if seen.seen_at <= at]) for key, history in histories.items()}

    async def event_beside(self, at: datetime, by: int) -> Happening | None:
        """The next event after a moment, or the last one before it; None where there is none."""
        for window in _WINDOWS:
            found = await (self._after(at, window) if by > 0 else self._before(at, window))
            if found is not None:
                return found
        return None

    async def _after(self, at: datetime, window: timedelta | None) -> Happening | None:
        now = self.now()
        until = now if window is None else min(at + window, now)
        return _first(await self._journal.happenings_between(at, until), lambda one: one.seen_at > at)

    async def _before(self, at: datetime, window: timedelta | None) -> Happening | None:
        since = _ALWAYS if window is None else at - window
        found = await self._journal.happenings_between(since, at)
        return _first(reversed(found), lambda one: one.seen_at < at)


def _first(happenings: Iterable[Happening], fits: Callable[[Happening], bool]) -> Happening | None:
    return next((one for one in happenings if fits(one)), None)
