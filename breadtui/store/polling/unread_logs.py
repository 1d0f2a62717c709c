"""Which running bakes the doctor cannot judge, since nobody reads their training logs."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import timedelta

from breadtui.domain.doctor.pulse import LOG_SECONDS
from breadtui.domain.jobs import JobStatus
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.facts.remote import NOT_ASKED, Remote, last_ready
from breadtui.store.facts.standing import standing_of
from breadtui.store.facts.state import SeenJob


def unread_logs(
    jobs: Mapping[JobKey, SeenJob], opened: Container[RepoName], metrics: Mapping[JobKey, Remote[MetricSeries]]
) -> tuple[JobKey, ...]:
    """The running bakes that cannot be judged in full: nobody has read their training log for a while, or ever."""

    def is_unread(seen: SeenJob) -> bool:
        read = last_ready(metrics.get(seen.job.key, NOT_ASKED))
        return read is None or seen.seen_at - read.at > timedelta(seconds=LOG_SECONDS)

    return tuple(
        key
        for key in standing_of(jobs).active
        if key.phase is Phase.BAKE
        and key.repo in opened
        and jobs[key].job.status is JobStatus.RUNNING
        and not jobs[key].is_gone
        and is_unread(jobs[key])
    )
