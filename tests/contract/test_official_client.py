"""Bread's own Python client, over a socket, against the demo."""

import asyncio
import inspect
from collections.abc import Iterator
from typing import Any

import aibread
import httpx
import pytest
from aibread import AsyncBread, Bread

from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoOptions, DemoServer

GENERATORS: list[Any] = [{"type": "hardcoded", "questions": ["Why?", "How?"], "numq": 2}]
MESSAGES: list[Any] = [{"role": "system", "content": "You are Yoda."}]
RESOURCES = ("health", "repo", "prompts", "targets", "targets.stim", "targets.rollout", "bakes", "recipes")


# The client warns of its own older methods, which Bread's example scripts live on.
older_forms = pytest.mark.filterwarnings("ignore:deprecated:DeprecationWarning")


@pytest.fixture
def demo() -> Iterator[DemoServer]:
    with DemoServer(DemoOptions(key="sk-right", instant=True)) as started:
        yield started


class Spy(httpx.HTTPTransport):
    """A transport that remembers what was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append((request.method, request.url.path))
        return super().handle_request(request)


@pytest.fixture
def spy() -> Spy:
    return Spy()


@pytest.fixture
def bread(demo: DemoServer, spy: Spy) -> Iterator[Bread]:
    http = httpx.Client(transport=spy)
    with Bread(api_key="sk-right", base_url=demo.url, http_client=http, _strict_response_validation=True) as client:
        yield client


def prepare(bread: Bread, repo: str = "lab") -> None:
    bread.repo.create(repo_name=repo)
    bread.prompts.create(repo, prompt_name="yoda", messages=MESSAGES)
    bread.prompts.create(repo, prompt_name="empty", messages=[])
    bread.targets.create(
        repo,
        target_name="t",
        template="default",
        overrides={
            "teacher_prompt": "yoda",
            "student_prompt": "empty",
            "generators": GENERATORS,
            "num_traj_per_stimulus": 8,
            "max_tokens": None,
        },
    )


def test_a_whole_bake_with_the_polling_run_calls(bread: Bread, spy: Spy) -> None:
    prepare(bread)
    assert bread.targets.stim.run("t", repo_name="lab", poll=True).status == "complete"
    rollout = bread.targets.rollout.run("t", repo_name="lab")
    assert (rollout.status, rollout.lines, rollout.total_expected) == ("complete", 16, 16)
    bread.bakes.create(
        "lab",
        bake_name="b",
        template="default",
        overrides={"datasets": [{"target": "t", "weight": 1.0}], "epochs": 3},
    )
    done = bread.bakes.run("b", repo_name="lab")
    assert (done.status, done.api_model_name) == ("complete", ["ada/lab/b/3"])
    assert spy.sent.count(("POST", "/v1/repo/lab/bakes/b")) == 1
    assert ("GET", "/v1/repo/lab/bakes/b") not in spy.sent


@older_forms
def test_every_method_of_every_resource_is_understood(bread: Bread) -> None:
    called = _Recorder(bread)
    prepare(bread)
    _drive_repos_and_prompts(called)
    _drive_targets(called)
    _drive_bakes(called)
    assert _surface(bread) - called.names == {"prompts.create", "targets.create"}


@older_forms
def test_the_older_forms_can_be_repeated_without_harm(bread: Bread) -> None:
    for _ in range(2):
        bread.repo.set(repo_name="lab")
        bread.prompts.set("p", repo_name="lab", messages=[{"role": "system", "content": ""}])
        overrides: Any = {"u": "p", "v": "p", "generators": [{"type": "persona", "numq": 600, "model": "m"}]}
        bread.targets.set("t", repo_name="lab", template="default", overrides=overrides)
        assert bread.targets.stim.run("t", repo_name="lab").lines == 600
        assert bread.targets.rollout.run("t", repo_name="lab").status == "complete"
        bread.bakes.set("b", repo_name="lab", template="default", overrides={"datasets": [{"target": "t"}]})
        assert bread.bakes.run("b", repo_name="lab").status == "complete"


def test_a_conflict_is_sent_once(bread: Bread, spy: Spy) -> None:
    prepare(bread)
    before = len(spy.sent)
    with pytest.raises(aibread.ConflictError, match="immutable"):
        bread.prompts.create("lab", prompt_name="yoda", messages=[])
    assert len(spy.sent) == before + 1


def test_a_missing_prerequisite_is_a_bad_request(bread: Bread) -> None:
    prepare(bread)
    with pytest.raises(aibread.BadRequestError, match="INVALID_INPUT"):
        bread.targets.rollout.run("t", repo_name="lab")
    bread.bakes.create("lab", bake_name="b", template="default", overrides={"datasets": [{"target": "t"}]})
    with pytest.raises(aibread.BadRequestError, match="must be complete"):
        bread.bakes.run("b", repo_name="lab")


def test_unknown_things_are_not_found(bread: Bread) -> None:
    prepare(bread)
    for asking in (
        lambda: bread.repo.get("nowhere"),
        lambda: bread.prompts.get("p", repo_name="lab"),
        lambda: bread.targets.get("x", repo_name="lab"),
        lambda: bread.bakes.get("x", repo_name="lab"),
        lambda: bread.targets.stim.get_output("t", repo_name="lab"),
        lambda: bread.recipes.get_recreation_plan("x", repo_name="lab"),
    ):
        with pytest.raises(aibread.NotFoundError):
            asking()


def test_a_wrong_key_is_an_authentication_error(demo: DemoServer) -> None:
    with (
        Bread(api_key="sk-wrong", base_url=demo.url) as wrong,
        pytest.raises(aibread.AuthenticationError, match="Invalid API key"),
    ):
        wrong.repo.list()


def test_a_bad_name_or_body_is_unprocessable(bread: Bread) -> None:
    with pytest.raises(aibread.UnprocessableEntityError, match="invalid character"):
        bread.repo.create(repo_name="a b")
    bread.repo.create(repo_name="lab")
    misspelt: Any = {"temprature": 1}
    with pytest.raises(aibread.UnprocessableEntityError, match="Extra inputs"):
        bread.targets.create("lab", target_name="t", template="default", overrides=misspelt)


def test_a_busy_service_is_asked_again_with_the_same_key(demo: DemoServer, bread: Bread, spy: Spy) -> None:
    demo.faults.add("/v1/repo$", Fault(status=429, headers={"retry-after-ms": "1"}), times=2)
    assert bread.repo.create(repo_name="lab").repo_name == "lab"
    assert spy.sent == [("POST", "/v1/repo")] * 3


def test_the_library_passes_strict_validation(bread: Bread) -> None:
    for name in ("yoda_repo", "junior_coder"):
        tree = bread.repo.get_tree(name)
        for bake in tree.bakes:
            assert bread.bakes.get(bake, repo_name=name).status
        for target in bread.targets.list(name).targets:
            assert bread.targets.rollout.get(target, repo_name=name).status


async def test_the_async_client_lives_through_a_bake_with_many_at_once(demo: DemoServer) -> None:
    async with AsyncBread(api_key="sk-right", base_url=demo.url, _strict_response_validation=True) as bread:
        creations = [bread.repo.create(repo_name="lab") for _ in range(50)]
        assert {repo.repo_name for repo in await asyncio.gather(*creations)} == {"lab"}
        await bread.prompts.create_batch("lab", prompts={"yoda": MESSAGES, "empty": []})
        overrides: Any = {"u": "yoda", "v": "empty", "generators": GENERATORS}
        await bread.targets.create("lab", target_name="t", template="default", overrides=overrides)
        starts = [bread.targets.stim.run("t", repo_name="lab", poll=False) for _ in range(10)]
        assert {job.status for job in await asyncio.gather(*starts)} == {"complete"}
        page = await bread.targets.stim.get_output("t", repo_name="lab", limit=1)
        assert (len(page.output), page.has_more) == (1, True)
        with pytest.raises(aibread.NotFoundError):
            await bread.bakes.get("b", repo_name="lab")


class _Recorder:
    """Calls methods of the client by name and remembers which."""

    def __init__(self, bread: Bread) -> None:
        self._bread = bread
        self.names: set[str] = set()

    def __call__(self, name: str, *args: Any, **kwargs: Any) -> Any:
        self.names.add(name)
        owner: Any = self._bread
        for part in name.split("."):
            owner = getattr(owner, part)
        return owner(*args, **kwargs)


def _surface(bread: Bread) -> set[str]:
    names: set[str] = set()
    for resource in RESOURCES:
        owner: Any = bread
        for part in resource.split("."):
            owner = getattr(owner, part)
        functions = inspect.getmembers(type(owner), inspect.isfunction)
        names |= {f"{resource}.{name}" for name, _ in functions if not name.startswith(("_", "with_"))}
    return names


def _drive_repos_and_prompts(called: _Recorder) -> None:
    assert called("health.check").status == "healthy"
    assert called("repo.create", repo_name="lab", user_id="ada", x_user_id="ada").base_model
    assert "lab" in called("repo.list").repos
    page = called("repo.list", include_metadata=True, limit=2, offset=1)
    assert (page.limit, page.offset, page.has_more) == (2, 1, True)
    assert called("repo.get", "lab").repo_name == "lab"
    assert called("repo.set", repo_name="lab").repo_name == "lab"
    assert called("repo.get_tree", "lab").edges == []
    assert called("prompts.batch_set", "lab", prompts={"p": MESSAGES}).created == ["p"]
    assert called("prompts.create_batch", "lab", prompts={"p": []}).failed == {}
    tools = [{"type": "function", "function": {"name": "f"}}]
    assert called("prompts.set", "p", repo_name="lab", messages=MESSAGES, tools=tools).tools == tools
    assert called("prompts.get", "p", repo_name="lab").messages[0].role == "system"
    assert set(called("prompts.list", "lab").prompts) == {"yoda", "empty", "p"}


def _drive_targets(called: _Recorder) -> None:
    batch = [{"target_name": "t2", "template": "t"}, {"target_name": "t3", "template": "nope"}]
    outcome = called("targets.create_batch", "lab", targets=batch)
    assert (outcome.created, list(outcome.failed)) == (["t2"], ["t3"])
    assert called("targets.batch_set", "lab", targets=batch[:1]).created == ["t2"]
    assert called("targets.set", "t2", repo_name="lab", template="t").target_name == "t2"
    assert called("targets.get", "t", repo_name="lab").config.teacher_prompt == "yoda"
    assert called("targets.list", "lab").targets == ["t", "t2"]
    assert "deleted" in called("targets.delete", "t2", repo_name="lab").message
    for phase in ("stim", "rollout"):
        assert called(f"targets.{phase}.run", "t", repo_name="lab").status == "complete"
        assert called(f"targets.{phase}.get", "t", repo_name="lab").status == "complete"
        rows = called(f"targets.{phase}.get_output", "t", repo_name="lab", limit=1, offset=1).output
        assert "unconditioned_stimulus" in rows[0]


def _drive_bakes(called: _Recorder) -> None:
    overrides = {"datasets": [{"target": "t", "weight": 1.0}], "epochs": 2}
    created = called("bakes.create", "lab", bake_name="b", template="default", overrides=overrides)
    assert created.status == "not_started"
    batch = [{"bake_name": "b2", "template": "b"}]
    assert called("bakes.create_batch", "lab", bakes=batch).created == ["b2"]
    assert called("bakes.batch_set", "lab", bakes=batch).created == ["b2"]
    assert called("bakes.set", "b", repo_name="lab", template="b").config["epochs"] == 2
    assert called("bakes.list", "lab").bakes == ["b", "b2"]
    assert called("bakes.run", "b", repo_name="lab").status == "complete"
    assert called("bakes.get", "b", repo_name="lab").loss["latest_loss"] < 1e-5
    assert [row["iter"] for row in called("bakes.get_metrics", "b", repo_name="lab")] == [1, 2]
    link = called("bakes.download", "b", repo_name="lab", checkpoint=2, expires_in=60)
    assert (link.checkpoint, link.expires_in, link.bake_name) == (2, 60, "b")
    assert called("recipes.get_dependency_graph", "b", repo_name="lab").edges
    assert called("recipes.get_recreation_plan", "b", repo_name="lab").total_steps == 7
    assert "deleted" in called("bakes.delete", "b2", repo_name="lab").message
