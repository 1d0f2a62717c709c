"""The words after `breadtui download`, and the command joined from its rooms."""

from __future__ import annotations

import argparse
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from breadtui.cli.words.usage import UsageProblem
from breadtui.config.settings import Settings
from breadtui.domain.downloading.named import named_weights
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.ports.service import BreadApi

if TYPE_CHECKING:
    from breadtui.commands.using.download import Arguments
    from breadtui.journal.disk import DiskThread
    from breadtui.store.ports.downloads import DownloadRooms

MOST_STEPS = 10**15
ABOUT = """\
Download the weights of a bake, whole and checked, into a file that is there
only once it is. What is cut is gone on with; so is what you stop with ctrl+c,
by the same command or in the cockpit's :downloads.

  breadtui download REPO/BAKE                  REPO-BAKE-STEP.tar.gz in this folder
  breadtui download REPO/BAKE -o FOLDER/       the same there
  breadtui download REPO/BAKE -o - | tar xz    through a pipe; gone on with when it is
                                               cut, checked at its end: mind the code
  curl -o FILE "$(breadtui download REPO/BAKE --print-url)"   with another tool;
                                               whoever has that link has the weights

The path of the file, or of the folder, is written to standard output, progress to standard error."""


def add_download_words(
    parser: argparse.ArgumentParser,
    place: Callable[[str], tuple[str, str]],
    whole: Callable[[int, int], Callable[[str], int]],
) -> None:
    """Add which weights, and where to."""
    parser.add_argument("place", metavar="REPO/BAKE[@N]", type=_named(place), help="a bake that is complete")
    parser.add_argument(
        "--checkpoint", metavar="N", type=whole(0, MOST_STEPS), help="a training step (default: newest)"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="", help="where to; a folder takes the usual name, - is a pipe"
    )
    parser.add_argument("--force", action="store_true", help="replace a file of that name, once the new one is whole")
    parser.add_argument("--unpack", action="store_true", help="unpack it into a folder beside it, all of it or nothing")
    parser.add_argument("--print-url", action="store_true", help="write the link instead; it is a secret for its hour")
    parser.add_argument("--json", action="store_true", help="one JSON object a line for each change")


async def run_download(
    found: Namespace,
    settings: Settings,
    api: BreadApi,
    ask: Callable[[str], bool] | None,
    remark: Callable[[str], None],
) -> int:
    """Do it; the exit code. Raises: BreadError."""
    from breadtui.commands.using import download

    (repo, name), checkpoint = found.place
    if found.checkpoint is not None and checkpoint is not None:
        raise UsageProblem("--checkpoint and @N both say which step: name it once", "breadtui download")
    args = download.Arguments(
        JobKey(RepoName(repo), Phase.BAKE, name),
        found.checkpoint if checkpoint is None else checkpoint,
        found.output,
        is_forced=found.force,
        is_json=found.json,
        is_url_wanted=found.print_url,
        is_unpacking=found.unpack,
        is_live=sys.stderr.isatty(),
    )
    if args.is_piped and (problem := _pipe_problem(found)):
        raise UsageProblem(problem, "breadtui download")
    return await fetched_weights(args, settings, api, ask, remark)


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
    rooms = partial(_pipe_rooms, disk) if args.is_piped else partial(_rooms, settings, disk, remark)
    try:
        return await download.run(api, settings, args, Talk(sys.stdout, remark, ask), rooms)
    finally:
        disk.stop()


def _named(place: Callable[[str], tuple[str, str]]) -> Callable[[str], tuple[tuple[str, str], int | None]]:
    """A bake, with a step where one stands behind an `@`."""

    def weights(text: str) -> tuple[tuple[str, str], int | None]:
        named = named_weights(text)
        return place(named.place), named.checkpoint

    return weights


def _pipe_problem(found: Namespace) -> str:
    """Why nothing can be sent down a pipe; empty where it can."""
    if found.unpack:
        return "what goes into a pipe is unpacked behind it: -o - | tar xz"
    if found.json:
        return "-o - writes the weights to standard output, where --json would write too"
    return "-o - is for a pipe or a file: a terminal cannot take weights" if sys.stdout.isatty() else ""


def _pipe_rooms(disk: DiskThread) -> DownloadRooms:
    """Standard output in the place of files, and a queue of its own."""
    from breadtui.api.fetching import StoreFetcher
    from breadtui.journal.downloads.pipe import PipeFiles
    from breadtui.journal.downloads.queue import DownloadFile
    from breadtui.store.ports.downloads import DownloadRooms

    return DownloadRooms(StoreFetcher(), PipeFiles(sys.stdout.buffer), DownloadFile(None, "", disk))


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
