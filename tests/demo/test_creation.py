from typing import Any

import pytest

from tests.demo.driving import Service

R = "/v1/repo/lab"
MESSAGES = [{"role": "system", "content": "Be brief.", "name": "kept"}]


async def test_a_repo_is_new_once_and_then_the_same(empty: Service) -> None:
    body = {"repo_name": "lab", "base_model": "meta-llama/Llama-3.1-8B"}
    assert (await empty.ask("POST", "/v1/repo", body)).status_code == 201
    assert (await empty.ask("POST", "/v1/repo", body)).status_code == 200
    kept = await empty.ask("POST", "/v1/repo", {"repo_name": "lab"})
    assert kept.json() == body
    other = await empty.ask("POST", "/v1/repo", {"repo_name": "lab", "base_model": "Qwen/Qwen3-32B"})
    assert other.status_code == 409
    assert other.headers["x-should-retry"] == "false"
    assert other.json()["code"] == "RESOURCE_CONFLICT"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a/b", "invalid character: '/'"),
        ("a b", "invalid character: ' '"),
        ("what!", "invalid character: '!'"),
        ("-a", "start with"),
        ("", "empty"),
        ("x" * 129, "longer"),
        ("default", "reserved"),
        ("batch", "reserved"),
    ],
)
async def test_a_name_against_the_rule_is_refused_with_the_reason(empty: Service, name: str, reason: str) -> None:
    answer = await empty.ask("POST", "/v1/repo", {"repo_name": name})
    assert answer.status_code == 422
    assert answer.json()["code"] == "VALIDATION_ERROR"
    assert reason in answer.json()["message"]


async def test_an_unknown_override_is_named_in_the_framework_envelope(empty: Service) -> None:
    await empty.prepare()
    body = {"bake_name": "b", "template": "default", "overrides": {"model": {"parent": "x"}}}
    answer = await empty.ask("POST", f"{R}/bakes", body)
    assert answer.status_code == 422
    assert answer.json()["detail"] == [
        {
            "loc": ["body", "overrides", "model", "parent"],
            "msg": "Extra inputs are not permitted",
            "type": "extra_forbidden",
        }
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"repo_name": NaN}',
        b'{"repo_name": 1e999}',
        b'{"repo_name": ' + b"[" * 100_000,
        b'{"repo_name": ' + b"9" * 5000 + b"}",
        b'{"repo_name": 7}',
        b'{"base_model": "x"}',
    ],
)
async def test_an_odd_body_is_a_422_and_never_a_crash(empty: Service, content: bytes) -> None:
    answer = await empty.client.post("/v1/repo", content=content)
    assert answer.status_code == 422
    assert answer.json()["detail"]


async def test_messages_keep_unknown_keys_and_half_surrogates(empty: Service) -> None:
    await empty.make("/v1/repo", {"repo_name": "lab"})
    content = b'{"prompt_name":"p","messages":[{"role":"user","content":null,"x":{"y":[1]}},{"role":"\\ud800"}]}'
    answer = await empty.client.post(f"{R}/prompts", content=content)
    assert answer.status_code == 201
    assert answer.json()["messages"][0]["x"] == {"y": [1]}
    assert answer.json()["messages"][1]["role"] == "\ud800"


async def test_a_prompt_conflicts_on_create_and_is_replaced_by_put_and_batch(empty: Service) -> None:
    await empty.make("/v1/repo", {"repo_name": "lab"})
    first = {"prompt_name": "p", "messages": MESSAGES}
    assert (await empty.ask("POST", f"{R}/prompts", first)).status_code == 201
    assert (await empty.ask("POST", f"{R}/prompts", {**first, "tools": None})).status_code == 200
    conflict = await empty.ask("POST", f"{R}/prompts", {**first, "messages": []})
    assert (conflict.status_code, conflict.headers["x-should-retry"]) == (409, "false")
    assert "already exists with different content" in conflict.json()["message"]
    replaced = await empty.ask("PUT", f"{R}/prompts/p", {"messages": []})
    assert (replaced.status_code, replaced.json()["messages"]) == (200, [])
    batch = await empty.ask("PUT", f"{R}/prompts/batch", {"prompts": {"p": MESSAGES, "q": []}})
    assert batch.json() == {"created": ["p", "q"], "failed": {}}
    assert (await empty.get(f"{R}/prompts/p"))["messages"] == MESSAGES


async def test_a_deleted_prompt_is_gone(empty: Service) -> None:
    await empty.prepare()
    assert (await empty.ask("DELETE", f"{R}/prompts/teacher")).json() == {"message": "Prompt deleted successfully"}
    assert (await empty.ask("GET", f"{R}/prompts/teacher")).status_code == 404
    assert (await empty.ask("DELETE", f"{R}/prompts/teacher")).status_code == 404


