"""All rules held against one job: what its training log shows, and what looks at it have shown."""

from __future__ import annotations

from breadtui.domain.doctor.alarms import Alarm, Rule
from breadtui.domain.doctor.curve import points_of
from breadtui.domain.doctor.loss_rules import divergence_evidence, loss_curve_of, nan_evidence, plateau_evidence
from breadtui.domain.doctor.pace_rules import rate_evidence, slower_evidence
from breadtui.domain.doctor.stall import Stillness, stall_of
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.metric.record import MetricSeries

FROM_LOG = frozenset({Rule.NAN, Rule.DIVERGED, Rule.PLATEAU, Rule.SLOWER, Rule.LEARNING_RATE})
"""The rules that a training log alone decides."""

WHILE_RUNNING = frozenset({Rule.STALLED, Rule.PLATEAU, Rule.SLOWER})
"""What matters no more once the job has ended."""


def log_alarms(job: Job, series: MetricSeries) -> tuple[Alarm, ...]:
    """What the training log of a bake shows; of one that ended, only what says something of its outcome."""
    curve, rates = loss_curve_of(series), points_of(series, "lr")
    found = (
        (Rule.NAN, nan_evidence(series, curve.losses)),
        (Rule.DIVERGED, divergence_evidence(curve)),
        (Rule.PLATEAU, plateau_evidence(curve, rates)),
        (Rule.SLOWER, slower_evidence(series)),
        (Rule.LEARNING_RATE, rate_evidence(rates, job.config)),
    )
    is_over = job.status is not JobStatus.RUNNING
    return tuple(
        Alarm(job.key, rule, evidence)
        for rule, evidence in found
        if evidence is not None and not (is_over and rule in WHILE_RUNNING)
    )


def stall_alarm(job: Job, still: Stillness) -> Alarm | None:
    """The alarm of a job that stands still."""
    stall = stall_of(job, still)
    return None if stall is None else Alarm(job.key, Rule.STALLED, stall.evidence, stall.seconds)
