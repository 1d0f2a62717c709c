"""The repository tree as a flat list of row keys: what is open, what is folded, what a filter leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from breadtui.domain.drafts import Draft
from breadtui.domain.lineage import Lineage
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.repos import Repo, RepoTree
from breadtui.store.remote import NOT_ASKED, Failed, Loading, NotAsked, Ready, Remote, last_ready, value_of
from breadtui.store.standing import standing_of
from breadtui.store.state import Choice, RepoContents, SeenJob
from breadtui.ui.present.branches import Branches, branches_of


class Kind(StrEnum):
    """What a row of the tree stands for; a note is a sentence where rows are missing."""

    REPO = "repo"
    BAKES = "bakes"
    PROMPTS = "prompts"
    TARGETS = "targets"
    BAKE = "bake"
    PROMPT = "prompt"
    TARGET = "target"
    NOTE = "note"


GROUPS = (Kind.BAKES, Kind.PROMPTS, Kind.TARGETS)


class TreeKey(NamedTuple):
    """One row by what it stands for; groups have no name of their own, a note is named for its group."""

    kind: Kind
    repo: RepoName
    name: str = ""


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


@dataclass(frozen=True, slots=True)
class Filter:
    """Words that a name must contain, whatever their case; without words everything is shown."""

    words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)

    def matches(self, name: str) -> bool:
        """Every word occurs in the name, its letters in order."""
        lowered = name.casefold()
        return all(word in lowered or _in_order(word, lowered) for word in self.words)


def _in_order(word: str, name: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in word)


def filter_of(text: str) -> Filter:
    """The filter that a person typed."""
    return Filter(tuple(text.casefold().split()))


@dataclass(frozen=True, slots=True, eq=False)
class TreeView:
    """The rows to draw and what is needed to draw any of them."""

    facts: TreeFacts = field(default_factory=TreeFacts)
    keys: Sequence[TreeKey] = ()
    branches: Mapping[RepoName, Branches] = field(default_factory=dict)
    turned: frozenset[TreeKey] = frozenset()
    filter: Filter = field(default_factory=Filter)
    base_models: Mapping[RepoName, str] = field(default_factory=dict)
    active_counts: Mapping[tuple[RepoName, Kind], int] = field(default_factory=dict)

    def is_folded(self, key: TreeKey) -> bool:
        """Its children are hidden; a filter unfolds everything it leaves."""
        return is_folded(self.facts, key, self.turned) and not (self.filter and key.kind is not Kind.REPO)

    def is_match(self, key: TreeKey) -> bool:
        """The filter asked for this row, not only for one below it."""
        return bool(self.filter) and key.kind not in {*GROUPS, Kind.NOTE} and self.filter.matches(key.name or key.repo)


def is_folded(facts: TreeFacts, key: TreeKey, turned: frozenset[TreeKey]) -> bool:
    """Prompts and targets begin folded, everything else unfolded; a repository that is not open is folded."""
    if key.kind is Kind.REPO and key.repo not in facts.opened:
        return True
    return (key.kind in {Kind.PROMPTS, Kind.TARGETS}) != (key in turned)


def tree_view(facts: TreeFacts, turned: frozenset[TreeKey], wanted: Filter, before: TreeView | None = None) -> TreeView:
    """The tree to draw. Unchanged lineages are taken from `before`, because ten thousand bakes cost their time."""
    branches = {
        repo: _branches(facts.lineages[repo], repo, wanted, before) for repo in facts.opened if repo in facts.lineages
    }
    view = TreeView(
        facts=facts,
        branches=branches,
        turned=turned,
        filter=wanted,
        base_models={repo.name: repo.base_model for repo in value_of(facts.repos) or ()},
        active_counts=_active_counts(facts.jobs),
    )
    if before is not None and _has_same_rows(view, before):
        return replace(view, keys=before.keys)
    return replace(view, keys=[key for repo in _repo_names(facts) for key in _repo_rows(view, repo)])


def _has_same_rows(view: TreeView, before: TreeView) -> bool:
    """Only jobs, the choice or what rows say changed: which rows there are did not."""
    now, then = view.facts, before.facts
    return (
        (view.turned, view.filter) == (before.turned, before.filter)
        and now.repos is then.repos
        and now.opened is then.opened
        and now.trees is then.trees
        and now.contents is then.contents
        and now.lineages is then.lineages
        and now.drafts is then.drafts
    )


def _repo_names(facts: TreeFacts) -> Iterator[RepoName]:
    """The account's repositories, then open ones that are not in the list (deleted, or the list failed)."""
    listed = dict.fromkeys(repo.name for repo in value_of(facts.repos) or ())
    yield from listed
    yield from (repo for repo in facts.opened if repo not in listed)


def _active_counts(jobs: Mapping[JobKey, SeenJob]) -> Mapping[tuple[RepoName, Kind], int]:
    """How many jobs of each repository's bakes and targets are queued or running."""
    counts: dict[tuple[RepoName, Kind], int] = {}
    for key in standing_of(jobs).active:
        if not jobs[key].is_gone:
            group = (key.repo, Kind.BAKES if key.phase is Phase.BAKE else Kind.TARGETS)
            counts[group] = counts.get(group, 0) + 1
    return counts


