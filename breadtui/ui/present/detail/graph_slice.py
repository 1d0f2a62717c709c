"""What the Graph tab draws: what a thing was made from, and what all open repositories say about who uses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from breadtui.domain.descent.dependencies import (
    BAKE,
    PROMPT,
    TARGET,
    Part,
    Twig,
    Users,
    graph_of_target,
    made_from,
    used_by,
    users_in_lineage,
    users_in_targets,
)
from breadtui.domain.descent.lineage import Lineage
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.recipe import DependencyGraph
from breadtui.domain.repos import Repo, Target
from breadtui.store.facts.remote import NOT_ASKED, Remote, value_of
from breadtui.store.facts.state import AppState, Choice, RepoContents, SeenJob
from breadtui.values import dataclass


class GraphSlice(NamedTuple):
    """The parts of the state from which both halves of a graph are drawn."""

    chosen: Choice | None = None
    graph: Remote[DependencyGraph] = NOT_ASKED
    lineages: Mapping[RepoName, Lineage] = {}
    contents: Mapping[RepoName, Remote[RepoContents]] = {}
    targets: Mapping[TargetKey, Remote[Target]] = {}
    jobs: Mapping[JobKey, SeenJob] = {}
    repos: Remote[tuple[Repo, ...]] = NOT_ASKED


def graph_slice(state: AppState, about: Choice | None = None) -> GraphSlice:
    """The slice for a thing, by default for what is chosen."""
    chosen = state.chosen if about is None else about
    graph = state.graphs.get(chosen, NOT_ASKED) if isinstance(chosen, JobKey) else NOT_ASKED
    return GraphSlice(chosen, graph, state.lineages, state.contents, state.targets, state.jobs, state.repos)


def part_of(chosen: Choice | None) -> Part | None:
    """What is chosen as a part: a stim's or rollout's is its target; repositories are none."""
    match chosen:
        case JobKey(repo, Phase.BAKE, name):
            return Part(repo, BAKE, name)
        case JobKey(repo, _, name):
            return Part(repo, TARGET, name)
        case TargetKey(repo, name):
            return Part(repo, TARGET, name)
        case PromptKey(repo, name):
            return Part(repo, PROMPT, name)
        case _:
            return None


def choice_of(part: Part) -> Choice | None:
    """Where a part is looked at; None for kinds that have no place, and for other users' repositories."""
    if "/" in part.repo:
        return None
    match part.kind:
        case "bake":
            return JobKey(part.repo, Phase.BAKE, part.name)
        case "target":
            return TargetKey(part.repo, TargetName(part.name))
        case "prompt":
            return PromptKey(part.repo, PromptName(part.name))
        case _:
            return None


class GraphWalks:
    """The walks through what is known, each kept until what it walked through is another object.

    A pane is told of every poll; ten thousand bakes are walked only when a tree changed.
    """

    def __init__(self) -> None:
        self._users: dict[RepoName, tuple[Lineage, Users]] = {}
        self._made: _Walk = _Walk()
        self._used: _Walk = _Walk()

    def made(self, facts: GraphSlice) -> Sequence[Twig] | None:
        """What the chosen bake or target was made from; None where that is not known."""
        part = part_of(facts.chosen)
        if part is None or part.kind == PROMPT:
            return None
        if part.kind == TARGET:
            target = _graph_of_target(facts, part)
            return None if target is None else made_from(target, part, _owners(facts, part.repo))
        graph = value_of(facts.graph)
        if graph is None:
            return None
        if not self._made.is_of(part, (graph,)):
            self._made = _Walk(part, (graph,), made_from(graph, part, _owners(facts, part.repo)))
        return self._made.twigs

    def used(self, facts: GraphSlice) -> Sequence[Twig]:
        """What uses the chosen bake, target or prompt, as far as the open repositories are known."""
        part, through = part_of(facts.chosen), (facts.lineages, facts.targets)
        if part is None:
            return ()
        if not self._used.is_of(part, through):
            self._used = _Walk(part, through, used_by(part, self._known(facts, part.repo)))
        return self._used.twigs

    def _known(self, facts: GraphSlice, first: RepoName) -> list[Users]:
        """Who uses what in every open repository, that of the chosen thing first."""
        configs = _target_configs(facts)
        known: list[Users] = []
        users: dict[RepoName, tuple[Lineage, Users]] = {}
        for repo in sorted(facts.lineages, key=lambda repo: repo != first):
            lineage, kept = facts.lineages[repo], self._users.get(repo)
            if kept is None or not kept[0].is_shaped_like(lineage):
                kept = (lineage, users_in_lineage(lineage))
            users[repo] = kept
            known += [users_in_targets(repo, configs.get(repo, {}), lineage.owners), kept[1]]
        self._users = users
        return known


@dataclass(frozen=True, slots=True)
class _Walk:
    part: Part | None = None
    through: tuple[object, ...] = ()
    twigs: Sequence[Twig] = ()

    def is_of(self, part: Part, through: tuple[object, ...]) -> bool:
        """It walked from this part through these very objects."""
        return self.part == part and all(old is new for old, new in zip(self.through, through, strict=True))


def unread_count(facts: GraphSlice, repo: RepoName) -> int:
    """How many targets of a repository are listed, but their configuration is not known."""
    return len(_unread_targets(facts, repo))


def closed_count(facts: GraphSlice) -> int:
    """How many repositories of the account are not open, so that nothing is known of what they use."""
    return len(_closed(facts))


def unread_names(facts: GraphSlice, repo: RepoName) -> tuple[str, ...]:
    """What is not known of who uses something of a repository: targets of its own, and whole repositories."""
    return (*(f"{repo}/{name}" for name in _unread_targets(facts, repo)), *_closed(facts))


def _unread_targets(facts: GraphSlice, repo: RepoName) -> list[TargetName]:
    contents = value_of(facts.contents.get(repo, NOT_ASKED))
    names = contents.targets if contents is not None else ()
    return [name for name in names if value_of(facts.targets.get(TargetKey(repo, name), NOT_ASKED)) is None]


def _closed(facts: GraphSlice) -> list[RepoName]:
    return [repo.name for repo in value_of(facts.repos) or () if repo.name not in facts.lineages]


def _target_configs(facts: GraphSlice) -> dict[RepoName, dict[str, JsonObject]]:
    found: dict[RepoName, dict[str, JsonObject]] = {}
    for key, remote in facts.targets.items():
        if (target := value_of(remote)) is not None:
            found.setdefault(key.repo, {})[key.name] = target.config
    return found


def _graph_of_target(facts: GraphSlice, part: Part) -> DependencyGraph | None:
    target = value_of(facts.targets.get(TargetKey(part.repo, TargetName(part.name)), NOT_ASKED))
    contents = value_of(facts.contents.get(part.repo, NOT_ASKED))
    if target is None:
        return None
    return graph_of_target(part.repo, part.name, target.config, None if contents is None else contents.prompts)


def _owners(facts: GraphSlice, repo: RepoName) -> frozenset[str]:
    lineage = facts.lineages.get(repo)
    return lineage.owners if lineage is not None else frozenset()
