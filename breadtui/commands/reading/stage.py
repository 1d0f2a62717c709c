"""`breadtui metrics --stage`: how a stim or rollout went, by the looks that this machine's journal kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from breadtui.commands import exits
from breadtui.commands.outcome.output_file import NoPlaceForBytes, Written, put_out
from breadtui.commands.reading.metrics import CannotDraw
from breadtui.domain.names import JobKey
from breadtui.domain.stage_series import StageSeries, stage_series
from breadtui.export.tables.metric_rows_text import MetricForm, metric_texts
from breadtui.export.tables.stage_rows import stage_rows
from breadtui.store.ports.service import Journal
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which stim or rollout, how (a form of its looks, or what draws them), and where to.

    `how` may raise CannotDraw.
    """

    key: JobKey
    how: MetricForm | Callable[[StageSeries], Written]
    file: Path | None = None
    is_forced: bool = False


async def run(journal: Journal, args: Arguments, out: TextIO, *, tell: Callable[[str], None]) -> int:
    """Write the looks at its newest run and tell how many there are."""
    if args.file is not None and not args.is_forced and args.file.exists():
        tell(f"{args.file} is there already; --force replaces it.")
        return exits.USAGE
    stage = stage_series(await journal.job_history(args.key))
    if not len(stage):
        tell(f"nobody saw the {args.key.phase} of {args.key.name!r} run: the cockpit and `breadtui record` keep looks.")
        return exits.REFUSED
    try:
        put_out(_content(stage, args.how), out, args.file, is_forced=args.is_forced)
    except (CannotDraw, NoPlaceForBytes) as problem:
        tell(str(problem))
        return exits.REFUSED
    except OSError as problem:
        if args.file is None:
            raise
        tell(f"{args.file} cannot be written ({problem.strerror or 'there is a file of that name'}).")
        return exits.USAGE
    verb = "written" if isinstance(args.how, MetricForm) else "drawn"
    place = "" if args.file is None else f" to {args.file}"
    tell(f"{len(stage)} look{'' if len(stage) == 1 else 's'} {verb}{place}.")
    return exits.OK


def _content(stage: StageSeries, how: MetricForm | Callable[[StageSeries], Written]) -> Written:
    return metric_texts(stage_rows(stage), how) if isinstance(how, MetricForm) else how(stage)
