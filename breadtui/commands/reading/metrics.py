"""`breadtui metrics`: a bake's training log, every row of it, or as a plot; into a pipe or a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from breadtui.commands import exits
from breadtui.commands.outcome.output_file import NoPlaceForBytes, Written, put_out
from breadtui.config.settings import Settings
from breadtui.domain.metric.rows import MetricRows, not_finite_count, ordered
from breadtui.domain.names import JobKey
from breadtui.export.tables.metric_rows_text import MetricForm, metric_texts
from breadtui.store.ports.service import BreadApi
from breadtui.values import dataclass


class CannotDraw(Exception):
    """There is no plot of what was asked; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A plot: its text or picture, of how many points, and how many of them had no number to draw."""

    content: str | bytes
    points_count: int
    gaps_count: int = 0


Draw = Callable[[MetricRows], Drawn]


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
    try:
        if isinstance(args.how, MetricForm):
            rows = ordered(sent)
            content: Written = metric_texts(rows, args.how)
            count, rest = len(rows), _empty_words(not_finite_count(rows))
        else:
            drawn = args.how(sent)
            content = drawn.content if isinstance(drawn.content, bytes) else (drawn.content,)
            count, rest = drawn.points_count, _gap_words(drawn.gaps_count)
        put_out(content, out, args.file, is_forced=args.is_forced)
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
    tell(_count_words(sent, count, args) + rest + ".")
    return exits.OK


def _is_there(file: object, tell: Callable[[str], None]) -> int:
    tell(f"{file} is there already; --force replaces it.")
    return exits.USAGE


def _count_words(sent: MetricRows, count: int, args: Arguments) -> str:
    """Such as "168 rows written to loss.csv, of 180 sent: 12 repeat a step (the last value is kept)"."""
    is_plot = not isinstance(args.how, MetricForm)
    done = f"{_counted(count, 'point')} drawn" if is_plot else f"{_counted(count, 'row')} written"
    done += "" if args.file is None else f" to {args.file}"
    left_out = [
        (len(sent) - count, "repeat a step (the last value is kept)"),
        (sent.skipped_count, "are no objects"),
    ]
    remarks = [f"{number} {words}" for number, words in left_out if number]
    sent_words = f"{len(sent) + sent.skipped_count}{' rows' if is_plot else ''} sent"
    return done + (f", of {sent_words}: {', '.join(remarks)}" if remarks else "")


def _empty_words(count: int) -> str:
    return f"; {_counted(count, 'value')} not finite, left empty" if count else ""


def _gap_words(count: int) -> str:
    return f"; {count} without a number, drawn as {'a gap' if count == 1 else 'gaps'}" if count else ""


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"
