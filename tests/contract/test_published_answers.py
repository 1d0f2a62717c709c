"""Every answer of every operation is what the specification promises."""

import json
from collections import defaultdict
from typing import Any

import httpx
import pytest

from breadtui.demo.serve import DemoOptions
from tests.contract.specification import document, judge, operations, validator
from tests.demo.driving import Service, service

R = "/v1/repo/lab"
YODA = "/v1/repo/yoda_repo"
MESSAGES = [{"role": "system", "content": "You are Yoda."}]
GENERATORS = [{"type": "hardcoded", "questions": ["Why?", "How?"]}, {"type": "persona", "numq": 14}]
TARGET = {"u": "teacher", "v": "", "generators": GENERATORS, "num_traj_per_stimulus": 2}
BAKE = {"datasets": [{"target": "t"}]}
CHAT = {"model": "Qwen/Qwen3-32B", "messages": [{"role": "user", "content": "hi"}]}

Step = tuple[str, str, Any, int]

SCENARIO: list[Step] = [
    ("GET", "/v1/health", None, 200),
    ("GET", "/v1/repo", None, 200),
    ("GET", "/v1/repo?include_metadata=true&limit=2", None, 200),
    ("GET", "/v1/repo?include_metadata=true&limit=", None, 200),
    ("POST", "/v1/repo", {"repo_name": "lab"}, 201),
    ("POST", "/v1/repo", {"repo_name": "lab"}, 200),
    ("PUT", "/v1/repo", {"repo_name": "lab", "base_model": None}, 200),
    ("POST", "/v1/repo", {"repo_name": "lab", "base_model": "other/model"}, 409),
    ("PUT", "/v1/repo", {"repo_name": "lab", "base_model": "other/model"}, 409),
    ("POST", "/v1/repo", {"repo_name": "a b"}, 422),
    ("POST", "/v1/repo", {}, 422),
    ("GET", R, None, 200),
    ("GET", f"{R}x", None, 404),
    ("GET", f"{R}/tree", None, 200),
    ("POST", f"{R}/prompts", {"prompt_name": "teacher", "messages": MESSAGES}, 201),
    ("POST", f"{R}/prompts", {"prompt_name": "teacher", "messages": MESSAGES}, 200),
    ("POST", f"{R}/prompts", {"prompt_name": "teacher", "messages": []}, 409),
    ("POST", f"{R}/prompts", {"prompt_name": "teacher", "message": []}, 422),
    ("POST", f"{R}/prompts/batch", {"prompts": {"student": [], "other": MESSAGES}}, 200),
    ("PUT", f"{R}/prompts/batch", {"prompts": {"other": []}}, 200),
    ("PUT", f"{R}/prompts/batch", {"prompts": {"a/b": []}}, 422),
    ("GET", f"{R}/prompts", None, 200),
    ("GET", f"{R}/prompts/teacher", None, 200),
    ("GET", f"{R}/prompts/nobody", None, 404),
    ("PUT", f"{R}/prompts/other", {"messages": [], "tools": [{"type": "function"}]}, 200),
    ("DELETE", f"{R}/prompts/other", None, 200),
    ("DELETE", f"{R}/prompts/other", None, 404),
    ("POST", f"{R}/targets", {"target_name": "t", "template": "default", "overrides": TARGET}, 201),
    ("POST", f"{R}/targets", {"target_name": "t", "template": "default", "overrides": TARGET}, 200),
    ("POST", f"{R}/targets", {"target_name": "t", "template": "default"}, 409),
    ("POST", f"{R}/targets", {"target_name": "t", "template": "default", "overrides": {"x": 1}}, 422),
    ("POST", f"{R}/targets", {"target_name": "t9", "template": "nope"}, 404),
    ("PUT", f"{R}/targets/t", {"template": "t"}, 200),
    ("PUT", f"{R}/targets/t", {"template": "default"}, 409),
    ("POST", f"{R}/targets/batch", {"targets": [{"target_name": "t2", "template": "t"}]}, 200),
    ("PUT", f"{R}/targets/batch", {"targets": [{"target_name": "t3", "template": "no"}]}, 200),
    ("GET", f"{R}/targets", None, 200),
    ("GET", f"{R}/targets/t", None, 200),
    ("DELETE", f"{R}/targets/t2", None, 200),
    ("DELETE", f"{R}/targets/t2", None, 404),
    ("GET", f"{R}/targets/t/stim", None, 200),
    ("GET", f"{R}/targets/t/stim/output", None, 404),
    ("GET", f"{R}/targets/t/rollout", None, 200),
    ("GET", f"{R}/targets/t/rollout/output", None, 404),
    ("POST", f"{R}/targets/t/rollout", None, 400),
    ("POST", f"{R}/targets/t/stim", None, 200),
    ("GET", f"{R}/targets/t/stim", None, 200),
    ("GET", f"{R}/targets/t/stim/output?limit=5&offset=1", None, 200),
    ("GET", f"{R}/targets/t/stim/output?limit=0", None, 422),
    ("POST", f"{R}/bakes", {"bake_name": "b", "template": "default", "overrides": BAKE}, 201),
    ("POST", f"{R}/bakes", {"bake_name": "b", "template": "default", "overrides": BAKE}, 200),
    ("POST", f"{R}/bakes", {"bake_name": "b", "template": "default"}, 409),
    ("PUT", f"{R}/bakes/b", {"template": "b"}, 200),
    ("PUT", f"{R}/bakes/b", {"template": "default"}, 409),
    ("POST", f"{R}/bakes/batch", {"bakes": [{"bake_name": "b2", "template": "b"}]}, 200),
    ("PUT", f"{R}/bakes/batch", {"bakes": [{"bake_name": "b3", "template": "no"}]}, 200),
    ("GET", f"{R}/bakes", None, 200),
    ("GET", f"{R}/bakes/b", None, 200),
    ("GET", f"{R}/bakes/b/metrics", None, 200),
    ("GET", f"{R}/bakes/b/download", None, 404),
    ("POST", f"{R}/bakes/b", None, 400),
    ("DELETE", f"{R}/bakes/b2", None, 200),
    ("POST", f"{R}/targets/t/rollout", None, 200),
    ("GET", f"{R}/targets/t/rollout", None, 200),
    ("GET", f"{R}/targets/t/rollout/output", None, 200),
    ("GET", f"{R}/targets/t/rollout/output?offset=-1", None, 422),
    ("POST", f"{R}/bakes/b", None, 200),
    ("GET", f"{R}/bakes/b", None, 200),
    ("GET", f"{R}/bakes/b/metrics", None, 200),
    ("GET", f"{R}/bakes/b/download?checkpoint=&expires_in=", None, 200),
    ("GET", f"{R}/bakes/b/download?expires_in=0", None, 422),
    ("GET", "/v1/models/download?name=ada/lab/b/2", None, 200),
    ("GET", "/v1/models/download?name=ada/lab/b/9", None, 404),
    ("GET", f"{R}/tree", None, 200),
    ("GET", f"{R}/recipe/b/dependency-graph", None, 200),
    ("GET", f"{R}/recipe/b/recreation-plan", None, 200),
    ("GET", f"{R}/recipe/zz/dependency-graph", None, 404),
    ("GET", f"{R}/recipe/zz/recreation-plan", None, 404),
    ("GET", "/v1/models", None, 200),
    ("POST", "/v1/chat/completions", CHAT, 200),
    ("POST", "/v1/chat/completions", {**CHAT, "stream": True}, 200),
    ("POST", "/v1/chat/completions", {**CHAT, "model": "no/body"}, 404),
    ("POST", "/v1/chat/completions", {"model": "x"}, 400),
]


