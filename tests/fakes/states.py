"""Builders of plain values for tests: jobs, trees, prompts and whole states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.jobs import Job, JobStatus, LossSummary
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import (
    BakeName,
    JobKey,
    Phase,
    PromptKey,
    PromptName,
    RepoName,
    TargetKey,
    TargetName,
)
from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.repos import Repo, RepoTree, TreeBake
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState, RepoContents, SeenJob

NOW = datetime.fromisoformat("2026-01-05T12:00:00+00:00")
REPO = RepoName("coder")


def after(seconds: float) -> datetime:
    """`NOW` and `seconds` more."""
    return NOW + timedelta(seconds=seconds)


def a_key(name: str = "coder_v1", phase: Phase = Phase.BAKE, repo: str = REPO) -> JobKey:
    return JobKey(RepoName(repo), phase, name)


def a_prompt_key(name: str = "teacher", repo: str = REPO) -> PromptKey:
    return PromptKey(RepoName(repo), PromptName(name))


def a_target_key(name: str = "wise", repo: str = REPO) -> TargetKey:
    return TargetKey(RepoName(repo), TargetName(name))


def a_job(
    name: str = "coder_v1",
    status: JobStatus = JobStatus.RUNNING,
    *,
    phase: Phase = Phase.BAKE,
    repo: str = REPO,
    **facts: Any,
) -> Job:
    """A job; further facts by the names of `Job`'s fields."""
    return Job(a_key(name, phase, repo), status, facts.pop("status_text", status.value), **facts)


def a_seen(job: Job, at: datetime = NOW, **facts: Any) -> SeenJob:
    """A job as seen at `at`."""
    return SeenJob(job, at, at, **({"run_id": job.job_id} | facts))


def a_loss(latest: float = 3e-7) -> LossSummary:
    return LossSummary(latest, None, latest, 2e-6)


def a_tree(
    bakes: Mapping[str, JobStatus] | Iterable[str] = ("coder_v1", "coder_v2"),
    edges: Iterable[tuple[str, str]] = (),
    *,
    repo: str = REPO,
    base_model: str = "Qwen/Qwen3-32B",
    configs: Mapping[str, JsonObject] | None = None,
) -> RepoTree:
    """A tree of these bakes, complete with one checkpoint unless told; `edges` are (child, parent)."""
    statuses = bakes if isinstance(bakes, Mapping) else dict.fromkeys(bakes, JobStatus.COMPLETE)
    found = {
        BakeName(name): _tree_bake(repo, name, status, (configs or {}).get(name, {}))
        for name, status in statuses.items()
    }
    return RepoTree(RepoName(repo), base_model, found, tuple(edges))


def _tree_bake(repo: str, name: str, status: JobStatus, config: JsonObject) -> TreeBake:
    is_done = status is JobStatus.COMPLETE
    models = (f"ada/{repo}/{name}/100",) if is_done else ()
    return TreeBake(BakeName(name), status, status.value, models, (100,) if is_done else (), config)


def a_prompt(text: str = "You are wise.", *, name: str = "teacher", role: str = "system") -> Prompt:
    return Prompt(PromptName(name), (Message(role, text),))


def a_draft(mine: Prompt, base: Prompt | None = None, *, repo: str = REPO, at: datetime = NOW) -> Draft:
    return Draft(PromptKey(RepoName(repo), mine.name), base, mine, at)


def a_state(
    tree: RepoTree | None = None,
    jobs: Iterable[Job] = (),
    *,
    prompts: Iterable[Prompt] = (),
    targets: Iterable[str] = (),
    drafts: Iterable[Draft] = (),
    at: datetime = NOW,
    **parts: Any,
) -> AppState:
    """One open repository with all that is in it; further parts by the names of `AppState`'s fields."""
    tree = tree or a_tree()
    repo = tree.repo
    bakes = [
        Job(JobKey(repo, Phase.BAKE, name), bake.status, bake.status_text, model_names=bake.model_names)
        for name, bake in tree.bakes.items()
    ]
    prompts = tuple(prompts)
    contents = RepoContents(tuple(prompt.name for prompt in prompts), tuple(TargetName(name) for name in targets))
    facts: dict[str, Any] = {
        "generation": 1,
        "repos": Ready((Repo(repo, tree.base_model),), at),
        "opened": {repo: 1},
        "trees": {repo: Ready(tree, at)},
        "contents": {repo: Ready(contents, at)},
        "lineages": {repo: lineage_of(tree)},
        "jobs": {job.key: a_seen(job, at) for job in (*bakes, *jobs)},
        "prompts": {PromptKey(repo, prompt.name): Ready(prompt, at) for prompt in prompts},
        "drafts": {draft.key: draft for draft in drafts},
    }
    return AppState(**(facts | parts))
