"""How things stood at an earlier moment, told by what was seen: states, names, texts, and where nobody looked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import TypeAlias

from breadtui.domain.doctor.alarms import Alarm, Rule
from breadtui.domain.doctor.taking_up import open_findings
from breadtui.domain.estimates import Progress
from breadtui.domain.happenings import Gap, Happening, Thing, What
from breadtui.domain.jobs import Job, JobStatus, LossSummary, progress_percent_of, status_of
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey, PromptKey
from breadtui.domain.prompt.past import PromptPast
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.sightings import JobSighting
from breadtui.values import dataclass, field, replace

MINUTE = timedelta(minutes=1)
Alarms: TypeAlias = tuple[Alarm, ...]
_CLOCK = re.compile(r"(?:(\d{4})-(\d\d?)-(\d\d?)[ T]+)?(\d\d?):(\d\d)(?::(\d\d))?")
_BACK = re.compile(r"-(\d{1,5})([mhd])")
_UNITS = {"m": MINUTE, "h": timedelta(hours=1), "d": timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class Moment:
    """What was seen until `at`.

    `jobs` are how each job was last seen until then, `later` what happened after it until now, oldest first. `gap` is
    the stretch around it in which nobody watched, so that it may have been otherwise by then; None where somebody did.
    `texts` are prompts as they were seen then, None for those that were not seen yet. `alarms` are what the doctor's
    rules had found of jobs and had not taken back, the latest last. `courses` are how far running jobs were, look by
    look.
    """

    at: datetime
    jobs: Mapping[JobKey, JobSighting] = field(default_factory=dict)
    later: tuple[Happening, ...] = ()
    gap: Gap | None = None
    texts: Mapping[PromptKey, Prompt | None] = field(default_factory=dict)
    alarms: Mapping[JobKey, Alarms] = field(default_factory=dict)
    courses: Mapping[JobKey, tuple[Progress, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Presence:
    """What came and what went between a moment and now, each by the first word on it."""

    came_later: frozenset[Thing]
    gone_since: frozenset[Thing]


def presence_of(later: Iterable[Happening]) -> Presence:
    """Things that were not there yet at a moment, and things that still were, by what happened after it."""
    first: dict[Thing, What] = {}
    for one in later:
        if one.about is not None and one.what in {What.APPEARED, What.VANISHED}:
            first.setdefault(one.about, one.what)
    came = frozenset(thing for thing, what in first.items() if what is What.APPEARED)
    return Presence(came, frozenset(first.keys() - came))


def job_then(seen: JobSighting, now: Job | None) -> Job:
    """A job as it was last seen then; what the journal does not keep is taken from `now` where it cannot differ.

    Checkpoints are told of complete bakes alone: when each was written nobody keeps.
    """
    status = status_of(seen.status)
    is_same_run = now is not None and (seen.run_id is None or now.job_id is None or now.job_id == seen.run_id)
    known = now if now is not None and is_same_run else Job(seen.key, status)
    return replace(
        known,
        status=status,
        status_text=seen.status,
        lines=seen.lines,
        progress_percent=seen.progress_percent,
        error=seen.error,
        job_id=seen.run_id,
        loss=None if seen.loss is None else LossSummary(latest=seen.loss),
        model_names=known.model_names if status is JobStatus.COMPLETE else (),
    )


def alarms_then(told: Iterable[Happening], jobs: Mapping[JobKey, JobSighting], at: datetime) -> dict[JobKey, Alarms]:
    """The alarms that stood open at a moment, by what happened until then, oldest first.

    How long a stall lasted by then follows from when the job was last seen to change; of a job whose last change
    nobody saw it is 0.
    """
    open_ones = open_findings(one for one in told if one.seen_at <= at)
    return {
        key: tuple(replace(one.alarm, seconds=_still_seconds(one.alarm.rule, jobs.get(key), at)) for one in findings)
        for key, findings in open_ones.items()
    }


def _still_seconds(rule: Rule, seen: JobSighting | None, at: datetime) -> float | None:
    if rule is not Rule.STALLED:
        return None
    return 0.0 if seen is None else max((at - seen.seen_at).total_seconds(), 0.0)


def series_then(series: MetricSeries, then: Job, now: Job) -> MetricSeries | None:
    """The training log as far as it went then, by the share that was done; None where that is not known."""
    if then.status in {JobStatus.NOT_STARTED, JobStatus.PENDING}:
        return MetricSeries()
    if then.job_id is not None and now.job_id is not None and then.job_id != now.job_id:
        return None
    done, done_now = progress_percent_of(then), progress_percent_of(now)
    if done is None or not done_now:
        return series if then.status is now.status and then.status is JobStatus.FAILED else None
    count = min(round(len(series.steps) * done / done_now), len(series.steps))
    columns = {name: values[:count] for name, values in series.columns.items()}
    return MetricSeries(series.steps[:count], columns, tuple(one for one in series.restarts if one < count), count)


def text_then(past: PromptPast, at: datetime) -> Prompt | None:
    """The text that a prompt was last seen with, or given from here, until then; None where it was not there."""
    known: list[tuple[datetime, Prompt | None]] = [(stay.first_at, stay.prompt) for stay in past.stays]
    known += [(write.at, write.after) for write in past.writes]
    return max((one for one in known if one[0] <= at), key=lambda one: one[0], default=(at, None))[1]


def gap_at(gaps: Iterable[Gap], at: datetime) -> Gap | None:
    """The stretch in which nobody looked, around a moment."""
    return next((gap for gap in gaps if gap.since < at < gap.until), None)


def stepped(at: datetime, minutes: int, first: datetime, now: datetime) -> datetime:
    """So many minutes on or back, at whole minutes, within what there is."""
    whole = at.replace(second=0, microsecond=0)
    if minutes < 0 and whole != at:
        minutes += 1
    return max(min(whole + minutes * MINUTE, now), first)


def moment_typed(text: str, at: datetime, now: datetime, zone: tzinfo | None = None) -> datetime | None:
    """`09:14` on the day that is looked at, `2026-11-28 09:14`, or `-2h` back from now; None for anything else.

    A time of day that is still to come today is yesterday's.
    """
    if found := _BACK.fullmatch(text.strip()):
        return now - int(found[1]) * _UNITS[found[2]]
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    local = at.astimezone(zone)
    year, month, day, hour, minute, second = (int(part) if part else None for part in found.groups())
    try:
        wanted = local.replace(
            year=year or local.year,
            month=month or local.month,
            day=day or local.day,
            hour=hour or 0,
            minute=minute or 0,
            second=second or 0,
            microsecond=0,
        )
    except ValueError:
        return None
    return wanted - timedelta(days=1) if year is None and wanted > now else wanted
