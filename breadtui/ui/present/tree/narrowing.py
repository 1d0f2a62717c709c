"""What a filter and a focus leave of a repository's bakes, and how many they hide below whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set

from breadtui.domain.descent.forest import BakePlace, Forest
from breadtui.domain.descent.lineage import Lineage
from breadtui.domain.names import BakeName, RepoName
from breadtui.ui.present.tree.branches import Branches
from breadtui.values import dataclass, field


@dataclass(frozen=True, slots=True)
class FocusLine:
    """One line of descent: its bakes in each repository, and which of them are ancestors of what is focused."""

    bakes: Mapping[RepoName, Set[BakeName]]
    passed: Mapping[RepoName, Set[BakeName]]

    def in_repo(self, repo: RepoName) -> Set[BakeName]:
        """Its bakes in one repository."""
        return self.bakes.get(repo, frozenset())


@dataclass(frozen=True, slots=True, eq=False)
class Narrowing:
    """What is left of one repository's bakes.

    `asked_for` are those that fit the filter, None without one, `matched` those of them the focus leaves; `only` adds
    what they stand under, None where all are left. `above_elsewhere` are those that bakes of other repositories stand
    under. `passed` are the ancestors of what is focused, `hidden_counts`
    says how many bakes below each of them are folded away, and `hidden_roots_count` how many stand in other lines.
    """

    asked_for: Set[BakeName] | None = None
    matched: Set[BakeName] | None = None
    only: Set[BakeName] | None = None
    above_elsewhere: Set[BakeName] = frozenset()
    passed: Set[BakeName] = frozenset()
    hidden_counts: Mapping[BakeName, int] = field(default_factory=dict)
    hidden_roots_count: int = 0


def focus_line(forest: Forest, focus: BakePlace | None) -> FocusLine | None:
    """The ancestors of the focused bake, itself and its descendants; None where it is not there, or nothing is."""
    if focus is None or forest.descent_of(focus) is None:
        return None
    ancestors = forest.ancestors(focus)
    return FocusLine(_by_repo((focus, *ancestors, *forest.descendants(focus))), _by_repo(ancestors))


def _by_repo(places: Iterable[BakePlace]) -> dict[RepoName, set[BakeName]]:
    found: dict[RepoName, set[BakeName]] = {}
    for place in places:
        found.setdefault(place.repo, set()).add(place.bake)
    return found


def narrowing_of(
    branches: Branches,
    line: FocusLine | None,
    asked_for: Set[BakeName] | None,
    above_elsewhere: Set[BakeName] = frozenset(),
) -> Narrowing:
    """What is left of all of a repository's bakes by the focused line and by the filter."""
    if line is None:
        kept = None if asked_for is None else with_ancestors(branches.lineage, asked_for | above_elsewhere)
        return Narrowing(asked_for, asked_for, kept, above_elsewhere)
    repo = RepoName(branches.lineage.repo)
    left = line.in_repo(repo)
    matched = None if asked_for is None else asked_for & left
    only: Set[BakeName] = left if matched is None else with_ancestors(branches.lineage, matched | above_elsewhere)
    roots_count = sum(_size(branches, root) for root in branches.lineage.roots if root not in left)
    passed = line.passed.get(repo, frozenset())
    return Narrowing(asked_for, matched, only, above_elsewhere, passed, _hidden_counts(branches, left), roots_count)


def above_elsewhere(
    forest: Forest, line: FocusLine | None, asked_for: Mapping[RepoName, Set[BakeName]]
) -> Mapping[RepoName, Set[BakeName]]:
    """The bakes of each repository that what is asked for in others stands directly under, through all repositories."""
    found: dict[RepoName, set[BakeName]] = {}
    waiting = [(repo, names if line is None else names & line.in_repo(repo)) for repo, names in asked_for.items()]
    while waiting:
        repo, names = waiting.pop()
        lineage = forest.lineages[repo]
        kept = with_ancestors(lineage, names) if lineage.foreign and names else set()
        for child in kept.intersection(lineage.foreign):
            parent = forest.parent_of(BakePlace(repo, child))
            if parent is None or forest.descent_of(parent) is None:
                continue
            there = found.setdefault(parent.repo, set())
            if parent.bake not in there:
                there.add(parent.bake)
                waiting.append((parent.repo, {parent.bake}))
    return found


def with_ancestors(lineage: Lineage, names: Collection[BakeName]) -> set[BakeName]:
    """These bakes and all that they stand under in their own repository."""
    kept: set[BakeName] = set()
    for name in names:
        above: BakeName | None = name
        while above is not None and above not in kept:
            kept.add(above)
            descent = lineage.descents[above]
            above = None if descent.is_cut else descent.parent
    return kept


def _hidden_counts(branches: Branches, line: Set[BakeName]) -> dict[BakeName, int]:
    """How many bakes below each bake of a line are outside of it; only such bakes are named."""
    counts: dict[BakeName, int] = {}
    for name in line:
        children = branches.lineage.children.get(name, ())
        if count := sum(_size(branches, child) for child in children if child not in line):
            counts[name] = count
    return counts


def _size(branches: Branches, name: BakeName) -> int:
    return branches.descendants_count(name) + 1


EVERYTHING = Narrowing()
