"""`status`, `tree` and `show` against a service in memory."""

import io
import json
from typing import Any

import pytest

from breadtui.commands.monitoring import status
from breadtui.commands.outcome.looks import MOST_AT_ONCE
from breadtui.commands.reading import show, tree
from breadtui.config.folders import Folders
from breadtui.config.settings import Settings
from breadtui.domain.errors import NotFound, ServerFailed, Unauthorized
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import RepoName
from breadtui.domain.repos import Repo
from tests.fakes.api import FakeApi
from tests.fakes.states import REPO, a_job, a_key, a_loss, a_tree

OTHER = RepoName("yoda")


@pytest.fixture
def settings(tmp_path: Any) -> Settings:
    return Settings(Folders(tmp_path, tmp_path), base_url="https://bread.example")


@pytest.fixture
def api() -> FakeApi:
    bakes = {"v1": JobStatus.COMPLETE, "v2": JobStatus.RUNNING, "v3": JobStatus.FAILED}
    coder = a_tree(bakes, [("v2", "v1"), ("v3", "gone")])
    return FakeApi(repos=[Repo(REPO, "Qwen"), Repo(OTHER, "")], trees=[coder, a_tree([], repo=OTHER)])


async def test_status_counts_the_bakes_of_every_repository(api: FakeApi, settings: Settings) -> None:
    out = io.StringIO()
    assert await status.run(api, settings, status.Arguments(), out) == 0
    lines = [line.split() for line in out.getvalue().splitlines()]
    assert lines[1] == ["coder", "Qwen", "3", "1", "-", "1", "1"]
    assert lines[2] == ["yoda", "Qwen/Qwen3-32B", "0", "-", "-", "-", "-"]


async def test_status_as_json_names_every_status(api: FakeApi, settings: Settings) -> None:
    out = io.StringIO()
    await status.run(api, settings, status.Arguments(REPO, is_json=True), out)
    found = json.loads(out.getvalue())
    assert found["base_url"] == "https://bread.example"
    (repo,) = found["repos"]
    assert (repo["name"], repo["bakes"], repo["running"], repo["unknown"], repo["error"]) == ("coder", 3, 1, 0, None)


async def test_one_repository_that_fails_leaves_the_others(api: FakeApi, settings: Settings) -> None:
    api.fail_always("tree", ServerFailed("down\x1b[2J"), OTHER)
    out = io.StringIO()
    assert await status.run(api, settings, status.Arguments(), out) == 0
    assert out.getvalue().splitlines()[1].split()[2] == "3"
    assert "down␛[2J" in out.getvalue()


async def test_a_refused_key_is_not_borne(api: FakeApi, settings: Settings) -> None:
    api.fail_always("tree", Unauthorized("no"))
    with pytest.raises(Unauthorized):
        await status.run(api, settings, status.Arguments(), io.StringIO())


async def test_no_repositories_is_said_in_words_and_as_an_empty_list(settings: Settings) -> None:
    words, listed = io.StringIO(), io.StringIO()
    await status.run(FakeApi(), settings, status.Arguments(), words)
    await status.run(FakeApi(), settings, status.Arguments(is_json=True), listed)
    assert words.getvalue() == "no repositories yet\n"
    assert json.loads(listed.getvalue())["repos"] == []


async def test_trees_are_asked_for_a_few_at_a_time(settings: Settings) -> None:
    names = [RepoName(f"r{number}") for number in range(12)]
    api = FakeApi(repos=[Repo(name) for name in names], trees=[a_tree([], repo=name) for name in names])
    await status.run(api, settings, status.Arguments(), io.StringIO())
    assert api.most_at_once <= MOST_AT_ONCE
    assert api.counted("tree") == 12


async def test_tree_draws_children_below_their_parents(api: FakeApi, settings: Settings) -> None:
    out = io.StringIO()
    await tree.run(api, settings, tree.Arguments(REPO), out)
    assert out.getvalue().splitlines() == [
        "coder  Qwen/Qwen3-32B",
        "  v1    complete  step 100",
        "    v2  running",
        "  gone  missing",
        "    v3  failed",
    ]


async def test_tree_as_json_keeps_descent_and_marks_what_is_missing(api: FakeApi, settings: Settings) -> None:
    out = io.StringIO()
    await tree.run(api, settings, tree.Arguments(form="json"), out)
    coder, yoda = json.loads(out.getvalue())["repos"]
    assert [(bake["name"], bake["depth"], bake["parent"], bake["is_missing"]) for bake in coder["bakes"]] == [
        ("v1", 0, None, False),
        ("v2", 1, "v1", False),
        ("gone", 0, None, True),
        ("v3", 1, "gone", False),
    ]
    assert coder["bakes"][0]["model_names"] == ["ada/coder/v1/100"]
    assert yoda == {"name": "yoda", "base_model": "Qwen/Qwen3-32B", "error": None, "bakes": []}


async def test_a_tree_that_is_not_there_is_the_callers_to_tell(api: FakeApi, settings: Settings) -> None:
    with pytest.raises(NotFound):
        await tree.run(api, settings, tree.Arguments(RepoName("nope")), io.StringIO())


async def test_a_line_of_descent_a_thousand_deep_is_drawn_in_bounds(settings: Settings) -> None:
    names = [f"v{number}" for number in range(1000)]
    api = FakeApi(trees=[a_tree(names, list(zip(names[1:], names, strict=False)))])
    out = io.StringIO()
    await tree.run(api, settings, tree.Arguments(REPO), out)
    lines = out.getvalue().splitlines()
    assert len(lines) == 1001
    assert max(map(len, lines)) < 120


async def test_a_circle_of_parents_ends_and_is_said(settings: Settings) -> None:
    api = FakeApi(trees=[a_tree(["a", "b"], [("a", "b"), ("b", "a")])])
    out = io.StringIO()
    await tree.run(api, settings, tree.Arguments(REPO), out)
    assert "circle" in out.getvalue()


JOB = a_job(
    "v1",
    loss=a_loss(1.4e-7),
    progress_percent=46.4,
    config={"lr": 1e-4, "nested": {"name": "\x1b[31m"}},
    model_names=("ada/coder/v1/100",),
    error="line one\nline two",
)


async def test_show_tells_a_job_in_words(settings: Settings) -> None:
    out = io.StringIO()
    assert await show.run(FakeApi(jobs=[JOB]), settings, show.Arguments(a_key("v1")), out) == 0
    text = out.getvalue()
    for words in ("coder/v1", "running", "46%  loss 1.4e-07", "line one␤line two", "ada/coder/v1/100", '"lr": 0.0001'):
        assert words in text
    assert "\x1b" not in text


async def test_show_as_json_holds_all_that_is_known(settings: Settings) -> None:
    out = io.StringIO()
    await show.run(FakeApi(jobs=[JOB]), settings, show.Arguments(a_key("v1"), "json"), out)
    found = json.loads(out.getvalue())
    assert (found["repo"], found["phase"], found["name"]) == ("coder", "bake", "v1")
    assert found["config"] == JOB.config
    assert found["loss"]["latest"] == 1.4e-7
    assert found["error"] == JOB.error
