"""Every operation: what is sent, and what becomes of the published answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from breadtui.api.client import HttpApi
from breadtui.domain.inference import DownloadLink, ServedModel
from breadtui.domain.jobs import JobStatus, LossSummary
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.recipe import Dependency
from breadtui.domain.repos import Repo
from breadtui.store.ports.service import BreadApi
from tests.api.service import KEY, ok, sent, service

REPO = RepoName("demo")
PROMPT = PromptKey(REPO, PromptName("yoda"))
TARGET = TargetKey(REPO, TargetName("t1"))
STIM = JobKey(REPO, Phase.STIM, "t1")
ROLLOUT = JobKey(REPO, Phase.ROLLOUT, "t1")
BAKE = JobKey(REPO, Phase.BAKE, "b1")
JOB = {"status": "running", "lines": 3, "config": {"a": 1}, "error": None, "job_id": 7, "progress_percent": 35.0}
BATCH = {"created": ["a", "a", "b"], "failed": {"c": "bad name", "d": 3}}
TEXT: dict[str, Any] = {
    "prompt_name": "yoda",
    "messages": [{"role": "system", "content": "Be", "name": "n"}],
    "tools": None,
}
YODA = Prompt(PromptName("yoda"), (Message("system", "Be", {"name": "n"}),))
SENT_TEXT = {"messages": [{"name": "n", "role": "system", "content": "Be"}]}
LINK = {"url": "https://store.example/x?sig=1", "expires_in": 60, "checkpoint": 0, "bake_name": "b1"}
GRAPH = {
    "base_model": "Q",
    "bakes": {"b1": {}},
    "targets": {"t1": None},
    "prompts": {"p": "f"},
    "edges": [["bake", "b1", "target", "t1"]],
}
PLAN: dict[str, Any] = {
    "base_model": "Q",
    "total_steps": 1,
    "steps": [
        {
            "step": 1,
            "action": "run_bake",
            "resource_type": "bake",
            "resource_name": "b1",
            "dependencies": ["x"],
            "config": {},
        }
    ],
    "resources": {"prompts": ["p"], "targets": ["t1"], "bakes": [{"bake_name": "b1", "model_names": ["u/r/b/1"]}]},
}

Use = Callable[[HttpApi], Awaitable[object]]

OPERATIONS: list[tuple[Use, str, object, object]] = [
    (lambda api: api.health(), "GET /v1/health", None, {"status": "healthy", "api": "bread-api", "version": "1"}),
    (lambda api: api.repo_names(), "GET /v1/repo", None, {"repos": ["a"]}),
    (
        lambda api: api.repo_page(offset=5, limit=2),
        "GET /v1/repo?include_metadata=true&offset=5&limit=2",
        None,
        {"repos": []},
    ),
    (lambda api: api.repos(), "GET /v1/repo?include_metadata=true&offset=0", None, {"repos": []}),
    (
        lambda api: api.create_repo(REPO),
        "POST /v1/repo",
        {"repo_name": "demo"},
        {"repo_name": "demo", "base_model": "Q"},
    ),
    (
        lambda api: api.create_repo(REPO, "Q"),
        "POST /v1/repo",
        {"repo_name": "demo", "base_model": "Q"},
        {"repo_name": "demo"},
    ),
    (lambda api: api.repo(REPO), "GET /v1/repo/demo", None, {"repo_name": "demo", "base_model": "Q"}),
    (lambda api: api.tree(REPO), "GET /v1/repo/demo/tree", None, {"base_model": "Q", "bakes": {}, "edges": []}),
    (lambda api: api.prompt_names(REPO), "GET /v1/repo/demo/prompts", None, {"prompts": ["yoda"]}),
    (lambda api: api.prompt(PROMPT), "GET /v1/repo/demo/prompts/yoda", None, TEXT),
    (
        lambda api: api.create_prompt(REPO, YODA),
        "POST /v1/repo/demo/prompts",
        {"prompt_name": "yoda", **SENT_TEXT},
        TEXT,
    ),
    (lambda api: api.replace_prompt(REPO, YODA), "PUT /v1/repo/demo/prompts/yoda", SENT_TEXT, TEXT),
    (
        lambda api: api.create_prompts(REPO, {PROMPT.name: YODA.messages}),
        "POST /v1/repo/demo/prompts/batch",
        {"prompts": {"yoda": SENT_TEXT["messages"]}},
        BATCH,
    ),
    (lambda api: api.delete_prompt(PROMPT), "DELETE /v1/repo/demo/prompts/yoda", None, {"message": "gone"}),
    (lambda api: api.target_names(REPO), "GET /v1/repo/demo/targets", None, {"targets": ["t1"]}),
    (lambda api: api.target(TARGET), "GET /v1/repo/demo/targets/t1", None, {"target_name": "t1", "config": {"x": 1}}),
    (
        lambda api: api.create_target(TARGET, "default", {"seed": 1}),
        "POST /v1/repo/demo/targets",
        {"target_name": "t1", "template": "default", "overrides": {"seed": 1}},
        {"target_name": "t1", "config": {}},
    ),
    (
        lambda api: api.create_targets(REPO, [{"target_name": "t1"}]),
        "POST /v1/repo/demo/targets/batch",
        {"targets": [{"target_name": "t1"}]},
        BATCH,
    ),
    (lambda api: api.delete_target(TARGET), "DELETE /v1/repo/demo/targets/t1", None, {"message": "gone"}),
    (lambda api: api.job(STIM), "GET /v1/repo/demo/targets/t1/stim", None, JOB),
    (lambda api: api.job(ROLLOUT), "GET /v1/repo/demo/targets/t1/rollout", None, JOB),
    (lambda api: api.job(BAKE), "GET /v1/repo/demo/bakes/b1", None, JOB),
    (lambda api: api.start(STIM), "POST /v1/repo/demo/targets/t1/stim", None, JOB),
    (lambda api: api.start(ROLLOUT), "POST /v1/repo/demo/targets/t1/rollout", None, JOB),
    (lambda api: api.start(BAKE), "POST /v1/repo/demo/bakes/b1", None, JOB),
    (
        lambda api: api.output_page(STIM, offset=1),
        "GET /v1/repo/demo/targets/t1/stim/output?offset=1&limit=100",
        None,
        {**JOB, "output": []},
    ),
    (
        lambda api: api.output_page(ROLLOUT, limit=9),
        "GET /v1/repo/demo/targets/t1/rollout/output?offset=0&limit=9",
        None,
        {**JOB, "output": []},
    ),
    (lambda api: api.bake_names(REPO), "GET /v1/repo/demo/bakes", None, {"bakes": ["b1"]}),
    (
        lambda api: api.create_bake(BAKE, "default", {"epochs": 1}),
        "POST /v1/repo/demo/bakes",
        {"bake_name": "b1", "template": "default", "overrides": {"epochs": 1}},
        JOB,
    ),
    (
        lambda api: api.create_bakes(REPO, [{"bake_name": "b1"}]),
        "POST /v1/repo/demo/bakes/batch",
        {"bakes": [{"bake_name": "b1"}]},
        BATCH,
    ),
    (lambda api: api.delete_bake(BAKE), "DELETE /v1/repo/demo/bakes/b1", None, {"message": "gone"}),
    (lambda api: api.metrics(BAKE), "GET /v1/repo/demo/bakes/b1/metrics", None, [{"iter": 1, "loss": 1e-7}]),
    (lambda api: api.download(BAKE), "GET /v1/repo/demo/bakes/b1/download", None, LINK),
    (
        lambda api: api.download(BAKE, checkpoint=0, expires_in_seconds=60),
        "GET /v1/repo/demo/bakes/b1/download?checkpoint=0&expires_in=60",
        None,
        LINK,
    ),
    (lambda api: api.model_download("u/r/b/1"), "GET /v1/models/download?name=u%2Fr%2Fb%2F1", None, LINK),
    (lambda api: api.dependency_graph(BAKE), "GET /v1/repo/demo/recipe/b1/dependency-graph", None, GRAPH),
    (lambda api: api.recreation_plan(BAKE), "GET /v1/repo/demo/recipe/b1/recreation-plan", None, PLAN),
    (lambda api: api.models(), "GET /v1/models", None, {"object": "list", "data": [{"id": "u/r/b/1"}]}),
]


def test_the_client_is_what_the_store_asks_for() -> None:
    api: BreadApi = service(ok({})).api()
    assert isinstance(api, HttpApi)


@pytest.mark.parametrize(("use", "line", "body", "answer"), OPERATIONS, ids=[line for _, line, _, _ in OPERATIONS])
async def test_each_operation_sends_one_request_as_published(use: Use, line: str, body: object, answer: object) -> None:
    bread = service(ok(answer))
    await use(bread.api())
    method, path = line.split(" ")
    [request] = bread.asked
    assert (request.method, request.url.raw_path.decode()) == (method, f"/prefix{path}")
    assert sent(request) == body
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.headers["user-agent"].startswith("breadtui/")
    assert request.headers["accept-encoding"] == "gzip"
    assert ("idempotency-key" in request.headers) == (method != "GET")
    assert ("content-type" in request.headers) == (body is not None)
    [call] = bread.calls
    assert (call.method, call.outcome, call.attempt) == (method, "200", 1)
    assert call.sent_bytes == len(request.content)
    assert call.received_bytes > 0


async def test_a_start_has_an_empty_body_of_a_stated_length() -> None:
    bread = service(ok(JOB))
    await bread.api().start(BAKE)
    assert bread.asked[0].headers["content-length"] == "0"


async def test_a_bake_keeps_its_loss_and_paths_and_the_services_own_word() -> None:
    body = {
        **JOB,
        "status": "preparing",
        "model_name": ["u/r/b/2", "u/r/b/1"],
        "loss": {"latest_loss": 4.1e-7, "min_loss": "x"},
    }
    job = await service(ok(body)).api().job(BAKE)
    assert (job.status, job.status_text, job.key) == (JobStatus.PENDING, "preparing", BAKE)
    assert job.loss == LossSummary(latest=4.1e-7)
    assert job.model_names == ("u/r/b/2", "u/r/b/1")


async def test_a_job_may_call_its_config_parameters() -> None:
    job = await service(ok({"status": "complete", "config": None, "parameters": {"numq": 3}})).api().job(STIM)
    assert job.config == {"numq": 3}


async def test_a_tree_gives_edges_of_bakes_and_bakes_without_a_status() -> None:
    body = {
        "base_model": "Q",
        "bakes": {
            "b1": {"status": "complete", "model_name": ["u/r/b1/3"], "checkpoints": [3, "x"], "config": {}},
            "b2": None,
        },
        "edges": [["bake", "b2", "bake", "b1"], ["bake", "b2", "target", "t"], ["bake", "b2"], None, 7],
    }
    tree = await service(ok(body)).api().tree(REPO)
    assert tree.edges == (("b2", "b1"),)
    assert tree.bakes[BakeName("b1")].checkpoints == (3,)
    assert tree.bakes[BakeName("b2")].status is JobStatus.UNKNOWN


async def test_a_prompt_comes_back_as_it_was_sent() -> None:
    tools: tuple[JsonObject, ...] = ({"type": "function", "function": {"name": "f"}},)
    messages = (Message("assistant", None, {"tool_calls": [1]}), Message("user", [{"type": "text", "text": "hi"}]))
    prompt = Prompt(PROMPT.name, messages, tools)
    bread = service(lambda request: ok(sent(request)))
    assert await bread.api().create_prompt(REPO, prompt) == prompt


async def test_a_batch_tells_what_was_made_and_what_not() -> None:
    outcome = await service(ok(BATCH)).api().create_bakes(REPO, [])
    assert outcome.created == ("a", "b")
    assert outcome.failed == {"c": "bad name", "d": "no reason given"}


async def test_checkpoint_zero_is_a_checkpoint() -> None:
    link = await service(ok(LINK)).api().download(BAKE, checkpoint=0)
    assert link == DownloadLink("https://store.example/x?sig=1", 60, 0, "b1")
    assert "sig" not in repr(link)


async def test_a_graph_and_a_plan_are_read() -> None:
    graph = await service(ok(GRAPH)).api().dependency_graph(BAKE)
    assert graph.edges == (Dependency("bake", "b1", "target", "t1"),)
    assert graph.targets == {"t1": {}}
    plan = await service(ok(PLAN)).api().recreation_plan(BAKE)
    assert [(step.number, step.action, step.dependencies) for step in plan.steps] == [(1, "run_bake", ("x",))]
    assert plan.model_names == {"b1": ("u/r/b/1",)}


async def test_models_are_named_once() -> None:
    body = {"data": [{"id": "m", "owned_by": "bread"}, {"id": "m"}, {"nope": 1}, "x"]}
    assert [model.id for model in await service(ok(body)).api().models()] == ["m"]
    assert (await service(ok({"data": [{"id": "m", "owned_by": "o"}]})).api().models()) == (ServedModel("m", "o"),)


@pytest.mark.parametrize("status", [200, 202, 204, 205])
async def test_a_deletion_needs_no_words(status: int) -> None:
    from httpx import Response

    assert await service(Response(status)).api().delete_bake(BAKE) == ""


async def test_output_and_metrics_before_the_job_are_empty() -> None:
    from tests.api.service import refused

    page = await service(refused(404)).api().output_page(STIM, offset=4)
    assert (page.job.status, page.rows, page.offset, page.has_more) == (JobStatus.NOT_STARTED, (), 4, False)
    assert len(await service(refused(404)).api().metrics(BAKE)) == 0


async def test_output_rows_stay_as_they_are() -> None:
    rows = ["q", {"question": "q"}, None, 3]
    page = await service(ok({**JOB, "lines": 9, "output": rows, "offset": 2})).api().output_page(STIM, offset=2)
    assert page.rows == tuple(rows)
    assert page.has_more


class TestPagesOfRepos:
    """The list of repositories ends whatever the service says about more."""

    async def test_plain_names_are_repositories(self) -> None:
        assert await service(ok({"repos": ["a", "b", "a"]})).api().repos() == (Repo(RepoName("a")), Repo(RepoName("b")))

    async def test_the_offset_moves_by_rows_received(self) -> None:
        bread = service(
            ok({"repos": [{"repo_name": "a"}, {"repo_name": "b"}], "has_more": True, "limit": 50}),
            ok({"repos": [{"repo_name": "b"}, {"repo_name": "c"}], "has_more": False}),
        )
        assert [repo.name for repo in await bread.api().repos()] == ["a", "b", "c"]
        assert bread.lines[1].endswith("offset=2")

    @pytest.mark.parametrize("rows", [[], [{"repo_name": "a"}]])
    async def test_an_empty_or_repeated_page_ends_it(self, rows: list[object]) -> None:
        bread = service(ok({"repos": [{"repo_name": "a"}], "has_more": True}), ok({"repos": rows, "has_more": True}))
        assert len(await bread.api().repos()) == 1
        assert len(bread.asked) == 2

    async def test_more_for_ever_ends_at_the_fiftieth_page(self) -> None:
        def one_more(request: Any) -> Any:
            return ok({"repos": [f"r{len(bread.asked)}"], "has_more": True})

        bread = service(one_more)
        assert len(await bread.api().repos()) == 50
