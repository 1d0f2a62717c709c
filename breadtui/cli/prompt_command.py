"""`breadtui prompt` joined from its rooms: the service, the journal of the account, and the streams."""

from __future__ import annotations

import contextlib
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from functools import partial

from breadtui.cli.joining import DEMO_ACCOUNT
from breadtui.commands import exits, prompt
from breadtui.commands.prompt_arguments import Arguments, Talk, Verb
from breadtui.config.folders import state_place
from breadtui.config.settings import Settings
from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.journal.account import account_of
from breadtui.journal.disk import DiskThread
from breadtui.journal.sightings import SqliteJournal
from breadtui.store.forgetting import NoJournal
from breadtui.store.ports import BreadApi, Journal

_LEAVES_TRACES = frozenset({Verb.SET, Verb.EDIT, Verb.HISTORY})
_WRITTEN_OUT = frozenset({Verb.GET, Verb.EDIT})


async def run_prompt(
    found: Namespace,
    settings: Settings,
    api: BreadApi,
    ask: Callable[[str], bool] | None,
    remark: Callable[[str], None],
) -> int:
    """Do it; the exit code. Raises: BreadError."""
    args = arguments_of(found)
    if args.verb is Verb.EDIT and not (sys.stdin.isatty() and sys.stdout.isatty()):
        remark("an editor needs a terminal; set takes a file or standard input.")
        return exits.USAGE
    talk = Talk(sys.stdout, sys.stderr, partial(_standard_input, remark), ask, settings.folders.state)
    if args.verb not in _LEAVES_TRACES and args.version is None:
        return await prompt.run(api, settings, args, talk, NoJournal())
    with _journal_of(settings, remark) as journal:
        return await prompt.run(api, settings, args, talk, journal)


def _standard_input(remark: Callable[[str], None]) -> bytes:
    if sys.stdin.isatty():
        remark("reading what you type; ctrl+d ends it.")
    return sys.stdin.buffer.read()


def arguments_of(found: Namespace) -> Arguments:
    """What was typed, by its meaning."""
    repo, name = found.place
    verb = Verb(found.verb)
    form = getattr(found, "form", "markdown" if verb in _WRITTEN_OUT else "text")
    key = PromptKey(RepoName(repo), PromptName(name or ""))
    return Arguments(
        verb,
        key.repo,
        key,
        form,
        getattr(found, "other", ""),
        is_replacing=getattr(found, "replace", False),
        base=getattr(found, "base", ""),
        version=getattr(found, "version", None),
    )


@contextlib.contextmanager
def _journal_of(settings: Settings, remark: Callable[[str], None]) -> Iterator[Journal]:
    """The journal that the cockpit keeps of this account; in memory where no folder can be written."""
    place = state_place(settings.folders, os.environ)
    if place.remark:
        remark(place.remark)
    account = DEMO_ACCOUNT
    if not settings.is_demo and settings.key is not None:
        account = account_of(place.folder, settings.base_url, settings.key)
    disk = DiskThread(remark)
    journal = SqliteJournal(place.folder, account, disk, remark)
    try:
        yield journal
    finally:
        journal.close()
        disk.stop()
