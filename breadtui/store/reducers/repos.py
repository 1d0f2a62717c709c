"""What repositories, their trees and their contents look like after an event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TypeAlias, assert_never

from breadtui.domain.descent.lineage import Lineage, lineage_after, lineage_of
from breadtui.domain.jobs import SETTLED
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.domain.repos import Repo, RepoTree
from breadtui.store.events.event import (
    ContentsFailed,
    ContentsLoaded,
    RepoClosed,
    RepoListAsked,
    RepoListFailed,
    RepoListLoaded,
    RepoMade,
    RepoOpened,
    TreeFailed,
    TreeLoaded,
)
from breadtui.store.facts.keyed import having, lacking, outside
from breadtui.store.facts.remote import NOT_ASKED, Ready, Remote, failed, last_ready, loading, value_of
from breadtui.store.facts.sighting import is_overtaken, seen_in_tree
from breadtui.store.facts.state import AppState, Choice, SeenJob
from breadtui.store.noting.telling import with_jobs
from breadtui.values import replace

RepoListEvent: TypeAlias = RepoListAsked | RepoListLoaded | RepoListFailed
TreeEvent: TypeAlias = TreeLoaded | TreeFailed
ContentsEvent: TypeAlias = ContentsLoaded | ContentsFailed
RepoEvent: TypeAlias = RepoListEvent | RepoMade | RepoOpened | RepoClosed | TreeEvent | ContentsEvent


def reduce_repos(state: AppState, event: RepoEvent) -> AppState:
    """The state after something happened to the list of repositories or to an open one."""
    match event:
        case RepoListAsked() | RepoListLoaded() | RepoListFailed():
            return _listed(state, event)
        case RepoOpened(repo):
            return _opened(state, repo)
        case RepoClosed(repo):
            return _closed(state, repo)
        case RepoMade(repo):
            return _made(state, repo)
        case TreeLoaded() | TreeFailed():
            return _tree_moved(state, event)
        case ContentsLoaded() | ContentsFailed():
            return _filled(state, event) if state.opened.get(event.repo) == event.generation else state
        case _:
            assert_never(event)


def _listed(state: AppState, event: RepoListEvent) -> AppState:
    repos: Remote[tuple[Repo, ...]]
    match event:
        case RepoListAsked():
            repos = loading(state.repos)
        case RepoListLoaded(found, at):
            known = value_of(state.repos)
            repos = Ready(known if known == found else found, at)
        case RepoListFailed(error, at):
            repos = failed(state.repos, error, at)
        case _:
            assert_never(event)
    return replace(state, repos=repos)


def _made(state: AppState, repo: Repo) -> AppState:
    """In the list at once where there is one; the next answer puts it where the service has it."""
    known = last_ready(state.repos)
    if known is None or any(other.name == repo.name for other in known.value):
        return state
    return replace(state, repos=Ready((*known.value, repo), known.at))


def _opened(state: AppState, repo: RepoName) -> AppState:
    generation = state.generation + 1
    return replace(
        state,
        generation=generation,
        opened={**state.opened, repo: generation},
        trees={**state.trees, repo: loading(state.trees.get(repo, NOT_ASKED))},
        contents={**state.contents, repo: loading(state.contents.get(repo, NOT_ASKED))},
    )


def _closed(state: AppState, repo: RepoName) -> AppState:
    """Everything of the repository goes but what a person wrote: drafts and their saves."""
    if repo not in state.opened:
        return state
    return replace(
        state,
        opened=lacking(state.opened, repo),
        trees=lacking(state.trees, repo),
        contents=lacking(state.contents, repo),
        lineages=lacking(state.lineages, repo),
        jobs=outside(state.jobs, repo),
        metrics=outside(state.metrics, repo),
        prompts=outside(state.prompts, repo),
        targets=outside(state.targets, repo),
        plans=outside(state.plans, repo),
        seen_rows=state.seen_rows.without_repo(repo),
        graphs=outside(state.graphs, repo),
        chosen=None if _is_in(state.chosen, repo) else state.chosen,
    )


def _is_in(choice: Choice | None, repo: RepoName) -> bool:
    return choice is not None and (choice if isinstance(choice, str) else choice.repo) == repo


def _tree_moved(state: AppState, event: TreeEvent) -> AppState:
    match event:
        case TreeLoaded(generation, tree):
            return _grown(state, event) if state.opened.get(tree.repo) == generation else state
        case TreeFailed(generation, repo, error, at):
            if state.opened.get(repo) != generation:
                return state
            failed_tree = failed(state.trees.get(repo, NOT_ASKED), error, at)
            return replace(state, trees=having(state.trees, repo, failed_tree))
        case _:
            assert_never(event)


def _grown(state: AppState, event: TreeLoaded) -> AppState:
    repo = event.tree.repo
    known = value_of(state.trees.get(repo, NOT_ASKED))
    is_same = known == event.tree
    tree = known if known is not None and is_same else event.tree
    grown = replace(state, trees=having(state.trees, repo, Ready(tree, event.at)))
    if not is_same:
        grown = replace(grown, lineages=having(grown.lineages, repo, _lineage(state, known, tree)))
    looks = _looks(state, tree, event.at)
    if known is not None and not is_same:
        looks.update(_vanished(state.jobs, known, tree))
    if (asked_at := event.asked_at) is not None:
        looks = {key: seen for key, seen in looks.items() if not is_overtaken(state.jobs.get(key), asked_at)}
    return with_jobs(grown, looks, event.at)


def _lineage(state: AppState, known: RepoTree | None, tree: RepoTree) -> Lineage:
    before = state.lineages.get(tree.repo)
    return lineage_of(tree) if known is None or before is None else lineage_after(before, known, tree)


def _looks(state: AppState, tree: RepoTree, at: datetime) -> dict[JobKey, SeenJob]:
    """What the answer says of each bake of which it may say anything new."""
    last = last_ready(state.trees.get(tree.repo, NOT_ASKED))
    names = tree.bakes if last is None else _names_to_look_at(state.jobs, last, tree)
    keys = {JobKey(tree.repo, Phase.BAKE, name): tree.bakes[name] for name in names}
    return {key: seen_in_tree(state.jobs.get(key), key, bake, at) for key, bake in keys.items()}


def _names_to_look_at(jobs: Mapping[JobKey, SeenJob], last: Ready[RepoTree], tree: RepoTree) -> Iterator[BakeName]:
    """The bakes that the answer has otherwise than the last, or that moved meanwhile, or have not settled."""
    if last.value is not tree:
        yield from (name for name, bake in tree.bakes.items() if last.value.bakes.get(name) is not bake)
    for name, seen in _known_bakes(jobs, tree):
        if seen.changed_at >= last.at or seen.is_gone or seen.job.status not in SETTLED:
            yield name


def _known_bakes(jobs: Mapping[JobKey, SeenJob], tree: RepoTree) -> Iterator[tuple[BakeName, SeenJob]]:
    """The tree's bakes as last seen, found from the side that is shorter to walk."""
    if len(tree.bakes) < len(jobs) // 4:
        for name in tree.bakes:
            seen = jobs.get(JobKey(tree.repo, Phase.BAKE, name))
            if seen is not None:
                yield name, seen
        return
    for (repo, phase, text), seen in jobs.items():
        if phase is Phase.BAKE and repo == tree.repo and text in tree.bakes:
            yield BakeName(text), seen


def _vanished(jobs: Mapping[JobKey, SeenJob], known: RepoTree, tree: RepoTree) -> dict[JobKey, SeenJob]:
    """Bakes that the last tree had and this one lacks."""
    keys = (JobKey(tree.repo, Phase.BAKE, name) for name in known.bakes if name not in tree.bakes)
    return {key: replace(jobs[key], is_gone=True) for key in keys if key in jobs}


def _filled(state: AppState, event: ContentsEvent) -> AppState:
    before = state.contents.get(event.repo, NOT_ASKED)
    match event:
        case ContentsLoaded(_, repo, contents, at):
            known = value_of(before)
            ready = Ready(known if known == contents else contents, at)
            return replace(state, contents=having(state.contents, repo, ready))
        case ContentsFailed(_, repo, error, at):
            return replace(state, contents=having(state.contents, repo, failed(before, error, at)))
        case _:
            assert_never(event)
