"""What a path names: bakes, targets and prompts, drafts among them."""

from __future__ import annotations

import pytest

from breadtui.domain.names import RepoName
from breadtui.domain.repos import Repo
from breadtui.store.facts.remote import NOT_ASKED, Ready
from breadtui.store.facts.state import AppState, Choice
from breadtui.ui.screens.words.going import Place, also_named, path_meant, paths_in, places_named
from breadtui.values import replace
from tests.fakes.states import NOW, a_draft, a_key, a_prompt, a_prompt_key, a_state, a_target_key, a_tree

CODER = RepoName("coder")


def a_repo() -> AppState:
    """A bake, a target and a prompt named alike, and one of each with a name of its own; one prompt is a draft."""
    prompts = [a_prompt(name=name) for name in ("same", "teacher")]
    drafts = [a_draft(a_prompt(name="unsaved"))]
    return a_state(a_tree(("same", "coder_v1")), prompts=prompts, targets=("same", "wise"), drafts=drafts)


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("coder", CODER),
        ("coder/coder_v1", a_key("coder_v1")),
        ("coder/wise", a_target_key("wise")),
        ("coder/teacher", a_prompt_key("teacher")),
        ("coder/unsaved", a_prompt_key("unsaved")),
        ("coder/prompt/same", a_prompt_key("same")),
        ("coder/prompts/same", a_prompt_key("same")),
        ("coder/target/same", a_target_key("same")),
    ],
)
def test_a_path_names_one_thing(path: str, what: Choice) -> None:
    assert places_named(a_repo(), path) == (Place(what),)


def test_of_one_name_the_bake_comes_first_and_the_others_are_told() -> None:
    places = places_named(a_repo(), "coder/same")
    assert [place.what for place in places] == [a_key("same"), a_target_key("same"), a_prompt_key("same")]
    assert also_named(places) == "there is more of that name: go coder/target/same, go coder/prompt/same"
    assert also_named(places[:1]) == ""


def test_a_step_behind_a_bake_is_a_checkpoint() -> None:
    assert places_named(a_repo(), "coder/coder_v1/100") == (Place(a_key("coder_v1"), 100),)
    assert places_named(a_repo(), "coder/teacher/100") == ()


@pytest.mark.parametrize(
    "path", ["coder/", "coder/nothing", "coder/bake/wise", "coder/a/b/c", "other/same", "coder/model/x"]
)
def test_what_there_is_not_is_named_by_no_path(path: str) -> None:
    assert places_named(a_repo(), path) == ()


def test_every_path_that_is_offered_names_its_own_thing_first() -> None:
    state = a_repo()
    paths = list(paths_in(state))
    assert len(paths) == len(set(paths)) == 7
    assert len({places_named(state, path)[0] for path in paths}) == 7


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wise", "coder/wise"),
        ("prompt/same", "coder/prompt/same"),
        ("coder", "coder"),
        ("coder/wise", "coder/wise"),
        ("nowhere", "nowhere"),
    ],
)
def test_a_name_alone_is_looked_for_in_the_open_repositories(typed: str, meant: str) -> None:
    state = replace(a_repo(), repos=Ready((Repo(CODER),), NOW))
    assert path_meant(state, typed, None) == meant
    assert path_meant(state, typed, CODER) == meant


def test_before_the_repositories_are_listed_a_name_may_be_one() -> None:
    assert path_meant(replace(a_repo(), repos=NOT_ASKED), "wise", CODER) == "wise"
