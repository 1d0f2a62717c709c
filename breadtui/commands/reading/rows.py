"""`breadtui rows`: what stim wrote and rollout answered, page by page into a pipe or a file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TextIO

from breadtui.commands import exits
from breadtui.commands.outcome.output_file import writer_to
from breadtui.config.settings import Settings
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey
from breadtui.domain.outputs.conversation import read_row
from breadtui.domain.outputs.digest import spoken
from breadtui.domain.outputs.pages import OutputPage
from breadtui.domain.query.queries import Query
from breadtui.domain.unsafe_text import visible_line
from breadtui.export.tables.rows_file import RowsFile
from breadtui.export.tables.rows_text import RowForm, RowLines
from breadtui.store.ports.service import BreadApi
from breadtui.store.rows.book import RowsBook
from breadtui.store.rows.exporting import RowSink, Wanted, Written, write_rows
from breadtui.values import dataclass, field

LONGEST_TEXT = 400
"""Characters of a question or an answer where rows are read by people."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which rows, in which form (None for people to read), and where to."""

    key: JobKey
    form: RowForm | None = None
    query: Query = field(default_factory=Query)
    first: int = 0
    most: int | None = None
    file: Path | None = None
    is_forced: bool = False


class ReadableRows:
    """Rows for people: a number, the question, the answer below it, each on one line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def put(self, place: int, row: Json) -> None:
        """Write a row."""
        read = read_row(row)
        self._out.write(f"{place + 1:>6}  {_shown(read.question)}\n")
        if read.answer is not None:
            self._out.write(f"        {_shown(spoken(read.answer)) or '(empty)'}\n")


async def run(api: BreadApi, _settings: Settings, args: Arguments, out: TextIO, *, tell: Callable[[str], None]) -> int:
    """Write the rows and compare their count with what the service says.

    Rows that are missing are told and make the exit code that of a service that does not answer as it should, even
    though those that came were written: a script must not train on half a set unknowingly. Rows of a job that still
    runs are those so far, which is told and is no failure. Raises: BreadError.
    """
    book = RowsBook(args.key, partial(_page, api, args.key))
    await book.want(args.first, args.first)
    if book.error is not None:
        raise book.error
    if not book.count:
        tell(f"there are no rows: {args.key.phase} was not started, or there is no target {args.key.name!r}.")
        return exits.REFUSED
    try:
        written = await _write(book, args, out, tell)
    except FileExistsError as error:
        tell(f"{error.filename or args.file} is there already; --force replaces it.")
        return exits.USAGE
    if written.error is not None:
        raise written.error
    for sentence in written.remarks():
        tell(sentence)
    return exits.NETWORK if written.is_short and written.is_settled else exits.OK


async def _write(book: RowsBook, args: Arguments, out: TextIO, tell: Callable[[str], None]) -> Written:
    wanted = Wanted(args.query, args.first, args.most)
    if args.file is None:
        written = await write_rows(book, _sink(args.form, out), wanted)
        out.flush()
        return written
    file = RowsFile(args.file, args.form or form_of(args.file), replaces=args.is_forced)
    with ExitStack() as undoing:
        undoing.callback(file.give_up)
        written = await write_rows(book, file, wanted)
        if written.error is None:
            file.finish()
            undoing.pop_all()
            tell(f"{written.written} rows written to {args.file}.")
    return written


def _sink(form: RowForm | None, out: TextIO) -> RowSink:
    return ReadableRows(out) if form is None else RowLines(form, writer_to(out))


def form_of(file: Path) -> RowForm:
    """The form that a file's name asks for: CSV by its ending, else lines of JSON."""
    return RowForm.CSV if file.suffix.lower() == ".csv" else RowForm.JSONL


async def _page(api: BreadApi, key: JobKey, offset: int, limit: int) -> OutputPage:
    return await api.output_page(key, offset=offset, limit=limit)


def _shown(text: str) -> str:
    whole = visible_line(text[:LONGEST_TEXT].replace("\n", " "))
    return f"{whole}…" if len(text) > LONGEST_TEXT else whole
