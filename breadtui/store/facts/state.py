"""The facts the program knows, as one frozen value that panes take slices of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from breadtui.domain.bgit.checkout import Checkout
from breadtui.domain.bulk import BulkRun
from breadtui.domain.calls import ApiCall
from breadtui.domain.descent.lineage import Lineage
from breadtui.domain.doctor.alarms import Alarm
from breadtui.domain.doctor.mutes import NO_MUTES, Mutes
from breadtui.domain.doctor.pulse import NO_PULSE, Pulse
from breadtui.domain.errors import BreadError
from breadtui.domain.estimates import Progress
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.labels.labels import NO_LABELS, Labels
from breadtui.domain.merging.put_aside import PutAside
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.preflight.estimates import PastRun
from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.recipe import DependencyGraph, RecreationPlan
from breadtui.domain.repos import Repo, RepoTree, Target
from breadtui.store.facts.remote import NOT_ASKED, Remote
from breadtui.store.facts.rows_seen import SeenRows
from breadtui.values import dataclass, field

if TYPE_CHECKING:
    from breadtui.domain.downloading.downloads import Download
    from breadtui.domain.recreation.check import PlanCheck
    from breadtui.domain.recreation.run import PlanRun, RunKey
    from breadtui.domain.sweep.run import SweepRun
    from breadtui.domain.target.creation import TargetCreation
    from breadtui.domain.target.draft import TargetDraft

Choice: TypeAlias = RepoName | JobKey | PromptKey | TargetKey
"""What a person can choose: a repository (a plain name), a job (a bake for its model), a prompt, a target."""


@dataclass(frozen=True, slots=True)
class SeenJob:
    """A job with the time it was last seen, the time it last changed, and the last failed look, if newer.

    `run_id` is the last job id the service named, `told_status` the end of that run that was already told, so
    that a status that flaps is told once. `started_at` marks a start of ours that the service's reads do not
    show yet: they may lag. `course` is how far the run was at which look, thinned, from which it is told when it ends.
    `figures_at` is the last look that could show progress, which a tree's cannot; None where it is `seen_at`. `pulse`
    is the run's own pace, `alarms` what the doctor's rules found. Without `has_changed` no look has shown it otherwise
    than the one before: `changed_at` is then the first look, and the job is as it is for at least so long.
    """

    job: Job
    seen_at: datetime
    changed_at: datetime
    error: BreadError | None = None
    is_gone: bool = False
    run_id: int | None = None
    told_status: JobStatus | None = None
    started_at: datetime | None = None
    course: tuple[Progress, ...] = ()
    figures_at: datetime | None = None
    pulse: Pulse = NO_PULSE
    alarms: tuple[Alarm, ...] = ()
    has_changed: bool = False


@dataclass(frozen=True, slots=True)
class Online:
    """Answers come."""


@dataclass(frozen=True, slots=True)
class Degraded:
    """The way to the service is broken since `since`; one probe at a time until it answers."""

    since: datetime
    error: BreadError


@dataclass(frozen=True, slots=True)
class LockedOut:
    """401: nothing is asked until a new key is given."""

    since: datetime
    error: BreadError


Link: TypeAlias = Online | Degraded | LockedOut


class Severity(StrEnum):
    """How loud a notice is."""

    INFORMATION = "information"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something worth telling; numbered, so that each is shown once. Text is raw: clean it before showing."""

    number: int
    at: datetime
    severity: Severity
    text: str
    about: JobKey | None = None


