"""Answers read into domain values: tolerant of fields, strict about shapes, never anything but our failures."""

from __future__ import annotations

import contextlib
import json
import pkgutil
from collections.abc import Awaitable, Callable
from importlib import import_module

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breadtui.api import wire
from breadtui.api.client import HttpApi
from breadtui.api.rows import rows_of
from breadtui.api.wire.fields import Part
from breadtui.domain.errors import BreadError, NotBread
from breadtui.domain.inference import ChatTurn
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from tests.api.service import Chunks, ok, service

REPO = RepoName("demo")
BAKE = JobKey(REPO, Phase.BAKE, "b1")
STIM = JobKey(REPO, Phase.STIM, "t1")


async def _chatted(api: HttpApi) -> list[object]:
    return [piece async for piece in api.chat(ChatTurn("m", ()))]


READS: dict[str, Callable[[HttpApi], Awaitable[object]]] = {
    "health": lambda api: api.health(),
    "repos": lambda api: api.repos(),
    "repo": lambda api: api.repo(REPO),
    "tree": lambda api: api.tree(REPO),
    "prompt_names": lambda api: api.prompt_names(REPO),
    "prompt": lambda api: api.prompt(PromptKey(REPO, PromptName("p"))),
    "target": lambda api: api.target(TargetKey(REPO, TargetName("t"))),
    "create_bakes": lambda api: api.create_bakes(REPO, []),
    "job": lambda api: api.job(BAKE),
    "start": lambda api: api.start(BAKE),
    "output_page": lambda api: api.output_page(STIM),
    "metrics": lambda api: api.metrics(BAKE),
    "download": lambda api: api.download(BAKE),
    "graph": lambda api: api.dependency_graph(BAKE),
    "plan": lambda api: api.recreation_plan(BAKE),
    "models": lambda api: api.models(),
    "delete_bake": lambda api: api.delete_bake(BAKE),
    "chat": _chatted,
}

TOPICS = [import_module(each.name) for each in pkgutil.iter_modules(wire.__path__, "breadtui.api.wire.")]
FOUND = [found for topic in TOPICS for found in vars(topic).values() if isinstance(found, type)]
PARTS = list(dict.fromkeys(part for part in FOUND if issubclass(part, Part)))
KEYS = sorted({field for part in PARTS for field in part.model_fields} | {"__class__", "model_config", "role"})
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from([10**400, -1])
SHAPED = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=8),
    max_leaves=20,
)


@pytest.mark.parametrize("read", READS.values(), ids=READS)
@given(
    body=st.binary(max_size=64),
    status=st.sampled_from([200, 201, 204, 404, 422, 500]),
    kind=st.sampled_from(["", "text/html"]),
)
@settings(max_examples=20, deadline=None)
async def test_any_bytes_as_an_answer_raise_nothing_but_our_failures(
    read: Callable[[HttpApi], Awaitable[object]], body: bytes, status: int, kind: str
) -> None:
    bread = service(lambda _: httpx.Response(status, stream=Chunks([body]), headers={"content-type": kind}))
    with contextlib.suppress(BreadError):
        await read(bread.api())


@pytest.mark.parametrize("read", READS.values(), ids=READS)
@given(body=SHAPED)
@settings(max_examples=30, deadline=None)
async def test_any_json_as_an_answer_raises_nothing_but_our_failures(
    read: Callable[[HttpApi], Awaitable[object]], body: object
) -> None:
    raw = json.dumps(body).encode()
    bread = service(lambda _: httpx.Response(200, stream=Chunks([raw])))
    with contextlib.suppress(BreadError):
        await read(bread.api())


@pytest.mark.parametrize("read", [use for name, use in READS.items() if name not in {"delete_bake", "chat", "start"}])
@pytest.mark.parametrize("body", [None, "text", 3, True])
async def test_a_bare_value_is_not_bread(read: Callable[[HttpApi], Awaitable[object]], body: object) -> None:
    with pytest.raises(NotBread):
        await read(service(ok(body)).api())


