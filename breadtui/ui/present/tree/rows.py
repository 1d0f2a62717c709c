"""The repository tree as a flat list of row keys: what is open, what is folded, what filter and focus leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import TypeAlias

from breadtui.domain.descent.forest import BakePlace, Forest, forest_of
from breadtui.domain.descent.lineage import Lineage
from breadtui.domain.labels.labels import CheckpointKey, Labelled, Labels
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.domain.repos import RepoTree
from breadtui.store.facts.remote import NOT_ASKED, Failed, Loading, NotAsked, Ready, Remote, last_ready, value_of
from breadtui.store.facts.standing import standing_of
from breadtui.store.facts.state import RepoContents
from breadtui.store.views.subjects import SubjectFacts, Subjects
from breadtui.ui.present.tree.branches import Branches, branches_of
from breadtui.ui.present.tree.facts import TreeFacts, checkpoints_of, prompt_names
from breadtui.ui.present.tree.keys import GROUPS, Kind, TreeKey, checkpoint_row, choice_of, row_of
from breadtui.ui.present.tree.matching import LOSSES, Judge, fits, is_judged_alike, is_unknown, judged, row_matches
from breadtui.ui.present.tree.narrowing import (
    EVERYTHING,
    FocusLine,
    Narrowing,
    above_elsewhere,
    focus_line,
    narrowing_of,
)
from breadtui.ui.present.tree.shape import TreeShape
from breadtui.values import dataclass, field, replace


@dataclass(frozen=True, slots=True, eq=False)
class BakeRows:
    """The rows of one repository's bakes: listed again only when their list, folds or checkpoints changed."""

    branches: Branches
    shape: TreeShape
    lineage: Lineage
    labels: Labels
    keys: Sequence[TreeKey]


@dataclass(frozen=True, slots=True, eq=False)
class TreeView:
    """The rows to draw and what is needed to draw any of them.

    `whole` are all bakes of each open repository, `branches` those that filter and focus leave of them. `unknown` are
    those that a filter by loss can say nothing of, because theirs was not read.
    """

    facts: TreeFacts = field(default_factory=TreeFacts)
    shape: TreeShape = field(default_factory=TreeShape)
    forest: Forest = field(default_factory=lambda: forest_of({}))
    subjects: Subjects = field(default_factory=lambda: Subjects(SubjectFacts()))
    whole: Mapping[RepoName, Branches] = field(default_factory=dict)
    line: FocusLine | None = None
    narrowings: Mapping[RepoName, Narrowing] = field(default_factory=dict)
    unknown: Mapping[RepoName, Set[BakeName]] = field(default_factory=dict)
    branches: Mapping[RepoName, Branches] = field(default_factory=dict)
    bake_rows: Mapping[RepoName, BakeRows] = field(default_factory=dict)
    keys: Sequence[TreeKey] = ()
    matched_repos: frozenset[RepoName] = frozenset()
    match_count: int = 0
    base_models: Mapping[RepoName, str] = field(default_factory=dict)
    active_counts: Mapping[tuple[RepoName, Kind], int] = field(default_factory=dict)
    marked: frozenset[TreeKey] = frozenset()
    starts: dict[BakePlace, Mapping[int | None, Sequence[BakePlace]]] = field(default_factory=dict)
    left_out: Mapping[RepoName, Set[BakeName]] = field(default_factory=dict)

    def is_folded(self, key: TreeKey) -> bool:
        """Its rows are hidden; a filter unfolds everything it leaves, a focus all it passes through."""
        if key.kind is Kind.REPO and key.repo in self.facts.opened:
            return self.is_beside(key.repo) or (self.shape.is_folded(key, self.facts.opened) and not self.shape.query)
        if self.shape.query and key.kind is not Kind.REPO:
            return False
        if self.line is not None and self._is_passed(key):
            return False
        return self.shape.is_folded(key, self.facts.opened)

    def is_beside(self, repo: RepoName) -> bool:
        """The focus leaves nothing of this open repository."""
        return self.line is not None and repo not in self.line.bakes and repo in self.whole

    def _is_passed(self, key: TreeKey) -> bool:
        """The focus leads through the row to what is focused."""
        if key.kind is Kind.BAKES:
            return True
        return key.kind is Kind.BAKE and key.bake in self.narrowings[key.repo].passed

    def can_fold(self, key: TreeKey) -> bool:
        """Folding it would hide something; not while a filter or a focus keeps it unfolded."""
        return not self.shape.query and not (self.line is not None and self._is_passed(key))

    @property
    def shows_hidden(self) -> bool:
        """What is hidden is drawn, dimmed: a person looks at it, or the filter asks for it."""
        return self.facts.labels.are_hidden_shown or "hidden" in self.shape.query.fields

    def leaves_out(self, what: Labelled) -> bool:
        """It is hidden, and so has no row."""
        return not self.shows_hidden and self.facts.labels.is_hidden(what)

    def is_match(self, key: TreeKey) -> bool:
        """The filter asked for this row, not only for one below it."""
        if not self.shape.query:
            return False
        if key.kind is Kind.BAKE:
            return key.bake in (self.narrowings[key.repo].matched or ())
        return key.kind in {Kind.PROMPT, Kind.TARGET} or (key.kind is Kind.REPO and key.repo in self.matched_repos)

    def children_from(self, place: BakePlace, checkpoint: int) -> Sequence[BakePlace]:
        """The bakes that started from this checkpoint; a bake's children are sorted once, whichever rows ask."""
        found = self.starts.get(place)
        if found is None:
            sorted_out: dict[int | None, list[BakePlace]] = {}
            for child in self.forest.children_of(place):
                sorted_out.setdefault(self.forest.started_checkpoint(child), []).append(child)
            found = self.starts[place] = sorted_out
        return found.get(checkpoint, ())


