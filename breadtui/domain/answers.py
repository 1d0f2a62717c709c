"""Answers of the service that one process shares with the others of the account, so that each is asked for once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from breadtui.domain.errors import BreadError
from breadtui.domain.jobs import Job
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey, PromptName, RepoName, TargetName
from breadtui.domain.repos import Repo, RepoTree
from breadtui.values import dataclass, field


class Topic(StrEnum):
    """What an answer is an answer to; the words are those of the file."""

    REPOS = "repos"
    TREE = "tree"
    CONTENTS = "contents"
    JOB = "job"
    METRICS = "metrics"


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a repository's prompts and targets."""

    prompts: tuple[PromptName, ...] = ()
    targets: tuple[TargetName, ...] = ()


About: TypeAlias = RepoName | JobKey | None
Value: TypeAlias = tuple[Repo, ...] | RepoTree | Names | Job | MetricSeries


@dataclass(frozen=True, slots=True)
class Answer:
    """One look at the service that somebody took at `at`: its `value`, or the `error` where it failed."""

    topic: Topic
    about: About
    at: datetime
    value: Value | None
    error: BreadError | None = None


@dataclass(frozen=True, slots=True)
class News:
    """Answers in the order in which they came, up to `number` of the recorder of `epoch`; none where nobody records."""

    epoch: str = ""
    number: int = 0
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How the jobs of an account stand, in a few figures for a status line.

    `alarms` counts active jobs of which something else than a stall is told; they are among the running as well.
    `next_end_seconds` is how long after `at` the next running job is expected to end, None where that is unknown.
    """

    at: datetime
    running: int = 0
    queued: int = 0
    failed: int = 0
    stalled: int = 0
    alarms: int = 0
    done: int = 0
    repos: int = 0
    next_end_seconds: float | None = None
    by_repo: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bearing:
    """How things stand with a recorder, as it says again and again.

    `repos` are those it looks at, None for the first moments in which it does not know them yet. `trouble` is what
    keeps it from the service, None where answers come. `quiet_until` is when it asks again, where the service asked for
    a wait. `tally` is None before everything was seen once.
    """

    repos: frozenset[RepoName] | None = None
    trouble: BreadError | None = None
    quiet_until: datetime | None = None
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class Recorder:
    """The process that records an account without a screen, as the others see it.

    `epoch` tells one recorder from the next; `is_alive` says that it answered for itself a moment ago; `bearing` is
    what it said then.
    """

    epoch: str
    pid: int
    is_alive: bool
    began_at: datetime
    alive_at: datetime
    bearing: Bearing = Bearing()
