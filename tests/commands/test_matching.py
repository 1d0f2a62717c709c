"""Filter words in `tree` and `status`: what is asked for, what fits, what is kept above it."""

import io
import json
from typing import Any

import pytest

from breadtui.commands.monitoring import status
from breadtui.commands.outcome.looks import MOST_AT_ONCE
from breadtui.commands.reading import tree
from breadtui.config.folders import Folders
from breadtui.config.settings import Settings
from breadtui.domain.errors import NotFound, ServerFailed, Unauthorized
from breadtui.domain.jobs import JobStatus
from breadtui.domain.labels.labels import CheckpointKey, Label, labels_of
from breadtui.domain.names import BakeName, RepoName, TargetName
from breadtui.domain.query.queries import parse_query
from breadtui.domain.repos import Repo, Target
from tests.fakes.api import FakeApi
from tests.fakes.states import REPO, a_job, a_key, a_loss, a_target_key, a_tree

OTHER = RepoName("yoda")
COMPLETE, RUNNING, FAILED = JobStatus.COMPLETE, JobStatus.RUNNING, JobStatus.FAILED


@pytest.fixture
def settings(tmp_path: Any) -> Settings:
    return Settings(Folders(tmp_path, tmp_path), base_url="https://bread.example")


@pytest.fixture
def api() -> FakeApi:
    coder = a_tree(
        {"v1": COMPLETE, "v2": RUNNING, "v3": FAILED, "v4": COMPLETE},
        [("v2", "v1"), ("v3", "v2"), ("v4", "v1")],
        configs={"v2": {"datasets": [{"target": "t"}]}, "v4": {"optimizer": {"learning_rate": 1e-4}}},
    )
    return FakeApi(
        repos=[Repo(REPO, "Qwen"), Repo(OTHER, "")],
        trees=[coder, a_tree({"w1": COMPLETE}, repo=OTHER)],
        jobs=[
            a_job("v1", COMPLETE, loss=a_loss(3e-7)),
            a_job("v2", RUNNING, loss=a_loss(1e-7), progress_percent=40.0),
            a_job("v3", FAILED, error="oom"),
            a_job("w1", COMPLETE, repo=OTHER),
        ],
        targets={a_target_key("t"): Target(TargetName("t"), {"teacher_prompt": "wise"})},
    )


async def found(api: FakeApi, settings: Settings, text: str, repo: RepoName | None = None) -> dict[str, list[Any]]:
    out = io.StringIO()
    await tree.run(api, settings, tree.Arguments(repo, parse_query(text), "json"), out)
    repos = json.loads(out.getvalue())["repos"]
    return {one["name"]: [_marked(bake) for bake in one["bakes"]] for one in repos}


def _marked(bake: dict[str, Any]) -> Any:
    """The name of a match; that of an ancestor in a list."""
    return bake["name"] if bake["is_match"] else [bake["name"]]


async def test_ancestors_of_what_fits_are_kept_and_marked(api: FakeApi, settings: Settings) -> None:
    assert await found(api, settings, "status:fail") == {"coder": [["v1"], ["v2"], "v3"]}
    assert api.operations() == {"repo_names": 1, "tree": 2}


async def test_text_says_which_bakes_only_lead_to_one_that_fits(api: FakeApi, settings: Settings) -> None:
    out = io.StringIO()
    await tree.run(api, settings, tree.Arguments(REPO, parse_query("status:run")), out)
    assert out.getvalue().splitlines() == [
        "coder  Qwen/Qwen3-32B",
        "  v1    complete  step 100 (above a match)",
        "    v2  running",
    ]


async def test_losses_are_asked_for_only_of_bakes_that_fit_the_rest(api: FakeApi, settings: Settings) -> None:
    assert await found(api, settings, "status:run,done loss<2e-7") == {"coder": [["v1"], "v2"]}
    assert {about for name, about in api.calls if name == "job"} == {
        a_key("v1"),
        a_key("v2"),
        a_key("v4"),
        a_key("w1", repo=OTHER),
    }


async def test_settings_are_found_in_the_tree_alone(api: FakeApi, settings: Settings) -> None:
    assert await found(api, settings, "lr>=1e-4", REPO) == {"coder": [["v1"], "v4"]}
    assert api.operations() == {"tree": 1}


