"""`breadtui target` joined from its rooms: what was typed, the service, and the streams."""

from __future__ import annotations

import sys
from argparse import Namespace

from breadtui.cli.standard_input import read_all
from breadtui.commands.making.creating import Arguments
from breadtui.commands.making.target_create import TargetFromFile
from breadtui.commands.outcome.settings_source import Streams
from breadtui.config.settings import Settings
from breadtui.domain.names import RepoName, TargetKey, TargetName
from breadtui.store.ports.service import BreadApi


async def run_target(found: Namespace, settings: Settings, api: BreadApi) -> int:
    """Do it; the exit code. Raises: BreadError."""
    repo, name = found.place
    key = TargetKey(RepoName(repo), TargetName(name))
    args = Arguments(key, found.file, is_json=found.json, is_forced=found.force)
    return await TargetFromFile(api, args, standard_streams()).run(settings)


def standard_streams() -> Streams:
    """The streams of this process; a person who types is told how to end."""
    return Streams(sys.stdout, sys.stderr, read_all)
