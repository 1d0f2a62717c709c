"""`breadtui bake` joined from its rooms: what was typed, the service, and the streams."""

from __future__ import annotations

from argparse import Namespace

from breadtui.cli.target_command import standard_streams
from breadtui.commands import bake_create
from breadtui.config.settings import Settings
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.store.ports import BreadApi


async def run_bake(found: Namespace, settings: Settings, api: BreadApi) -> int:
    """Do it; the exit code. Raises: BreadError."""
    repo, name = found.place
    key = JobKey(RepoName(repo), Phase.BAKE, BakeName(name))
    args = bake_create.Arguments(key, found.file, is_json=found.json, is_forced=found.force)
    return await bake_create.run(api, settings, args, standard_streams())
