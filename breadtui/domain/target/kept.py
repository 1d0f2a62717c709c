"""Unfinished targets as JSON, so that they outlive the program."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import RepoName
from breadtui.domain.target.draft import DEFAULT_TEMPLATE, TargetDraft


def drafts_json(drafts: Mapping[RepoName, TargetDraft]) -> JsonObject:
    """One unfinished target for each repository."""
    return {
        str(repo): {"name": draft.name, "template": draft.template, "given": draft.given}
        for repo, draft in drafts.items()
    }


def drafts_from(value: Json) -> Mapping[RepoName, TargetDraft]:
    """The same read back; what is no target is left out."""
    if not isinstance(value, Mapping):
        return {}
    found = {RepoName(repo): _draft(each) for repo, each in value.items()}
    return {repo: draft for repo, draft in found.items() if draft is not None}


def _draft(value: Json) -> TargetDraft | None:
    if not isinstance(value, Mapping):
        return None
    name, template, given = value.get("name"), value.get("template"), value.get("given")
    if not isinstance(name, str) or not isinstance(given, Mapping):
        return None
    return TargetDraft(name, template if isinstance(template, str) else DEFAULT_TEMPLATE, given)
