"""Downloads of wrong weights, and what reaches the store: each over a real socket to the demo's store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from breadtui.demo.faults import Fault
from breadtui.demo.serve import DemoServer
from breadtui.domain.downloading.downloads import Standing
from tests.faults.weights_bench import Bench, content


async def test_a_wrong_hash_keeps_the_part_names_the_check_and_begins_anew_when_asked(here: Bench) -> None:
    here.fault(Fault(is_spoiled=True))
    failed = await here.fetch()
    assert failed.standing is Standing.FAILED
    assert failed.words.startswith("its md5 is ")
    assert "the store's ETag says" in failed.words
    assert not here.place.exists()
    assert here.part.stat().st_size == len(content())
    assert json.loads(here.note.read_text())["is_wrong"] is True
    await here.go_on()
    here.assert_done()
    assert here.noted.ranges == [None, None]


async def test_weights_that_lack_their_end_fail_their_check(here: Bench) -> None:
    here.fault(Fault(is_cut_short=True))
    failed = await here.fetch()
    assert failed.standing is Standing.FAILED
    assert "md5" in failed.words


async def test_without_a_hash_the_archives_own_checksum_is_held(here: Bench) -> None:
    here.fault(Fault(retells={"etag": None}))
    done = await here.fetch()
    here.assert_done()
    assert done.checked == "the archive's own checksum"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(retells={"etag": None}, is_spoiled=True), "the archive's own checksum does not hold"),
        (Fault(retells={"etag": None}, is_cut_short=True), "the archive ends in the middle"),
        (Fault(retells={"etag": '"a-tag"', "content-length": None}, is_cut_short=True), "ends in the middle"),
    ],
)
async def test_without_a_hash_what_is_broken_is_found_by_unpacking(here: Bench, fault: Fault, words: str) -> None:
    here.fault(fault)
    failed = await here.fetch()
    assert failed.standing is Standing.FAILED
    assert words in failed.words
    assert not here.place.exists()


async def test_a_body_of_unknown_length_is_taken_and_checked(here: Bench) -> None:
    here.fault(Fault(retells={"content-length": None}))
    done = await here.fetch()
    here.assert_done()
    assert done.total_bytes == len(content())


@pytest.mark.parametrize(
    ("headers", "checked"),
    [
        ({"x-amz-checksum-sha256": "RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o="}, "its sha256 is"),
        ({"repr-digest": "sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:"}, "its sha256 is"),
        ({"x-goog-hash": "crc32c=AAAAAA==,md5=AAAAAAAAAAAAAAAAAAAAAA=="}, "its md5 is"),
    ],
)
async def test_every_hash_that_a_store_tells_must_hold(
    here: Bench, headers: Mapping[str, str | None], checked: str
) -> None:
    here.fault(Fault(retells=headers))
    failed = await here.fetch()
    assert failed.standing is Standing.FAILED
    assert failed.words.startswith(checked)


async def test_a_page_in_place_of_weights_is_no_archive(here: Bench) -> None:
    page = b"<html><body>Sign in to the hotel's network</body></html>"
    here.fault(Fault(status=200, body=page, headers={"content-type": "text/html"}))
    failed = await here.fetch()
    assert failed.standing is Standing.FAILED
    assert failed.words == "it is no .tar.gz: it begins with '<html><body>Sign in to t'"
    assert here.part.read_bytes() == page
    await here.go_on()
    here.assert_done()


async def test_a_page_in_the_middle_of_a_download_is_never_joined(here: Bench) -> None:
    here.fault(Fault(drop="cut"))
    here.fault(Fault(status=200, body=b"<html>", headers={"content-type": "text/html"}))
    failed = await here.fetch()
    assert failed.standing is Standing.FAILED
    await here.go_on()
    here.assert_done()


async def test_weights_in_another_encoding_are_refused(here: Bench) -> None:
    here.fault(Fault(retells={"content-encoding": "gzip"}))
    failed = await here.fetch()
    assert failed.standing is Standing.FAILED
    assert "another encoding (gzip)" in failed.words
    assert not here.part.exists()


async def test_neither_key_nor_referrer_reaches_the_store_and_no_encoding_is_asked_for(here: Bench) -> None:
    here.fault(Fault(drop="cut"), times=2)
    await here.fetch()
    assert len(here.noted.requests) == 3
    for request in here.noted.requests:
        assert not {"authorization", "referer", "cookie", "origin"} & set(request.headers)
        assert here.demo.key not in str(request.headers)
        assert request.headers["accept-encoding"] == "identity"


async def test_no_link_is_kept_told_or_logged_whole(here: Bench, tmp_path: Path) -> None:
    here.fault(Fault(drop="cut"), times=2)
    here.fault(Fault(status=403), times=None)
    await here.fetch()
    assert here.disk.flush()
    secrets = [request.url.params["Signature"] for request in here.noted.requests]
    assert len(secrets) == 5
    kept = files_under(tmp_path)
    assert {path.suffix for path in kept} >= {".json", ".part", ".sqlite3"}
    texts = [path.read_bytes().decode(errors="replace") for path in kept if path.suffix != ".part"]
    texts += [repr(here.store.state), *here.told, repr(here.seen), repr(here.calls)]
    assert not [secret for secret in secrets if any(secret in text for text in texts)]
    assert not [text for text in texts if "Signature=" in text and "‹hidden›" not in text]


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "onward", ["http://203.0.113.7/x.tar.gz", "file:///etc/passwd", "https://user:pass@127.0.0.1/x", "", "https://"]
)
async def test_a_redirect_to_anything_but_https_is_not_followed(here: Bench, onward: str) -> None:
    here.fault(Fault(status=302, body=b"", headers={"location": onward}))
    failed = await here.fetch()
    assert failed.standing is Standing.FAILED
    assert "not https" in failed.words
    assert len(here.noted.requests) == 1


async def test_a_redirect_on_this_machine_is_followed_with_nothing_added(here: Bench) -> None:
    await here.fetch()
    link = str(here.noted.requests[0].url)
    here.place.unlink()
    here.fault(Fault(status=307, body=b"", headers={"location": link}))
    await here.fetch()
    here.assert_done()
    first, second = here.noted.requests[1:]
    assert set(second.headers) == set(first.headers)
    assert str(second.url) == link


async def test_a_store_that_sends_in_circles_is_left(here: Bench) -> None:
    here.fault(Fault(status=302, body=b"", headers={"location": "/weights/round"}), times=None)
    failed = await here.fetch()
    assert (failed.standing, failed.words) == (Standing.FAILED, "the store sends us in circles")
    assert len(here.noted.requests) == 4


@pytest.mark.parametrize(
    "url", ["http://203.0.113.7/w", "ftp://127.0.0.1/w", "https://u:p@127.0.0.1/w", "no address", "http://[::1"]
)
async def test_a_link_that_is_not_https_is_not_asked(demo: DemoServer, here: Bench, url: str) -> None:
    body = json.dumps({"url": url, "expires_in": 60, "checkpoint": 354, "bake_name": "coder_v6"}).encode()
    demo.faults.add("/download$", Fault(status=200, body=body))
    failed = await here.fetch()
    assert failed.standing is Standing.FAILED
    assert "link to the weights" in failed.words
    assert url not in failed.words
    assert here.noted.requests == []
