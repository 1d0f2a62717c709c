"""The models that inference offers, by repository, and the one that a person means by less than its whole path."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from breadtui.domain.inference import ServedModel
from breadtui.domain.names import ModelPath, RepoName, parse_model_path


class ModelGroup(NamedTuple):
    """The models of one repository, newest checkpoint of each bake first; `repo` is None for base models."""

    repo: RepoName | None
    models: tuple[ServedModel, ...]


def grouped(served: Iterable[ServedModel]) -> tuple[ModelGroup, ...]:
    """Base models first, then repositories by name; a path that is offered twice is listed once."""
    groups: dict[RepoName | None, dict[str, ServedModel]] = {None: {}}
    for model in served:
        path = parse_model_path(model.id)
        groups.setdefault(None if path is None else path.repo, {}).setdefault(model.id, model)
    repos = sorted(repo for repo in groups if repo is not None)
    ordered = [ModelGroup(None, tuple(groups[None].values()))]
    ordered += [ModelGroup(repo, tuple(sorted(groups[repo].values(), key=_place))) for repo in repos]
    return tuple(group for group in ordered if group.models)


def named(text: str, ids: Sequence[str]) -> str:
    """The model that is meant by a path, by `repo/bake/checkpoint`, `repo/bake` or a bake's name alone.

    Without a checkpoint it is the newest. What names none of `ids`, or models of several repositories, stays as it is:
    the service then says what it thinks of it.
    """
    if text in ids:
        return text
    paths = [path for each in ids if (path := parse_model_path(each)) is not None and _is_meant(text, path)]
    if not paths or len({(path.user, path.repo, path.bake) for path in paths}) > 1:
        return text
    return str(max(paths, key=lambda path: path.checkpoint))


def newest(paths: Sequence[str]) -> str:
    """The path of the highest checkpoint, the last where none can be read; empty for none."""
    read = [path for each in paths if (path := parse_model_path(each)) is not None]
    return str(max(read, key=lambda path: path.checkpoint)) if read else (paths[-1] if paths else "")


def _is_meant(text: str, path: ModelPath) -> bool:
    return text in {path.bake, f"{path.repo}/{path.bake}", f"{path.repo}/{path.bake}/{path.checkpoint}"}


def _place(model: ServedModel) -> tuple[str, int]:
    path = parse_model_path(model.id)
    return ("", 0) if path is None else (path.bake, -path.checkpoint)
