"""The words after `breadtui run`, and the command joined from its rooms."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from breadtui.cli.keeping import journal_of
from breadtui.cli.words.usage import UsageProblem
from breadtui.commands import exits
from breadtui.config.settings import Settings
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.ports.service import BreadApi

ABOUT = """\
Start a stim, a rollout or a bake, and wait for its end. Each start is checked
first, and sent once; what is complete already is not started again.

  breadtui run REPO/TARGET stim           the questions
  breadtui run REPO/TARGET stim rollout   then the answers
  breadtui run REPO/BAKE                  the training
  breadtui run REPO/BAKE stim rollout bake    all that leads to it, side by side
  breadtui run REPO/BAKE --download           the training, then its weights, as
                                              breadtui download fetches them

The run is kept on this machine: stopped, it can be gone on with here by the
same words, or in the cockpit by :chain resume."""


def add_run_words(
    parser: argparse.ArgumentParser,
    place: Callable[[str], tuple[str, str]],
    seconds: Callable[[str], float],
) -> None:
    """Add what can be started, and how."""
    parser.add_argument("place", metavar="REPO/NAME", type=place, help="a bake, or a target with what to start of it")
    parser.add_argument("phases", metavar="stim|rollout|bake", nargs="*", type=_phase, help="what to start")
    parser.add_argument("--no-wait", action="store_true", help="start one job and leave it")
    parser.add_argument("--timeout", metavar="TIME", type=seconds, help="start nothing more after 2h, 90m, 45s …")
    parser.add_argument("--yes", action="store_true", help="start without a question")
    parser.add_argument("--force", action="store_true", help="start although a check is red")
    parser.add_argument("--download", action="store_true", help="of a bake: then download its weights")
    parser.add_argument("--json", action="store_true", help="one JSON object a line for each change of a job")


def _phase(word: str) -> Phase:
    if word not in set(Phase):
        raise argparse.ArgumentTypeError("what to start is stim, rollout or bake")
    return Phase(word)


async def run_run(
    found: Namespace,
    settings: Settings,
    api: BreadApi,
    ask: Callable[[str], bool] | None,
    remark: Callable[[str], None],
) -> int:
    """Do it; the exit code. Raises: BreadError."""
    from breadtui.commands.running import run
    from breadtui.commands.running.run_arguments import Arguments, Talk

    repo, name = found.place
    args = Arguments(
        RepoName(repo),
        name,
        frozenset(found.phases),
        is_waiting=not found.no_wait,
        is_json=found.json,
        is_agreed=found.yes,
        is_forced=found.force,
        timeout_seconds=found.timeout,
        download_to=str(settings.download_folder or Path.cwd()) if found.download else "",
    )
    if found.download and (found.no_wait or not args.is_bake):
        raise UsageProblem("--download waits for a bake: not with --no-wait, nor for a target", "breadtui run")
    with journal_of(settings, remark) as journal:
        code = await run.run(api, settings, args, Talk(sys.stdout, remark, ask), journal)
    if code != exits.OK or not found.download:
        return code
    from breadtui.cli.words.download import fetched_weights
    from breadtui.commands.using import download

    key = JobKey(RepoName(repo), Phase.BAKE, name)
    wanted = download.Arguments(key, is_json=found.json, is_live=sys.stderr.isatty())
    return await fetched_weights(wanted, settings, api, ask, remark)
