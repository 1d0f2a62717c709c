"""The tree's slice of the state, and the questions several of its presenters ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from breadtui.domain.bgit.checkout import Checkout
from breadtui.domain.descent.lineage import Lineage
from breadtui.domain.labels.labels import NO_LABELS, Labels
from breadtui.domain.names import BakeName, JobKey, PromptKey, RepoName, TargetKey
from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.repos import Repo, RepoTree, Target
from breadtui.store.facts.remote import NOT_ASKED, Remote, value_of
from breadtui.store.facts.state import AppState, Choice, RepoContents, SeenJob
from breadtui.store.views.subjects import SubjectFacts


class TreeFacts(NamedTuple):
    """What the tree draws, part by part of the state."""

    repos: Remote[tuple[Repo, ...]] = NOT_ASKED
    opened: Mapping[RepoName, int] = {}
    trees: Mapping[RepoName, Remote[RepoTree]] = {}
    contents: Mapping[RepoName, Remote[RepoContents]] = {}
    lineages: Mapping[RepoName, Lineage] = {}
    jobs: Mapping[JobKey, SeenJob] = {}
    drafts: Mapping[PromptKey, Draft] = {}
    chosen: Choice | None = None
    checkpoint: int | None = None
    marked: tuple[Choice, ...] = ()
    targets: Mapping[TargetKey, Remote[Target]] = {}
    tags: Mapping[Choice, tuple[str, ...]] = {}
    bgit: Checkout | None = None
    labels: Labels = NO_LABELS

    @property
    def judged(self) -> SubjectFacts:
        """The parts that a filter judges rows by."""
        found = SubjectFacts(self.repos, self.lineages, self.jobs, self.targets, self.drafts, self.tags, self.bgit)
        return found._replace(labels=self.labels)


def tree_facts(state: AppState) -> TreeFacts:
    """The tree's slice of the state."""
    return TreeFacts(
        repos=state.repos,
        opened=state.opened,
        trees=state.trees,
        contents=state.contents,
        lineages=state.lineages,
        jobs=state.jobs,
        drafts=state.drafts,
        chosen=state.chosen,
        checkpoint=state.checkpoint,
        marked=state.marked,
        targets=state.targets,
        tags=state.tags,
        bgit=state.bgit,
        labels=state.labels,
    )


def says_the_same(now: TreeFacts, before: TreeFacts) -> bool:
    """Whether all rows say what they said before: nothing differs but the targets, which only a filter looks at."""
    return all(one is other for one, other in zip(now._replace(targets=before.targets), before, strict=True))


def prompt_names(facts: TreeFacts, repo: RepoName) -> tuple[str, ...]:
    """The prompts of a repository, then drafts of prompts the service does not have."""
    known = value_of(facts.contents.get(repo, NOT_ASKED))
    names = known.prompts if known else ()
    drafted = (key.name for key in facts.drafts if key.repo == repo and key.name not in names)
    return (*names, *drafted)


def drafts_count(facts: TreeFacts, repo: RepoName) -> int:
    """How many prompts of a repository have an unsaved text."""
    return sum(key.repo == repo and draft.is_changed for key, draft in facts.drafts.items())


def checkpoints_of(lineage: Lineage, name: BakeName) -> tuple[int, ...]:
    """The training steps at which a bake was kept, newest first."""
    descent = lineage.descents.get(name)
    found = descent.bake.checkpoints if descent is not None and descent.bake is not None else ()
    return tuple(sorted(set(found), reverse=True))


def newest_checkpoint(lineage: Lineage, name: BakeName) -> int | None:
    """The last training step at which a bake was kept; None where there is none yet."""
    descent = lineage.descents.get(name)
    return max(descent.bake.checkpoints, default=None) if descent is not None and descent.bake is not None else None
