"""What is known after a target or a bake was deleted: it drops out at once, before any answer tells so."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName, TargetKey
from breadtui.domain.repos import RepoTree
from breadtui.store.events.deletion import BakeDeleted, TargetDeleted
from breadtui.store.facts.keyed import having, lacking
from breadtui.store.facts.remote import NOT_ASKED, Ready, last_ready
from breadtui.store.facts.state import AppState, Choice
from breadtui.values import replace

DeletionEvent: TypeAlias = TargetDeleted | BakeDeleted


def reduce_deletions(state: AppState, event: DeletionEvent) -> AppState:
    """The state without the thing; who looked at it looks at its repository. The journal keeps its past."""
    match event:
        case TargetDeleted(key):
            return _without_target(state, key)
        case BakeDeleted(key):
            return _without_bake(state, key)
        case _:
            assert_never(event)


def _without_target(state: AppState, key: TargetKey) -> AppState:
    jobs = [JobKey(key.repo, phase, key.name) for phase in (Phase.STIM, Phase.ROLLOUT)]
    pruned = _unheld(replace(state, targets=lacking(state.targets, key)), key.repo, key, *jobs)
    contents = last_ready(state.contents.get(key.repo, NOT_ASKED))
    if contents is None or key.name not in contents.value.targets:
        return pruned
    left = tuple(name for name in contents.value.targets if name != key.name)
    ready = Ready(replace(contents.value, targets=left), contents.at)
    return replace(pruned, contents=having(state.contents, key.repo, ready))


def _without_bake(state: AppState, key: JobKey) -> AppState:
    forgotten = replace(
        state,
        metrics=lacking(state.metrics, key),
        plans=lacking(state.plans, key),
        graphs=lacking(state.graphs, key),
    )
    pruned = _unheld(forgotten, key.repo, key)
    known = last_ready(state.trees.get(key.repo, NOT_ASKED))
    if known is None or key.name not in known.value.bakes:
        return pruned
    tree = _tree_without(known.value, BakeName(key.name))
    return replace(
        pruned,
        trees=having(state.trees, key.repo, Ready(tree, known.at)),
        lineages=having(state.lineages, key.repo, lineage_of(tree)),
    )


def _tree_without(tree: RepoTree, name: BakeName) -> RepoTree:
    """Children keep their arrow to it: they descend from a bake that is gone."""
    edges = tuple(edge for edge in tree.edges if edge[0] != name)
    return replace(tree, bakes=lacking(tree.bakes, name), edges=edges)


def _unheld(state: AppState, repo: RepoName, *gone: Choice) -> AppState:
    """Nothing of it is chosen, marked, followed or about to be started."""
    jobs = state.jobs
    for what in gone:
        if isinstance(what, JobKey):
            jobs = lacking(jobs, what)
    is_chosen = state.chosen in gone
    marked = tuple(what for what in state.marked if what not in gone)
    return replace(
        state,
        jobs=jobs,
        starting=state.starting.difference(gone),
        marked=state.marked if len(marked) == len(state.marked) else marked,
        chosen=repo if is_chosen else state.chosen,
        checkpoint=None if is_chosen else state.checkpoint,
    )
