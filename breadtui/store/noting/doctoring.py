"""The doctor's rules held against each job as it is seen again, and what they found told once."""

from __future__ import annotations

from datetime import datetime, timedelta

from breadtui.domain.doctor.alarms import Alarm, Gravity, Rule
from breadtui.domain.doctor.blocks import MOST_BLOCKS
from breadtui.domain.doctor.curve import step_seconds_of
from breadtui.domain.doctor.examine import FROM_LOG, WHILE_RUNNING, log_alarms, stall_alarm
from breadtui.domain.doctor.loss_rules import high_evidence, is_back, is_high
from breadtui.domain.doctor.mutes import Mutes
from breadtui.domain.doctor.pulse import LOG_SECONDS, NO_PULSE, Pulse, Unit, felt
from breadtui.domain.doctor.words import alarm_sentence
from breadtui.domain.happenings import Happening, What
from breadtui.domain.jobs import JobStatus
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import Phase
from breadtui.store.facts.keyed import moved_keys
from breadtui.store.facts.noticing import noticed
from breadtui.store.facts.sighting import has_got_on, is_new_run
from breadtui.store.facts.stalling import alarm_of, stillness_of
from breadtui.store.facts.state import AppState, SeenJob, Severity
from breadtui.values import replace

NO_ROWS = Pulse(unit=Unit.ROW)
NO_CHANGES = Pulse(unit=Unit.CHANGE)


def examined(before: SeenJob | None, seen: SeenJob, mutes: Mutes) -> SeenJob:
    """The job after a look, with its pulse felt and held against the rules; a new run begins with neither."""
    if seen.job.status is not JobStatus.RUNNING and not seen.alarms:
        return seen if before is None or seen.pulse is NO_PULSE else replace(seen, pulse=NO_PULSE)
    if before is not None and _is_begun_anew(before, seen):
        seen = replace(seen, pulse=NO_PULSE, alarms=())
    if seen.job.status is JobStatus.RUNNING:
        seen = replace(seen, pulse=_felt_answer(before, seen))
    return _with_alarms(seen, _with_high_loss(seen), mutes)


def _with_high_loss(seen: SeenJob) -> tuple[Alarm, ...]:
    """The alarms of a bake by its own answers where nobody reads its log; what a log showed is left to the log.

    What was found once stays until an answer tells a loss near its minimum: a log judges more finely than answers do.
    """
    if seen.pulse.unit is not Unit.CHANGE:
        return seen.alarms
    evidence = high_evidence(seen.job.loss, seen.pulse.high_looks)
    if evidence is None and not is_back(seen.job.loss):
        return seen.alarms
    others = tuple(alarm for alarm in seen.alarms if alarm.rule is not Rule.DIVERGED)
    return others if evidence is None else (*others, Alarm(seen.job.key, Rule.DIVERGED, evidence))


def _felt_answer(before: SeenJob | None, seen: SeenJob) -> Pulse:
    """The pulse after an answer: rows as they are counted; of a bake whose log is not read, how often it changes."""
    at = seen.figures_at or seen.seen_at
    if seen.job.key.phase is not Phase.BAKE:
        rows = None if seen.job.lines is None else float(seen.job.lines)
        return felt(seen.pulse if seen.pulse.unit is Unit.ROW else NO_ROWS, rows, at)
    pulse = seen.pulse
    if pulse.unit is Unit.STEP:
        is_log_read = pulse.looked_at is not None and at - pulse.looked_at < timedelta(seconds=LOG_SECONDS)
        return pulse if is_log_read else felt(NO_CHANGES, 0.0, at)
    has_changed = before is not None and has_got_on(before.job, seen.job)
    if has_changed:
        pulse = replace(pulse, high_looks=pulse.high_looks + 1 if is_high(seen.job.loss) else 0)
    return felt(pulse, (pulse.count or 0.0) + has_changed, at)


def examined_log(seen: SeenJob, series: MetricSeries, at: datetime, mutes: Mutes) -> SeenJob:
    """The bake after its training log was read."""
    if seen.job.status is JobStatus.RUNNING:
        known = seen.pulse if seen.pulse.unit is Unit.STEP else NO_PULSE
        pulse = felt(known, None if series.last_step is None else float(series.last_step), at)
        seen = replace(seen, pulse=replace(pulse, step_seconds=step_seconds_of(series)))
        if _says_what_it_said(seen, series):
            return _with_alarms(seen, seen.alarms, mutes)
        seen = replace(seen, pulse=replace(seen.pulse, examined_rows=len(series)))
    others = tuple(alarm for alarm in seen.alarms if alarm.rule not in FROM_LOG)
    return _with_alarms(seen, (*others, *log_alarms(seen.job, series)), mutes)


