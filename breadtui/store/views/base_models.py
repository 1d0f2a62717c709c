"""The base model that a repository fixes, from whatever told of it."""

from __future__ import annotations

from breadtui.domain.names import RepoName
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState


def base_model_in(state: AppState, repo: RepoName) -> str:
    """The base model of a repository; empty where it is not known."""
    lineage = state.lineages.get(repo)
    tree = value_of(state.trees.get(repo, NOT_ASKED))
    for told in (tree, lineage):
        if told is not None and told.base_model:
            return told.base_model
    return next((one.base_model for one in value_of(state.repos) or () if one.name == repo), "")
