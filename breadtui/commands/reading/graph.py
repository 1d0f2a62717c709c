"""`breadtui graph`: what a bake was made from, or what uses a bake, target or prompt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from breadtui.commands.outcome.looks import answers_of, trees_of
from breadtui.commands.outcome.pictures import PICTURES
from breadtui.commands.outcome.writing import put_columns, put_line
from breadtui.config.settings import Settings
from breadtui.domain.descent.dependencies import (
    BAKE,
    PROMPT,
    Part,
    Standing,
    Twig,
    Users,
    graph_of_target,
    made_from,
    used_by,
    users_in_lineage,
    users_in_targets,
)
from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.errors import BreadError
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.repos import RepoTree
from breadtui.export.charts.chart import chart_of_parts, chart_of_users
from breadtui.store.ports.service import BreadApi
from breadtui.values import dataclass

DEEPEST_INDENT = 40


@dataclass(frozen=True, slots=True)
class Arguments:
    """Of what, which way, and in which form: text, json, mermaid or dot."""

    part: Part
    is_used_by: bool = False
    form: str = "text"


async def run(api: BreadApi, _settings: Settings, args: Arguments, out: TextIO) -> int:
    """Write the graph. Raises: BreadError where the thing itself cannot be looked at."""
    if args.is_used_by or args.part.kind == PROMPT:
        twigs, unread = await _users_of(api, args.part)
        if args.form in PICTURES:
            out.write(PICTURES[args.form](chart_of_users(twigs, unread)))
        else:
            put_columns(out, [_row(twig, args.part.repo) for twig in twigs])
            if unread:
                put_line(out, f"  not looked at: {', '.join(unread)}")
        return 0
    twigs, base_model = await _parts_of(api, args.part)
    if args.form in PICTURES:
        out.write(PICTURES[args.form](chart_of_parts(twigs, base_model)))
        return 0
    put_line(out, f"{args.part.repo}  {base_model}".rstrip())
    put_columns(out, [_row(twig, args.part.repo) for twig in twigs])
    return 0


async def _parts_of(api: BreadApi, part: Part) -> tuple[Sequence[Twig], str]:
    if part.kind == BAKE:
        graph = await api.dependency_graph(JobKey(part.repo, Phase.BAKE, part.name))
        return made_from(graph, part), graph.base_model
    target = await api.target(TargetKey(part.repo, TargetName(part.name)))
    prompts = await api.prompt_names(part.repo)
    return made_from(graph_of_target(part.repo, part.name, target.config, prompts), part), ""


async def _users_of(api: BreadApi, part: Part) -> tuple[Sequence[Twig], list[str]]:
    """What uses it in any repository, and what could not be looked at; targets only of its own repository."""
    await _look_at(api, part)
    names = sorted(await api.repo_names(), key=lambda name: name != part.repo)
    trees = await trees_of(api, names)
    unread = [name for name, tree in zip(names, trees, strict=True) if isinstance(tree, BreadError)]
    lineages = [lineage_of(tree) for tree in trees if isinstance(tree, RepoTree)]
    owners = next((lineage.owners for lineage in lineages if lineage.repo == part.repo), frozenset[str]())
    targets, failed = await _targets_of(api, part.repo)
    known: list[Users] = [users_in_targets(part.repo, targets, owners), *map(users_in_lineage, lineages)]
    others = [f"targets of {name}" for name in names if name != part.repo] if part.kind == BAKE else []
    return used_by(part, known), [*unread, *(f"{part.repo}/{name}" for name in failed), *others]


async def _look_at(api: BreadApi, part: Part) -> None:
    """Make sure that it is there. Raises: BreadError where it is not."""
    match part.kind:
        case "bake":
            await api.job(JobKey(part.repo, Phase.BAKE, part.name))
        case "target":
            await api.target(TargetKey(part.repo, TargetName(part.name)))
        case _:
            await api.prompt(PromptKey(part.repo, PromptName(part.name)))


async def _targets_of(api: BreadApi, repo: RepoName) -> tuple[dict[str, JsonObject], list[str]]:
    """The configurations of a repository's targets, and which could not be had."""
    keys = [TargetKey(repo, name) for name in await api.target_names(repo)]
    found = await answers_of(api.target, keys)
    return {key.name: target.config for key, target in found.items()}, [key.name for key in keys if key not in found]


def _row(twig: Twig, home: RepoName) -> tuple[str, str, str]:
    part = twig.part
    name = part.name if part.repo == home else f"{part.repo}/{part.name}"
    return "  " * (1 + min(twig.depth, DEEPEST_INDENT)) + name, part.kind, "  ".join(_remarks(twig))


def _remarks(twig: Twig) -> Iterator[str]:
    if twig.is_missing:
        yield "not in the repository"
    if twig.word:
        yield twig.word if twig.checkpoint is None else f"{twig.word} at {twig.checkpoint}"
    if twig.standing is Standing.CIRCLE:
        yield "(a circle, cut here)"
    elif twig.standing is Standing.ABOVE and twig.has_more:
        yield "(shown above)"
    if twig.is_loose:
        yield "(no arrow leads here)"
