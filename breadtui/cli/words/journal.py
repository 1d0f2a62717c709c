"""The words after `breadtui journal`, and the command joined from its rooms; the service is not asked."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from argparse import Namespace

from breadtui.cli.complaint import complain
from breadtui.cli.joining import DEMO_ACCOUNT
from breadtui.cli.words.verbs import AddService, Verbs
from breadtui.commands import exits
from breadtui.config.folders import state_place
from breadtui.config.settings import Settings

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


def run_journal(found: Namespace, settings: Settings) -> int:
    """Do it; the exit code."""
    from breadtui.commands.monitoring import journal
    from breadtui.journal.account import account_of
    from breadtui.journal.house import JournalHouse

    place = state_place(settings.folders, os.environ)
    folder = place.folder or settings.folders.state
    account = DEMO_ACCOUNT
    if not settings.is_demo and settings.key is not None:
        account = account_of(folder, settings.base_url, settings.key)
    args = journal.Arguments(
        journal.Verb(found.verb), found.json, getattr(found, "csv", False), settings.journal_megabytes * 1_000_000
    )
    try:
        house = JournalHouse(folder, account)
    except FileNotFoundError:
        return complain("nothing was seen yet with this key: there is no journal.", exits.REFUSED)
    except (OSError, sqlite3.Error) as problem:
        return complain(f"the journal cannot be read ({problem}).", exits.USAGE)
    try:
        return journal.run(house, args, sys.stdout)
    except sqlite3.Error as problem:
        return complain(f"the journal cannot be used ({problem}).", exits.USAGE)
    finally:
        house.close()
