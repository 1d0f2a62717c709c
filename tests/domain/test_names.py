"""Names, keys and model paths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.names import (
    LONGEST_NAME,
    BakeName,
    JobKey,
    ModelPath,
    Phase,
    RepoName,
    is_impossible_name,
    name_problem,
    parse_model_path,
)


@given(st.integers(0, 10**9), *(st.text("abc-_.é ", min_size=1) for _ in range(3)))
def test_a_model_path_reads_back_as_it_was_written(checkpoint: int, user: str, repo: str, bake: str) -> None:
    path = ModelPath(user, RepoName(repo), BakeName(bake), checkpoint)
    assert parse_model_path(str(path)) == path


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Qwen/Qwen3-32B",
        "a/b/c",
        "a/b/c/d",
        "a/b/c/1/2",
        "/b/c/1",
        "a//c/1",
        "a/b/c/",
        "a/b/c/-1",
        "a/b/c/1.5",
        "a/b/c/²",
    ],
)
def test_what_is_not_a_baked_path_is_none(text: str) -> None:
    assert parse_model_path(text) is None


def test_checkpoint_zero_is_a_checkpoint() -> None:
    path = parse_model_path("ada/coder/v1/0")
    assert path is not None
    assert path.checkpoint == 0


@pytest.mark.parametrize("name", ["coder_v7", "7", "a.b-c_d", "A" * LONGEST_NAME])
def test_plain_names_have_no_problem(name: str) -> None:
    assert name_problem(name) is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("batch", "word of the service's own"),
        ("default", "word of the service's own"),
        ("", "at least one letter"),
        (".", "at least one letter"),
        ("..", "at least one letter"),
        ("a" * 129, "longer than 128"),
        ("a/b", "letters, digits"),
        ("_a", "letters, digits"),
        ("é", "letters, digits"),
        ("a\n", "letters, digits"),
    ],
)
def test_a_name_that_may_be_refused_is_explained(name: str, words: str) -> None:
    assert words in (name_problem(name) or "")


def test_only_what_can_never_work_is_impossible() -> None:
    impossible = {name for name in ("batch", "default", "", ".", "..", "a/b", "é", "...") if is_impossible_name(name)}
    assert impossible == {"batch", "default", "", ".", ".."}


def test_keys_sort_by_repository_then_phase_then_name() -> None:
    keys = [JobKey(RepoName(repo), phase, name) for repo in "ba" for phase in Phase for name in "ba"]
    assert min(keys) == JobKey(RepoName("a"), Phase.BAKE, "a")
