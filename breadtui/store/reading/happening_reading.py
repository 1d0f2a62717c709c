"""Commands about what happened: the watch that is kept, the events, the digest, the pace of earlier looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from breadtui.domain.doctor.alarms import rule_of
from breadtui.domain.doctor.taking_up import open_findings
from breadtui.domain.durations import Knowledge, run_duration
from breadtui.domain.estimates import course_of
from breadtui.domain.happenings import ALIVE_SECONDS, Gap, Happening, Watch, What, gaps_of, link_gaps_of
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.preflight.estimates import PastRun
from breadtui.domain.sightings import JobSighting
from breadtui.store.events.happening import PaceRestored, TakenUp
from breadtui.store.facts.standing import standing_of
from breadtui.store.facts.taking_up import ALARMS_FROM, known_of, stalls_over, takes_up
from breadtui.store.reading.restoring import Restoring
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.domain.digest import Digest, DigestLine

PAST_RUNS = 20
KEPT_EVERY_BEATS = 10
"""What is known is written for the next start after the first minute, then every ten."""
TIDIED_EVERY_BEATS = 720
"""The journal is thinned after two minutes, then twice a day."""
MOST_COURSES = 50
"""Running jobs whose earlier looks are read at start."""
MOST_LOOKS = 60
"""So many of its newest looks tell the pulse of a run."""


class HappeningReading(Restoring):
    """Reads the journal's events, and says that somebody watches."""

    def now(self) -> datetime:
        """The time by which everything is told."""
        return self._now()

    async def keep_watching(self) -> None:
        """Say once a minute that this program watches, until cancelled."""
        beats = 0
        try:
            while True:
                self._journal.keep_watch(self._now())
                await self._clock.sleep(ALIVE_SECONDS)
                beats += 1
                if beats % KEPT_EVERY_BEATS == 1:
                    self.keep_last_known()
                if beats % TIDIED_EVERY_BEATS == 2:
                    self._journal.tidy(self._now())
        finally:
            self.keep_last_known(is_end=True)
            self._journal.end_watch(self._now())

    async def last_watched_at(self) -> datetime | None:
        """When any other window, session or recorder was last seen watching; None where there was none."""
        watch = await self._journal.last_watch_of_others()
        return None if watch is None else watch.ended_at or watch.last_alive_at

    async def watched_since(self, longest: timedelta) -> datetime:
        """When the first watch of the last `longest` began; nothing is known of what was before it."""
        since = self._now() - longest
        watches = await self._journal.watches(since)
        return max(since, min((watch.began_at for watch in watches), default=since))

    async def happenings(self, *, before: int | None = None, most: int = 500) -> tuple[Happening, ...]:
        """Newest first; `before` is the number of the last one of the page before."""
        return await self._journal.happenings(before=before, most=most)

    async def happenings_after(self, number: int) -> tuple[Happening, ...]:
        """What any window wrote down after the one with this number."""
        return await self._journal.happenings_after(number)

    async def gaps(self, since: datetime) -> tuple[Gap, ...]:
        """The stretches from `since` until now in which nobody watched, or the service could not be seen."""
        now = self._now()
        watches: tuple[Watch, ...] = await self._journal.watches(since)
        told = [one for one in await self._journal.happenings_between(since, now) if one.about is None]
        found = (*gaps_of(watches, since, now), *link_gaps_of(told, now))
        return tuple(sorted(found, key=lambda gap: gap.since))

    async def digest(self, since: datetime) -> Digest:
        """What happened since then, with what runs now as it was last seen."""
        from breadtui.domain.digest import digest_of  # noqa: PLC0415  when it is asked for

        now = self._now()
        happened = [one for one in await self._journal.happenings_between(since, now) if not self._is_muted(one)]
        jobs = self._state.jobs
        active = [key for key in standing_of(jobs).active if key.repo in self._state.opened and not jobs[key].is_gone]
        found = digest_of(happened, active, since, now, await self.gaps(since))
        return replace(found, lines=tuple([await self._timed(line) for line in found.lines]))

    def _is_muted(self, happening: Happening) -> bool:
        rule = rule_of(happening.after) if happening.what is What.ALARM else None
        about = happening.about
        return rule is not None and isinstance(about, JobKey) and self._state.mutes.mutes(about, rule)

    async def _timed(self, line: DigestLine) -> DigestLine:
        """A run that ended, with how long it took."""
        from breadtui.domain.digest import Section  # noqa: PLC0415  when it is asked for

        if line.section not in {Section.FINISHED, Section.FAILED} or not isinstance(line.about, JobKey):
            return line
        return replace(line, took=run_duration(await self._journal.job_history(line.about)))

    async def restore_last_known(self, wanted: RepoName | None, most: int) -> None:
        """As the rest of a session's beginning; running jobs are taken up as they were left."""
        await super().restore_last_known(wanted, most)
        await self.take_up()

    async def take_up(self) -> None:
        """Go on with the alarms that stand open, and with the pulse of running jobs, as whoever watched last left them.

        Nothing of it is told again. What was seen to move here already is judged by that.
        """
        now = self._now()
        open_ones = open_findings(await self._journal.happenings_between(now - ALARMS_FROM, now))
        running = [key for key in standing_of(self._state.jobs).active if takes_up(self._state, key)][:MOST_COURSES]
        known, over = {}, list[Happening]()
        for key in {*running, *(key for key in open_ones if key in self._state.jobs)}:
            history, findings = await self._journal.last_looks(key, MOST_LOOKS), open_ones.get(key, ())
            known[key] = known_of(history, findings)
            over += stalls_over(history, findings, now)
        self._store.dispatch(TakenUp(known))
        if over:
            self._journal.record_happenings(over)

    async def restore_pace(self) -> None:
        """Read how fast running jobs were seen to go before this session, and how long past runs took.

        Alarms that stand open are taken up as well, of what was not known at the beginning.
        """
        await self.take_up()
        running = [key for key in standing_of(self._state.jobs).active if self._state.jobs[key].course]
        courses = {key: course_of(await self._journal.job_history(key)) for key in running[:MOST_COURSES]}
        past = {phase: tuple(past_runs(await self._journal.complete_jobs(phase, PAST_RUNS))) for phase in Phase}
        self._dispatch(PaceRestored({key: course for key, course in courses.items() if course}, past))


def past_runs(histories: Iterable[Sequence[JobSighting]]) -> Iterator[PastRun]:
    """The runs that were watched from beginning to end, with the rows they wrote; 0 of a bake, whose steps vary."""
    for history in histories:
        took = run_duration(history)
        if history and took is not None and took.knowledge is not Knowledge.AT_LEAST:
            yield PastRun(took.seconds, history[-1].lines or 0)
