"""Jobs as a person sees them: one set of status words, progress by rule, and what changed between two looks."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from math import isfinite

from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase
from breadtui.values import dataclass, field


class JobStatus(StrEnum):
    """The service's words for a job's state, made one vocabulary over job and tree answers."""

    NOT_STARTED = "not_started"
    PENDING = "pending"
    RUNNING = "running"
    COMPLETE = "complete"
    FAILED = "failed"
    UNKNOWN = "unknown"


SETTLED = frozenset({JobStatus.COMPLETE, JobStatus.FAILED})
ACTIVE = frozenset({JobStatus.PENDING, JobStatus.RUNNING, JobStatus.UNKNOWN})

_WORDS: Mapping[str, JobStatus] = {
    **{status.value: status for status in JobStatus},
    "preparing": JobStatus.PENDING,
    "incomplete": JobStatus.RUNNING,
    "cancelled": JobStatus.FAILED,
    "canceled": JobStatus.FAILED,
    "error": JobStatus.FAILED,
}


def status_of(word: str) -> JobStatus:
    """The status a word of the service stands for; an unseen word is UNKNOWN, which still counts as active."""
    return _WORDS.get(word, JobStatus.UNKNOWN)


@dataclass(frozen=True, slots=True)
class LossSummary:
    """The four loss figures of a bake: unit-free, often near 1e-7; each None where unpublished."""

    latest: float | None = None
    final: float | None = None
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One stim, rollout or bake as last seen.

    `progress_percent` and `lines` are as on the wire (None where absent); ask `progress_percent_of` for the
    figure to show. `status_text` keeps the service's own word. `is_vague` where only a tree calls it pending, which it
    says of what was never started, too: whether it is queued is not known. Source: the API contract, open questions.
    """

    key: JobKey
    status: JobStatus
    status_text: str = ""
    lines: int | None = None
    total_expected: int | None = None
    progress_percent: float | None = None
    error: str | None = None
    job_id: int | None = None
    loss: LossSummary | None = None
    model_names: tuple[str, ...] = ()
    config: JsonObject = field(default_factory=dict)
    is_vague: bool = False

    @property
    def is_settled(self) -> bool:
        """Complete or failed: it can change only if somebody starts it again."""
        return self.status in SETTLED

    @property
    def is_active(self) -> bool:
        """Queued, running, or in a state we have no word for: worth asking about again."""
        return self.status in ACTIVE and not self.is_vague


@dataclass(frozen=True, slots=True)
class Transition:
    """A job's status moved from `before` (None when first seen) to `after`."""

    key: JobKey
    before: JobStatus | None
    after: JobStatus


def transitions(before: Mapping[JobKey, Job], after: Mapping[JobKey, Job]) -> tuple[Transition, ...]:
    """What changed status between two looks, in the order of `after`; jobs seen for the first time are left out."""
    return tuple(
        Transition(key, before[key].status, job.status)
        for key, job in after.items()
        if key in before and before[key].status is not job.status
    )


def questions_expected(config: JsonObject) -> int | None:
    """How many questions a stim of this configuration writes: the sum of `numq`, or of literal questions.

    None where a generator says neither. Source: the API contract, generators.
    """
    generators = config.get("generators")
    if not isinstance(generators, list) or not generators:
        return None
    counts = [_questions_of(generator) for generator in generators]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _questions_of(generator: object) -> int | None:
    if not isinstance(generator, Mapping):
        return None
    numq = generator.get("numq")
    if isinstance(numq, int) and not isinstance(numq, bool):
        return numq
    questions = generator.get("questions")
    return len(questions) if isinstance(questions, list) else None


def rows_expected(job: Job) -> int | None:
    """How many rows a stim or rollout will have, where the service or its configuration says so."""
    if job.key.phase is Phase.STIM:
        return questions_expected(job.config)
    return job.total_expected


def progress_percent_of(job: Job) -> float | None:
    """Percent done, 0 to 100, by the contract's rule where the service is silent; None where nothing is known."""
    if job.status is JobStatus.COMPLETE:
        return 100.0
    if job.progress_percent is not None and isfinite(job.progress_percent):
        return min(max(job.progress_percent, 0.0), 100.0)
    expected = rows_expected(job)
    if expected is not None and expected > 0 and job.lines is not None:
        return min(max(100.0 * job.lines / expected, 0.0), 100.0)
    return None