async def test_only_a_missing_status_spoils_a_job() -> None:
    odd = {
        "status": "Running ",
        "lines": "7",
        "config": [],
        "error": 3,
        "job_id": 7.0,
        "progress_percent": True,
        "loss": "low",
    }
    job = await service(ok({**odd, "model_name": 5, "total_expected": None})).api().job(BAKE)
    assert (job.status, job.lines, job.error, job.job_id, job.progress_percent) == (
        JobStatus.RUNNING,
        None,
        None,
        7,
        None,
    )
    assert (job.config, job.loss, job.model_names, job.status_text) == ({}, None, (), "Running ")
    with pytest.raises(NotBread, match="status"):
        await service(ok({"lines": 7})).api().job(BAKE)


async def test_zero_is_a_value() -> None:
    job = await service(ok({"status": "running", "lines": 0, "progress_percent": 0, "job_id": 0})).api().job(BAKE)
    assert (job.lines, job.progress_percent, job.job_id) == (0, 0.0, 0)


@pytest.mark.parametrize("figure", ["NaN", "Infinity", "1e999", "9" * 400])
async def test_a_figure_that_is_no_number_is_unknown(figure: str) -> None:
    raw = f'{{"status": "running", "progress_percent": {figure}}}'.encode()
    assert (await service(httpx.Response(200, content=raw)).api().job(BAKE)).progress_percent is None


async def test_half_a_character_in_a_text_survives_the_reading() -> None:
    raw = b'{"prompt_name": "p", "messages": [{"role": "user", "content": "\\ud83d"}]}'
    prompt = await service(httpx.Response(200, content=raw)).api().prompt(PromptKey(REPO, PromptName("p")))
    assert prompt.messages[0].text == "\ud83d"


async def test_a_prompt_with_a_message_that_is_no_object_is_not_shown_as_if_it_were_whole() -> None:
    with pytest.raises(NotBread):
        await service(ok({"messages": [{"role": "user"}, "loose"]})).api().prompt(PromptKey(REPO, PromptName("p")))
    with pytest.raises(NotBread):
        await service(ok({"prompt_name": "p"})).api().prompt(PromptKey(REPO, PromptName("p")))


async def test_an_empty_prompt_is_a_prompt() -> None:
    prompt = await service(ok({"messages": []})).api().prompt(PromptKey(REPO, PromptName("p")))
    assert prompt.is_empty


async def test_a_complaint_never_quotes_what_was_sent() -> None:
    with pytest.raises(NotBread) as caught:
        await service(ok({"url": 3, "checkpoint": "sig=hush"})).api().download(BAKE)
    assert "hush" not in caught.value.message
    assert "url" in caught.value.message


async def test_metrics_come_in_an_array_or_in_an_object_around_it() -> None:
    rows = [{"iter": 2, "loss": 2e-7}, {"iter": 1, "loss": 1e-7}, "odd"]
    for body in (rows, {"metrics": rows}):
        series = await service(ok(body)).api().metrics(BAKE)
        assert list(series.steps) == [1, 2]
        assert list(series.columns["loss"]) == [1e-7, 2e-7]
        assert series.skipped_count == 1


@pytest.mark.parametrize(
    "raw", [b"[1,", b"[1 2]", b"[1]x", b"[1,]", b"{}", b'{"metrics": 1}', b"", b"[", b"[{]", b"[\xff]", b"[" * 9999]
)
async def test_metrics_that_are_no_whole_list_are_not_bread(raw: bytes) -> None:
    with pytest.raises(NotBread):
        await service(httpx.Response(200, content=raw)).api().metrics(BAKE)


@given(st.lists(SHAPED), st.integers(1, 9))
def test_rows_are_found_in_pieces_of_any_size(rows: list[object], piece: int) -> None:
    raw = json.dumps(rows, indent=1, allow_nan=False, default=str).encode() if _is_plain(rows) else b"[]"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("breadtui.api.rows._PIECE_BYTES", piece)
        assert list(rows_of(raw)) == json.loads(raw)


def _is_plain(value: object) -> bool:
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:
        return False
    return True


def test_rows_of_text_beyond_ascii_are_found_across_pieces() -> None:
    rows = [{"note": "é…😀" * 50}, 12345, "x"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("breadtui.api.rows._PIECE_BYTES", 3)
        assert list(rows_of(b"\xef\xbb\xbf" + json.dumps(rows, ensure_ascii=False).encode())) == rows