def _says_what_it_said(seen: SeenJob, series: MetricSeries) -> bool:
    """A healthy log grew by less than the blocks that the rules read it in, so that they would find nothing again."""
    is_ill = bool(series.lost_at) or any(alarm.rule in FROM_LOG for alarm in seen.alarms)
    return not is_ill and 0 <= len(series) - seen.pulse.examined_rows < len(series) // MOST_BLOCKS


def with_finding(seen: SeenJob, rule: Rule, evidence: str | None, mutes: Mutes, *, is_news: bool = True) -> SeenJob:
    """The job after one rule was looked into by itself: found on this evidence, or nothing found."""
    others = tuple(alarm for alarm in seen.alarms if alarm.rule is not rule)
    found = () if evidence is None else (Alarm(seen.job.key, rule, evidence, is_news=is_news),)
    return _with_alarms(seen, (*others, *found), mutes)


def alarmed(state: AppState, before: SeenJob | None, seen: SeenJob, at: datetime) -> AppState:
    """The state with a notice for each thing that was found now; what was found of a job long over is no news."""
    known = {alarm.rule for alarm in before.alarms} if before is not None else set()
    for alarm in seen.alarms:
        is_news = alarm.rule not in known and not alarm.is_muted and alarm.gravity is not Gravity.NOTE
        if is_news and _is_of_now(seen, alarm):
            severity = Severity.ERROR if alarm.gravity is Gravity.GRAVE else Severity.WARNING
            state = noticed(state, severity, alarm_sentence(alarm), at, alarm.key)
    return state


def alarm_happenings(before: AppState, after: AppState, at: datetime) -> tuple[Happening, ...]:
    """What the rules found between two states, and what is over, for the journal; muted ones are none of it.

    That a stall is over is told of each run that is seen to move: an earlier session may have left it open. Muting ends
    nothing: what was told before is over once the rule finds it no more.
    """
    if before.jobs is after.jobs:
        return ()
    found: list[Happening] = []
    for key in moved_keys(before.jobs, after.jobs):
        was, now = before.jobs.get(key), after.jobs[key]
        if was is None and not now.alarms:
            continue  # as nearly all of a large tree when it is first read
        if was is None or was.alarms is not now.alarms or was.pulse.count != now.pulse.count:
            found += _told(was, now, at)
    return tuple(found)


def _told(was: SeenJob | None, now: SeenJob, at: datetime) -> list[Happening]:
    known = {alarm.rule for alarm in was.alarms if alarm.is_news and not alarm.is_muted} if was is not None else set()
    loud = {alarm.rule: alarm for alarm in now.alarms if not alarm.is_muted}
    found = {alarm.rule for alarm in now.alarms}
    over = {alarm.rule for alarm in was.alarms if alarm.is_news} - found if was is not None else set()
    if was is not None and not was.pulse.has_grown and now.pulse.has_grown:
        over |= {Rule.STALLED} - found
    key = now.job.key
    calm = [Happening(What.CALM, at, key, after=rule.value) for rule in sorted(over)]
    news = [alarm for rule, alarm in loud.items() if rule not in known and _is_of_now(now, alarm)]
    return [*calm, *(Happening(What.ALARM, at, key, after=one.rule.value, detail=one.evidence) for one in news)]


def _is_of_now(seen: SeenJob, alarm: Alarm) -> bool:
    """A log of a job that ended long ago was merely read now."""
    return alarm.is_news and (seen.job.is_active or alarm.rule not in FROM_LOG)


def _is_begun_anew(before: SeenJob, seen: SeenJob) -> bool:
    return is_new_run(before, seen) or (before.job.is_settled and seen.job.is_active)


def _with_alarms(seen: SeenJob, alarms: tuple[Alarm, ...], mutes: Mutes) -> SeenJob:
    """The job with these alarms and its stall as it is by now; the very same job where nothing differs."""
    is_running = seen.job.status is JobStatus.RUNNING
    kept = [alarm for alarm in alarms if alarm.rule is not Rule.STALLED]
    if not is_running:
        kept = [alarm for alarm in kept if alarm.rule not in WHILE_RUNNING]
    elif not seen.is_gone and (stall := stall_alarm(seen.job, stillness_of(seen))) is not None:
        kept.insert(0, _kept_rounded(alarm_of(seen, Rule.STALLED), stall))
    told = mutes.applied(tuple(kept))
    return seen if told == seen.alarms else replace(seen, alarms=told)


def _kept_rounded(known: Alarm | None, stall: Alarm) -> Alarm:
    """The same alarm as long as its evidence reads the same."""
    return known if known is not None and known.evidence == stall.evidence else stall
