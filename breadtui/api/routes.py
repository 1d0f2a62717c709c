"""Paths of the service's operations, each name in them encoded exactly once."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from breadtui.domain.errors import Invalid
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, RepoName, TargetKey, TargetName


def path_of(*segments: str) -> str:
    """`/v1/` and the segments, percent-encoded so that the path decodes back to them.

    Raises: Invalid for names no path can carry: empty, `.`, `..`, or with half a character.
    """
    return "/v1/" + "/".join(_encoded(segment) for segment in segments)


def with_query(path: str, parameters: Mapping[str, object]) -> str:
    """The path with those parameters that are not None; booleans as the service spells them."""
    given = {name: _spelled(value) for name, value in parameters.items() if value is not None}
    try:
        return f"{path}?{urlencode(given, quote_via=quote)}" if given else path
    except UnicodeEncodeError:
        raise Invalid("the name holds half a character (a lone surrogate)") from None


def repo_path(repo: RepoName, *more: str) -> str:
    """A repository, or something in it."""
    return path_of("repo", repo, *more)


def prompt_path(key: PromptKey) -> str:
    """One prompt."""
    return repo_path(key.repo, "prompts", key.name)


def target_path(key: TargetKey) -> str:
    """One target."""
    return repo_path(key.repo, "targets", key.name)


def job_path(key: JobKey, *more: str) -> str:
    """One job, or something of it: stim and rollout lie under their target, a bake is its own job."""
    if key.phase is Phase.BAKE:
        return repo_path(key.repo, "bakes", BakeName(key.name), *more)
    return repo_path(key.repo, "targets", TargetName(key.name), key.phase.value, *more)


def recipe_path(key: JobKey, what: str) -> str:
    """The recipe of a bake: `dependency-graph` or `recreation-plan`."""
    return repo_path(key.repo, "recipe", key.name, what)


def _encoded(segment: str) -> str:
    if segment in {"", ".", ".."}:
        raise Invalid(f"'{segment}' cannot be part of an address", fields={"name": "empty, '.' and '..' are no names"})
    try:
        return quote(segment, safe="")
    except UnicodeEncodeError:
        raise Invalid("the name holds half a character (a lone surrogate)") from None


def _spelled(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
