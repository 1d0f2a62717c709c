"""Unfinished bakes as they are kept between two runs of the program."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.baking.draft import BakeDraft
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import RepoName


def drafts_json(drafts: Mapping[RepoName, BakeDraft]) -> JsonObject:
    """Drafts by their repositories, as JSON."""
    return {
        repo: {"name": draft.name, "template": draft.template, "given": draft.given} for repo, draft in drafts.items()
    }


def drafts_from(value: Json) -> Mapping[RepoName, BakeDraft]:
    """The drafts of such JSON; what is no draft is left out."""
    found: dict[RepoName, BakeDraft] = {}
    for repo, one in value.items() if isinstance(value, Mapping) else ():
        if not isinstance(one, Mapping):
            continue
        name, template, given = one.get("name"), one.get("template"), one.get("given")
        if isinstance(name, str) and isinstance(template, str) and isinstance(given, Mapping):
            found[RepoName(repo)] = BakeDraft(name, template, given)
    return found
