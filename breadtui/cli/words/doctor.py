"""The words after `breadtui doctor` and `breadtui notify`, and the commands joined from their rooms."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator

from breadtui.cli.complaint import complain
from breadtui.cli.keeping import journal_of
from breadtui.commands import exits
from breadtui.config.problem import ConfigProblem
from breadtui.config.settings import Options, Settings, settings_from
from breadtui.domain.names import RepoName
from breadtui.store.ports.service import BreadApi

ABOUT_DOCTOR = """\
What is amiss with the jobs of a repository that run, or with one bake, each
with its evidence: stalled, diverged, a loss that is no number, a plateau,
slower steps, another learning rate than configured, empty or cut answers, a
model that is complete and not served. What stands still is told from what the
cockpit or the recorder saw before. Ends with 1 where something worse than a
note is found."""

ABOUT_NOTIFY = """\
By which ways a notification reaches you here, and why not by the others: the
terminal's bell, its own notifications (OSC 9, 777, 99), and your program, set
by notify.command in the configuration file, which gets JSON on its standard
input."""


def add_doctor_words(
    parser: argparse.ArgumentParser,
    add_service: Callable[[argparse.ArgumentParser], None],
    place: Callable[[str], tuple[str, str | None]],
) -> None:
    """Add what is looked at, and the form."""
    parser.add_argument("place", metavar="REPO[/BAKE]", type=place, help="a repository, or one bake of it")
    parser.add_argument("--json", action="store_true", help="JSON for programs instead of text")
    add_service(parser)


def add_notify_words(parser: argparse.ArgumentParser) -> None:
    """Add whether something is sent."""
    parser.add_argument("--test", action="store_true", help="send one by every way that works")
    parser.add_argument("--json", action="store_true", help="JSON for programs instead of text")


async def run_doctor(found: Namespace, settings: Settings, api: BreadApi, remark: Callable[[str], None]) -> int:
    """Do it; the exit code. Raises: BreadError."""
    from breadtui.commands.monitoring import doctor

    repo, bake = found.place
    with journal_of(settings, remark) as journal:
        return await doctor.run(api, settings, doctor.Arguments(RepoName(repo), bake, found.json), sys.stdout, journal)


def run_notify(found: Namespace) -> int:
    """Do it, without a service and without a key; the exit code."""
    try:
        settings = settings_from(Options(), os.environ)
    except ConfigProblem as problem:
        return complain(problem.sentence, exits.USAGE)
    from breadtui.commands.monitoring import notify
    from breadtui.config.hook_telling import Teller
    from breadtui.domain.notices.wishes import NoticeWishes

    complained: list[str] = []

    def hear(sentence: str) -> None:
        complained.append(sentence)
        complain(sentence, exits.OK)

    secrets = [key] if (key := os.environ.get("BREAD_API_KEY")) else []
    with open_terminal() as send:
        teller = Teller(settings.notify or NoticeWishes(), os.environ, lambda: secrets, hear, send)
        args = notify.Arguments(found.test, found.json)
        return asyncio.run(notify.run(teller, args, sys.stdout, lambda: len(complained)))


@contextlib.contextmanager
def open_terminal() -> Iterator[Callable[[str], None] | None]:
    """The way to the terminal one sits at, wherever the output goes; None where there is none."""
    try:
        descriptor = os.open("/dev/tty", os.O_WRONLY | os.O_NOCTTY)
    except OSError:
        yield None
        return
    try:
        yield lambda sequence: _write(descriptor, sequence.encode())
    finally:
        os.close(descriptor)


def _write(descriptor: int, raw: bytes) -> None:
    while raw:
        raw = raw[os.write(descriptor, raw) :]