NOTHING = TreeView()


def tree_view(facts: TreeFacts, shape: TreeShape, before: TreeView = NOTHING) -> TreeView:
    """The tree to draw.

    What cannot have changed is taken from `before`, because ten thousand bakes cost their time; where the rows turn
    out to be the same, `keys` is the same list.
    """
    forest = before.forest if facts.lineages is before.facts.lineages else forest_of(facts.lineages)
    whole = {
        repo: _whole(facts.lineages[repo], before.whole.get(repo)) for repo in facts.opened if repo in facts.lineages
    }
    view = replace(
        before,
        facts=facts,
        shape=shape,
        forest=forest,
        subjects=Subjects(facts.judged),
        whole=whole,
        line=_line(forest, shape, before),
        starts=before.starts if forest is before.forest else {},
        marked=before.marked if facts.marked is before.facts.marked else frozenset(map(row_of, facts.marked)),
        active_counts=_active_counts(facts),
    )
    view = replace(view, left_out=_left_out(view))
    if facts.repos is not before.facts.repos:
        view = replace(view, base_models={repo.name: repo.base_model for repo in value_of(facts.repos) or ()})
    view = replace(view, narrowings=_narrowings(view, before), unknown=_unknown(view, before))
    branches = {repo: _left(view, repo, before) for repo in whole}
    view = replace(view, branches=branches)
    return view if _has_same_rows(view, before) else _with_rows(view, before)


def _whole(lineage: Lineage, last: Branches | None) -> Branches:
    return last.of(lineage) if last is not None and lineage.is_shaped_like(last.lineage) else branches_of(lineage)


def _line(forest: Forest, shape: TreeShape, before: TreeView) -> FocusLine | None:
    is_same = forest is before.forest and shape.focus == before.shape.focus
    line = before.line if is_same else focus_line(forest, shape.focus)
    return before.line if line == before.line else line


def _left_out(view: TreeView) -> Mapping[RepoName, Set[BakeName]]:
    """The bakes that are hidden, by their repositories."""
    found: dict[RepoName, set[BakeName]] = {}
    for what in () if view.shows_hidden else view.facts.labels.hidden:
        if isinstance(what, JobKey) and what.phase is Phase.BAKE:
            found.setdefault(what.repo, set()).add(BakeName(what.name))
    return found


def _narrowings(view: TreeView, before: TreeView) -> Mapping[RepoName, Narrowing]:
    if not view.shape.query:
        return {repo: _narrowing(view, repo, before, _not_hidden(view, repo)) for repo in view.whole}
    asked_for = {repo: _asked_for(view, repo, before) for repo in view.whole}
    above = above_elsewhere(view.forest, view.line, asked_for)
    return {
        repo: _narrowing(view, repo, before, names, above.get(repo, frozenset())) for repo, names in asked_for.items()
    }


def _not_hidden(view: TreeView, repo: RepoName) -> Set[BakeName] | None:
    """All bakes but those that are hidden; None where none is."""
    hidden = view.left_out.get(repo)
    return None if not hidden else view.whole[repo].lineage.descents.keys() - hidden


def _asked_for(view: TreeView, repo: RepoName, before: TreeView) -> Set[BakeName]:
    """The bakes that fit the filter and are not hidden: the same set where that cannot have changed."""
    hidden, hidden_before = view.left_out.get(repo, frozenset()), before.left_out.get(repo, frozenset())
    fitting = _fitting(view, repo, before if hidden == hidden_before else NOTHING)
    return fitting - hidden if hidden & fitting else fitting


def _fitting(view: TreeView, repo: RepoName, before: TreeView) -> Set[BakeName]:
    last = before.narrowings.get(repo)
    return _judged(view, repo, before, last.asked_for if last is not None else None, fits)


