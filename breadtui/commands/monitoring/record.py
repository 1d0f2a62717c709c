"""`breadtui record`: watch the account without a screen until told to stop; one line an event."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, TextIO

from breadtui.commands.exits import CONFLICT, NOT_AUTHORISED, OK, USAGE
from breadtui.commands.monitoring.record_lines import happening_json, happening_line
from breadtui.commands.outcome.interrupting import on_interrupt
from breadtui.commands.outcome.writing import put_json, put_line
from breadtui.domain.answers import Recorder
from breadtui.domain.happenings import Happening
from breadtui.domain.names import RepoName
from breadtui.store.recording.recorder import Bench, Ended, Recording
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which repositories (all where none is named), and for whom the lines are."""

    repos: tuple[RepoName, ...] = ()
    is_json: bool = False


async def run(
    bench: Bench,
    args: Arguments,
    out: TextIO,
    tell: Callable[[str], None],
    beside: Callable[[], Coroutine[Any, Any, None]] | None = None,
) -> int:
    """Record until SIGTERM, SIGINT or SIGHUP; the exit code. `beside` is done meanwhile, e.g. telling a hook."""
    only = frozenset(args.repos) or None
    recording = Recording(bench, only=only, hear=_writer(args, out))
    try:
        other = await recording.begin()
    except (OSError, sqlite3.Error) as problem:
        tell(f"nothing can be recorded: {problem}.")
        return USAGE
    if other is not None:
        tell(_taken(other))
        return CONFLICT
    tell(f"{_what(args)} recorded until ctrl+c or SIGTERM; one line an event.")
    stop = asyncio.Event()
    with on_interrupt(stop.set):
        ended = await recording.run(stop, beside)
    if ended is Ended.STOPPED:
        return OK
    tell(f"recording ended: {ended}.")
    return NOT_AUTHORISED if ended is Ended.REFUSED else CONFLICT


def _writer(args: Arguments, out: TextIO) -> Callable[[Happening], None]:
    if args.is_json:
        return lambda happening: put_json(out, happening_json(happening))
    return lambda happening: put_line(out, happening_line(happening))


def _what(args: Arguments) -> str:
    if not args.repos:
        return "all repositories are"
    return f"{', '.join(args.repos)} {'is' if len(args.repos) == 1 else 'are'}"


def _taken(other: Recorder) -> str:
    since = _local(other.began_at)
    silence = "" if other.is_alive else f"; it has said nothing since {_local(other.alive_at)}"
    return f"this account is recorded already, by process {other.pid} since {since}{silence}."


def _local(at: datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M")
