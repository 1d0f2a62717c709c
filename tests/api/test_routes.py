"""Paths: every name is encoded exactly once and decodes back to itself."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.api.origin import origin_of
from breadtui.api.routes import job_path, path_of, with_query
from breadtui.domain.errors import Invalid
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from tests.api.service import ok, service

NASTY = [
    "a/b",
    "a b",
    "50%",
    "a?x=1",
    "a#x",
    "a&b",
    "a+b",
    "%2e%2e",
    "…",
    "a\x00b",
    "\u202e",
    "...",
    "x" * 5000,
    ";",
    ":",
]
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda name: name not in {".", ".."})
PLACE = origin_of("https://bread.example/prefix")


def decoded(path: str) -> list[str]:
    """The segments as a server reads them off the wire."""
    return [unquote(part) for part in PLACE.address_of(path).raw_path.decode("ascii").split("/")]


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_name_decodes_back_to_itself(name: str) -> None:
    assert decoded(path_of("repo", name, "tree")) == ["", "prefix", "v1", "repo", name, "tree"]


@given(NAMES, NAMES)
def test_any_name_decodes_back_to_itself(repo: str, bake: str) -> None:
    path = job_path(JobKey(RepoName(repo), Phase.BAKE, bake), "metrics")
    assert decoded(path) == ["", "prefix", "v1", "repo", repo, "bakes", bake, "metrics"]


@given(NAMES)
def test_any_model_decodes_back_to_itself(model: str) -> None:
    url = PLACE.address_of(with_query(path_of("models", "download"), {"name": model, "expires_in": None}))
    assert dict(url.params) == {"name": model}


@pytest.mark.parametrize("name", ["", ".", "..", "a\ud800"])
async def test_a_name_that_no_path_can_carry_is_refused_before_any_request(name: str) -> None:
    bread = service(ok({}))
    api = bread.api()
    with pytest.raises(Invalid):
        await api.delete_bake(JobKey(RepoName("demo"), Phase.BAKE, BakeName(name)))
    with pytest.raises(Invalid):
        await api.prompt(PromptKey(RepoName(name), PromptName("p")))
    with pytest.raises(Invalid):
        await api.delete_target(TargetKey(RepoName("demo"), TargetName(name)))
    assert bread.asked == []


async def test_a_model_with_half_a_character_is_refused_before_any_request() -> None:
    bread = service(ok({}))
    with pytest.raises(Invalid):
        await bread.api().model_download("\udc00")
    assert bread.asked == []


async def test_a_name_too_long_for_an_address_is_refused_before_any_request() -> None:
    bread = service(ok({}))
    with pytest.raises(Invalid):
        await bread.api().repo(RepoName("x" * 70_000))
    assert bread.asked == []


async def test_the_bake_victim_is_not_deleted_for_its_namesake() -> None:
    bread = service(ok({}))
    await bread.api().delete_bake(JobKey(RepoName("demo"), Phase.BAKE, "victim?x=1"))
    assert bread.lines == ["DELETE /prefix/v1/repo/demo/bakes/victim%3Fx%3D1"]
