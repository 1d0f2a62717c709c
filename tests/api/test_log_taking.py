"""A long training log through the whole client: read while it comes, in whatever pieces, with every check of a body."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from breadtui.api import log_reading, logs
from breadtui.api.kinds import METRICS
from breadtui.domain.calls import KEPT_BODY_BYTES
from breadtui.domain.errors import NotBread, Unreachable
from breadtui.values import replace
from tests.api.service import Chunks, Script, ok, service
from tests.fakes.states import a_key

KEY = a_key("coder_v7")
GZIP = {"content-encoding": "gzip"}


@pytest.fixture(autouse=True)
def _held_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_reading, "HELD_BYTES", 10_000)


def rows(count: int, first: int = 1) -> list[dict[str, float]]:
    return [{"iter": step, "loss": 1 / step, "lr": 9.1e-4} for step in range(first, first + count)]


def pieces(body: bytes, size: int = 7_777) -> Iterator[bytes]:
    return (body[begin : begin + size] for begin in range(0, len(body), size))


def streamed(body: bytes, error: Exception | None = None, **headers: str) -> httpx.Response:
    spelled = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(200, stream=Chunks(pieces(body), error), headers=spelled)


def long_body(count: int = 30_000) -> bytes:
    return json.dumps(rows(count)).encode()


@pytest.mark.parametrize("is_packed", [False, True])
async def test_a_long_log_is_read_as_it_comes_and_grows(is_packed: bool) -> None:
    bodies = [json.dumps(log).encode() for log in (rows(30_000), rows(30_001))]
    packed = [gzip.compress(body) if is_packed else body for body in bodies]
    words = GZIP if is_packed else {}
    bread = service(*(httpx.Response(200, stream=Chunks(pieces(body)), headers=words) for body in packed))
    api = bread.api()
    counts = [(await api.metrics(KEY)).rows_count for _ in packed]

    assert counts == [30_000, 30_001]
    assert len(bread.asked) == 2
    assert [call.received_bytes for call in bread.calls] == list(map(len, packed))
    assert [call.outcome for call in bread.calls] == ["200", "200"]


async def test_the_transcript_keeps_the_beginning_of_a_long_log_and_no_more() -> None:
    body = long_body()
    bread = service(streamed(body))
    await bread.api().metrics(KEY)
    kept = bread.calls[0].received
    assert kept.whole_bytes == len(body)
    assert len(kept.start) <= KEPT_BODY_BYTES


async def test_a_log_in_disorder_is_put_in_order_and_asked_for_again_only_where_more_disorder_follows() -> None:
    log = [*rows(25_000), *rows(500, first=24_600)]
    bread = Script([ok(log)])
    api = bread.api()
    series = await api.metrics(KEY)
    assert (series.rows_count, series.last_step, len(bread.asked)) == (25_500, 25_099, 1)

    bread.steps[:] = [ok([*log, *rows(1, first=25_100)])]
    assert ((await api.metrics(KEY)).last_step, len(bread.asked)) == (25_100, 2)

    more = json.dumps([*log, *rows(300, first=25_000)]).encode()
    bread.steps[:] = [streamed(more), streamed(more)]
    series = await api.metrics(KEY)
    assert (series.rows_count, series.last_step, len(bread.asked)) == (25_800, 25_299, 4)


async def test_an_old_row_that_changed_is_seen_though_it_went_by() -> None:
    bread = Script([ok(rows(30_000))])
    api = bread.api()
    await api.metrics(KEY)
    bread.steps[:] = [ok([*rows(20_000), {"iter": 20_001, "loss": 7.0}, *rows(9_999, first=20_002)])]
    series = await api.metrics(KEY)
    assert series.whole is not None
    assert (series.whole.columns["loss"][20_000], len(bread.asked)) == (7.0, 3)


async def test_a_log_that_needs_its_body_at_hand_is_asked_for_again_once_and_then_never() -> None:
    late = [*({"iter": at, "note": "words"} for at in range(1, 2_000)), {"iter": 2_000, "note": 4.0}]
    bread = Script([ok(late)])
    api = bread.api()
    for asked_count in (2, 3):
        series = await api.metrics(KEY)
        assert (series.last_step, series.gap_counts, len(bread.asked)) == (2_000, {"note": 1_999}, asked_count)


async def test_a_cut_log_is_asked_for_again_and_is_no_broken_log() -> None:
    body = long_body()
    cut = streamed(body[:300_000], content_length=str(len(body)))
    bread = service(cut, streamed(body))
    assert (await bread.api().metrics(KEY)).rows_count == 30_000
    assert [call.outcome for call in bread.calls] == ["Unreachable", "200"]


async def test_a_broken_log_that_was_cut_is_told_as_cut() -> None:
    body = long_body()[:300_000] + b"x" * 100_000
    bread = service(*(streamed(body, content_length=str(len(body) + 1)) for _ in range(METRICS.tries)))
    with pytest.raises(Unreachable):
        await bread.api().metrics(KEY)


@pytest.mark.parametrize("end", ["", "]]", ",]", ", {]", "] x", ',{"iter": 1'])
async def test_a_broken_log_is_told_by_name_and_asked_for_once(end: str) -> None:
    bread = service(streamed(long_body()[:-1] + end.encode()))
    with pytest.raises(NotBread, match="not a whole list of rows") as told:
        await bread.api().metrics(KEY)
    assert (told.value.code, len(bread.asked)) == ("json", 1)


async def test_rows_nested_too_deeply_are_told_as_that() -> None:
    bread = service(streamed(long_body()[:-1] + b"," + b"[" * 200_000))
    with pytest.raises(NotBread, match="nested too deeply"):
        await bread.api().metrics(KEY)


async def test_a_log_over_the_cap_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "METRICS", replace(METRICS, longest_bytes=1_000_000))
    bread = service(streamed(gzip.compress(long_body(80_000)), content_encoding="gzip"))
    with pytest.raises(NotBread) as told:
        await bread.api().metrics(KEY)
    assert told.value.code == "too_long"


async def test_a_page_of_a_stranger_is_known_for_one() -> None:
    page = b"<html><title>Sign in to the network</title>" + b" " * 100_000 + b"</html>"
    with pytest.raises(NotBread, match="Sign in to the network"):
        await service(streamed(page, content_type="text/html")).api().metrics(KEY)


@pytest.mark.parametrize("count", [3, 30_000])
async def test_rows_under_a_name_are_read_however_many_there_are(count: int) -> None:
    body = json.dumps({"metrics": rows(count)}).encode()
    bread = service(streamed(body))
    assert (await bread.api().metrics(KEY)).rows_count == count
    assert len(bread.asked) == 1


class Endless(httpx.AsyncByteStream):
    """A log that goes on for ever once it was begun."""

    def __init__(self) -> None:
        self.is_begun = asyncio.Event()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield long_body()[:-1]
        self.is_begun.set()
        await asyncio.Event().wait()


async def test_who_gives_up_while_a_log_comes_leaves_nothing_half_read() -> None:
    endless = Endless()
    bread = service(ok(rows(20_000)), httpx.Response(200, stream=endless), ok(rows(30_000)))
    api = bread.api()
    await api.metrics(KEY)
    asking = asyncio.create_task(api.metrics(KEY))
    await endless.is_begun.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking

    series = await api.metrics(KEY)
    assert (series.rows_count, series.last_step) == (30_000, 30_000)
    assert series.whole is not None
    assert list(series.whole.steps) == list(range(1, 30_001))


@pytest.mark.parametrize("count", [1, 4_000])
async def test_a_list_without_a_single_object_is_no_empty_log(count: int) -> None:
    api = service(*(ok([1, 2, "x", None] * count) for _ in range(2))).api()
    for read in (api.metrics, api.metric_rows):
        with pytest.raises(NotBread, match=f"has {4 * count:,} rows and no object among them"):
            await read(KEY)
