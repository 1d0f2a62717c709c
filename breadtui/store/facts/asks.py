"""What can be asked of the service without anybody pressing a key, and how often."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class AskJob:
    """One stim, rollout or bake."""

    key: JobKey

    @property
    def repo(self) -> RepoName:
        """The repository it is about."""
        return self.key.repo


@dataclass(frozen=True, slots=True)
class AskMetrics:
    """A bake's whole metric series."""

    key: JobKey

    @property
    def repo(self) -> RepoName:
        """The repository it is about."""
        return self.key.repo


@dataclass(frozen=True, slots=True)
class AskTree:
    """All bakes of a repository in one answer: the cheapest overview."""

    repo: RepoName


@dataclass(frozen=True, slots=True)
class AskContents:
    """The names of a repository's prompts and targets."""

    repo: RepoName


@dataclass(frozen=True, slots=True)
class AskRepos:
    """The list of all repositories."""

    @property
    def repo(self) -> None:
        """It is about none of them."""
        return


Ask: TypeAlias = AskJob | AskMetrics | AskTree | AskContents | AskRepos


class Errand(Enum):
    """Why something is asked; what is less pressing waits."""

    WATCH = "watch"
    CROWD = "crowd"
    OVERVIEW = "overview"
    CHECK = "check"
    DETAIL = "detail"


@dataclass(frozen=True, slots=True)
class Wish:
    """Something worth asking every `interval_seconds`."""

    ask: Ask
    interval_seconds: float
    errand: Errand


@dataclass(frozen=True, slots=True)
class Intervals:
    """Seconds between two looks. Source: the API guide for stim, rollout and bake; the rest is ours.

    `rest_per_minute` is how many requests a minute may be made where nothing runs.
    """

    stim_seconds: float = 5
    rollout_seconds: float = 10
    bake_seconds: float = 30
    metrics_seconds: float = 30
    overview_seconds: float = 60
    overview_active_seconds: float = 30
    longest_seconds: float = 300
    list_retry_seconds: float = 5
    rest_per_minute: float = 1

    def of_job(self, phase: Phase, status: JobStatus) -> float:
        """How often a job is asked; one whose status has no word for us no more often than a bake."""
        if status is JobStatus.UNKNOWN:
            return self.bake_seconds
        return {Phase.STIM: self.stim_seconds, Phase.ROLLOUT: self.rollout_seconds, Phase.BAKE: self.bake_seconds}[
            phase
        ]