def _unknown(view: TreeView, before: TreeView) -> Mapping[RepoName, Set[BakeName]]:
    """The bakes that a filter by loss can say nothing of, without those that are hidden."""
    if not view.shape.query.fields & LOSSES:
        return {}
    found = {repo: _judged(view, repo, before, before.unknown.get(repo), is_unknown) for repo in view.whole}
    return {repo: names - view.left_out.get(repo, frozenset()) for repo, names in found.items()}


def _judged(
    view: TreeView, repo: RepoName, before: TreeView, last: Set[BakeName] | None, judge: Judge
) -> Set[BakeName]:
    """The bakes a judge takes: the same set where that cannot have changed, else only what moved is judged again."""
    is_same_list = repo in before.whole and view.whole[repo].names is before.whole[repo].names
    if not is_same_list or view.shape.query != before.shape.query:
        last = None
    return judged(last, view.subjects, repo, view.shape.query, (view.facts, before.facts), judge)


def _narrowing(
    view: TreeView,
    repo: RepoName,
    before: TreeView,
    asked_for: Set[BakeName] | None = None,
    above: Set[BakeName] = frozenset(),
) -> Narrowing:
    if asked_for is None and view.line is None:
        return EVERYTHING
    last, whole = before.narrowings.get(repo), view.whole[repo]
    is_same_list = repo in before.whole and whole.names is before.whole[repo].names and view.line is before.line
    if last is not None and is_same_list and asked_for == last.asked_for and above == last.above_elsewhere:
        return last
    return narrowing_of(whole, view.line, asked_for, above)


def _left(view: TreeView, repo: RepoName, before: TreeView) -> Branches:
    narrowing, whole, last = view.narrowings[repo], view.whole[repo], before.branches.get(repo)
    if narrowing.only is None:
        return whole
    is_same = last is not None and narrowing is before.narrowings.get(repo) and whole.names is before.whole[repo].names
    return last.of(whole.lineage) if last is not None and is_same else branches_of(whole.lineage, narrowing.only)


def _has_same_rows(view: TreeView, before: TreeView) -> bool:
    """Only jobs, the choice, marks or what rows say changed: which rows there are did not."""
    now, then = view.facts, before.facts
    return (
        view.shape == before.shape
        and now.repos is then.repos
        and now.opened is then.opened
        and now.trees is then.trees
        and now.contents is then.contents
        and now.drafts is then.drafts
        and now.lineages is then.lineages
        and now.labels is then.labels
        and view.narrowings == before.narrowings
        and is_judged_alike(view.shape.query, now, then)
    )


def _with_rows(view: TreeView, before: TreeView) -> TreeView:
    repos = tuple(repo for repo in _repo_names(view.facts) if not view.leaves_out(repo))
    view = replace(view, matched_repos=_matched_repos(view, repos))
    view = replace(view, bake_rows={repo: _bake_rows(view, repo, before.bake_rows.get(repo)) for repo in view.branches})
    keys = [key for repo in repos for key in _repo_rows(view, repo)]
    is_same = len(keys) == len(before.keys) and keys == before.keys
    return replace(view, keys=before.keys if is_same else keys, match_count=_match_count(view, keys))


def _matched_repos(view: TreeView, repos: Iterable[RepoName]) -> frozenset[RepoName]:
    if not view.shape.query:
        return frozenset()
    heads = (TreeKey(Kind.REPO, repo) for repo in repos)
    return frozenset(head.repo for head in heads if row_matches(view.subjects, head, view.shape.query))


def _match_count(view: TreeView, keys: Iterable[TreeKey]) -> int:
    if not view.shape.query:
        return 0
    named = sum(key.kind in {Kind.PROMPT, Kind.TARGET} for key in keys)
    bakes = sum(len(narrowing.matched or ()) for narrowing in view.narrowings.values())
    return named + bakes + len(view.matched_repos)


def _repo_names(facts: TreeFacts) -> Iterator[RepoName]:
    """The account's repositories, then open ones that are not in the list (deleted, or the list failed)."""
    listed = dict.fromkeys(repo.name for repo in value_of(facts.repos) or ())
    yield from listed
    yield from (repo for repo in facts.opened if repo not in listed)


def _active_counts(facts: TreeFacts) -> Mapping[tuple[RepoName, Kind], int]:
    """How many jobs of each repository's bakes and targets are queued or running."""
    counts: dict[tuple[RepoName, Kind], int] = {}
    for key in standing_of(facts.jobs).active:
        if not facts.jobs[key].is_gone:
            group = (key.repo, Kind.BAKES if key.phase is Phase.BAKE else Kind.TARGETS)
            counts[group] = counts.get(group, 0) + 1
    return counts


