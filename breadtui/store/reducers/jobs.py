"""What jobs, their metrics and their plans look like after an event."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from breadtui.domain.errors import NotFound, Unclear
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey
from breadtui.domain.recipe import RecreationPlan
from breadtui.store.events.event import (
    JobsPolled,
    JobStarted,
    MetricsAsked,
    MetricsFailed,
    MetricsLoaded,
    PlanAsked,
    PlanFailed,
    PlanLoaded,
    StartAsked,
    StartFailed,
)
from breadtui.store.facts.keyed import having
from breadtui.store.facts.noticing import first_line, noticed
from breadtui.store.facts.remote import NOT_ASKED, Ready, Remote, failed, loading, value_of
from breadtui.store.facts.sighting import not_seen, seen_again, seen_started
from breadtui.store.facts.state import AppState, SeenJob, Severity
from breadtui.store.noting.doctoring import alarmed, examined_log
from breadtui.store.noting.telling import with_jobs
from breadtui.values import replace

StartEvent: TypeAlias = StartAsked | JobStarted | StartFailed
MetricsEvent: TypeAlias = MetricsAsked | MetricsLoaded | MetricsFailed
PlanEvent: TypeAlias = PlanAsked | PlanLoaded | PlanFailed
JobEvent: TypeAlias = JobsPolled | StartEvent | MetricsEvent | PlanEvent


def reduce_jobs(state: AppState, event: JobEvent) -> AppState:
    """The state after something happened to a job, its metrics or its plan."""
    match event:
        case JobsPolled():
            return _polled(state, event)
        case StartAsked() | JobStarted() | StartFailed():
            return _start_moved(state, event)
        case MetricsAsked() | MetricsLoaded() | MetricsFailed():
            return _metrics_moved(state, event) if event.key.repo in state.opened else state
        case PlanAsked() | PlanLoaded() | PlanFailed():
            return _plan_moved(state, event) if event.key.repo in state.opened else state
        case _:
            assert_never(event)


def _polled(state: AppState, event: JobsPolled) -> AppState:
    seen: dict[JobKey, SeenJob] = {}
    for key, outcome in event.outcomes.items():
        generation = event.generations.get(key.repo)
        if generation is None or generation != state.opened.get(key.repo):
            continue
        before = state.jobs.get(key)
        if isinstance(outcome, Job):
            seen[key] = seen_again(before, outcome, event.at)
        elif before is not None:
            seen[key] = not_seen(before, outcome)
    return with_jobs(state, seen, event.at)


def _start_moved(state: AppState, event: StartEvent) -> AppState:
    match event:
        case StartAsked(key):
            return replace(state, starting=state.starting | {key})
        case JobStarted(key, job, at):
            idle = replace(state, starting=state.starting - {key})
            if key.repo not in state.opened:
                return idle
            return with_jobs(idle, {key: seen_started(state.jobs.get(key), job, at)}, at)
        case StartFailed(key, error, at):
            idle = replace(state, starting=state.starting - {key})
            words = f"start of {key.name}: {first_line(error.message)}"
            severity = Severity.WARNING if isinstance(error, Unclear) else Severity.ERROR
            return noticed(idle, severity, words, at, key)
        case _:
            assert_never(event)


def _metrics_moved(state: AppState, event: MetricsEvent) -> AppState:
    before = state.metrics.get(event.key, NOT_ASKED)
    after: Remote[MetricSeries]
    match event:
        case MetricsAsked():
            after = loading(before)
        case MetricsLoaded(key, series, at) if not len(series) and _cannot_lose_its_log(state, key):
            after = failed(before, NotFound("the log is not there any more", status=404), at)
        case MetricsLoaded(_, series, at):
            after = Ready(series, at)
        case MetricsFailed(_, error, at):
            after = failed(before, error, at)
        case _:
            assert_never(event)
    moved = replace(state, metrics=having(state.metrics, event.key, after))
    return _examined_log(moved, event) if isinstance(event, MetricsLoaded) and isinstance(after, Ready) else moved


def _cannot_lose_its_log(state: AppState, key: JobKey) -> bool:
    """Whether a log was read that an empty one does not replace: that of any bake but one that begins anew.

    The log of one that is not there reads as empty. Source: the API contract, metrics.
    """
    series = value_of(state.metrics.get(key, NOT_ASKED))
    return bool(series) and not _is_beginning(state.jobs.get(key))


def _is_beginning(seen: SeenJob | None) -> bool:
    """Whether a bake has not begun, or has done nothing yet."""
    if seen is None or seen.is_gone:
        return False
    is_waiting = seen.job.status in {JobStatus.NOT_STARTED, JobStatus.PENDING}
    return is_waiting or (seen.job.status is JobStatus.RUNNING and seen.job.progress_percent == 0)


def _examined_log(state: AppState, event: MetricsLoaded) -> AppState:
    """The bake held against the rules that read its training log."""
    seen = state.jobs.get(event.key)
    if seen is None:
        return state
    looked = examined_log(seen, event.series, event.at, state.mutes)
    if looked is seen:
        return state
    state = alarmed(state, seen, looked, event.at)
    return replace(state, jobs={**state.jobs, event.key: looked})


def _plan_moved(state: AppState, event: PlanEvent) -> AppState:
    before = state.plans.get(event.key, NOT_ASKED)
    after: Remote[RecreationPlan]
    match event:
        case PlanAsked():
            after = loading(before)
        case PlanLoaded(_, plan, at):
            after = Ready(plan, at)
        case PlanFailed(_, error, at):
            after = failed(before, error, at)
        case _:
            assert_never(event)
    return replace(state, plans=having(state.plans, event.key, after))
