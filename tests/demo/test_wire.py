import gzip
import json

import httpx
import pytest

from tests.demo.driving import Service, service

R = "/v1/repo/lab"


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic sk-demo", "Bearer wrong"])
async def test_a_wrong_or_missing_key_is_401(header: str | None) -> None:
    async with service(key="sk-right") as made:
        headers = {} if header is None else {"authorization": header}
        request = made.client.build_request("GET", "/v1/repo")
        request.headers.pop("authorization")
        request.headers.update(headers)
        answer = await made.client.send(request)
        assert answer.status_code == 401
        assert answer.json() == {"message": "Invalid API key", "code": "UNAUTHORIZED"}


async def test_any_key_passes_when_none_is_set_and_health_needs_none(empty: Service) -> None:
    assert (await empty.ask("GET", "/v1/repo")).status_code == 200
    async with httpx.AsyncClient(transport=empty.client._transport, base_url="http://x") as bare:
        assert (await bare.get("/v1/repo")).status_code == 401
        assert (await bare.get("/v1/health")).json()["status"] == "healthy"
        chat = await bare.post("/v1/chat/completions", json={})
        assert (chat.status_code, list(chat.json())) == (401, ["error"])


async def test_acting_as_another_user_needs_a_master_key(empty: Service) -> None:
    for params, headers in (({"user_id": "eve"}, {}), ({}, {"X-User-Id": "eve"})):
        refused = await empty.client.get("/v1/repo", params=params, headers=headers)
        assert refused.status_code == 403
        master = {**headers, "authorization": "Bearer sk-master-1"}
        assert (await empty.client.get("/v1/repo", params=params, headers=master)).status_code == 200
    assert (await empty.client.get("/v1/repo?user_id=")).status_code == 200
    own = await empty.client.get("/v1/repo?user_id=ada", headers={"X-User-Id": "eve"})
    assert own.status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/repo/", 404),
        ("GET", "/v1/repo/%2e%2e", 404),
        ("GET", "/v1/repo/a%2Fb", 404),
        ("GET", "/v1/repo/%00", 404),
        ("GET", "/v1/repo/x/bakes/y", 404),
        ("DELETE", "/v1/repo", 405),
        ("PATCH", "/v1/repo/x/prompts/y", 405),
    ],
)
async def test_unknown_places_answer_in_json(empty: Service, method: str, path: str, status: int) -> None:
    answer = await empty.client.request(method, path)
    assert answer.status_code == status
    assert answer.json()["message"]


@pytest.mark.parametrize("content_type", [None, "application/json", "text/plain"])
async def test_a_start_takes_an_empty_body_of_any_type(empty: Service, content_type: str | None) -> None:
    await empty.prepare()
    headers = {"content-type": content_type} if content_type else {}
    answer = await empty.client.post(f"{R}/targets/t/stim", headers=headers, content=b"")
    assert answer.status_code == 200


async def test_repos_are_paged_only_with_metadata(empty: Service) -> None:
    for number in range(5):
        await empty.make("/v1/repo", {"repo_name": f"r{number}"})
    assert (await empty.get("/v1/repo", limit=2, offset=1))["repos"] == [f"r{n}" for n in range(5)]
    page = await empty.get("/v1/repo", include_metadata="true", limit=2, offset=1)
    assert [repo["repo_name"] for repo in page["repos"]] == ["r1", "r2"]
    assert {key: page[key] for key in ("offset", "limit", "has_more", "total")} == {
        "offset": 1,
        "limit": 2,
        "has_more": True,
        "total": 5,
    }
    last = await empty.get("/v1/repo", include_metadata="1", limit=3, offset=4)
    assert (len(last["repos"]), last["has_more"]) == (1, False)
    beyond = await empty.get("/v1/repo", include_metadata="true", offset=99)
    assert (beyond["repos"], beyond["has_more"], beyond["limit"]) == ([], False, 5)
    for query in ("include_metadata=maybe", "limit=0", "offset=x"):
        assert (await empty.client.get(f"/v1/repo?{query}")).status_code == 422


async def test_big_answers_are_compressed_for_those_who_take_it(seeded: Service) -> None:
    for path in ("/v1/repo/yoda_repo/tree", "/v1/repo/yoda_repo/bakes/coder_v6/metrics"):
        zipped = await seeded.client.get(path, headers={"accept-encoding": "gzip"})
        plain = await seeded.client.get(path, headers={"accept-encoding": "identity"})
        assert zipped.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert zipped.json() == plain.json()
        assert int(zipped.headers["content-length"]) < len(plain.content) / 2


async def test_a_body_of_several_megabytes_is_taken(empty: Service) -> None:
    await empty.make("/v1/repo", {"repo_name": "lab"})
    messages = [{"role": "user", "content": "x" * 3_000_000}]
    made = await empty.make(f"{R}/prompts", {"prompt_name": "long", "messages": messages})
    assert made["messages"] == messages


async def test_the_kept_tree_is_the_same_in_both_encodings(seeded: Service) -> None:
    await seeded.ask("GET", "/v1/repo/yoda_repo/tree")
    kept = seeded.world.repo("yoda_repo").tree_answer
    assert kept is not None
    assert gzip.decompress(kept.compressed) == kept.body
    assert json.loads(kept.body)["base_model"] == "Qwen/Qwen3-32B"
