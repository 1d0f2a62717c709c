"""Running jobs as an earlier session, another window or the recorder knew them, taken up where they were left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from breadtui.domain.doctor.alarms import Alarm, Rule
from breadtui.domain.doctor.examine import WHILE_RUNNING
from breadtui.domain.doctor.mutes import Mutes
from breadtui.domain.doctor.pulse import NO_PULSE, Pulse, Unit
from breadtui.domain.doctor.taking_up import Finding, moves_of, pulse_of
from breadtui.domain.happenings import Happening, What
from breadtui.domain.jobs import Job, JobStatus, LossSummary, status_of
from breadtui.domain.names import JobKey
from breadtui.domain.sightings import JobSighting
from breadtui.store.facts.state import AppState, SeenJob
from breadtui.values import dataclass, replace

ALARMS_FROM = timedelta(days=7)
"""An alarm told longer ago than this, and not since, is not taken up."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the journal knows of one job: its last look and its pulse where it runs, and the alarms that stand open."""

    last: JobSighting | None = None
    pulse: Pulse = NO_PULSE
    alarms: tuple[Alarm, ...] = ()


def known_of(history: Sequence[JobSighting], findings: Iterable[Finding]) -> Known:
    """What is taken up of one job; a stall that was told before its last change is over."""
    moves = moves_of(history)
    last = moves[-1] if moves else None
    alarms = tuple(one.alarm for one in findings if not _is_over(one, last))
    return Known(last, pulse_of(moves), alarms)


def stalls_over(history: Sequence[JobSighting], findings: Iterable[Finding], at: datetime) -> tuple[Happening, ...]:
    """What is to be written down of stalls that ended while nobody watched."""
    moves = moves_of(history)
    last = moves[-1] if moves else None
    over = (one.alarm for one in findings if _is_over(one, last))
    return tuple(Happening(What.CALM, at, alarm.key, after=alarm.rule.value) for alarm in over)


def with_known(jobs: Mapping[JobKey, SeenJob], known: Mapping[JobKey, Known], mutes: Mutes) -> Mapping[JobKey, SeenJob]:
    """The jobs with what is known of them; the very same where that is nothing new."""
    taken = {key: _taken_up(jobs[key], one, mutes) for key, one in known.items() if key in jobs}
    moved = {key: seen for key, seen in taken.items() if seen is not jobs[key]}
    return {**jobs, **moved} if moved else jobs


def takes_up(state: AppState, key: JobKey) -> bool:
    """Whether there is anything in the journal that a job here could want: it runs, and was not seen to move yet."""
    seen = state.jobs.get(key)
    return seen is not None and seen.job.status is JobStatus.RUNNING and not seen.is_gone and not seen.pulse.has_grown


def _is_over(finding: Finding, last: JobSighting | None) -> bool:
    return finding.alarm.rule is Rule.STALLED and last is not None and last.seen_at > finding.told_at


def _taken_up(seen: SeenJob, known: Known, mutes: Mutes) -> SeenJob:
    is_running = seen.job.status is JobStatus.RUNNING
    if is_running and known.last is not None:
        seen = _with_pulse(_with_last(seen, known.last), known)
    rules = {alarm.rule for alarm in seen.alarms}
    news = (alarm for alarm in known.alarms if alarm.rule not in rules)
    fitting = tuple(alarm for alarm in news if is_running or alarm.rule not in WHILE_RUNNING)
    return replace(seen, alarms=mutes.applied((*seen.alarms, *fitting))) if fitting else seen


def _with_last(seen: SeenJob, last: JobSighting) -> SeenJob:
    """The job as far as it was last seen by anybody; a tree, however new, says nothing of figures."""
    is_same_run = None in {seen.run_id, last.run_id} or seen.run_id == last.run_id
    is_of_tree = (seen.job.progress_percent, seen.job.lines, seen.job.loss) == (None, None, None)
    is_newer = last.seen_at > seen.seen_at
    if not (is_newer or is_of_tree) or status_of(last.status) is not seen.job.status or not is_same_run:
        return seen
    job = replace(seen.job, progress_percent=last.progress_percent, lines=last.lines, loss=_loss(seen.job, last))
    if not is_newer:
        return replace(seen, job=job, changed_at=min(seen.changed_at, last.seen_at))
    return replace(seen, job=job, seen_at=last.seen_at, changed_at=last.seen_at, figures_at=None)


def _loss(job: Job, last: JobSighting) -> LossSummary | None:
    if last.loss is None:
        return job.loss
    loss = job.loss or LossSummary()
    lowest = last.loss if loss.minimum is None else min(last.loss, loss.minimum)
    return replace(loss, latest=last.loss, minimum=lowest)


def _with_pulse(seen: SeenJob, known: Known) -> SeenJob:
    """The run's own pace; where its log is read here, that tells it better, but not since when it stands still."""
    pulse, own = known.pulse, seen.pulse
    if own.has_grown or pulse.since is None or pulse.looked_at is None:
        return seen
    if own.unit is Unit.STEP and own.count is not None:
        return _still_since(seen, pulse.since) if known.last is not None and _is_as(seen.job, known.last) else seen
    looked_at = max(pulse.looked_at, seen.figures_at or seen.seen_at)
    return replace(seen, pulse=replace(pulse, looked_at=looked_at), changed_at=min(seen.changed_at, pulse.since))


def _still_since(seen: SeenJob, at: datetime) -> SeenJob:
    """A step that was new to this process alone: the run was known to stand there before."""
    since = at if seen.pulse.since is None else min(seen.pulse.since, at)
    return replace(seen, pulse=replace(seen.pulse, since=since), changed_at=min(seen.changed_at, at))


def _is_as(job: Job, last: JobSighting) -> bool:
    """The figures of now are those of the last change that anybody saw."""
    loss = None if job.loss is None else job.loss.latest
    return (job.progress_percent, job.lines, loss) == (last.progress_percent, last.lines, last.loss)
