"""`breadtui compare`: two to eight bakes as figures, as settings that differ, or as one chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from breadtui.commands import exits
from breadtui.commands.outcome.looks import answers_of
from breadtui.commands.outcome.output_file import NoPlaceForBytes, Written, put_out
from breadtui.commands.reading.metrics import CannotDraw
from breadtui.config.settings import Settings
from breadtui.domain.board.entries import FEWEST, MOST, Entry
from breadtui.domain.board.settings import Settings as BoardSettings
from breadtui.domain.board.settings import differing
from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.names import JobKey, RepoName
from breadtui.store.clock import SystemClock
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState, SeenJob
from breadtui.store.ports.service import BreadApi
from breadtui.store.views.boarding import entries_of
from breadtui.store.views.comparable import config_of

Render = Callable[[Sequence[Entry], BoardSettings], Written]


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which bakes, what is made of them, and where to. `render` may raise CannotDraw."""

    keys: tuple[JobKey, ...]
    render: Render
    file: Path | None = None
    is_forced: bool = False


async def run(api: BreadApi, _settings: Settings, args: Arguments, out: TextIO, *, tell: Callable[[str], None]) -> int:
    """Write the comparison and tell how many rows it rests on. Raises: BreadError where a bake cannot be looked at."""
    keys = tuple(dict.fromkeys(args.keys))
    if not FEWEST <= len(keys) <= MOST:
        tell(f"{len(keys)} bakes cannot be compared: name {FEWEST} to {MOST}.")
        return exits.USAGE
    if args.file is not None and not args.is_forced and args.file.exists():
        tell(f"{args.file} is there already; --force replaces it.")
        return exits.USAGE
    state = await _read(api, keys)
    entries = entries_of(state, keys)
    try:
        content = args.render(entries, differing([config_of(state, key) for key in keys]))
        put_out(content, out, args.file, is_forced=args.is_forced)
    except (CannotDraw, NoPlaceForBytes) as problem:
        tell(str(problem))
        return exits.REFUSED
    except OSError as problem:
        if args.file is None:
            raise
        tell(f"{args.file} cannot be written ({problem.strerror}).")
        return exits.USAGE
    tell(_count_words(entries, args.file))
    return exits.OK


async def _read(api: BreadApi, keys: Sequence[JobKey]) -> AppState:
    """The bakes, their logs and the lineages they stand in. Raises: BreadError; a tree that fails is done without."""
    now = SystemClock().now()
    jobs = {key: SeenJob(await api.job(key), now, now) for key in keys}
    logs = {key: Ready(await api.metrics(key), now) for key in keys}
    trees = await answers_of(api.tree, dict.fromkeys(key.repo for key in keys))
    lineages = {RepoName(repo): lineage_of(tree) for repo, tree in trees.items()}
    return AppState(lineages=lineages, jobs=jobs, metrics=logs)


def _count_words(entries: Sequence[Entry], file: Path | None) -> str:
    """Such as "1,062 rows of 3 bakes compared: 354 of v1, 354 of v5, 354 of v6."."""
    counts = [(len(entry.series) if entry.series is not None else 0, entry.key.name) for entry in entries]
    where = "" if file is None else f", written to {file}"
    each = ", ".join(f"{count:,} of {name}" for count, name in counts)
    return f"{sum(count for count, _ in counts):,} rows of {len(entries)} bakes compared: {each}{where}."