def _branches(lineage: Lineage, repo: RepoName, wanted: Filter, before: TreeView | None) -> Branches:
    last = before.branches.get(repo) if before else None
    if before and last and last.lineage is lineage and before.filter == wanted:
        return last
    return branches_of(lineage, _kept(lineage, wanted) if wanted else None)


def _kept(lineage: Lineage, wanted: Filter) -> set[BakeName]:
    """The bakes a filter leaves: those that match and all their ancestors."""
    kept: set[BakeName] = set()
    for name in lineage.descents:
        above: BakeName | None = name if wanted.matches(name) else None
        while above is not None and above not in kept:
            kept.add(above)
            descent = lineage.descents[above]
            above = None if descent.is_cut else descent.parent
    return kept


def _repo_rows(view: TreeView, repo: RepoName) -> list[TreeKey]:
    head = TreeKey(Kind.REPO, repo)
    if view.is_folded(head):
        return [head] if not view.filter or view.filter.matches(repo) else []
    tree = view.facts.trees.get(repo, NOT_ASKED)
    rows = _note_of(repo, "", tree)
    if last_ready(tree) is not None or repo in view.facts.lineages:
        rows += [row for kind in GROUPS for row in _group_rows(view, TreeKey(kind, repo))]
    if view.filter and not rows and not view.filter.matches(repo):
        return []
    return [head, *rows]


def _note_of(repo: RepoName, group: str, remote: Remote[RepoTree] | Remote[RepoContents]) -> list[TreeKey]:
    """A row that says why there is nothing, or that what follows could not be refreshed."""
    match remote:
        case NotAsked() | Loading(None) | Failed():
            return [TreeKey(Kind.NOTE, repo, group)]
        case Loading() | Ready():
            return []


def _group_rows(view: TreeView, group: TreeKey) -> list[TreeKey]:
    rows = _GROUP_ROWS[group.kind](view, group.repo, view.is_folded(group))
    return [group, *rows] if rows or not view.filter else []


def _bake_rows(view: TreeView, repo: RepoName, is_folded: bool) -> list[TreeKey]:
    branches = view.branches.get(repo)
    if branches is None or is_folded:
        return []
    names = branches.names
    folded = set() if view.filter else {BakeName(key.name) for key in view.turned if key[:2] == (Kind.BAKE, repo)}
    places = branches.unfolded(folded) if folded else range(len(names))
    return [TreeKey(Kind.BAKE, repo, names[place]) for place in places]


def _named_rows(view: TreeView, kind: Kind, repo: RepoName, names: Sequence[str]) -> list[TreeKey]:
    return [TreeKey(kind, repo, name) for name in names if not view.filter or view.filter.matches(name)]


def _prompt_rows(view: TreeView, repo: RepoName, is_folded: bool) -> list[TreeKey]:
    if is_folded:
        return []
    remote = view.facts.contents.get(repo, NOT_ASKED)
    notes = [] if view.filter else _note_of(repo, Kind.PROMPTS, remote)
    return notes + _named_rows(view, Kind.PROMPT, repo, prompt_names(view.facts, repo))


def _target_rows(view: TreeView, repo: RepoName, is_folded: bool) -> list[TreeKey]:
    if is_folded:
        return []
    remote = view.facts.contents.get(repo, NOT_ASKED)
    known = value_of(remote)
    notes = [] if view.filter else _note_of(repo, Kind.TARGETS, remote)
    return notes + _named_rows(view, Kind.TARGET, repo, known.targets if known else ())


_GROUP_ROWS: Mapping[Kind, Callable[[TreeView, RepoName, bool], list[TreeKey]]] = {
    Kind.BAKES: _bake_rows,
    Kind.PROMPTS: _prompt_rows,
    Kind.TARGETS: _target_rows,
}


def prompt_names(facts: TreeFacts, repo: RepoName) -> tuple[str, ...]:
    """The prompts of a repository, then drafts of prompts the service does not have."""
    known = value_of(facts.contents.get(repo, NOT_ASKED))
    names = known.prompts if known else ()
    drafted = (key.name for key in facts.drafts if key.repo == repo and key.name not in names)
    return (*names, *drafted)


def choice_of(key: TreeKey) -> Choice | None:
    """What choosing a row chooses, or None for groups and notes."""
    match key.kind:
        case Kind.REPO:
            return key.repo
        case Kind.BAKE:
            return JobKey(key.repo, Phase.BAKE, key.name)
        case Kind.PROMPT:
            return PromptKey(key.repo, PromptName(key.name))
        case Kind.TARGET:
            return TargetKey(key.repo, TargetName(key.name))
        case Kind.BAKES | Kind.PROMPTS | Kind.TARGETS | Kind.NOTE:
            return None


def row_of(choice: Choice) -> TreeKey:
    """The row that stands for a choice; a stim or rollout stands under its target."""
    match choice:
        case JobKey(repo, Phase.BAKE, name):
            return TreeKey(Kind.BAKE, repo, name)
        case JobKey(repo, _, name) | TargetKey(repo, name):
            return TreeKey(Kind.TARGET, repo, name)
        case PromptKey(repo, name):
            return TreeKey(Kind.PROMPT, repo, name)
        case str():
            return TreeKey(Kind.REPO, choice)
