"""Every operation of the client against the demo served on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing

import pytest

from breadtui.api.client import HttpApi
from breadtui.api.origin import origin_of
from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoOptions, DemoServer
from breadtui.domain import errors
from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.inference import ChatTurn
from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.outputs import answer_of, question_of
from breadtui.domain.prompt.prompts import Message, Prompt
from tests.api.service import PlainKey

SEEDED = RepoName("yoda_repo")
REPO = RepoName("fresh")
STIM, ROLLOUT = JobKey(REPO, Phase.STIM, "t1"), JobKey(REPO, Phase.ROLLOUT, "t1")
BAKE = JobKey(REPO, Phase.BAKE, "b1")
TEACHER = Prompt(PromptName("teacher"), (Message("system", "Speak like a pirate."),))
STUDENT = Prompt(PromptName("student"))
TARGET = TargetKey(REPO, TargetName("t1"))
OVERRIDES: JsonObject = {
    "teacher_prompt": "teacher",
    "student_prompt": "student",
    "generators": [{"type": "hardcoded", "questions": ["Who?", "Why?", "How?"]}],
    "num_traj_per_stimulus": 2,
}


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoServer]:
    with DemoServer(DemoOptions(key="sk-demo-0123456789", instant=True)) as served:
        yield served


@pytest.fixture
async def api(demo: DemoServer) -> AsyncIterator[HttpApi]:
    api = HttpApi(origin_of(demo.url), PlainKey(demo.key), sleep=_no_sleep)
    yield api
    demo.faults.clear()
    await api.aclose()


async def _no_sleep(_seconds: float) -> None:
    return None


async def test_the_seeded_library_is_read(api: HttpApi) -> None:
    assert (await api.health()).status == "healthy"
    repos = await api.repos()
    assert SEEDED in {repo.name for repo in repos}
    assert all(repo.base_model for repo in repos)
    assert tuple(repo.name for repo in repos) == await api.repo_names()
    assert len((await api.repo_page(limit=2)).repos) == 2
    assert (await api.repo(SEEDED)).name == SEEDED
    tree = await api.tree(SEEDED)
    assert set(tree.bakes) == set(await api.bake_names(SEEDED))
    assert BakeName("coder_v6") in lineage_of(tree).ancestors(BakeName("coder_v7"))
    prompt = await api.prompt(PromptKey(SEEDED, (await api.prompt_names(SEEDED))[0]))
    assert prompt.name
    target = await api.target(TargetKey(SEEDED, (await api.target_names(SEEDED))[0]))
    assert target.config


async def test_a_seeded_bake_shows_its_metrics_recipe_and_weights(api: HttpApi) -> None:
    key = JobKey(SEEDED, Phase.BAKE, "coder_v6")
    job = await api.job(key)
    assert (job.status, bool(job.model_names)) == (JobStatus.COMPLETE, True)
    assert job.loss is not None
    assert job.loss.final is not None
    series = await api.metrics(key)
    assert len(series) > 10
    assert "loss" in series.columns
    graph = await api.dependency_graph(key)
    assert "coder_v6" in graph.bakes
    plan = await api.recreation_plan(key)
    assert plan.steps[-1].action == "run_bake"
    link = await api.download(key, expires_in_seconds=60)
    assert link.url.startswith("http")
    assert link.expires_in_seconds == 60
    assert (await api.model_download(job.model_names[0])).bake_name == "coder_v6"
    assert job.model_names[0] in {model.id for model in await api.models()}


async def test_a_whole_bake_is_made_from_nothing(api: HttpApi) -> None:
    assert (await api.create_repo(REPO)).base_model
    assert await api.create_prompt(REPO, TEACHER) == TEACHER
    assert (await api.create_prompt(REPO, STUDENT)).is_empty
    assert (await api.create_target(TARGET, "default", OVERRIDES)).config["num_traj_per_stimulus"] == 2
    assert (await api.output_page(STIM)).rows == ()
    assert (await api.start(STIM)).status is JobStatus.COMPLETE
    page = await api.output_page(STIM, limit=2)
    assert [question_of(row) for row in page.rows] == ["Who?", "Why?"]
    assert page.has_more
    assert (await api.start(ROLLOUT)).status is JobStatus.COMPLETE
    assert all(answer_of(row) for row in (await api.output_page(ROLLOUT)).rows)
    made = await api.create_bake(BAKE, "default", {"datasets": [{"target": "t1", "weight": 1.0}], "epochs": 1})
    assert made.status is JobStatus.NOT_STARTED
    assert len(await api.metrics(BAKE)) == 0
    baked = await api.start(BAKE)
    assert (baked.status, len(baked.model_names)) == (JobStatus.COMPLETE, 1)
    turn = ChatTurn(baked.model_names[0], (Message("user", "Who are you?"),), is_thinking=False)
    pieces = [piece async for piece in api.chat(turn)]
    assert "".join(piece.text for piece in pieces)
    assert pieces[-1].finish_reason == "stop"
    await api.delete_bake(BAKE)
    await api.delete_target(TARGET)
    with pytest.raises(errors.NotFound):
        await api.job(BAKE)


async def test_a_chat_may_be_left_in_the_middle(api: HttpApi) -> None:
    async with aclosing(api.chat(ChatTurn("Qwen/Qwen3-32B", (Message("user", "Go on."),)))) as pieces:
        assert (await anext(pieces)).text
    assert (await api.health()).status == "healthy"


async def test_prompts_conflict_are_replaced_batched_and_deleted(api: HttpApi) -> None:
    repo = RepoName("prompts")
    await api.create_repo(repo)
    await api.create_prompt(repo, TEACHER)
    other = Prompt(TEACHER.name, (Message("system", "Speak like a bard."),))
    with pytest.raises(errors.Conflict):
        await api.create_prompt(repo, other)
    assert await api.replace_prompt(repo, other) == other
    outcome = await api.create_prompts(repo, {PromptName("a"): (Message("user", "x"),)})
    assert outcome.created == ("a",)
    await api.delete_prompt(PromptKey(repo, PromptName("a")))
    with pytest.raises(errors.NotFound):
        await api.prompt(PromptKey(repo, PromptName("a")))


async def test_batches_tell_what_they_refused(api: HttpApi) -> None:
    repo = RepoName("batches")
    await api.create_repo(repo)
    targets = await api.create_targets(
        repo, [{"target_name": "a", "template": "default"}, {"target_name": "b", "template": "nowhere"}]
    )
    assert (targets.created, set(targets.failed)) == (("a",), {"b"})
    bakes = await api.create_bakes(repo, [{"bake_name": "x", "template": "nowhere"}])
    assert (bakes.created, set(bakes.failed)) == ((), {"x"})


async def test_refusals_are_named(api: HttpApi, demo: DemoServer) -> None:
    with pytest.raises(errors.NotFound):
        await api.repo(RepoName("nowhere"))
    with pytest.raises(errors.Invalid):
        await api.create_repo(RepoName("no/slash"))
    stranger = HttpApi(origin_of(demo.url), PlainKey("sk-wrong"))
    with pytest.raises(errors.Unauthorized):
        await stranger.repo_names()
    await stranger.aclose()


async def test_faults_are_met_by_the_policy(api: HttpApi, demo: DemoServer) -> None:
    demo.faults.add("/tree$", Fault(status=503), times=2)
    assert (await api.tree(SEEDED)).bakes
    demo.faults.add("/tree$", Fault(drop="cut"), times=1)
    assert (await api.tree(SEEDED)).bakes
    demo.faults.add("/tree$", Fault(status=402), times=1)
    with pytest.raises(errors.OutOfCredit):
        await api.tree(SEEDED)


async def test_a_start_carried_out_without_an_answer_is_read_back(api: HttpApi, demo: DemoServer) -> None:
    repo = RepoName("lost")
    await api.create_repo(repo)
    await api.create_prompt(repo, TEACHER)
    await api.create_prompt(repo, STUDENT)
    await api.create_target(TargetKey(repo, TargetName("t1")), "default", OVERRIDES)
    demo.faults.add("/stim$", Fault(drop="after"), method="POST")
    assert (await api.start(JobKey(repo, Phase.STIM, "t1"))).status is JobStatus.COMPLETE
    demo.faults.add("/rollout$", Fault(drop="before"), method="POST")
    with pytest.raises(errors.Unclear):
        await api.start(JobKey(repo, Phase.ROLLOUT, "t1"))
