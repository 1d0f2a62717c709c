"""`breadtui blame`: which bake of a line of descent taught each line of the teacher prompts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TextIO, TypeVar

from breadtui.commands.outcome.looks import answers_of
from breadtui.commands.outcome.writing import put_columns, put_json, put_line
from breadtui.config.settings import Settings
from breadtui.domain.descent.blame import Blame, BlamedLine, BlamedPrompt
from breadtui.domain.descent.forest import BakePlace
from breadtui.domain.descent.lineage import Lineage, lineage_of
from breadtui.domain.difference.diff import LineKind
from breadtui.domain.errors import BreadError, NotFound
from breadtui.domain.json_values import Json
from breadtui.domain.names import BakeName, JobKey, RepoName
from breadtui.store.clock import SystemClock
from breadtui.store.facts.remote import Failed, Ready, Remote
from breadtui.store.ports.service import BreadApi
from breadtui.store.views.blaming import BlameOf, blame_along
from breadtui.store.views.taught import Taught, descent_path
from breadtui.values import dataclass

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which bake, and in which form."""

    key: JobKey
    is_json: bool = False


async def run(api: BreadApi, _settings: Settings, args: Arguments, out: TextIO) -> int:
    """Write every line with its bake. Raises: BreadError where the bake cannot be looked at."""
    place = BakePlace(args.key.repo, BakeName(args.key.name))
    found = await _blamed(api, place)
    if args.is_json:
        put_json(out, _json(found))
        return 0
    for prompt in found.blame.prompts if found.blame is not None else ():
        put_line(out, prompt.name if prompt.removed_by is None else f"{prompt.name} (not used any more)")
        if rows := list(_rows(found, prompt)):
            put_columns(out, rows)
    for sentence in _passed_over(found):
        put_line(out, f"not looked at: {sentence}")
    return 0


async def _blamed(api: BreadApi, place: BakePlace) -> BlameOf:
    lineages = await _lineages(api, place)
    taught, now = Taught(lineages, {}, {}), SystemClock().now()
    places = descent_path(taught, place).places
    targets = taught.unread_targets(places)
    taught = taught._replace(targets=_remotes(targets, await answers_of(api.target, targets), now))
    prompts = taught.unread_prompts(places, has_students=False)
    taught = taught._replace(prompts=_remotes(prompts, await answers_of(api.prompt, prompts), now))
    return blame_along(taught, place)


async def _lineages(api: BreadApi, place: BakePlace) -> Mapping[RepoName, Lineage]:
    """The bake's repository and those that its line of descent goes on into. Raises: BreadError."""
    lineages = {place.repo: lineage_of(await api.tree(place.repo))}
    descent = lineages[place.repo].descents.get(place.bake)
    if descent is None or descent.is_phantom:
        raise NotFound(f"no bake '{place.bake}'", status=404)
    beyond = descent_path(Taught(lineages, {}, {}), place).beyond
    while beyond is not None and beyond.repo not in lineages and "/" not in beyond.repo:
        trees = await answers_of(api.tree, [beyond.repo])
        if beyond.repo not in trees:
            break
        lineages = {**lineages, beyond.repo: lineage_of(trees[beyond.repo])}
        beyond = descent_path(Taught(lineages, {}, {}), place).beyond
    return lineages


def _remotes(keys: Sequence[Key], found: Mapping[Key, Value], at: datetime) -> dict[Key, Remote[Value]]:
    """What came, and for the rest that it did not."""
    missing: BreadError = NotFound("it could not be read")
    return {key: Ready(found[key], at) if key in found else Failed(missing, at) for key in keys}


def _rows(found: BlameOf, prompt: BlamedPrompt) -> Iterator[tuple[str, str, str]]:
    for line in prompt.lines:
        if found.blame is not None:
            by = "" if line.removed_by is None else f"  (removed by {_name(found.blame, line.removed_by)})"
            text = f"[{line.line.text}]" if line.line.kind is LineKind.ROLE else line.line.text
            yield f"  {_name(found.blame, line.since)}", " " if line.removed_by is None else "-", text + by


def _name(blame: Blame[BakePlace], at: int) -> str:
    place = blame.places[at]
    return place.bake if place.repo == blame.places[-1].repo else f"{place.repo}/{place.bake}"


def _passed_over(found: BlameOf) -> Iterator[str]:
    if found.path.left_count:
        yield f"{found.path.left_count} older bakes"
    if found.path.beyond is not None:
        yield f"{found.path.beyond.repo}/{found.path.beyond.bake} and what it came from"
    yield from (f"{place.repo}/{place.bake}, which could not be read whole" for place, _ in found.failures)


def _json(found: BlameOf) -> dict[str, Json]:
    """The bakes, oldest first; `since` and `removed_by` are places in that list."""
    blame = found.blame
    return {
        "bakes": [{"repo": place.repo, "name": place.bake} for place in (blame.places if blame is not None else ())],
        "prompts": [
            {"name": prompt.name, "removed_by": prompt.removed_by, "lines": [_line_json(line) for line in prompt.lines]}
            for prompt in (blame.prompts if blame is not None else ())
        ],
        "not_looked_at": list(_passed_over(found)),
    }


def _line_json(line: BlamedLine) -> dict[str, Json]:
    return {
        "text": line.line.text,
        "kind": line.line.kind.name.lower(),
        "since": line.since,
        "removed_by": line.removed_by,
    }
