"""Shared answers as the events a window would have had by asking itself, and the other way round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import TypeAlias, TypeVar, assert_never

from breadtui.domain.answers import Answer, Names, Topic
from breadtui.domain.errors import BreadError
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey, RepoName
from breadtui.domain.repos import RepoTree
from breadtui.store.events.event import (
    ContentsFailed,
    ContentsLoaded,
    Event,
    JobsPolled,
    MetricsFailed,
    MetricsLoaded,
    RepoListFailed,
    RepoListLoaded,
    TreeFailed,
    TreeLoaded,
)
from breadtui.store.facts.asks import Ask, AskContents, AskJob, AskMetrics, AskRepos, AskTree
from breadtui.store.facts.remote import NOT_ASKED, Failed, Ready, Remote
from breadtui.store.facts.state import AppState, RepoContents

T = TypeVar("T")
Overview: TypeAlias = AskTree | AskContents | AskMetrics | AskRepos


def ask_of(answer: Answer) -> Ask | None:
    """What would have been asked; None for an answer about something that its topic is never about."""
    match answer.topic, answer.about:
        case Topic.REPOS, None:
            return AskRepos()
        case Topic.TREE, str(repo):
            return AskTree(RepoName(repo))
        case Topic.CONTENTS, str(repo):
            return AskContents(RepoName(repo))
        case Topic.JOB, JobKey() as key:
            return AskJob(key)
        case Topic.METRICS, JobKey() as key:
            return AskMetrics(key)
        case _:
            return None


def answer_of(event: Event) -> Iterator[Answer]:
    """What an event of the poller tells the others."""
    match event:
        case JobsPolled(_, outcomes, at):
            yield from (_job_answer(key, outcome, at) for key, outcome in outcomes.items())
        case TreeLoaded(_, tree, at):
            yield Answer(Topic.TREE, tree.repo, at, tree)
        case TreeFailed(_, repo, error, at):
            yield Answer(Topic.TREE, repo, at, None, error)
        case ContentsLoaded(_, repo, contents, at):
            yield Answer(Topic.CONTENTS, repo, at, Names(contents.prompts, contents.targets))
        case ContentsFailed(_, repo, error, at):
            yield Answer(Topic.CONTENTS, repo, at, None, error)
        case MetricsLoaded(key, series, at):
            yield Answer(Topic.METRICS, key, at, series)
        case MetricsFailed(key, error, at):
            yield Answer(Topic.METRICS, key, at, None, error)
        case RepoListLoaded(repos, at):
            yield Answer(Topic.REPOS, None, at, repos)
        case RepoListFailed(error, at):
            yield Answer(Topic.REPOS, None, at, None, error)
        case _:
            return


def events_of(answers: Iterable[Answer], state: AppState) -> Iterator[Event]:
    """The events for what is open, in the order of the answers; jobs of one moment together, as they were asked.

    What the window itself has seen later is left out: it asked, or wrote, meanwhile.
    """
    wanted = (answer for answer in answers if _is_wanted(answer, state))
    for (topic, at), group in groupby(wanted, key=lambda answer: (answer.topic, answer.at)):
        if topic is Topic.JOB:
            yield _jobs(group, state, at)
            continue
        for answer in group:
            if (event := _event(answer, state)) is not None:
                yield event


def _job_answer(key: JobKey, outcome: Job | BreadError, at: datetime) -> Answer:
    if isinstance(outcome, BreadError):
        return Answer(Topic.JOB, key, at, None, outcome)
    return Answer(Topic.JOB, key, at, outcome)


def _jobs(answers: Iterable[Answer], state: AppState, at: datetime) -> JobsPolled:
    told = {answer.about: answer.error or answer.value for answer in answers}
    outcomes = {
        key: outcome
        for key, outcome in told.items()
        if isinstance(key, JobKey) and isinstance(outcome, Job | BreadError)
    }
    return JobsPolled(dict(state.opened), outcomes, at)


def _event(answer: Answer, state: AppState) -> Event | None:
    generation = state.opened.get(repo, 0) if (repo := repo_of(answer)) is not None else 0
    ask = ask_of(answer)
    if ask is None or isinstance(ask, AskJob):
        return None
    if answer.error is not None:
        return failure_of(ask, generation, answer.error, answer.at)
    return _loaded(ask, generation, answer)


def _loaded(ask: Overview, generation: int, answer: Answer) -> Event | None:
    match ask, answer.value:
        case AskTree(), RepoTree() as tree:
            return TreeLoaded(generation, tree, answer.at, answer.at)
        case AskContents(repo), Names(prompts, targets):
            return ContentsLoaded(generation, repo, RepoContents(prompts, targets), answer.at)
        case AskMetrics(key), MetricSeries() as series:
            return MetricsLoaded(key, series, answer.at)
        case AskRepos(), tuple() as repos:
            return RepoListLoaded(repos, answer.at)
        case _:
            return None


def failure_of(ask: Overview, generation: int, error: BreadError, at: datetime) -> Event:
    """What a look that failed is told as."""
    match ask:
        case AskTree(repo):
            return TreeFailed(generation, repo, error, at)
        case AskContents(repo):
            return ContentsFailed(generation, repo, error, at)
        case AskMetrics(key):
            return MetricsFailed(key, error, at)
        case AskRepos():
            return RepoListFailed(error, at)
        case _:
            assert_never(ask)


def repo_of(answer: Answer) -> RepoName | None:
    """The repository an answer is about; None for the list of them."""
    return answer.about.repo if isinstance(answer.about, JobKey) else answer.about


def _is_wanted(answer: Answer, state: AppState) -> bool:
    repo = repo_of(answer)
    if repo is not None and repo not in state.opened:
        return False
    known_at = _known_at(answer, state)
    return known_at is None or answer.at > known_at or _says_more(answer, state)


def _says_more(answer: Answer, state: AppState) -> bool:
    """An older answer about a job of which only the tree was seen since, and the tree does not contradict it.

    The tree's words for what was never started are vaguer than the job's own. Source: the API contract, open questions.
    """
    ask = ask_of(answer)
    seen = state.jobs.get(ask.key) if isinstance(ask, AskJob) else None
    if seen is None or not isinstance(answer.value, Job) or seen.started_at is not None or not _is_bare(seen.job):
        return False
    return seen.job.status in {answer.value.status, JobStatus.PENDING, JobStatus.UNKNOWN} and seen.job != answer.value


def _is_bare(job: Job) -> bool:
    """Nothing is known of it but what a tree tells."""
    return (job.lines, job.progress_percent, job.loss, job.error, job.job_id) == (None, None, None, None, None)


def _known_at(answer: Answer, state: AppState) -> datetime | None:
    match ask_of(answer):
        case AskJob(key):
            seen = state.jobs.get(key)
            return None if seen is None or answer.error is not None else seen.seen_at
        case AskMetrics(key):
            return _remote_at(state.metrics.get(key, NOT_ASKED))
        case AskTree(repo):
            return _remote_at(state.trees.get(repo, NOT_ASKED))
        case AskContents(repo):
            return _remote_at(state.contents.get(repo, NOT_ASKED))
        case _:
            return _remote_at(state.repos)


def _remote_at(remote: Remote[T]) -> datetime | None:
    return remote.at if isinstance(remote, Ready | Failed) else None