@dataclass(frozen=True, slots=True)
class Saving:
    """A save is on its way; its key is disabled meanwhile."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Written, read back and found equal."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Conflicted:
    """Somebody else changed it: base, mine (the draft) and theirs differ. Nothing was written."""

    base: Prompt | None
    theirs: Prompt


@dataclass(frozen=True, slots=True)
class ConfirmReplace:
    """Theirs still is the base, but the service refuses new content by create: replacing needs one confirmation."""

    theirs: Prompt


@dataclass(frozen=True, slots=True)
class SaveRefused:
    """The service said no; the draft is untouched."""

    error: BreadError
    at: datetime


Save: TypeAlias = Saving | Saved | Conflicted | ConfirmReplace | SaveRefused


@dataclass(frozen=True, slots=True)
class RepoContents:
    """Names of prompts and targets of one open repository."""

    prompts: tuple[PromptName, ...] = ()
    targets: tuple[TargetName, ...] = ()


@dataclass(frozen=True, slots=True)
class AppState:
    """Everything another pane or the poller may care about.

    `opened` maps each open repository to the generation in which it was opened; answers carry it back, and
    one for a repository left meanwhile is dropped. `watched` are the jobs whose end a person wants to be told of,
    `mutes` the doctor's rules they do not want to hear. `checkpoint` is the training step looked at of the chosen bake,
    None for the bake as a whole. `marked` is what a person set aside, in the order of marking,
    `dismissed` the settled jobs they are done with, each with the run that was, where that was known. `downloads` are
    by their places, oldest first. `quiet_until` is when the service may be asked again, where it asked for a wait;
    `recorder_quiet_until` is when the recorder asks again that this process follows.
    """

    generation: int = 0
    repos: Remote[tuple[Repo, ...]] = NOT_ASKED
    opened: Mapping[RepoName, int] = field(default_factory=dict)
    trees: Mapping[RepoName, Remote[RepoTree]] = field(default_factory=dict)
    contents: Mapping[RepoName, Remote[RepoContents]] = field(default_factory=dict)
    lineages: Mapping[RepoName, Lineage] = field(default_factory=dict)
    jobs: Mapping[JobKey, SeenJob] = field(default_factory=dict)
    metrics: Mapping[JobKey, Remote[MetricSeries]] = field(default_factory=dict)
    prompts: Mapping[PromptKey, Remote[Prompt]] = field(default_factory=dict)
    targets: Mapping[TargetKey, Remote[Target]] = field(default_factory=dict)
    plans: Mapping[JobKey, Remote[RecreationPlan]] = field(default_factory=dict)
    graphs: Mapping[JobKey, Remote[DependencyGraph]] = field(default_factory=dict)
    plan_checks: Mapping[RunKey, Remote[PlanCheck]] = field(default_factory=dict)
    plan_runs: Mapping[RunKey, PlanRun] = field(default_factory=dict)
    drafts: Mapping[PromptKey, Draft] = field(default_factory=dict)
    unkept: Mapping[PromptKey, str] = field(default_factory=dict)
    saves: Mapping[PromptKey, Save] = field(default_factory=dict)
    put_aside: Mapping[PromptKey, PutAside] = field(default_factory=dict)
    target_drafts: Mapping[RepoName, TargetDraft] = field(default_factory=dict)
    target_creations: Mapping[TargetKey, TargetCreation] = field(default_factory=dict)
    starting: frozenset[JobKey] = frozenset()
    chosen: Choice | None = None
    checkpoint: int | None = None
    marked: tuple[Choice, ...] = ()
    bulk: BulkRun | None = None
    sweep: SweepRun | None = None
    downloads: Mapping[str, Download] = field(default_factory=dict)
    tags: Mapping[Choice, tuple[str, ...]] = field(default_factory=dict)
    labels: Labels = NO_LABELS
    watched: frozenset[JobKey] = frozenset()
    dismissed: Mapping[JobKey, int | None] = field(default_factory=dict)
    mutes: Mutes = NO_MUTES
    bgit: Checkout | None = None
    seen_rows: SeenRows = field(default_factory=SeenRows)
    link: Link = field(default_factory=Online)
    quiet_until: datetime | None = None
    recorder_quiet_until: datetime | None = None
    notices: tuple[Notice, ...] = ()
    notice_count: int = 0
    calls: tuple[ApiCall, ...] = ()
    past_runs: Mapping[Phase, tuple[PastRun, ...]] = field(default_factory=dict)
