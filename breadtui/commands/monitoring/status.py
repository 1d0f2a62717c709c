"""`breadtui status`: the repositories, and how many of their bakes run, are complete or failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from breadtui.commands.outcome.looks import trees_of
from breadtui.commands.outcome.writing import put_columns, put_json, put_line
from breadtui.config.settings import Settings
from breadtui.domain.errors import BreadError
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import RepoName
from breadtui.domain.repos import Repo, RepoTree
from breadtui.values import dataclass, replace

if TYPE_CHECKING:
    from breadtui.domain.labels.labels import Labels
    from breadtui.domain.query.queries import Query
    from breadtui.store.ports.service import BreadApi

_COUNTED = (JobStatus.RUNNING, JobStatus.PENDING, JobStatus.COMPLETE, JobStatus.FAILED)
_TITLES = ("REPO", "BASE MODEL", "BAKES", *(status.value.upper() for status in _COUNTED), "")
_NUMERIC = frozenset(range(2, 3 + len(_COUNTED)))


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which repository (None for all), which bakes of it, for whom, and what labels say to the filter."""

    repo: RepoName | None = None
    query: Query | None = None
    is_json: bool = False
    labels: Labels | None = None


@dataclass(frozen=True, slots=True)
class RepoStatus:
    """One repository with its bakes counted by status; `error` where it could not be looked at."""

    repo: Repo
    counts: Counter[JobStatus]
    error: str | None = None


async def run(api: BreadApi, settings: Settings, args: Arguments, out: TextIO) -> int:
    """Write the table; 0 also where single repositories could not be looked at. Raises: BreadError."""
    repos: Sequence[Repo] = await api.repos() if args.repo is None else (await api.repo(args.repo),)
    trees = await trees_of(api, [repo.name for repo in repos])
    if args.query:
        repos, trees = await _filtered(api, repos, trees, args.query, args.labels)
    found = [_counted(repo, tree) for repo, tree in zip(repos, trees, strict=True)]
    if args.is_json:
        put_json(out, {"base_url": settings.base_url, "repos": [_json(each) for each in found]})
    else:
        _put_text(out, found, "no bake fits" if args.query else "no repositories yet")
    return 0


async def _filtered(
    api: BreadApi, repos: Sequence[Repo], trees: Sequence[RepoTree | BreadError], query: Query, labels: Labels | None
) -> tuple[list[Repo], list[RepoTree | BreadError]]:
    """The repositories with bakes that fit, and of these only such bakes; failed ones stay."""
    from breadtui.commands.outcome.matching import fitting
    from breadtui.domain.descent.lineage import lineage_of
    from breadtui.store.clock import SystemClock

    lineages = {tree.repo: lineage_of(tree) for tree in trees if isinstance(tree, RepoTree)}
    fits = await fitting(api, lineages, query, SystemClock().now(), labels)
    kept: list[tuple[Repo, RepoTree | BreadError]] = []
    for repo, tree in zip(repos, trees, strict=True):
        if isinstance(tree, BreadError):
            kept.append((repo, tree))
        elif matches := fits[tree.repo]:
            kept.append((repo, replace(tree, bakes={name: tree.bakes[name] for name in matches})))
    return [repo for repo, _ in kept], [tree for _, tree in kept]


def _counted(repo: Repo, tree: RepoTree | BreadError) -> RepoStatus:
    if isinstance(tree, BreadError):
        return RepoStatus(repo, Counter(), tree.message or type(tree).__name__)
    known = Repo(repo.name, repo.base_model or tree.base_model)
    return RepoStatus(known, Counter(bake.status for bake in tree.bakes.values()))


def _json(found: RepoStatus) -> dict[str, str | int | None]:
    counts = {status.value: found.counts[status] for status in JobStatus}
    named = {"name": found.repo.name, "base_model": found.repo.base_model, "error": found.error}
    return {**named, "bakes": found.counts.total(), **counts}


def _put_text(out: TextIO, found: Sequence[RepoStatus], nothing: str) -> None:
    if not found:
        put_line(out, nothing)
        return
    put_columns(out, [_TITLES, *(_row(each) for each in found)], _NUMERIC)


def _row(found: RepoStatus) -> tuple[str, ...]:
    if found.error is not None:
        return (found.repo.name, found.repo.base_model, *("-" for _ in range(1 + len(_COUNTED))), found.error)
    counts = (str(found.counts[status] or "-") for status in _COUNTED)
    return (found.repo.name, found.repo.base_model, str(found.counts.total()), *counts, "")
