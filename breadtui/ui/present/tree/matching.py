"""Which rows of the tree a filter asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import TypeAlias

from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.domain.query.queries import Query
from breadtui.store.facts.keyed import moved_keys
from breadtui.store.facts.state import SeenJob
from breadtui.store.views.subjects import Subjects
from breadtui.ui.present.tree.facts import TreeFacts
from breadtui.ui.present.tree.keys import TreeKey, choice_of

Judge: TypeAlias = Callable[[Subjects, JobKey, Query], bool]
"""Whether a bake belongs to a set that a filter makes."""

LOSSES = frozenset({"loss", "min"})
"""Fields that the service tells of a bake alone, never in the answer about a whole repository."""
_TRAINED = frozenset({JobStatus.RUNNING, JobStatus.COMPLETE})


def fits(subjects: Subjects, key: JobKey, query: Query) -> bool:
    """The filter asks for the bake."""
    return query.matches(subjects.of(key))


def is_unknown(subjects: Subjects, key: JobKey, query: Query) -> bool:
    """The bake was trained and its loss is not known here, and the filter would have to know it."""
    seen = subjects.facts.jobs.get(key)
    if seen is None or seen.job.loss is not None or seen.job.status not in _TRAINED:
        return False
    return query.hangs_on_unknown(subjects.of(key))


def is_judged_alike(query: Query, now: TreeFacts, then: TreeFacts) -> bool:
    """What a filter asks for cannot have changed between two states of the facts, while the names stayed."""
    if not query.fields or now is then:
        return True
    return all(part is before for part, before in zip(now.judged, then.judged, strict=True))


def judged(
    last: Set[BakeName] | None,
    subjects: Subjects,
    repo: RepoName,
    query: Query,
    facts: tuple[TreeFacts, TreeFacts],
    judge: Judge,
) -> Set[BakeName]:
    """The bakes a judge takes, by the facts now after those before: the same set where that cannot have changed.

    `last` is what it took of the same list by the same filter, None where there is no such set.
    """
    now, then = facts
    if last is not None:
        if is_judged_alike(query, now, then):
            return last
        if (again := matched_again(last, subjects, repo, query, then, judge)) is not None:
            return again
    return matched_bakes(subjects, repo, query, judge)


def matched_bakes(subjects: Subjects, repo: RepoName, query: Query, judge: Judge = fits) -> set[BakeName]:
    """The bakes of a repository that fit the filter, or that another judge takes."""
    lineage = subjects.facts.lineages[repo]
    return {name for name in lineage.descents if judge(subjects, JobKey(repo, Phase.BAKE, name), query)}


def matched_again(
    last: Set[BakeName], subjects: Subjects, repo: RepoName, query: Query, then: TreeFacts, judge: Judge = fits
) -> Set[BakeName] | None:
    """What fits after the facts moved on from `then`, looking only at bakes that moved; the same set where none did.

    None where a bake may fit for what another one says.
    """
    now, before = subjects.facts, then.judged
    is_of_others = bool(query.fields & _FROM_OTHERS)
    others = [
        (facts.repos, facts.targets, facts.drafts, facts.tags, facts.bgit, facts.labels) for facts in (now, before)
    ]
    if is_of_others or any(part is not other for part, other in zip(*others, strict=True)):
        return None
    descents, descents_before = now.lineages[repo].descents, before.lineages[repo].descents
    moved = set(moved_keys(descents_before, descents))
    moved.update(BakeName(key.name) for key in _moved_jobs(before.jobs, now.jobs) if _is_bake_of(repo, key))
    fitting = {name for name in moved if name in descents and judge(subjects, JobKey(repo, Phase.BAKE, name), query)}
    return last if fitting == last & moved else (last - moved) | fitting


_FROM_OTHERS = frozenset({"uses", "under", "parent", "has"})
"""Fields that tell of more than the bake's own answers."""


def _moved_jobs(before: Mapping[JobKey, SeenJob], now: Mapping[JobKey, SeenJob]) -> Set[JobKey]:
    gone = before.keys() - now.keys() if len(before) != len(now) else set()
    return gone.union(moved_keys(before, now))


def _is_bake_of(repo: RepoName, key: JobKey) -> bool:
    return key.repo == repo and key.phase is Phase.BAKE


def row_matches(subjects: Subjects, key: TreeKey, query: Query) -> bool:
    """A repository, prompt or target fits the filter."""
    choice = choice_of(key)
    return not query or (choice is not None and query.matches(subjects.of(choice)))
