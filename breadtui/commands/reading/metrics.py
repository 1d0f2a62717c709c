"""`breadtui metrics`: a bake's training log, every row of it, or as a plot; into a pipe or a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from breadtui.commands import exits
from breadtui.commands.outcome.output_file import NoPlaceForBytes, Written, put_out
from breadtui.config.settings import Settings
from breadtui.domain.metric.rows import MetricRows, not_finite_count, ordered
from breadtui.domain.names import JobKey
from breadtui.export.tables.metric_rows_text import MetricForm, metric_texts
from breadtui.store.ports.service import BreadApi


class CannotDraw(Exception):
    """There is no plot of what was asked; the text is a sentence."""


Draw = Callable[[MetricRows], str | bytes]


@dataclass(frozen=True, slots=True)
class Arguments:
    """Whose metrics, how (a form of rows, or a plot of them), and where to.

    `how` as a plot is given the rows in the order in which they were sent, and may raise CannotDraw.
    """

    key: JobKey
    how: MetricForm | Draw
    file: Path | None = None
    is_forced: bool = False


async def run(api: BreadApi, _settings: Settings, args: Arguments, out: TextIO, *, tell: Callable[[str], None]) -> int:
    """Write the log and tell how many rows were sent and written. Raises: BreadError."""
    if args.file is not None and not args.is_forced and args.file.exists():
        return _is_there(args.file, tell)
    sent = await api.metric_rows(args.key)
    if not len(sent):
        tell(f"there are no metrics: the bake {args.key.name!r} has logged none yet, or there is no such bake.")
        return exits.REFUSED
    rows = ordered(sent)
    try:
        put_out(_content(sent, rows, args.how), out, args.file, is_forced=args.is_forced)
    except (CannotDraw, NoPlaceForBytes) as problem:
        tell(str(problem))
        return exits.REFUSED
    except FileExistsError as error:
        return _is_there(error.filename or args.file, tell)
    except OSError as problem:
        if args.file is None:
            raise
        tell(f"{args.file} cannot be written ({problem.strerror}).")
        return exits.USAGE
    tell(_count_words(sent, rows, args))
    return exits.OK


def _is_there(file: object, tell: Callable[[str], None]) -> int:
    tell(f"{file} is there already; --force replaces it.")
    return exits.USAGE


def _content(sent: MetricRows, rows: MetricRows, how: MetricForm | Draw) -> Written:
    if isinstance(how, MetricForm):
        return metric_texts(rows, how)
    drawn = how(sent)
    return drawn if isinstance(drawn, bytes) else (drawn,)


def _count_words(sent: MetricRows, rows: MetricRows, args: Arguments) -> str:
    """Such as "168 rows written to loss.csv, of 180 sent: 12 repeat a step (the last value is kept)."."""
    is_plot = not isinstance(args.how, MetricForm)
    done = f"{_counted(len(rows), 'row')} {'drawn' if is_plot else 'written'}"
    done += "" if args.file is None else f" to {args.file}"
    left_out = [
        (len(sent) - len(rows), "repeat a step (the last value is kept)"),
        (sent.skipped_count, "are no objects"),
    ]
    remarks = [f"{count} {words}" for count, words in left_out if count]
    done += f", of {len(sent) + sent.skipped_count} sent: {', '.join(remarks)}" if remarks else ""
    count = not_finite_count(rows)
    if count:
        done += f"; {_counted(count, 'value')} not finite, {'drawn as gaps' if is_plot else 'left empty'}"
    return done + "."


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"
