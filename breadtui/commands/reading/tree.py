"""`breadtui tree`: which bake descends from which, parents before children; as text, JSON, Mermaid or DOT."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple, TextIO

from breadtui.commands.outcome.looks import trees_of
from breadtui.commands.outcome.writing import put_columns, put_json, put_line
from breadtui.config.settings import Settings
from breadtui.domain.descent.lineage import Descent, Lineage, lineage_of
from breadtui.domain.errors import BreadError
from breadtui.domain.json_values import Json
from breadtui.domain.names import BakeName, RepoName
from breadtui.domain.repos import RepoTree
from breadtui.values import dataclass

if TYPE_CHECKING:
    from breadtui.domain.labels.labels import Labels
    from breadtui.domain.query.queries import Query
    from breadtui.store.ports.service import BreadApi

DEEPEST_INDENT = 40


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which repository (None for all), which bakes of it, in which form, and what labels say to the filter.

    Forms are text, json, mermaid and dot.
    """

    repo: RepoName | None = None
    query: Query | None = None
    form: str = "text"
    labels: Labels | None = None


class Row(NamedTuple):
    """One bake that is shown; `is_match` is False for those that only lead to one."""

    descent: Descent
    depth: int
    is_match: bool


class Shown(NamedTuple):
    """One repository with the bakes that are shown, or why it could not be looked at."""

    name: RepoName
    lineage: Lineage
    rows: Sequence[Row] = ()
    error: str | None = None


async def run(api: BreadApi, _settings: Settings, args: Arguments, out: TextIO) -> int:
    """Write the lineage of one repository or of all. Raises: BreadError; of several, each fails alone."""
    if args.repo is not None:
        names: Sequence[RepoName] = (args.repo,)
        trees: list[RepoTree | BreadError] = [await api.tree(args.repo)]
    else:
        names = await api.repo_names()
        trees = await trees_of(api, names)
    found = [_looked_at(name, tree) for name, tree in zip(names, trees, strict=True)]
    if args.query:
        found = await _filtered(api, found, args.query, args.labels)
    _put(out, found, args)
    return 0


def _looked_at(name: RepoName, tree: RepoTree | BreadError) -> Shown:
    if isinstance(tree, BreadError):
        return Shown(name, Lineage(name), (), tree.message or type(tree).__name__)
    return _shown(name, lineage_of(tree), None, frozenset())


def _shown(
    name: RepoName, lineage: Lineage, only: AbstractSet[BakeName] | None, matches: AbstractSet[BakeName]
) -> Shown:
    rows = [
        Row(lineage.descents[bake], depth, only is None or bake in matches)
        for bake, depth in lineage.in_order()
        if only is None or bake in only
    ]
    return Shown(name, lineage, rows)


async def _filtered(api: BreadApi, found: Sequence[Shown], query: Query, labels: Labels | None) -> list[Shown]:
    """The repositories with bakes that fit, and these with their ancestors; failed ones stay."""
    from breadtui.commands.outcome.matching import fitting, with_ancestors
    from breadtui.store.clock import SystemClock

    lineages = {one.name: one.lineage for one in found if one.error is None}
    fits = await fitting(api, lineages, query, SystemClock().now(), labels)
    kept: list[Shown] = []
    for one in found:
        if one.error is not None:
            kept.append(one)
        elif matches := fits[one.name]:
            kept.append(_shown(one.name, one.lineage, with_ancestors(one.lineage, matches), matches))
    return kept


def _put(out: TextIO, found: Sequence[Shown], args: Arguments) -> None:
    match args.form:
        case "json":
            put_json(out, {"repos": [_json(one) for one in found]})
        case "mermaid" | "dot":
            _put_picture(out, found, args)
        case _:
            _put_text(out, found, args)


def _put_picture(out: TextIO, found: Sequence[Shown], args: Arguments) -> None:
    from breadtui.commands.outcome.pictures import PICTURES
    from breadtui.export.charts.chart import chart_of_lineages

    shown = {one.name: {row.descent.name for row in one.rows} for one in found} if args.query else None
    out.write(PICTURES[args.form](chart_of_lineages([one.lineage for one in found], shown)))
    out.flush()


def _json(one: Shown) -> dict[str, Json]:
    if one.error is not None:
        return {"name": one.name, "base_model": None, "error": one.error, "bakes": []}
    bakes = [_bake_json(row) for row in one.rows]
    return {"name": one.name, "base_model": one.lineage.base_model, "error": None, "bakes": bakes}


def _bake_json(row: Row) -> dict[str, Json]:
    """One bake; `is_missing` marks a parent that is not in the answer, `is_cut` an arrow that would go in circles."""
    descent = row.descent
    bake = descent.bake
    return {
        "name": descent.name,
        "depth": row.depth,
        "parent": descent.parent,
        "started_from": None if descent.started_from is None else str(descent.started_from),
        "status": None if bake is None else bake.status.value,
        "status_text": None if bake is None else bake.status_text,
        "checkpoints": [] if bake is None else list(bake.checkpoints),
        "model_names": [] if bake is None else list(bake.model_names),
        "is_missing": bake is None,
        "is_cut": descent.is_cut,
        "is_match": row.is_match,
    }


def _put_text(out: TextIO, found: Sequence[Shown], args: Arguments) -> None:
    for one in found:
        if one.error is not None:
            put_line(out, f"{one.name}  cannot be looked at: {one.error}")
            continue
        put_line(out, f"{one.name}  {one.lineage.base_model}".rstrip())
        if one.rows:
            put_columns(out, [_row(row) for row in one.rows])
    if args.query and not found:
        put_line(out, "no bake fits")


def _row(row: Row) -> tuple[str, str, str]:
    """Name by depth, status, newest checkpoint with what is odd; very deep lines stop moving to the right."""
    descent = row.descent
    name = "  " * (1 + min(row.depth, DEEPEST_INDENT)) + descent.name
    if descent.bake is None:
        return name, "missing", " ".join(_remarks(row))
    newest = f"step {max(descent.bake.checkpoints)}" if descent.bake.checkpoints else ""
    return name, descent.bake.status.value, " ".join((newest, *_remarks(row))).strip()


def _remarks(row: Row) -> Iterator[str]:
    if row.descent.is_cut:
        yield "(its line of descent goes in a circle)"
    if not row.is_match:
        yield "(above a match)"
