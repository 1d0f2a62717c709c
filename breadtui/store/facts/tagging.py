"""Tags as journals kept them before there was a file of labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.store.facts.state import Choice

TAGS_FACT = "tags"
"""The fact under which the journal keeps what bears which tags."""


def tags_json(tags: Mapping[Choice, tuple[str, ...]]) -> Json:
    """Tags as the journal keeps them."""
    return [[*_place_of(what), *kept] for what, kept in tags.items()]


def tags_from(fact: Json) -> dict[Choice, tuple[str, ...]]:
    """Tags as the journal kept them; what cannot be read is left out."""
    found: dict[Choice, tuple[str, ...]] = {}
    for entry in fact if isinstance(fact, Sequence) and not isinstance(fact, str) else ():
        if not isinstance(entry, Sequence) or isinstance(entry, str):
            continue
        words = [word for word in entry if isinstance(word, str)]
        if len(words) == len(entry) > 3 and (what := _choice_of(*words[:3])) is not None:
            found[what] = tuple(words[3:])
    return found


def _place_of(what: Choice) -> tuple[str, str, str]:
    match what:
        case JobKey(repo, phase, name):
            return repo, phase.value, name
        case PromptKey(repo, name):
            return repo, "prompt", name
        case TargetKey(repo, name):
            return repo, "target", name
        case str():
            return what, "repo", ""


def _choice_of(repo: str, kind: str, name: str) -> Choice | None:
    match kind:
        case "repo":
            return RepoName(repo)
        case "prompt":
            return PromptKey(RepoName(repo), PromptName(name))
        case "target":
            return TargetKey(RepoName(repo), TargetName(name))
        case _ if kind in set(Phase):
            return JobKey(RepoName(repo), Phase(kind), name)
        case _:
            return None
