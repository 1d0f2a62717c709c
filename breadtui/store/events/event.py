"""What happened, in the past tense: the only things that change the state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias

from breadtui.domain.errors import BreadError
from breadtui.domain.jobs import Job
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey, PromptKey, RepoName, TargetKey
from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.recipe import RecreationPlan
from breadtui.domain.repos import Repo, RepoTree, Target
from breadtui.store.events.authoring import TargetCreationMoved, TargetDraftKept
from breadtui.store.events.bulk import BulkMoved
from breadtui.store.events.deletion import BakeDeleted, TargetDeleted
from breadtui.store.events.dismissing import DismissalsRestored, Dismissed, Undismissed
from breadtui.store.events.doctor import DoctorEvent
from breadtui.store.events.download import DownloadEvent
from breadtui.store.events.draft import DraftBegun, DraftDropped, DraftUnkept
from breadtui.store.events.finding import BgitSeen, RowsSeen
from breadtui.store.events.graph import GraphAsked, GraphFailed, GraphLoaded
from breadtui.store.events.happening import PaceRestored, TakenUp
from breadtui.store.events.label import LabelEvent
from breadtui.store.events.merging import ConflictPutAside
from breadtui.store.events.plan import PlanRunEvent
from breadtui.store.events.session import SessionEvent
from breadtui.store.events.sweep import SweepMoved
from breadtui.store.facts.state import Choice, RepoContents
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class RepoListAsked:
    """The list of repositories is on its way."""


@dataclass(frozen=True, slots=True)
class RepoListLoaded:
    """All repositories of the account."""

    repos: tuple[Repo, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class RepoListFailed:
    """The list could not be had."""

    error: BreadError
    at: datetime


@dataclass(frozen=True, slots=True)
class RepoOpened:
    """A repository was opened: its tree is asked for from now on."""

    repo: RepoName


@dataclass(frozen=True, slots=True)
class RepoMade:
    """A repository was made from here, or found as it was wanted."""

    repo: Repo


@dataclass(frozen=True, slots=True)
class RepoClosed:
    """A repository was closed: answers about it are dropped from now on."""

    repo: RepoName


@dataclass(frozen=True, slots=True)
class TreeLoaded:
    """The tree of an open repository; what moved after `asked_at` is known better than the tree knew it."""

    generation: int
    tree: RepoTree
    at: datetime
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TreeFailed:
    """The tree could not be had."""

    generation: int
    repo: RepoName
    error: BreadError
    at: datetime


@dataclass(frozen=True, slots=True)
class ContentsLoaded:
    """Names of prompts and targets of an open repository."""

    generation: int
    repo: RepoName
    contents: RepoContents
    at: datetime


@dataclass(frozen=True, slots=True)
class ContentsFailed:
    """The names could not be had."""

    generation: int
    repo: RepoName
    error: BreadError
    at: datetime


@dataclass(frozen=True, slots=True)
class JobsPolled:
    """One round of polling: each job's own answer or its own failure. `generations` is per repository."""

    generations: Mapping[RepoName, int]
    outcomes: Mapping[JobKey, Job | BreadError]
    at: datetime


@dataclass(frozen=True, slots=True)
class MetricsAsked:
    """A bake's metrics are on their way."""

    key: JobKey


@dataclass(frozen=True, slots=True)
class MetricsLoaded:
    """A bake's whole metric series."""

    key: JobKey
    series: MetricSeries
    at: datetime


@dataclass(frozen=True, slots=True)
class MetricsFailed:
    """A bake's metrics could not be had."""

    key: JobKey
    error: BreadError
    at: datetime


@dataclass(frozen=True, slots=True)
class PromptAsked:
    """A prompt's text is on its way."""

    key: PromptKey


@dataclass(frozen=True, slots=True)
class PromptLoaded:
    """A prompt's text as the service holds it."""

    key: PromptKey
    prompt: Prompt
    at: datetime


@dataclass(frozen=True, slots=True)
class PromptFailed:
    """A prompt's text could not be had."""

    key: PromptKey
    error: BreadError
    at: datetime


@dataclass(frozen=True, slots=True)
class PromptDeleted:
    """A prompt is gone from the service."""

    key: PromptKey


