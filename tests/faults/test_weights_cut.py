"""Downloads over a bad line: cut, expired, changed, without ranges; each over a real socket to the demo's store."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoServer
from breadtui.domain.downloading.answers import CHANGED, NO_RANGES, OTHER_PART
from breadtui.domain.downloading.downloads import Standing
from breadtui.domain.downloading.kept import WeightsTold
from breadtui.domain.downloading.rate_limit import RateLimit
from breadtui.domain.errors import NotFound
from breadtui.store.downloads import looking
from breadtui.values import replace
from tests.faults.weights_bench import BAKE, CHECKPOINT, DEADLINE_SECONDS, EXPIRED, Bench, bench, content

CUT = Fault(drop="cut")


@pytest.fixture
async def here(demo: DemoServer, tmp_path: Path) -> AsyncIterator[Bench]:
    (tmp_path / "down").mkdir()
    async with bench(demo, tmp_path / "down") as made:
        yield made


async def test_weights_arrive_whole_and_checked(here: Bench) -> None:
    done = await here.fetch()
    here.assert_done()
    assert (done.done_bytes, done.total_bytes, done.percent) == (len(content()), len(content()), 100.0)
    assert done.checked == "md5 (ETag)"
    assert here.noted.ranges == [None]
    assert f"the weights of yoda_repo/coder_v6@{CHECKPOINT} are at {here.place}" in here.told[-1]
    assert here.ends == [("downloaded", here.told[-1])]


async def test_a_line_that_is_cut_five_times_is_gone_on_with_where_it_was_cut(here: Bench) -> None:
    here.fault(CUT, times=5)
    await here.fetch()
    here.assert_done()
    offsets = [int((asked or "bytes=0-").removeprefix("bytes=").removesuffix("-")) for asked in here.noted.ranges]
    assert len(offsets) == 6
    assert offsets[0] == 0
    assert all(later > earlier for earlier, later in itertools.pairwise(offsets))
    tags = {request.headers.get("if-range") for request in here.noted.requests[1:]}
    assert len(tags) == 1
    assert None not in tags
    assert len(here.links) == 1


async def test_each_byte_is_asked_for_once_however_often_the_line_is_cut(here: Bench) -> None:
    here.fault(CUT, times=3)
    await here.fetch()
    counts = [one.done_bytes for one in here.seen]
    assert counts == sorted(counts)
    assert max(counts) == len(content())


async def test_an_expired_link_is_replaced_by_one_to_the_same_checkpoint(here: Bench) -> None:
    here.fault(CUT)
    here.fault(EXPIRED)
    await here.fetch()
    here.assert_done()
    assert here.links == [f"/v1/repo/yoda_repo/bakes/coder_v6/download?checkpoint={CHECKPOINT}"] * 2
    assert [asked is not None for asked in here.noted.ranges] == [False, True, True]
    assert here.noted.ranges[1] == here.noted.ranges[2]


async def test_a_link_is_replaced_before_it_runs_out(demo: DemoServer, here: Bench) -> None:
    short = Fault(
        status=200,
        body=b'{"url": "%s", "expires_in": 1, "checkpoint": 354, "bake_name": "coder_v6"}' % b"https://127.0.0.1:1/x",
    )
    demo.faults.add("/download$", short)
    await here.fetch()
    here.assert_done()
    assert len(here.links) == 2


async def test_a_store_that_refuses_every_link_ends_the_download_after_three(here: Bench) -> None:
    here.fault(EXPIRED, times=None)
    failed = await here.fetch()
    assert failed.standing is Standing.FAILED
    assert "refuses every link" in failed.words
    assert here.ends == [("download-stopped", f"the download of yoda_repo/coder_v6@354 stopped: {failed.words}")]
    assert (len(here.links), len(here.noted.requests)) == (3, 3)


async def test_weights_that_change_meanwhile_are_begun_anew_and_a_person_is_told(here: Bench) -> None:
    here.fault(CUT)
    here.fault(Fault(revision=1), times=None)
    await here.fetch()
    here.assert_done(revision=1)
    assert CHANGED in here.words
    assert here.noted.ranges[0] is None
    assert here.noted.ranges[1] is not None


async def test_a_store_without_ranges_sends_all_of_it_again(here: Bench) -> None:
    here.fault(CUT)
    here.fault(Fault(hides=frozenset({"range"})))
    await here.fetch()
    here.assert_done()
    assert NO_RANGES in here.words
    assert len(here.noted.requests) == 2


@pytest.mark.parametrize("told", ["bytes 5-9/100", "bytes 0-3146031/3146032", "", "lines 1-2/3"])
async def test_a_part_that_was_not_asked_for_is_never_joined(here: Bench, told: str) -> None:
    here.fault(CUT)
    here.fault(Fault(retells={"content-range": told}))
    await here.fetch()
    here.assert_done()
    assert OTHER_PART in here.words
    assert here.noted.ranges[-1] is None


async def test_a_part_of_another_size_is_never_joined(here: Bench) -> None:
    here.fault(CUT)
    await asyncio.sleep(0)
    half = len(content()) // 2
    here.fault(Fault(retells={"content-range": f"bytes {half}-{len(content()) - 1}/{len(content()) + 5}"}))
    await here.fetch()
    here.assert_done()
    assert CHANGED in here.words


async def test_a_part_that_is_whole_is_checked_and_named_without_another_byte(here: Bench) -> None:
    here.fault(CUT)
    here.fault(Fault(status=404), times=None)
    await here.fetch()
    here.demo.faults.clear()
    here.part.write_bytes(content())
    await here.go_on()
    here.assert_done()
    assert here.noted.ranges[-1] == f"bytes={len(content())}-"


@pytest.mark.parametrize("tag", [None, 'W/"weak"', "unquoted"])
async def test_without_a_strong_tag_a_cut_begins_anew(here: Bench, tag: str | None) -> None:
    here.fault(Fault(drop="cut", retells={"etag": tag}))
    await here.fetch()
    here.assert_done()
    assert here.noted.ranges == [None, None]


async def test_a_busy_store_is_asked_again_until_it_answers(here: Bench) -> None:
    here.fault(Fault(status=503, body=b"<Error/>", headers={"retry-after": "7"}), times=2)
    here.fault(Fault(drop="before"), times=2)
    await here.fetch()
    here.assert_done()
    assert len(here.noted.requests) == 5
    assert any("busy (status 503); tried again in 7s" in words for words in here.words)


async def test_a_link_to_another_checkpoint_is_not_followed(demo: DemoServer, here: Bench) -> None:
    other = Fault(status=200, body=b'{"url": "http://127.0.0.1:1/", "checkpoint": 118, "bake_name": "coder_v6"}')
    demo.faults.add("/download$", other)
    failed = await here.fetch()
    assert failed.standing is Standing.FAILED
    assert "checkpoint 118 instead" in failed.words
    assert here.noted.requests == []


async def test_weights_that_the_service_does_not_know_are_told_of(here: Bench) -> None:
    await here.commands.download(BAKE, 7, str(here.place))
    assert here.download.standing is Standing.FAILED
    assert here.noted.requests == []
    assert not here.part.exists() or here.part.stat().st_size == 0


async def test_before_a_download_its_size_and_hash_are_known_without_its_bytes(here: Bench) -> None:
    told = await here.commands.weights_told(BAKE)
    assert (told.checkpoint, told.total_bytes) == (CHECKPOINT, len(content()))
    assert [one.source for one in told.hashes] == ["ETag"]
    assert list(here.folder.iterdir()) == []


@pytest.mark.parametrize("where", ["/download$", "^/weights/"])
@pytest.mark.parametrize("fault", [Fault(drop="before"), Fault(status=503), Fault(delay_seconds=600.0)])
async def test_on_a_bad_line_no_more_is_known_than_what_was_named_and_soon(
    here: Bench, where: str, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "LOOK_SECONDS", 0.2)
    here.demo.faults.add(where, fault, times=None)
    assert await here.commands.weights_told(BAKE, CHECKPOINT) == WeightsTold(CHECKPOINT)


async def test_weights_that_are_not_there_are_told_at_once(here: Bench) -> None:
    with pytest.raises(NotFound):
        await here.commands.weights_told(BAKE, 7)


class Counting(RateLimit):
    """A limit that lets all pass and counts."""

    def __init__(self) -> None:
        super().__init__(10_000)
        self.count_bytes = 0

    def wait_seconds(self, now_seconds: float, count_bytes: int) -> float:
        self.count_bytes += count_bytes
        return min(super().wait_seconds(now_seconds, count_bytes), 0.0)


async def test_all_that_comes_is_held_against_the_limit_that_downloads_share(here: Bench) -> None:
    limit = Counting()
    assert here.commands.download_rooms is not None
    here.commands.download_rooms = replace(here.commands.download_rooms, limit=limit)
    other = here.folder / "other.tar.gz"
    async with asyncio.timeout(DEADLINE_SECONDS):
        await asyncio.gather(here.fetch(), here.commands.download(BAKE, CHECKPOINT, str(other)))
    assert limit.count_bytes == 2 * len(content())
