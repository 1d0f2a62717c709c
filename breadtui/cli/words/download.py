"""The words after `breadtui download`, and the command joined from its rooms."""

from __future__ import annotations

import argparse
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from breadtui.cli.words.usage import UsageProblem
from breadtui.commands import exits
from breadtui.config.settings import Settings
from breadtui.domain.downloading.downloads import PIPE
from breadtui.domain.downloading.named import named_weights
from breadtui.domain.downloading.rate_limit import rate_of
from breadtui.domain.errors import BreadError, OutOfCredit, Unauthorized
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.unsafe_text import visible_line
from breadtui.store.ports.service import BreadApi
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.commands.using.download import Arguments
    from breadtui.journal.disk import DiskThread
    from breadtui.store.ports.downloads import DownloadRooms

MOST_STEPS = 10**15
ABOUT = """\
Download the weights of a bake, whole and checked, into a file that is there
only once it is. What is cut is gone on with; so is what you stop with ctrl+c,
by the same command or in the cockpit's :downloads.

  breadtui download REPO/BAKE               REPO-BAKE-STEP.tar.gz in this folder
  breadtui download REPO/BAKE -o FOLDER/    the same there
  breadtui download REPO/ONE REPO/TWO@118   one after the other
  breadtui download REPO/BAKE -o - | tar xz through a pipe; goes on when cut,
                                            is checked at its end: mind the code
  curl -o FILE "$(breadtui download REPO/BAKE --print-url)"
                                            with another tool; whoever has the
                                            link has the weights

The path of the file, or of the folder, is written to standard output, progress
to standard error. Without -o, download_folder of the settings is the place."""


def add_download_words(
    parser: argparse.ArgumentParser,
    place: Callable[[str], tuple[str, str]],
    whole: Callable[[int, int], Callable[[str], int]],
) -> None:
    """Add which weights, and where to."""
    parser.add_argument(
        "places", metavar="REPO/BAKE[@N]", nargs="+", type=_named(place), help="bakes that are complete, one by one"
    )
    parser.add_argument(
        "--checkpoint", metavar="N", type=whole(0, MOST_STEPS), help="a training step (default: newest)"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="", help="where to; a folder takes the usual name, - is a pipe"
    )
    parser.add_argument("--force", action="store_true", help="replace a file of that name, once the new one is whole")
    parser.add_argument("--unpack", action="store_true", help="unpack it into a folder beside it, all of it or nothing")
    parser.add_argument("--limit-rate", metavar="RATE", type=_rate, help="at most so many bytes a second: 500k, 2M …")
    parser.add_argument("--print-url", action="store_true", help="write the link instead; it is a secret for its hour")
    parser.add_argument("--json", action="store_true", help="one JSON object a line for each change")


class _Weights(NamedTuple):
    """A bake that was named, and of which step."""

    repo: str
    name: str
    checkpoint: int | None


async def run_download(
    found: Namespace,
    settings: Settings,
    api: BreadApi,
    ask: Callable[[str], bool] | None,
    remark: Callable[[str], None],
) -> int:
    """Do it; the exit code, of several the first that is not 0. What fails alone stops no other. Raises: BreadError."""
    from breadtui.cli.failures import sentence_of

    if problem := _problem(found):
        raise UsageProblem(problem, "breadtui download")
    if found.limit_rate is not None:
        settings = replace(settings, download_bytes_per_second=found.limit_rate)
    wanted = [_arguments(found, named) for named in found.places]
    if len(wanted) == 1:
        return await fetched_weights(wanted[0], settings, api, ask, remark)
    codes = []
    for args in wanted:
        try:
            codes.append(await fetched_weights(args, settings, api, ask, remark))
        except (Unauthorized, OutOfCredit):
            raise
        except BreadError as error:
            remark(f"{visible_line(f'{args.key.repo}/{args.key.name}')}: {sentence_of(error, settings)}")
            codes.append(exits.exit_of(error))
        if codes[-1] == exits.INTERRUPTED:
            break
    return next(filter(None, codes), exits.OK)


def _problem(found: Namespace) -> str:
    """Why these words cannot be done; empty where they can."""
    if found.checkpoint is not None and any(named.checkpoint is not None for named in found.places):
        return "--checkpoint and @N both say which step: name it once"
    if found.output == PIPE:
        return "one pipe takes one bake" if len(found.places) > 1 else _pipe_problem(found)
    if len(found.places) > 1 and found.output and not (found.output.endswith("/") or Path(found.output).is_dir()):
        return "-o names the file of one bake: of several, a folder, as in -o models/"
    return ""


def _arguments(found: Namespace, named: _Weights) -> Arguments:
    from breadtui.commands.using import download

    return download.Arguments(
        JobKey(RepoName(named.repo), Phase.BAKE, named.name),
        found.checkpoint if named.checkpoint is None else named.checkpoint,
        found.output,
        is_forced=found.force,
        is_json=found.json,
        is_url_wanted=found.print_url,
        is_unpacking=found.unpack,
        is_live=sys.stderr.isatty(),
    )


async def fetched_weights(
    args: Arguments,
    settings: Settings,
    api: BreadApi,
    ask: Callable[[str], bool] | None,
    remark: Callable[[str], None],
) -> int:
    """Fetch them through the account's queue, or into a pipe; the exit code. Raises: BreadError."""
    from breadtui.commands.running.run_arguments import Talk
    from breadtui.commands.using import download
    from breadtui.journal.disk import DiskThread

    disk = DiskThread(remark)
    rooms = partial(_pipe_rooms, settings, disk) if args.is_piped else partial(_rooms, settings, disk, remark)
    try:
        return await download.run(api, settings, args, Talk(sys.stdout, remark, ask), rooms)
    finally:
        disk.stop()


def _named(place: Callable[[str], tuple[str, str]]) -> Callable[[str], _Weights]:
    """A bake, with a step where one stands behind an `@`."""

    def weights(text: str) -> _Weights:
        named = named_weights(text)
        return _Weights(*place(named.place), named.checkpoint)

    return weights


def _rate(text: str) -> int:
    rate = rate_of(text)
    if rate is None:
        raise argparse.ArgumentTypeError("a rate is written 500k, 2M or 2.5MB, at least 10k")
    return rate


def _pipe_problem(found: Namespace) -> str:
    """Why nothing can be sent down a pipe; empty where it can."""
    if found.unpack:
        return "what goes into a pipe is unpacked behind it: -o - | tar xz"
    if found.json:
        return "-o - writes the weights to standard output, where --json would write too"
    return "-o - is for a pipe or a file: a terminal cannot take weights" if sys.stdout.isatty() else ""


def _pipe_rooms(settings: Settings, disk: DiskThread) -> DownloadRooms:
    """Standard output in the place of files, and a queue of its own."""
    from breadtui.cli.download_place import download_rooms_of
    from breadtui.journal.downloads.pipe import PipeFiles

    return download_rooms_of(settings, None, "", disk, PipeFiles(sys.stdout.buffer))


def _rooms(settings: Settings, disk: DiskThread, remark: Callable[[str], None]) -> DownloadRooms:
    """The queue of this account, which cockpits see; in memory where no folder can be written."""
    from breadtui.cli.download_place import download_rooms_of
    from breadtui.config.folders import state_place
    from breadtui.journal.account import account_of

    if settings.is_demo or settings.key is None:
        return download_rooms_of(settings, None, "", disk)
    place = state_place(settings.folders, os.environ)
    if place.remark:
        remark(place.remark)
    account = account_of(place.folder, settings.base_url, settings.key)
    return download_rooms_of(settings, place.folder, account, disk)