async def test_a_target_is_equal_in_either_spelling(empty: Service) -> None:
    await empty.prepare()
    template = {"template_path": "a/t.txt", "template_content": "${numq} ${prompt_u}", "seed": None}
    spellings: list[dict[str, Any]] = [
        {"teacher_prompt": "p", "u": "p", "student_prompt": "", "v": "", "temperature": 1},
        {"u": "p", "v": "", "temperature": 1.0, "max_tokens": None},
    ]
    for number, spelling in enumerate(spellings):
        overrides = {**spelling, "generators": [{"type": "oneshot_qs", "numq": 10, **template}]}
        body = {"target_name": "t2", "template": "default", "overrides": overrides}
        assert (await empty.ask("POST", f"{R}/targets", body)).status_code == (201, 200)[number]
        template.pop("template_content", None)
    config = (await empty.get(f"{R}/targets/t2"))["config"]
    assert config == {
        "model_name": "Qwen/Qwen3-32B",
        "num_traj_per_stimulus": 1,
        "max_concurrency": 10,
        "teacher_prompt": "p",
        "student_prompt": "",
        "temperature": 1,
        "generators": [{"type": "oneshot_qs", "numq": 10, "template_path": "templates/t.txt"}],
    }


async def test_a_target_may_name_prompts_that_do_not_exist(empty: Service) -> None:
    await empty.prepare()
    body = {"template": "default", "overrides": {"u": "not_there"}}
    assert (await empty.ask("PUT", f"{R}/targets/loose", body)).status_code == 200


async def test_a_target_from_a_template_inherits_and_overrides(empty: Service) -> None:
    await empty.prepare()
    body = {"target_name": "t2", "template": "t", "overrides": {"num_traj_per_stimulus": 9}}
    config = (await empty.make(f"{R}/targets", body))["config"]
    assert (config["teacher_prompt"], config["num_traj_per_stimulus"]) == ("teacher", 9)
    missing = await empty.ask("POST", f"{R}/targets", {"target_name": "t3", "template": "nope"})
    assert missing.status_code == 404


async def test_a_batch_lists_what_failed_with_the_reason(empty: Service) -> None:
    await empty.prepare()
    targets = [
        {"target_name": "a", "template": "t"},
        {"target_name": "b", "template": "a"},
        {"target_name": "c", "template": "nope"},
        {"target_name": "t", "template": "default"},
    ]
    outcome = await empty.make(f"{R}/targets/batch", {"targets": targets})
    assert outcome["created"] == ["a", "b"]
    assert "nope" in outcome["failed"]["c"]
    assert "already exists" in outcome["failed"]["t"]
    bakes = [
        {"bake_name": "one", "template": "default", "overrides": {"datasets": [{"target": "t"}]}},
        {"bake_name": "two", "template": "default", "overrides": {"datasets": [{"target": "gone"}]}},
    ]
    outcome = await empty.make(f"{R}/bakes/batch", {"bakes": bakes})
    assert (outcome["created"], list(outcome["failed"])) == (["one"], ["two"])
    refused = await empty.ask("POST", f"{R}/bakes/batch", {"bakes": [{**bakes[0], "bake_name": "a/b"}]})
    assert refused.status_code == 422


async def test_an_equal_bake_stays_equal_after_its_rollout(empty: Service) -> None:
    await empty.prepare()
    body = {"bake_name": "b", "template": "default", "overrides": {"datasets": [{"target": "t"}], "epochs": 2}}
    created = await empty.ask("POST", f"{R}/bakes", body)
    assert (created.status_code, created.json()["config"]["total_trajectories"]) == (201, 0)
    await empty.roll_out()
    whole = {**body, "overrides": {"datasets": [{"target": "t", "weight": 1}], "epochs": 2.0}}
    assert (await empty.ask("POST", f"{R}/bakes", whole)).status_code == 200
    started = await empty.make(f"{R}/bakes/b", {})
    assert started["config"]["total_trajectories"] == 128
    other = {**body, "overrides": {**body["overrides"], "epochs": 3}}  # type: ignore[dict-item]  # a dict above
    assert (await empty.ask("POST", f"{R}/bakes", other)).status_code == 409
    assert (await empty.ask("PUT", f"{R}/bakes/b", {"template": "b", "overrides": None})).status_code == 200


async def test_a_running_bake_or_target_cannot_be_deleted(empty: Service) -> None:
    await empty.prepare()
    await empty.make(f"{R}/targets/t/stim", {})
    assert (await empty.ask("DELETE", f"{R}/targets/t")).status_code == 409
    await empty.roll_out()
    await empty.bake()
    busy = await empty.ask("DELETE", f"{R}/bakes/b")
    assert (busy.status_code, busy.headers["x-should-retry"]) == (409, "false")
    empty.clock.advance(100)
    assert (await empty.ask("DELETE", f"{R}/bakes/b")).json() == {"message": "Bake deleted successfully"}
    assert (await empty.ask("DELETE", f"{R}/targets/t")).json() == {"message": "Target deleted successfully"}
