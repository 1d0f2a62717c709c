"""Rows as the filter grammar sees them: each field is worked out only when a query asks for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from breadtui.domain.bgit.checkout import Checkout, branches_with
from breadtui.domain.descent.descending import Ancestry, Lines, lines_of
from breadtui.domain.descent.forest import BakePlace
from breadtui.domain.descent.lineage import Lineage
from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.jobs import Job, JobStatus, progress_percent_of
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.labels.labels import NO_LABELS, Labels
from breadtui.domain.names import (
    BakeName,
    JobKey,
    Phase,
    PromptKey,
    RepoName,
    TargetKey,
    TargetName,
    parse_model_path,
)
from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.query.terms import Subject
from breadtui.domain.recipe import datasets_of
from breadtui.domain.repos import Repo, Target
from breadtui.store.facts.remote import NOT_ASKED, Remote, value_of
from breadtui.store.facts.stalling import stalled_seconds
from breadtui.store.facts.state import AppState, Choice, SeenJob
from breadtui.store.views.labelled import Labelled
from breadtui.values import dataclass

_WORDS_OF: Mapping[JobStatus, tuple[str, ...]] = {
    JobStatus.NOT_STARTED: ("not_started",),
    JobStatus.PENDING: ("queued", "pending"),
    JobStatus.RUNNING: ("running",),
    JobStatus.COMPLETE: ("done", "complete", "completed"),
    JobStatus.FAILED: ("failed",),
    JobStatus.UNKNOWN: ("unknown",),
}


class SubjectFacts(NamedTuple):
    """What rows are judged by, part by part of the state."""

    repos: Remote[tuple[Repo, ...]] = NOT_ASKED
    lineages: Mapping[RepoName, Lineage] = {}
    jobs: Mapping[JobKey, SeenJob] = {}
    targets: Mapping[TargetKey, Remote[Target]] = {}
    drafts: Mapping[PromptKey, Draft] = {}
    tags: Mapping[Choice, tuple[str, ...]] = {}
    bgit: Checkout | None = None
    labels: Labels = NO_LABELS


def subject_facts(state: AppState) -> SubjectFacts:
    """The parts of the state that rows are judged by."""
    found = SubjectFacts(state.repos, state.lineages, state.jobs, state.targets, state.drafts, state.tags, state.bgit)
    return found._replace(labels=state.labels)


class Subjects:
    """Makes subjects of rows; cheap to build, so one is made for each change of the facts."""

    __slots__ = ("_bases", "_labelled", "_lines", "_prompts", "facts")

    def __init__(self, facts: SubjectFacts) -> None:
        self.facts = facts
        self._labelled: Labelled | None = None
        self._lines: Lines | None = None
        self._prompts: dict[TargetKey, tuple[str, ...]] = {}
        self._bases: Mapping[str, str] | None = None

    def of(self, what: Choice) -> Subject:
        """The subject of anything that can be chosen."""
        match what:
            case JobKey():
                return JobSubject(self, what)
            case PromptKey():
                return PromptSubject(self, what)
            case TargetKey():
                return TargetSubject(self, what)
            case str():
                return RepoSubject(self, what)

    def listed_job(self, key: JobKey) -> Subject:
        """A job in a list of many repositories, where words may name its repository or its phase too."""
        return JobSubject(self, key, f"{key.repo} {key.name} {key.phase}")

    @property
    def lines(self) -> Lines:
        """The lines of descent of all open repositories."""
        if self._lines is None:
            self._lines = lines_of(self.facts.lineages)
        return self._lines

    @property
    def labelled(self) -> Labelled:
        """What labels say of rows."""
        if self._labelled is None:
            self._labelled = Labelled(self.facts.labels, self.facts.tags)
        return self._labelled

    def base_of(self, repo: RepoName) -> str:
        """A repository's base model, empty where unknown."""
        lineage = self.facts.lineages.get(repo)
        if lineage is not None and lineage.base_model:
            return lineage.base_model
        if self._bases is None:
            self._bases = {repo.name: repo.base_model for repo in value_of(self.facts.repos) or ()}
        return self._bases.get(repo, "")

    def prompts_of(self, key: TargetKey) -> tuple[str, ...]:
        """The prompts a target is known to use: by its own answer, or by what its stim said."""
        found = self._prompts.get(key)
        if found is None:
            found = self._prompts[key] = self._read_prompts(key)
        return found

    def _read_prompts(self, key: TargetKey) -> tuple[str, ...]:
        target = value_of(self.facts.targets.get(key, NOT_ASKED))
        stim = self.facts.jobs.get(JobKey(key.repo, Phase.STIM, key.name))
        config = target.config if target is not None else stim.job.config if stim is not None else {}
        named = (config.get(side) for side in ("teacher_prompt", "student_prompt", "u", "v"))
        return tuple(name for name in named if isinstance(name, str) and name)


