"""Which base model a repository fixes: by its tree, else by the list of repositories."""

from __future__ import annotations

from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.names import RepoName
from breadtui.domain.repos import Repo
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState
from breadtui.store.views.base_models import base_model_in
from breadtui.store.views.boarding import base_models_of
from tests.fakes.states import NOW, a_key, a_tree

RYE, OTHER = RepoName("rye_repo"), RepoName("other")


def test_a_tree_or_its_lineage_tells_the_base_model_of_its_repository() -> None:
    tree = a_tree(repo=RYE, base_model="ada/rye")
    assert base_model_in(AppState(trees={RYE: Ready(tree, NOW)}), RYE) == "ada/rye"
    assert base_model_in(AppState(lineages={RYE: lineage_of(tree)}), RYE) == "ada/rye"


def test_of_a_repository_that_is_not_open_the_list_tells_it() -> None:
    state = AppState(repos=Ready((Repo(RYE, "ada/rye"), Repo(OTHER)), NOW))
    assert base_models_of(state, (a_key("v1", repo=RYE), a_key("v2", repo=OTHER))) == ("ada/rye", "")
