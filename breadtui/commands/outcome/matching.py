"""Which bakes fit the filter words of a command; what a tree answer does not tell is asked for, a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from breadtui.commands.outcome.looks import answers_of
from breadtui.domain.descent.lineage import Lineage
from breadtui.domain.jobs import Job
from breadtui.domain.labels.labels import NO_LABELS, Labels
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName, TargetKey
from breadtui.domain.query.queries import Query
from breadtui.domain.query.terms import OneOf
from breadtui.domain.recipe import datasets_of
from breadtui.domain.repos import Target
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.sighting import seen_again, seen_in_tree
from breadtui.store.facts.state import SeenJob
from breadtui.store.ports.service import BreadApi
from breadtui.store.views.subjects import SubjectFacts, Subjects
from breadtui.values import replace

IN_JOB = frozenset({"loss", "min", "percent", "rows"})
"""Fields that only a bake's own answer tells."""

Fits = Mapping[RepoName, frozenset[BakeName]]


async def fitting(
    api: BreadApi, lineages: Mapping[RepoName, Lineage], query: Query, at: datetime, labels: Labels | None = None
) -> Fits:
    """The bakes of each repository that fit.

    Jobs and targets are asked for only where a term needs them, and only of bakes that fit the other terms. One
    that cannot be had says nothing of itself. Raises: Unauthorized.
    """
    facts = SubjectFacts(lineages=lineages, jobs=_listed(lineages, at), labels=labels or NO_LABELS)
    keys = _fitting(facts, _without(query, needs_job, needs_target), facts.jobs)
    if any(needs_target(asked.term) for asked in query.terms):
        facts = facts._replace(targets=await _targets(api, facts, keys, at))
        keys = _fitting(facts, _without(query, needs_job), keys)
    if any(needs_job(asked.term) for asked in query.terms):
        looked = await answers_of(api.job, keys)
        seen = {key: seen_again(facts.jobs[key], _whole(job, facts.jobs[key]), at) for key, job in looked.items()}
        facts = facts._replace(jobs={**facts.jobs, **seen})
    found: dict[RepoName, set[BakeName]] = {repo: set() for repo in lineages}
    for key in _fitting(facts, query, keys):
        found[key.repo].add(BakeName(key.name))
    return {repo: frozenset(names) for repo, names in found.items()}


def with_ancestors(lineage: Lineage, matches: Iterable[BakeName]) -> frozenset[BakeName]:
    """The matches and every bake above them, so that each can be placed."""
    kept: set[BakeName] = set()
    for match in matches:
        name: BakeName | None = match
        while name is not None and name not in kept:
            kept.add(name)
            descent = lineage.descents[name]
            name = None if descent.is_cut else descent.parent
    return frozenset(kept)


def needs_job(term: object) -> bool:
    """Only a bake's own answer tells."""
    if not hasattr(term, "field"):
        return False
    if isinstance(term, OneOf) and term.field.name == "has":
        return any("loss".startswith(value.folded) or "error".startswith(value.folded) for value in term.values)
    return term.field.name in IN_JOB


def needs_target(term: object) -> bool:
    """Only a target's own answer tells: which prompts it uses."""
    return isinstance(term, OneOf) and term.field.name == "uses"


def _without(query: Query, *needs: Callable[[object], bool]) -> Query:
    return Query(tuple(asked for asked in query.terms if not any(need(asked.term) for need in needs)))


def _listed(lineages: Mapping[RepoName, Lineage], at: datetime) -> dict[JobKey, SeenJob]:
    """The bakes as their trees have them."""
    return {
        key: seen_in_tree(None, key, descent.bake, at)
        for repo, lineage in lineages.items()
        for name, descent in lineage.descents.items()
        if descent.bake is not None and (key := JobKey(repo, Phase.BAKE, name))
    }


def _fitting(facts: SubjectFacts, query: Query, keys: Iterable[JobKey]) -> list[JobKey]:
    subjects = Subjects(facts)
    return [key for key in keys if query.matches(subjects.of(key))]


def _whole(job: Job, known: SeenJob) -> Job:
    """The job's own answer, with what only the tree tells."""
    return replace(job, model_names=job.model_names or known.job.model_names)


async def _targets(
    api: BreadApi, facts: SubjectFacts, keys: Sequence[JobKey], at: datetime
) -> dict[TargetKey, Ready[Target]]:
    wanted = dict.fromkeys(
        TargetKey(key.repo, dataset.target) for key in keys for dataset in datasets_of(facts.jobs[key].job.config)
    )
    return {key: Ready(target, at) for key, target in (await answers_of(api.target, wanted)).items()}