async def follow(made: Service, steps: list[Step]) -> list[httpx.Response]:
    answers: list[httpx.Response] = []
    for method, path, body, status in steps:
        answer = await made.client.request(method, path, json=body)
        assert answer.status_code == status, f"{method} {path}: {answer.text[:300]}"
        answers.append(answer)
    return answers


async def test_every_operation_answers_as_published() -> None:
    exercised: dict[str, set[int]] = defaultdict(set)
    async with service(DemoOptions(instant=True)) as made:
        for answer in await follow(made, SCENARIO):
            exercised[judge(answer).name].add(answer.status_code)
    published = {operation.name for operation in operations()}
    assert published - set(exercised) == set()
    assert all(statuses & {200, 201} for statuses in exercised.values())


async def test_everything_in_the_seeded_library_is_as_published(seeded: Service) -> None:
    for minutes in (0, 30):
        seeded.clock.advance(60 * minutes)
        for repo in (await seeded.get("/v1/repo"))["repos"]:
            base = f"/v1/repo/{repo}"
            for place in ("", "/tree", "/prompts", "/targets", "/bakes"):
                judge(await seeded.ask("GET", f"{base}{place}"))
            for name in (await seeded.get(f"{base}/prompts"))["prompts"]:
                judge(await seeded.ask("GET", f"{base}/prompts/{name}"))
            for name in (await seeded.get(f"{base}/targets"))["targets"]:
                for place in ("", "/stim", "/rollout", "/stim/output?limit=2", "/rollout/output?limit=2"):
                    judge(await seeded.client.get(f"{base}/targets/{name}{place}"))
            for name in (await seeded.get(f"{base}/bakes"))["bakes"]:
                for place in (f"bakes/{name}", f"bakes/{name}/metrics", f"bakes/{name}/download"):
                    judge(await seeded.ask("GET", f"{base}/{place}"))
                for place in ("dependency-graph", "recreation-plan"):
                    judge(await seeded.ask("GET", f"{base}/recipe/{name}/{place}"))


