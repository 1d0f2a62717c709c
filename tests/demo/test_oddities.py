"""Whatever is sent, the service answers it and never with a 500."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.demo.serve import DemoOptions
from tests.demo.driving import Service, service

R = "/v1/repo/lab"
ROUTES = (
    "/v1/repo",
    f"{R}/prompts",
    f"{R}/prompts/batch",
    f"{R}/targets",
    f"{R}/targets/batch",
    f"{R}/bakes",
    f"{R}/bakes/batch",
    "/v1/chat/completions",
)
KEYS = st.sampled_from(
    ["repo_name", "prompt_name", "messages", "prompts", "target_name", "template", "overrides", "generators",
     "type", "numq", "questions", "datasets", "target", "bake_name", "model", "data", "role", "content", "u"]
)  # fmt: skip
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False)
    | st.sampled_from(["lab", "t", "default", "teacher", "", "ä", "\ud800", "Qwen/Qwen3-32B"])
)
BODIES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["POST", "PUT"]), st.sampled_from(ROUTES), BODIES), max_size=6))
def test_no_body_crashes_the_service(requests: list[tuple[str, str, Any]]) -> None:
    async def send_all() -> list[int]:
        async with service(DemoOptions(empty=True, instant=True)) as made:
            await made.prepare()
            answers = [
                await made.client.request(method, path, content=json.dumps(body).encode())
                for method, path, body in requests
            ]
            return [answer.status_code for answer in answers]

    assert all(status < 500 for status in asyncio.run(send_all()))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["/v1/repo", f"{R}/targets/t/stim/output", "/v1/models/download", f"{R}/bakes/b/download"]),
    st.dictionaries(
        st.sampled_from(["limit", "offset", "include_metadata", "name", "checkpoint", "expires_in", "user_id"]),
        st.text(max_size=6) | st.integers().map(str) | st.sampled_from(["ada/lab/b/8", "a/b/c/1", "9" * 5000]),
        max_size=3,
    ),
)
def test_no_query_crashes_the_service(path: str, query: dict[str, str]) -> None:
    async def send() -> int:
        async with service(DemoOptions(empty=True, instant=True)) as made:
            await made.prepare()
            await made.roll_out()
            await made.bake()
            return (await made.client.get(path, params=query)).status_code

    assert asyncio.run(send()) < 500


@pytest.mark.parametrize(("depth", "status"), [(90, 201), (100, 422), (900, 422), (50_000, 422)])
async def test_nesting_is_taken_to_a_depth_and_then_refused(empty: Service, depth: int, status: int) -> None:
    await empty.prepare()
    nested = '{"a":' * depth + "1" + "}" * depth
    body = f'{{"target_name":"deep","template":"default","overrides":{{"extra_kwargs":{nested}}}}}'
    answer = await empty.client.post(f"{R}/targets", content=body.encode())
    assert answer.status_code == status


async def test_huge_counts_neither_hang_nor_crash(empty: Service) -> None:
    await empty.prepare()
    overrides = {"generators": [{"type": "persona", "numq": 2**53}], "num_traj_per_stimulus": 2**53}
    await empty.make(f"{R}/targets", {"target_name": "huge", "template": "t", "overrides": overrides})
    await empty.make(f"{R}/targets/huge/stim", {})
    empty.clock.advance(10)
    running = await empty.get(f"{R}/targets/huge/stim")
    assert 0 < running["lines"] < 2**53
    empty.clock.advance(10)
    await empty.make(f"{R}/targets/huge/rollout", {})
    empty.clock.advance(10)
    page = await empty.get(f"{R}/targets/huge/rollout/output", offset=10_000_000, limit=2)
    assert len(page["output"]) == 2


@pytest.mark.parametrize("host", ["[", "bapi.bread.com.ai", "a b", "", "x:99999999"])
async def test_any_host_header_is_taken(seeded: Service, host: str) -> None:
    headers = {"host": host}
    assert (await seeded.client.get("/v1/repo", headers=headers)).status_code == 200
    assert (await seeded.client.get("/nowhere", headers=headers)).status_code == 404
    link = await seeded.client.get("/v1/repo/yoda_repo/bakes/coder_v6/download", headers=headers)
    url = httpx.URL(link.json()["url"])
    assert url.host == "127.0.0.1"
    request = seeded.client.build_request("GET", url, headers={**headers, "range": "bytes=0-0"})
    del request.headers["authorization"]
    assert (await seeded.client.send(request)).status_code == 206
