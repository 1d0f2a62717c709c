"""`breadtui prompt` joined from its rooms: the service, the journal of the account, and the streams."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable

from breadtui.cli.keeping import journal_of
from breadtui.cli.standard_input import read_all
from breadtui.commands import exits
from breadtui.commands.prompts import prompt
from breadtui.commands.prompts.arguments import Arguments, Talk, Verb
from breadtui.config.settings import Settings
from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.store.forgetting.journal import NoJournal
from breadtui.store.ports.service import BreadApi

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
    talk = Talk(sys.stdout, sys.stderr, read_all, ask, settings.folders.state)
    if args.verb not in _LEAVES_TRACES and args.version is None:
        return await prompt.run(api, settings, args, talk, NoJournal())
    with journal_of(settings, remark) as journal:
        return await prompt.run(api, settings, args, talk, journal)


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
