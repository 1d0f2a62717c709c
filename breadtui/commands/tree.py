"""`breadtui tree`: which bake descends from which, parents before children."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from breadtui.commands.looks import trees_of
from breadtui.commands.writing import put_columns, put_json, put_line
from breadtui.config.settings import Settings
from breadtui.domain.errors import BreadError
from breadtui.domain.json_values import Json
from breadtui.domain.lineage import Descent, lineage_of
from breadtui.domain.names import RepoName
from breadtui.domain.repos import RepoTree
from breadtui.store.ports import BreadApi

DEEPEST_INDENT = 40


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which repository (None for all), and for whom."""

    repo: RepoName | None = None
    is_json: bool = False


async def run(api: BreadApi, _settings: Settings, args: Arguments, out: TextIO) -> int:
    """Write the lineage of one repository or of all. Raises: BreadError; of several, each fails alone."""
    if args.repo is not None:
        names: Sequence[RepoName] = (args.repo,)
        trees: list[RepoTree | BreadError] = [await api.tree(args.repo)]
    else:
        names = await api.repo_names()
        trees = await trees_of(api, names)
    if args.is_json:
        put_json(out, {"repos": [_json(name, tree) for name, tree in zip(names, trees, strict=True)]})
        return 0
    for name, tree in zip(names, trees, strict=True):
        _put_text(out, name, tree)
    return 0


def _json(name: RepoName, tree: RepoTree | BreadError) -> dict[str, Json]:
    if isinstance(tree, BreadError):
        return {"name": name, "base_model": None, "error": tree.message or type(tree).__name__, "bakes": []}
    bakes = [_bake_json(descent, depth) for descent, depth in _descents(tree)]
    return {"name": name, "base_model": tree.base_model, "error": None, "bakes": bakes}


def _descents(tree: RepoTree) -> Iterator[tuple[Descent, int]]:
    lineage = lineage_of(tree)
    for name, depth in lineage.in_order():
        yield lineage.descents[name], depth


def _bake_json(descent: Descent, depth: int) -> dict[str, Json]:
    """One bake; `is_missing` marks a parent that is not in the answer, `is_cut` an arrow that would go in circles."""
    bake = descent.bake
    return {
        "name": descent.name,
        "depth": depth,
        "parent": descent.parent,
        "started_from": None if descent.started_from is None else str(descent.started_from),
        "status": None if bake is None else bake.status.value,
        "status_text": None if bake is None else bake.status_text,
        "checkpoints": [] if bake is None else list(bake.checkpoints),
        "model_names": [] if bake is None else list(bake.model_names),
        "is_missing": bake is None,
        "is_cut": descent.is_cut,
    }


def _put_text(out: TextIO, name: RepoName, tree: RepoTree | BreadError) -> None:
    if isinstance(tree, BreadError):
        put_line(out, f"{name}  cannot be looked at: {tree.message or type(tree).__name__}")
        return
    put_line(out, f"{name}  {tree.base_model}".rstrip())
    rows = [_row(descent, depth) for descent, depth in _descents(tree)]
    if rows:
        put_columns(out, rows)


def _row(descent: Descent, depth: int) -> tuple[str, str, str]:
    """Name by depth, status, newest checkpoint with what it came from; very deep lines stop moving to the right."""
    name = "  " * (1 + min(depth, DEEPEST_INDENT)) + descent.name
    if descent.bake is None:
        return name, "missing", ""
    newest = f"step {max(descent.bake.checkpoints)}" if descent.bake.checkpoints else ""
    circle = " (its line of descent goes in a circle)" if descent.is_cut else ""
    return name, descent.bake.status.value, newest + circle
