"""`breadtui compare`: two to eight bakes as figures, settings, prompts, answers, as one chart, or row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from breadtui.commands import exits
from breadtui.commands.outcome.looks import all_of
from breadtui.commands.outcome.output_file import NoPlaceForBytes, Written, put_out
from breadtui.commands.reading.compare_reading import Gathered, gathered_of, looked_at
from breadtui.commands.reading.metrics import CannotDraw
from breadtui.config.settings import Settings
from breadtui.domain.board.entries import FEWEST, MOST, Entry
from breadtui.domain.metric.rows import ordered
from breadtui.domain.names import JobKey
from breadtui.domain.unsafe_text import visible_line
from breadtui.export.tables.metric_rows_text import MetricForm
from breadtui.export.tables.metric_several_text import several_texts
from breadtui.store.ports.service import BreadApi
from breadtui.store.views.boarding import entries_of
from breadtui.values import dataclass

Render = Callable[[Sequence[Entry], Gathered], Written]


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which bakes, what is made of them, and where to: `how` may raise CannotDraw, a form is of every row logged.

    `questions_count` is how many questions are read with the answers that each was taught.
    """

    keys: tuple[JobKey, ...]
    how: Render | MetricForm
    file: Path | None = None
    is_forced: bool = False
    has_prompts: bool = False
    questions_count: int = 0


async def run(api: BreadApi, _settings: Settings, args: Arguments, out: TextIO, *, tell: Callable[[str], None]) -> int:
    """Write the comparison and tell how many rows it rests on. Raises: BreadError where a bake cannot be looked at."""
    keys = tuple(dict.fromkeys(args.keys))
    if not FEWEST <= len(keys) <= MOST:
        tell(f"{len(keys)} bake{'' if len(keys) == 1 else 's'} cannot be compared: name {FEWEST} to {MOST}.")
        return exits.USAGE
    if args.file is not None and not args.is_forced and args.file.exists():
        tell(f"{args.file} is there already; --force replaces it.")
        return exits.USAGE
    try:
        content, words = await _content(api, keys, args)
        put_out(content, out, args.file, is_forced=args.is_forced)
    except (CannotDraw, NoPlaceForBytes) as problem:
        tell(str(problem))
        return exits.REFUSED
    except OSError as problem:
        if args.file is None:
            raise
        tell(f"{args.file} cannot be written ({problem.strerror}).")
        return exits.USAGE
    tell(words)
    return exits.OK


async def _content(api: BreadApi, keys: Sequence[JobKey], args: Arguments) -> tuple[Written, str]:
    """What is written, and what is told of it. Raises: BreadError, CannotDraw."""
    if isinstance(args.how, MetricForm):
        return await _rows(api, keys, args.how, args.file)
    state = await looked_at(api, keys)
    gathered = await gathered_of(api, state, keys, has_prompts=args.has_prompts, questions_count=args.questions_count)
    entries = entries_of(state, keys)
    return args.how(entries, gathered), _words(entries, gathered, args.file)


async def _rows(api: BreadApi, keys: Sequence[JobKey], form: MetricForm, file: Path | None) -> tuple[Written, str]:
    """Every row of every log. Raises: BreadError, CannotDraw."""
    await all_of(api.job, keys)
    logs = [(key, ordered(sent)) for key, sent in (await all_of(api.metric_rows, keys)).items()]
    if not any(len(rows) for _, rows in logs):
        raise CannotDraw("none of them has logged metrics yet.")
    counts = _counted([(len(rows), key) for key, rows in logs], "")
    return several_texts(logs, form), f"{counts}{_where(file)}."


def _words(entries: Sequence[Entry], gathered: Gathered, file: Path | None) -> str:
    """Such as "1,062 rows of 3 bakes compared: 354 of v1, 354 of v5, 354 of v6."."""
    logs = [(entry.series.whole or entry.series if entry.series is not None else (), entry.key) for entry in entries]
    words = f"{_counted([(len(log), key) for log, key in logs], ' compared')}{_where(file)}."
    if gathered.questions_count or gathered.notes:
        notes = "".join(f"; {visible_line(note)}" for note in gathered.notes)
        words += f" {len(gathered.questions):,} of {gathered.questions_count:,} questions{notes}."
    return words


def _counted(counts: Sequence[tuple[int, JobKey]], done: str) -> str:
    each = ", ".join(f"{count:,} of {visible_line(key.name)}" for count, key in counts)
    return f"{sum(count for count, _ in counts):,} rows of {len(counts)} bakes{done}: {each}"


def _where(file: Path | None) -> str:
    return "" if file is None else f", written to {file}"
