"""Which rows of the tree a filter asks for."""

from __future__ import annotations

from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.domain.query import Query
from breadtui.store.subjects import Subjects
from breadtui.ui.present.tree_facts import TreeFacts
from breadtui.ui.present.tree_keys import TreeKey, choice_of


def is_judged_alike(query: Query, now: TreeFacts, then: TreeFacts) -> bool:
    """What a filter asks for cannot have changed between two states of the facts, while the names stayed."""
    if not query.fields or now is then:
        return True
    return all(part is before for part, before in zip(now.judged, then.judged, strict=True))


def matched_bakes(subjects: Subjects, repo: RepoName, query: Query) -> set[BakeName]:
    """The bakes of a repository that fit the filter."""
    lineage = subjects.facts.lineages[repo]
    return {name for name in lineage.descents if query.matches(subjects.of(JobKey(repo, Phase.BAKE, name)))}


def row_matches(subjects: Subjects, key: TreeKey, query: Query) -> bool:
    """A repository, prompt or target fits the filter."""
    choice = choice_of(key)
    return not query or (choice is not None and query.matches(subjects.of(choice)))
