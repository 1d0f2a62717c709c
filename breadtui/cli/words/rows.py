"""The words after `breadtui rows`, and what they mean."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from breadtui.config.settings import Settings
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.ports.service import BreadApi

if TYPE_CHECKING:
    from breadtui.export.tables.rows_text import RowForm

MOST_ROWS = 1_000_000_000
ROWS_FILTER_HELP = """\
filter words for --filter, all of which must hold:
  refund "exact text" -not    in question or answer
  question:why answer:sorry   in one of the two
  role:tool tool:get_* tool:* a role in the conversation, a tool that was called
  empty:answer cut:yes        answers without words, answers that were cut
  'length>2000' 'tokens<20'   characters or tokens of the answer, or of a
                              question without one
  'row>=500'                  the number of the row
"""


def add_rows_words(
    parser: argparse.ArgumentParser,
    add_service: Callable[[argparse.ArgumentParser], None],
    place: Callable[[str], tuple[str, str]],
    whole: Callable[[int, int], Callable[[str], int]],
) -> None:
    """Add what can be said of rows."""
    parser.add_argument("place", metavar="REPO/TARGET", type=place, help="a target")
    parser.add_argument("phase", choices=("stim", "rollout"), help="its questions, or questions with answers")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--jsonl", dest="form", action="store_const", const="jsonl", help="rows as the service has them")
    forms.add_argument("--csv", dest="form", action="store_const", const="csv", help="question and answer in columns")
    parser.set_defaults(form=None)
    parser.add_argument("--filter", metavar="WORDS", default="", help="only rows that fit")
    parser.add_argument("--offset", metavar="N", type=whole(0, MOST_ROWS), default=0, help="leave out the first N rows")
    parser.add_argument("--limit", metavar="N", type=whole(1, MOST_ROWS), help="read at most N rows")
    parser.add_argument("-o", "--output", metavar="FILE", help="to a file, which is there once it is whole")
    parser.add_argument("--force", action="store_true", help="replace a file of that name")
    add_service(parser)


async def run_rows(found: Namespace, settings: Settings, api: BreadApi, remark: Callable[[str], None]) -> int:
    """Do it; the exit code. Raises: BreadError."""
    from breadtui.commands.reading import rows
    from breadtui.domain.query.queries import Query

    repo, name = found.place
    args = rows.Arguments(
        key=JobKey(RepoName(repo), Phase(found.phase), name),
        form=_form(found.form),
        query=found.query or Query(),
        first=found.offset,
        most=found.limit,
        file=None if found.output is None else Path(found.output),
        is_forced=found.force,
    )
    return await rows.run(api, settings, args, sys.stdout, tell=remark)


def _form(word: str | None) -> RowForm | None:
    """The form that was named; into a pipe rows go as lines of JSON, to people as text."""
    from breadtui.export.tables.rows_text import RowForm

    if word is not None:
        return RowForm(word)
    return None if sys.stdout.isatty() else RowForm.JSONL
