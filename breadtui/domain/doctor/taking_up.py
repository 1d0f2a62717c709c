"""What an earlier session knew of a running job: its pulse by the looks that were kept, the alarms it left open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from breadtui.domain.doctor.alarms import Alarm, Rule, rule_of
from breadtui.domain.doctor.loss_rules import is_high
from breadtui.domain.doctor.pulse import NO_PULSE, Pulse, Unit, felt
from breadtui.domain.happenings import Happening, What
from breadtui.domain.jobs import JobStatus, LossSummary, status_of
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.sightings import JobSighting
from breadtui.values import dataclass, replace

ENDS_ALARMS = frozenset({What.STARTED, What.VANISHED, What.STOPPED})
"""After these a job has a run of its own again, or none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An alarm that was told and never ended, and when it was told."""

    alarm: Alarm
    told_at: datetime


def open_findings(told: Iterable[Happening]) -> Mapping[JobKey, tuple[Finding, ...]]:
    """The alarms that stand open by what happened, oldest first, in the order in which they were told."""
    found: dict[JobKey, dict[Rule, Finding]] = {}
    for one in told:
        key, rule = one.about, rule_of(one.after)
        if not isinstance(key, JobKey):
            continue
        if one.what in ENDS_ALARMS:
            found.pop(key, None)
        elif rule is not None and one.what in {What.ALARM, What.CALM}:
            of_job = found.setdefault(key, {})
            of_job.pop(rule, None)
            if one.what is What.ALARM:
                of_job[rule] = Finding(Alarm(key, rule, one.detail), one.seen_at)
    return {key: tuple(rules.values()) for key, rules in found.items() if rules}


def moves_of(history: Sequence[JobSighting]) -> tuple[JobSighting, ...]:
    """The looks that showed something else than the one before, oldest first; a look without figures shows nothing."""
    moves: list[JobSighting] = []
    for seen in history:
        last = moves[-1] if moves else None
        is_same_state = last is not None and last.status == seen.status and not is_another_run(last, seen)
        if last is None or not (is_same_state and _figures(seen) in {(None, None, None), _figures(last)}):
            moves.append(seen)
    return tuple(moves)


def is_another_run(before: JobSighting, after: JobSighting) -> bool:
    """The service named another job id than last time."""
    return None not in {before.run_id, after.run_id} and before.run_id != after.run_id


def _figures(seen: JobSighting) -> tuple[float | None, int | None, float | None]:
    return seen.progress_percent, seen.lines, seen.loss


def pulse_of(history: Sequence[JobSighting]) -> Pulse:
    """The pulse of a run that goes on, by the looks at which it moved, oldest first; `NO_PULSE` of one that is over.

    A bake's counts how often its answer changed, until its log is read. Each stretch between two changes counts as a
    silence the run survived, since nothing is kept of the looks within it.
    """
    pulse, lowest, last = NO_PULSE, float("inf"), None
    for seen in history:
        if status_of(seen.status) is not JobStatus.RUNNING:
            pulse, lowest, last = NO_PULSE, float("inf"), None
            continue
        if last is not None and is_another_run(last, seen):
            pulse, lowest = NO_PULSE, float("inf")
        lowest = lowest if seen.loss is None else min(lowest, seen.loss)
        pulse, last = _felt(pulse, seen, lowest), seen
    return pulse


def _felt(pulse: Pulse, seen: JobSighting, lowest: float) -> Pulse:
    since = pulse.since
    if seen.key.phase is Phase.BAKE:
        is_first = pulse.count is None
        count = 0.0 if pulse.count is None else pulse.count + 1
        loss = None if seen.loss is None else LossSummary(seen.loss, None, lowest)
        high_looks = pulse.high_looks + 1 if not is_first and is_high(loss) else 0
        after = replace(felt(replace(pulse, unit=Unit.CHANGE), count, seen.seen_at), high_looks=high_looks)
    else:
        rows = None if seen.lines is None else float(seen.lines)
        after = felt(replace(pulse, unit=Unit.ROW), rows, seen.seen_at)
    if since is None or not after.has_grown or after.since == since:
        return after
    quiet_seconds = (seen.seen_at - since).total_seconds()
    return replace(after, longest_quiet_seconds=max(after.longest_quiet_seconds, quiet_seconds))
