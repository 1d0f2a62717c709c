"""`breadtui models`: what inference serves now, by repository."""

from __future__ import annotations

from typing import TextIO

from breadtui.commands import exits
from breadtui.commands.outcome.writing import put_json, put_line
from breadtui.config.settings import Settings
from breadtui.domain.chatting.served import grouped
from breadtui.domain.inference import ServedModel
from breadtui.domain.json_values import Json
from breadtui.domain.names import RepoName, parse_model_path
from breadtui.store.ports.service import BreadApi
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Arguments:
    """Of which repository, None for all and base models; how."""

    repo: RepoName | None = None
    is_json: bool = False


async def run(api: BreadApi, _settings: Settings, args: Arguments, out: TextIO) -> int:
    """List them; that a repository serves none is said, and where there is no such one is NotFound.

    Raises: BreadError.
    """
    groups = [group for group in grouped(await api.models()) if args.repo is None or group.repo == args.repo]
    if args.repo is not None and not groups:
        await api.tree(args.repo)  # A name that is misspelt looks the same; only the repository itself tells.
    if args.is_json:
        put_json(out, [_model_json(model) for group in groups for model in group.models])
        return exits.OK
    if not groups:
        put_line(out, "no model is served now")
    for group in groups:
        put_line(out, "base models" if group.repo is None else group.repo)
        for model in group.models:
            put_line(out, f"  {model.id}")
    return exits.OK


def _model_json(model: ServedModel) -> Json:
    path = parse_model_path(model.id)
    return {
        "id": model.id,
        "owned_by": model.owned_by,
        "repo": None if path is None else path.repo,
        "bake": None if path is None else path.bake,
        "checkpoint": None if path is None else path.checkpoint,
    }
