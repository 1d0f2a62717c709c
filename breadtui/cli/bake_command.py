"""`breadtui bake` joined from its rooms: what was typed, the service, and the streams."""

from __future__ import annotations

from argparse import Namespace

from breadtui.cli.target_command import standard_streams
from breadtui.commands.making.bake_create import BakeFromFile
from breadtui.commands.making.creating import Arguments
from breadtui.config.settings import Settings
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.store.ports.service import BreadApi


async def run_bake(found: Namespace, settings: Settings, api: BreadApi) -> int:
    """Do it; the exit code. Raises: BreadError."""
    repo, name = found.place
    key = JobKey(RepoName(repo), Phase.BAKE, BakeName(name))
    args = Arguments(key, found.file, is_json=found.json, is_forced=found.force)
    return await BakeFromFile(api, args, standard_streams()).run(settings)