class JobSubject:
    """A bake, stim or rollout."""

    __slots__ = ("_key", "_of", "text")

    def __init__(self, of: Subjects, key: JobKey, text: str | None = None) -> None:
        self._of = of
        self._key = key
        self.text = key.name if text is None else text

    def words(self, field: str) -> Collection[str]:
        """What it says of a field of words."""
        match field:
            case "status":
                said: Collection[str] = status_words(self._of.facts.jobs.get(self._key))
            case "kind":
                said = (self._key.phase.value,)
            case "has":
                said = tuple(self._had())
            case "under":
                said = Ancestry(self._of.lines, self._place) if self._is_bake else ()
            case "parent":
                said = self._parents()
            case "uses":
                said = tuple(self._used())
            case _:
                said = _common(self._of, self._key.repo, self._key, field)
        return said

    def number(self, field: str) -> float | None:
        """What it says of a field of numbers."""
        seen = self._of.facts.jobs.get(self._key)
        job = seen.job if seen is not None else Job(self._key, JobStatus.UNKNOWN)
        match field:
            case "percent":
                return progress_percent_of(job)
            case "rows":
                return None if job.lines is None else float(job.lines)
            case "checkpoints":
                return float(len(job.model_names)) if self._is_bake and seen is not None else None
            case "step":
                path = parse_model_path(job.model_names[0]) if job.model_names else None
                return None if path is None else float(path.checkpoint)
            case "loss" | "min":
                return loss_of(job, field)
            case _:
                return config_number(self._config(), field)

    @property
    def _is_bake(self) -> bool:
        return self._key.phase is Phase.BAKE

    @property
    def _place(self) -> BakePlace:
        return BakePlace(self._key.repo, BakeName(self._key.name))

    def _parents(self) -> tuple[str, ...]:
        parent = self._of.lines.forest.named_parent_of(self._place) if self._is_bake else None
        return () if parent is None else (parent.bake, f"{parent.repo}/{parent.bake}")

    def _config(self) -> JsonObject:
        seen = self._of.facts.jobs.get(self._key)
        if seen is not None and seen.job.config:
            return seen.job.config
        descent = self._of.lines.forest.descent_of(self._place) if self._is_bake else None
        return descent.bake.config if descent is not None and descent.bake is not None else {}

    def _used(self) -> Iterator[str]:
        names = [TargetName(self._key.name)]
        if self._is_bake:
            names = [dataset.target for dataset in datasets_of(self._config())]
        for name in names:
            yield name
            yield from self._of.prompts_of(TargetKey(self._key.repo, name))

    def _had(self) -> Iterator[str]:
        seen = self._of.facts.jobs.get(self._key)
        if seen is not None:
            if seen.job.error or seen.job.status is JobStatus.FAILED:
                yield "error"
            if loss_of(seen.job, "loss") is not None:
                yield "loss"
            if seen.job.model_names:
                yield "checkpoint"
        yield from self._of.labelled.words(self._key, "has")
        if self._parents():
            yield "parent"


class PromptSubject:
    """A prompt."""

    __slots__ = ("_key", "_of", "text")

    def __init__(self, of: Subjects, key: PromptKey) -> None:
        self._of = of
        self._key = key
        self.text: str = key.name

    def words(self, field: str) -> Collection[str]:
        """What it says of a field of words."""
        if field == "kind":
            return ("prompt",)
        if field == "has" and self._key in self._of.facts.drafts:
            return ("draft", *_common(self._of, self._key.repo, self._key, field))
        return _common(self._of, self._key.repo, self._key, field)

    def number(self, field: str) -> float | None:  # noqa: ARG002 - one of several alike
        """Nothing: a prompt has no numbers."""
        return None


