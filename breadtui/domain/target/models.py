"""The models that may answer in a rollout, or be gone on from: base models, and every checkpoint of the open bakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from breadtui.domain.repos import Repo, RepoTree


class ModelChoice(NamedTuple):
    """One model: its path, the repository it belongs to, empty for a base model, and what is worth knowing of it."""

    path: str
    group: str
    words: str = ""


def model_choices(base_model: str, trees: Iterable[RepoTree], repos: Iterable[Repo] = ()) -> tuple[ModelChoice, ...]:
    """This repository's base model, the checkpoints of every tree by repository, newest bake last, then other bases."""
    trees = tuple(trees)
    bases = dict.fromkeys((base_model, *(tree.base_model for tree in trees), *(repo.base_model for repo in repos)))
    first = [ModelChoice(base_model, "", "this repository's base model")] if base_model else []
    others = [
        ModelChoice(base, "", "base model of another repository") for base in bases if base != base_model and base
    ]
    baked = [choice for tree in trees for choice in _of_tree(tree)]
    return (*first, *baked, *others)


def _of_tree(tree: RepoTree) -> Iterator[ModelChoice]:
    for bake in tree.bakes.values():
        for place, path in enumerate(bake.model_names):
            yield ModelChoice(path, tree.repo, "newest checkpoint" if place == 0 else "")