def _repo_rows(view: TreeView, repo: RepoName) -> Iterable[TreeKey]:
    head = TreeKey(Kind.REPO, repo)
    is_asked_for = not view.shape.query or repo in view.matched_repos
    if view.is_folded(head) or view.is_beside(repo):
        return [head] if is_asked_for else []
    tree = view.facts.trees.get(repo, NOT_ASKED)
    rows = _note_of(repo, "", tree)
    if last_ready(tree) is not None or repo in view.facts.lineages:
        groups = GROUPS if view.line is None else (Kind.BAKES,)
        rows += [row for kind in groups for row in _group_rows(view, TreeKey(kind, repo))]
    return [head, *rows] if rows or is_asked_for else []


def _note_of(repo: RepoName, group: str, remote: Remote[RepoTree] | Remote[RepoContents]) -> list[TreeKey]:
    """A row that says why there is nothing, or that what follows could not be refreshed."""
    match remote:
        case NotAsked() | Loading(None) | Failed():
            return [TreeKey(Kind.NOTE, repo, group)]
        case Loading() | Ready():
            return []


def _group_rows(view: TreeView, group: TreeKey) -> list[TreeKey]:
    rows = () if view.is_folded(group) else _GROUP_ROWS[group.kind](view, group.repo)
    is_open = group.kind is Kind.BAKES and bool(view.unknown.get(group.repo))
    return [group, *rows] if rows or is_open or not view.shape.query else []


_NamedRows: TypeAlias = Callable[[TreeView, RepoName], Sequence[TreeKey]]


def _shown_bakes(view: TreeView, repo: RepoName) -> Sequence[TreeKey]:
    return view.bake_rows[repo].keys if repo in view.bake_rows else ()


def _bake_rows(view: TreeView, repo: RepoName, last: BakeRows | None) -> BakeRows:
    branches, shape, lineage = view.branches[repo], view.shape, view.whole[repo].lineage
    is_same = last is not None and last.branches.names is branches.names and last.shape == shape
    is_same_within = last is not None and last.lineage is lineage and last.labels is view.facts.labels
    if last is not None and is_same and (not shape.shows_any_checkpoint or is_same_within):
        return last
    keys = [key for place in _unfolded(view, repo) for key in _with_checkpoints(view, repo, branches.names[place])]
    is_same = last is not None and len(last.keys) == len(keys) and last.keys == keys
    return BakeRows(branches, shape, lineage, view.facts.labels, last.keys if last is not None and is_same else keys)


def _unfolded(view: TreeView, repo: RepoName) -> Iterable[int]:
    branches, shape = view.branches[repo], view.shape
    turned: Set[str] = {key.name for key in shape.turned if key.kind is Kind.BAKE and key.repo == repo}
    if shape.query or not (turned or shape.are_bakes_folded):
        return range(len(branches.names))
    passed = view.narrowings[repo].passed
    return branches.unfolded(lambda name: (name in turned) != shape.are_bakes_folded and name not in passed)


def _with_checkpoints(view: TreeView, repo: RepoName, name: BakeName) -> Iterable[TreeKey]:
    place = BakePlace(repo, name)
    yield TreeKey(Kind.BAKE, repo, name)
    if view.shape.shows_any_checkpoint and view.shape.shows_checkpoints(place):
        for checkpoint in checkpoints_of(view.whole[repo].lineage, name):
            if not view.leaves_out(CheckpointKey(repo, name, checkpoint)):
                yield checkpoint_row(place, checkpoint)


def _named_rows(view: TreeView, kind: Kind, repo: RepoName, names: Sequence[str]) -> list[TreeKey]:
    keys = (TreeKey(kind, repo, name) for name in names)
    return [
        key
        for key in keys
        if row_matches(view.subjects, key, view.shape.query)
        and not ((what := choice_of(key)) is not None and view.leaves_out(what))
    ]


def _prompt_rows(view: TreeView, repo: RepoName) -> Sequence[TreeKey]:
    remote = view.facts.contents.get(repo, NOT_ASKED)
    notes = [] if view.shape.query else _note_of(repo, Kind.PROMPTS, remote)
    return notes + _named_rows(view, Kind.PROMPT, repo, prompt_names(view.facts, repo))


def _target_rows(view: TreeView, repo: RepoName) -> Sequence[TreeKey]:
    remote = view.facts.contents.get(repo, NOT_ASKED)
    known = value_of(remote)
    notes = [] if view.shape.query else _note_of(repo, Kind.TARGETS, remote)
    return notes + _named_rows(view, Kind.TARGET, repo, known.targets if known else ())


_GROUP_ROWS: Mapping[Kind, _NamedRows] = {
    Kind.BAKES: _shown_bakes,
    Kind.PROMPTS: _prompt_rows,
    Kind.TARGETS: _target_rows,
}
