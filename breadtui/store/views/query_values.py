"""The values that fields of the filter may have, from what is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from breadtui.store.facts.remote import value_of
from breadtui.store.facts.state import AppState


def query_values(state: AppState, field: str) -> Iterable[str]:
    """Names for a field of names, in the order in which the tree has them, each once."""
    match field:
        case "repo":
            return [repo.name for repo in value_of(state.repos) or ()]
        case "under" | "parent":
            return dict.fromkeys(name for lineage in state.lineages.values() for name in lineage.descents)
        case "uses":
            return dict.fromkeys(_used(state))
        case "tag":
            return dict.fromkeys(_tags(state))
        case "branch" | "base":
            return dict.fromkeys(_branches(state) if field == "branch" else _bases(state))
        case _:
            return ()


def _tags(state: AppState) -> Iterator[str]:
    for tags in state.tags.values():
        yield from tags
    for label in state.labels.of.values():
        yield from label.tags


def _used(state: AppState) -> Iterator[str]:
    for contents in map(value_of, state.contents.values()):
        if contents is not None:
            yield from contents.targets
            yield from contents.prompts


def _branches(state: AppState) -> Iterator[str]:
    if state.bgit is not None:
        yield from (branch.name for branch in state.bgit.branches)


def _bases(state: AppState) -> Iterator[str]:
    yield from (repo.base_model for repo in value_of(state.repos) or () if repo.base_model)
