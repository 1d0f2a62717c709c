"""The words after `breadtui journal` and `breadtui events`, joined from their rooms; the service is not asked."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from breadtui.cli.complaint import complain
from breadtui.cli.joining import DEMO_ACCOUNT
from breadtui.cli.words.numbers import seconds, whole
from breadtui.cli.words.verbs import AddService, Verbs
from breadtui.commands import exits
from breadtui.config.folders import state_place
from breadtui.config.settings import Settings

if TYPE_CHECKING:
    from breadtui.domain.query.queries import Query
    from breadtui.journal.house import JournalHouse

ABOUT_EVENTS = """\
What was seen to happen, as it is kept on this machine, oldest first: runs that
began, finished or failed, things that appeared, vanished or changed, alarms,
and the stretches in which nobody watched. The service is not asked.
"""
EVENTS_HELP = """\
filter words, all of which must hold:
  coder "exact text" -not     letters that occur, exactly this, not this
  what:failed,alarm           what happened: appeared gone started running
                              finished failed settings text alarm offline
  by:elsewhere                who made it happen: here, elsewhere, unknown
  repo:yoda_repo kind:bake    of which repository, of what"""
_USUAL, _MOST = 50, 1_000_000
_VERBS = {
    "stats": "how much is kept, and since when",
    "vacuum": "leave out old progress and pack the file; cockpits wait meanwhile",
    "export": "everything that was seen, one JSON object a line; with --csv the events alone",
}


def add_journal_words(parser: argparse.ArgumentParser, add_service: AddService) -> None:
    """Add what can be done with the journal."""
    verbs = Verbs(parser, add_service)
    for verb, does in _VERBS.items():
        made = verbs.add(verb, does)
        forms = made.add_mutually_exclusive_group()
        forms.add_argument("--json", action="store_true", default=False, help="JSON for programs")
        if verb == "export":
            forms.add_argument("--csv", action="store_true", default=False, help="the events for a spreadsheet")
        add_service(made)


def add_events_words(parser: argparse.ArgumentParser, add_service: AddService) -> None:
    """Add what can be said of the events."""
    parser.add_argument("--since", metavar="2h", type=seconds, help="only what was seen so long ago at most")
    parser.add_argument("--last", metavar="N", type=whole(1, _MOST), help=f"the newest N (default: {_USUAL})")
    parser.add_argument("--json", action="store_true", help="one JSON object an event")
    add_service(parser)


def run_events(found: Namespace, settings: Settings, query: Query | None) -> int:
    """Write them; the exit code."""
    from breadtui.commands.monitoring import events

    now = datetime.now(UTC)
    since = None if found.since is None else now - timedelta(seconds=found.since)
    most = found.last or (_USUAL if since is None else _MOST)
    args = events.Arguments(query, since, most, found.json)
    return _with_house(settings, lambda house: events.run(house, args, sys.stdout, now))


def run_journal(found: Namespace, settings: Settings) -> int:
    """Do it; the exit code."""
    from breadtui.commands.monitoring import journal

    args = journal.Arguments(
        journal.Verb(found.verb), found.json, getattr(found, "csv", False), settings.journal_megabytes * 1_000_000
    )
    return _with_house(settings, lambda house: journal.run(house, args, sys.stdout))


def _with_house(settings: Settings, run: Callable[[JournalHouse], int]) -> int:
    """Do something with the journal of the account; the exit code, also where there is none."""
    from breadtui.journal.account import account_of
    from breadtui.journal.house import JournalHouse

    place = state_place(settings.folders, os.environ)
    folder = place.folder or settings.folders.state
    account = DEMO_ACCOUNT
    if not settings.is_demo and settings.key is not None:
        account = account_of(folder, settings.base_url, settings.key)
    try:
        house = JournalHouse(folder, account)
    except FileNotFoundError:
        return complain("nothing was seen yet with this key: there is no journal.", exits.REFUSED)
    except (OSError, sqlite3.Error) as problem:
        return complain(f"the journal cannot be read ({problem}).", exits.USAGE)
    try:
        return run(house)
    except sqlite3.Error as problem:
        return complain(f"the journal cannot be used ({problem}).", exits.USAGE)
    finally:
        house.close()