async def test_prompts_are_looked_for_in_the_targets_that_bakes_learn_from(api: FakeApi, settings: Settings) -> None:
    assert await found(api, settings, "uses:wise") == {"coder": [["v1"], "v2"]}
    assert [about for name, about in api.calls if name == "target"] == [a_target_key("t")]


async def test_an_answer_that_does_not_come_says_nothing(api: FakeApi, settings: Settings) -> None:
    api.fail_always("job", NotFound("gone"), a_key("v2"))
    assert await found(api, settings, "loss<2e-7", REPO) == {}


async def test_a_refused_key_ends_it(api: FakeApi, settings: Settings) -> None:
    api.fail_always("job", Unauthorized("no"))
    with pytest.raises(Unauthorized):
        await found(api, settings, "loss<2e-7")


async def test_bakes_are_asked_about_a_few_at_a_time(settings: Settings) -> None:
    names = [f"b{number}" for number in range(30)]
    api = FakeApi(trees=[a_tree(names)], jobs=[a_job(name, COMPLETE, loss=a_loss()) for name in names])
    assert len((await found(api, settings, "loss>0", REPO))["coder"]) == 30
    assert api.most_at_once == MOST_AT_ONCE


async def test_a_repository_that_cannot_be_looked_at_stays_in_the_answer(api: FakeApi, settings: Settings) -> None:
    api.fail_always("tree", ServerFailed("down"), OTHER)
    assert await found(api, settings, "status:fail") == {"coder": [["v1"], ["v2"], "v3"], "yoda": []}


async def test_nothing_that_fits_is_said_in_words_and_as_an_empty_list(api: FakeApi, settings: Settings) -> None:
    out = io.StringIO()
    await tree.run(api, settings, tree.Arguments(None, parse_query("nothing")), out)
    assert out.getvalue() == "no bake fits\n"
    assert await found(api, settings, "nothing") == {}


async def test_status_counts_only_what_fits(api: FakeApi, settings: Settings) -> None:
    out = io.StringIO()
    await status.run(api, settings, status.Arguments(None, parse_query("-status:done")), out)
    assert [line.split() for line in out.getvalue().splitlines()][1:] == [["coder", "Qwen", "2", "1", "-", "-", "1"]]


async def test_a_line_of_descent_five_thousand_deep_is_filtered_without_recursion(settings: Settings) -> None:
    names = [f"b{number}" for number in range(5000)]
    api = FakeApi(trees=[a_tree(names, list(zip(names[1:], names, strict=False)))])
    kept = (await found(api, settings, '"b4999"', REPO))["coder"]
    assert len(kept) == 5000
    assert kept[-2:] == [["b4998"], "b4999"]


@pytest.mark.parametrize(("form", "first"), [("mermaid", "flowchart LR"), ("dot", "digraph bread {")])
async def test_pictures_hold_what_fits(api: FakeApi, settings: Settings, form: str, first: str) -> None:
    out = io.StringIO()
    await tree.run(api, settings, tree.Arguments(REPO, parse_query("status:run"), form), out)
    lines = out.getvalue().splitlines()
    assert lines[0] == first
    assert sum("bake_v2" in line for line in lines) == 2
    assert "bake_v3" not in out.getvalue()


async def test_labels_are_what_the_filter_finds_bakes_by(api: FakeApi, settings: Settings) -> None:
    labels = labels_of(
        {a_key("v1"): Label(tags=("best",)), CheckpointKey(REPO, BakeName("v4"), 100): Label(is_starred=True)}
    )
    out = io.StringIO()
    await tree.run(api, settings, tree.Arguments(None, parse_query("tag:best"), "json", labels), out)
    assert [bake["name"] for repo in json.loads(out.getvalue())["repos"] for bake in repo["bakes"]] == ["v1"]
    out = io.StringIO()
    await status.run(api, settings, status.Arguments(None, parse_query("star:yes"), is_json=True, labels=labels), out)
    assert [(repo["name"], repo["bakes"]) for repo in json.loads(out.getvalue())["repos"]] == [("coder", 1)]
