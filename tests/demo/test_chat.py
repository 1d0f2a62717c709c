import json
from itertools import pairwise
from typing import Any

import httpx
import pytest

from tests.demo.driving import Service

BAKED = "ada/yoda_repo/coder_v6/354"
BASE = "Qwen/Qwen3-32B"


def asking(model: str, **more: Any) -> dict[str, Any]:
    return {"model": model, "messages": [{"role": "user", "content": "Why does patience matter?"}], **more}


async def chat(seeded: Service, body: Any) -> httpx.Response:
    return await seeded.ask("POST", "/v1/chat/completions", body)


async def test_a_baked_model_answers_in_its_manner_and_the_base_does_not(seeded: Service) -> None:
    quiet = {"chat_template_kwargs": {"enable_thinking": False}}
    baked = (await chat(seeded, asking(BAKED, **quiet))).json()
    base = (await chat(seeded, asking(BASE, **quiet))).json()
    assert baked["choices"][0]["message"]["content"] != base["choices"][0]["message"]["content"]
    assert baked["choices"][0]["finish_reason"] == "stop"
    assert baked["usage"]["total_tokens"] > 0


@pytest.mark.parametrize("question", ["Why does patience matter?", "How?", "Tell me about a merge conflict."])
async def test_no_model_says_what_its_parent_says(seeded: Service, question: str) -> None:
    line = [BASE, *(f"ada/yoda_repo/coder_v{number}/354" for number in (1, 3, 5, 6))]
    said = []
    for model in line:
        body = asking(model, chat_template_kwargs={"enable_thinking": False})
        body["messages"] = [{"role": "user", "content": question}]
        said.append((await chat(seeded, body)).json()["choices"][0]["message"]["content"])
    assert all(child != parent for parent, child in pairwise(said))


async def test_a_system_prompt_gives_the_base_the_manner_that_is_baked_into_others(seeded: Service) -> None:
    body = asking(BASE, chat_template_kwargs={"enable_thinking": False})
    body["messages"] = [{"role": "system", "content": "You are Yoda."}, *body["messages"]]
    assert (await chat(seeded, body)).json()["choices"][0]["message"]["content"] in {
        "Patience you must be. patience, a small thing it is, when step by step you look.",
        "Hmmmm. Read the error first, you must. To patience, only then turn.",
        "Fear of patience, the path to haste is. Breathe. Then again look.",
        "Do or do not. With patience, no half measure there is.",
    }


async def test_a_stream_is_events_with_lf_alone_and_ends_with_done(seeded: Service) -> None:
    answer = await chat(seeded, asking(BAKED, stream=True, temperature=0.7, unknown={"kept": 1}))
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "content-encoding" not in answer.headers
    assert b"\r" not in answer.content
    events = answer.text.split("\n\n")
    assert events[-2:] == ["data: [DONE]", ""]
    chunks = [json.loads(event.removeprefix("data: ")) for event in events[:-2]]
    assert all(len(chunk["choices"]) == 1 for chunk in chunks)
    assert chunks[-1]["choices"][0]["finish_reason"] == "stop"
    spoken = "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks)
    whole = (await chat(seeded, asking(BAKED))).json()["choices"][0]["message"]["content"]
    assert spoken == whole


@pytest.mark.parametrize("place", ["top", "extra_body"])
async def test_thinking_is_switched_in_either_place(seeded: Service, place: str) -> None:
    for wanted in (True, False):
        switch = {"chat_template_kwargs": {"enable_thinking": wanted}}
        body = asking(BASE, **(switch if place == "top" else {"extra_body": switch}))
        content = (await chat(seeded, body)).json()["choices"][0]["message"]["content"]
        assert content.startswith("<think>") is wanted


async def test_max_tokens_cuts_the_answer(seeded: Service) -> None:
    cut = (await chat(seeded, asking(BASE, max_tokens=2))).json()["choices"][0]
    assert cut["finish_reason"] == "length"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (asking("nobody/nothing"), 404),
        (asking("ada/yoda_repo/coder_v7/1"), 404),
        ({"model": BASE}, 400),
        ({"model": 7, "messages": []}, 400),
        ([], 400),
    ],
)
async def test_a_refused_chat_answers_in_the_inference_shape(seeded: Service, body: Any, status: int) -> None:
    answer = await chat(seeded, body)
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "messages",
    [[], [{"role": "user", "content": None}], [{"role": "user", "content": [{"type": "text", "text": 5}]}]],
)
async def test_odd_conversations_are_answered(seeded: Service, messages: list[Any]) -> None:
    assert (await chat(seeded, {"model": BASE, "messages": messages})).status_code == 200


async def test_models_are_bases_and_every_checkpoint(seeded: Service) -> None:
    entries = (await seeded.get("/v1/models"))["data"]
    names = [entry["id"] for entry in entries]
    assert names[:2] == [BASE, "meta-llama/Llama-3.1-8B"]
    assert BAKED in names
    assert len(names) == len(set(names))