class TargetSubject:
    """A target, with what is known of its stim and rollout."""

    __slots__ = ("_key", "_of", "text")

    def __init__(self, of: Subjects, key: TargetKey) -> None:
        self._of = of
        self._key = key
        self.text: str = key.name

    def words(self, field: str) -> Collection[str]:
        """What it says of a field of words."""
        match field:
            case "kind":
                return ("target",)
            case "uses":
                return self._of.prompts_of(self._key)
            case "status" | "has":
                said = (word for stage in self._stages() for word in stage.words(field))
                return tuple(dict.fromkeys((*said, *_common(self._of, self._key.repo, self._key, field))))
            case _:
                return _common(self._of, self._key.repo, self._key, field)

    def number(self, field: str) -> float | None:
        """That of its rollout, else of its stim."""
        found = (stage.number(field) for stage in self._stages())
        return next((number for number in found if number is not None), None)

    def _stages(self) -> Iterator[JobSubject]:
        for phase in (Phase.ROLLOUT, Phase.STIM):
            key = JobKey(self._key.repo, phase, self._key.name)
            if key in self._of.facts.jobs:
                yield JobSubject(self._of, key)


class RepoSubject:
    """A repository."""

    __slots__ = ("_of", "text")

    def __init__(self, of: Subjects, repo: RepoName) -> None:
        self._of = of
        self.text: str = repo

    def words(self, field: str) -> Collection[str]:
        """What it says of a field of words."""
        repo = RepoName(self.text)
        return ("repo",) if field == "kind" else _common(self._of, repo, repo, field)

    def number(self, field: str) -> float | None:  # noqa: ARG002 - one of several alike
        """Nothing: a repository has no numbers."""
        return None


@dataclass(frozen=True, slots=True)
class LineSubject:
    """A line of text: words and quoted text look at it; it says nothing of any field."""

    text: str

    def words(self, field: str) -> Collection[str]:  # noqa: ARG002 - one of several alike
        """Nothing."""
        return ()

    def number(self, field: str) -> float | None:  # noqa: ARG002 - one of several alike
        """Nothing."""
        return None


def status_words(seen: SeenJob | None) -> tuple[str, ...]:
    """The words that name how a job stands, the service's own among them; none where that is not known."""
    if seen is None:
        return ()
    if seen.job.is_vague:
        return ()
    words = _WORDS_OF[seen.job.status]
    if seen.job.status_text and seen.job.status_text not in words:
        words = (*words, seen.job.status_text.casefold())
    if seen.is_gone:
        return (*words, "gone")
    found = tuple(alarm.rule.value for alarm in seen.alarms if not alarm.is_muted and alarm.rule is not Rule.STALLED)
    words = (*words, "alarm", *found) if found else words
    return words if stalled_seconds(seen) is None else (*words, "stalled")


def loss_of(job: Job, field: str) -> float | None:
    """The latest (else final) loss of a job, or its least."""
    loss = job.loss
    if loss is None:
        return None
    return loss.minimum if field == "min" else loss.final if loss.latest is None else loss.latest


def config_number(config: JsonObject, field: str) -> float | None:
    """A number of a bake's configuration: `lr` and `epochs`. Source: the API contract, bakes."""
    if field == "epochs":
        return _number(config.get("epochs"))
    if field != "lr":
        return None
    optimizer, scheduler = config.get("optimizer"), config.get("scheduler")
    rate = _number(optimizer.get("learning_rate")) if isinstance(optimizer, Mapping) else None
    if rate is None and isinstance(scheduler, Mapping):
        return _number(scheduler.get("lr"))
    return rate


def _number(value: Json) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _common(of: Subjects, repo: RepoName, what: Choice, field: str) -> Collection[str]:
    """What everything says of fields that mean the same for all."""
    match field:
        case "repo":
            return (repo,)
        case "base":
            return (of.base_of(repo),)
        case "branch":
            return branches_with(of.facts.bgit, what)
        case _:
            return of.labelled.words(what, field)
