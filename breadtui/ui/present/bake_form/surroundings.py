"""What the program knows around a bake that is being written, taken out of the state."""

from __future__ import annotations

from collections.abc import Container, Iterable

from breadtui.domain.baking.draft import DEFAULT_TEMPLATE
from breadtui.domain.baking.known import Known, KnownTarget
from breadtui.domain.baking.resolved import BUILT_IN, template_of
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName, TargetKey, parse_model_path
from breadtui.domain.repos import RepoTree
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState
from breadtui.store.views.base_models import base_model_in


def tree_in(state: AppState, repo: RepoName) -> RepoTree | None:
    """The tree of a repository, None where it is not known."""
    return value_of(state.trees.get(repo, NOT_ASKED))


def trees_in(state: AppState) -> tuple[RepoTree, ...]:
    """The trees of all open repositories."""
    return tuple(tree for remote in state.trees.values() if (tree := value_of(remote)) is not None)


def model_paths(state: AppState) -> tuple[str, ...]:
    """Every model of the open repositories that can be gone on from."""
    return tuple(path for tree in trees_in(state) for bake in tree.bakes.values() for path in bake.model_names)


class OpenModels(Container[str]):
    """Those paths, and base models, looked up: listing ten thousand bakes at every change would be felt."""

    def __init__(self, trees: Iterable[RepoTree], bases: Iterable[str] = ()) -> None:
        self._trees = {tree.repo: tree for tree in trees}
        self._bases = frozenset(bases)

    def __contains__(self, path: object) -> bool:
        """Whether it is such a base model, or a bake of an open repository has it."""
        if path in self._bases:
            return True
        named = parse_model_path(path) if isinstance(path, str) else None
        tree = self._trees.get(named.repo) if named is not None else None
        bake = tree.bakes.get(named.bake) if tree is not None and named is not None else None
        return bake is not None and path in bake.model_names


def known_in(state: AppState, repo: RepoName) -> Known:
    """What is known around a bake of that repository."""
    tree, contents = tree_in(state, repo), value_of(state.contents.get(repo, NOT_ASKED))
    trees = trees_in(state)
    names = contents.targets if contents is not None else ()
    return Known(
        base_model_in(state, repo),
        frozenset(names) if contents is not None else None,
        {name: _target(state, repo, name) for name in names},
        tree.bakes if tree is not None else None,
        OpenModels(trees),
        frozenset(one.repo for one in trees),
    )


def below_in(state: AppState, repo: RepoName, template: str) -> JsonObject:
    """The configuration that a template gives, as far as it is known; nothing of a bake that is not there."""
    if template == DEFAULT_TEMPLATE:
        return BUILT_IN
    seen = state.jobs.get(JobKey(repo, Phase.BAKE, template))
    if seen is not None and seen.job.config:
        return template_of(seen.job.config)
    tree = tree_in(state, repo)
    bake = tree.bakes.get(BakeName(template)) if tree is not None else None
    return template_of(bake.config) if bake is not None else {}


def answered_by(state: AppState, repo: RepoName, model: str) -> tuple[str, ...]:
    """The targets of a repository, as far as they were read, that this model answers."""
    known = known_in(state, repo)
    return tuple(name for name, target in known.targets.items() if target.model_name == model)


def _target(state: AppState, repo: RepoName, name: str) -> KnownTarget:
    target = value_of(state.targets.get(TargetKey(repo, name), NOT_ASKED))  # type: ignore[arg-type]  # a name as listed
    rollout = state.jobs.get(JobKey(repo, Phase.ROLLOUT, name))
    return KnownTarget(target.config if target is not None else None, rollout.job if rollout is not None else None)