@dataclass(frozen=True, slots=True)
class TargetAsked:
    """A target's configuration is on its way."""

    key: TargetKey


@dataclass(frozen=True, slots=True)
class TargetLoaded:
    """A target's resolved configuration."""

    key: TargetKey
    target: Target
    at: datetime


@dataclass(frozen=True, slots=True)
class TargetFailed:
    """A target could not be had."""

    key: TargetKey
    error: BreadError
    at: datetime


@dataclass(frozen=True, slots=True)
class PlanAsked:
    """A bake's recreation plan is on its way."""

    key: JobKey


@dataclass(frozen=True, slots=True)
class PlanLoaded:
    """A bake's recreation plan."""

    key: JobKey
    plan: RecreationPlan
    at: datetime


@dataclass(frozen=True, slots=True)
class PlanFailed:
    """A bake's recreation plan could not be had."""

    key: JobKey
    error: BreadError
    at: datetime


@dataclass(frozen=True, slots=True)
class Chosen:
    """A person chose something to look at; None for nothing. `checkpoint` is a training step of the chosen bake."""

    what: Choice | None
    checkpoint: int | None = None


@dataclass(frozen=True, slots=True)
class DraftChanged:
    """A prompt's unsaved text."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class DraftsRestored:
    """Unsaved texts of earlier sessions, found on disk."""

    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class SaveStarted:
    """A save is on its way."""

    key: PromptKey


@dataclass(frozen=True, slots=True)
class PromptSaved:
    """Written, read back and equal: `prompt` is the new base."""

    key: PromptKey
    prompt: Prompt
    at: datetime


@dataclass(frozen=True, slots=True)
class SaveConflicted:
    """Somebody else changed the prompt too; nothing was written."""

    key: PromptKey
    base: Prompt | None
    theirs: Prompt


@dataclass(frozen=True, slots=True)
class ReplaceNeeded:
    """Only mine changed, but it takes a replacement: ask once."""

    key: PromptKey
    theirs: Prompt


@dataclass(frozen=True, slots=True)
class SaveFailed:
    """The service refused, or could not be reached; the draft is untouched."""

    key: PromptKey
    error: BreadError
    at: datetime


@dataclass(frozen=True, slots=True)
class StartAsked:
    """A start was sent; its key is disabled until the answer."""

    key: JobKey


@dataclass(frozen=True, slots=True)
class JobStarted:
    """The service took the start."""

    key: JobKey
    job: Job
    at: datetime


@dataclass(frozen=True, slots=True)
class StartFailed:
    """The start was refused, or its outcome is unclear."""

    key: JobKey
    error: BreadError
    at: datetime


Event: TypeAlias = (
    RepoListAsked
    | RepoListLoaded
    | RepoListFailed
    | RepoOpened
    | RepoMade
    | RepoClosed
    | TreeLoaded
    | TreeFailed
    | ContentsLoaded
    | ContentsFailed
    | JobsPolled
    | MetricsAsked
    | MetricsLoaded
    | MetricsFailed
    | PromptAsked
    | PromptLoaded
    | PromptFailed
    | PromptDeleted
    | TargetAsked
    | TargetLoaded
    | TargetFailed
    | PlanAsked
    | PlanLoaded
    | PlanFailed
    | GraphAsked
    | GraphLoaded
    | GraphFailed
    | Chosen
    | LabelEvent
    | RowsSeen
    | BgitSeen
    | DraftChanged
    | DraftsRestored
    | DraftBegun
    | DraftDropped
    | DraftUnkept
    | SaveStarted
    | PromptSaved
    | SaveConflicted
    | ReplaceNeeded
    | SaveFailed
    | ConflictPutAside
    | TargetDraftKept
    | TargetCreationMoved
    | StartAsked
    | JobStarted
    | StartFailed
    | PlanRunEvent
    | DoctorEvent
    | DownloadEvent
    | SessionEvent
    | Dismissed
    | Undismissed
    | DismissalsRestored
    | BulkMoved
    | SweepMoved
    | PaceRestored
    | TakenUp
    | TargetDeleted
    | BakeDeleted
)