async def test_loss_values_are_numbers_and_never_null(seeded: Service) -> None:
    for name in (await seeded.get(f"{YODA}/bakes"))["bakes"]:
        loss = (await seeded.get(f"{YODA}/bakes/{name}"))["loss"]
        assert loss is None or all(isinstance(value, float) for value in loss.values())


async def test_every_operation_but_health_refuses_a_missing_key() -> None:
    async with service(key="sk-right") as made:
        made.client.headers["authorization"] = "Bearer sk-wrong"
        for method, path in {(method, path.partition("?")[0]) for method, path, _, _ in SCENARIO}:
            answer = await made.client.request(method, path)
            assert answer.status_code == (200 if path == "/v1/health" else 401)
            judge(answer)


async def test_stream_chunks_are_as_published(seeded: Service) -> None:
    answer = await seeded.ask("POST", "/v1/chat/completions", {**CHAT, "stream": True})
    for event in answer.text.split("\n\n")[:-2]:
        validator("#/components/schemas/ChatChunk").validate(json.loads(event.removeprefix("data: ")))


async def test_plan_configs_can_be_sent_back(seeded: Service) -> None:
    plan = await seeded.get(f"{YODA}/recipe/coder_v7/recreation-plan")
    schemas = {"create_target": "TargetOverrides", "create_bake": "BakeOverrides"}
    for step in plan["steps"]:
        if step["action"] in schemas:
            validator(f"#/components/schemas/{schemas[step['action']]}").validate(step["config"])


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("RepoCreate", "/v1/repo"),
        ("PromptCreate", f"{R}/prompts"),
        ("PromptBatch", f"{R}/prompts/batch"),
        ("TargetCreate", f"{R}/targets"),
        ("TargetBatch", f"{R}/targets/batch"),
        ("BakeCreate", f"{R}/bakes"),
        ("BakeBatch", f"{R}/bakes/batch"),
    ],
)
async def test_a_body_with_every_published_field_is_not_a_schema_failure(
    instant: Service, name: str, path: str
) -> None:
    await instant.make("/v1/repo", {"repo_name": "lab"})
    body = _full(document()["components"]["schemas"][name])
    validator(f"#/components/schemas/{name}").validate(body)
    answer = await instant.ask("POST", path, body)
    assert "detail" not in answer.json(), answer.text


@pytest.mark.parametrize(("name", "path"), [("TargetCreate", f"{R}/targets"), ("BakeCreate", f"{R}/bakes")])
async def test_a_wrong_type_anywhere_in_the_overrides_is_a_schema_failure(
    instant: Service, name: str, path: str
) -> None:
    await instant.make("/v1/repo", {"repo_name": "lab"})
    schema = document()["components"]["schemas"][name]
    full = _full(schema)
    for key in full["overrides"]:
        broken = {**full, "overrides": {key: {"wrong": True} if key != "extra_kwargs" else 7}}
        answer = await instant.ask("POST", path, broken)
        assert answer.status_code == 422, key
        assert "detail" in answer.json(), key


def _full(schema: Any) -> Any:
    """Make a value with every field a schema has."""
    if "$ref" in schema:
        return _full(document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    if "anyOf" in schema:
        return _full(schema["anyOf"][0])
    kind = schema["type"][0] if isinstance(schema["type"], list) else schema["type"]
    if kind == "object":
        fields = {key: _full(each) for key, each in schema.get("properties", {}).items()}
        extra = schema.get("additionalProperties")
        return {**fields, "key": _full(extra)} if isinstance(extra, dict) else fields
    return [_full(schema["items"])] * schema.get("minItems", 1) if kind == "array" else _plain(kind, schema)


def _plain(kind: str, schema: Any) -> Any:
    match kind:
        case "integer" | "number":
            return max(1, schema.get("minimum", 1))
        case "boolean":
            return True
        case _:
            return "default" if '"default"' in schema.get("description", "") else "name"
