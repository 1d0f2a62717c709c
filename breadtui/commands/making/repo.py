"""`breadtui repo create`: a repository, made or found as it was wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from breadtui.commands import exits
from breadtui.commands.outcome.writing import put_json, put_line
from breadtui.config.settings import Settings
from breadtui.domain.errors import Conflict
from breadtui.domain.names import RepoName, name_problem
from breadtui.store.making.making_repos import made_repo, refusal_of
from breadtui.store.ports.service import BreadApi
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Arguments:
    """Which repository; without a base model the service takes its default."""

    name: RepoName
    base_model: str | None = None
    is_json: bool = False


async def run(api: BreadApi, settings: Settings, args: Arguments, out: TextIO, tell: Callable[[str], None]) -> int:
    """Make it and write its name and base model; 4 where one of that name has another. Raises: BreadError."""
    if settings.is_read_only:
        tell("read-only: nothing was created.")
        return exits.REFUSED
    if problem := name_problem(args.name):
        tell(f"the name may be refused: {problem}.")
    try:
        repo = await made_repo(api, args.name, args.base_model)
    except Conflict as conflict:
        tell(f"{await refusal_of(api, args.name, conflict)}.")
        return exits.CONFLICT
    if args.is_json:
        put_json(out, {"repo_name": repo.name, "base_model": repo.base_model})
    else:
        put_line(out, f"{repo.name}  {repo.base_model}".rstrip())
    return exits.OK
