"""Names, notes, paces and words of downloads."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.downloading.as_json import download_from_json, download_to_json
from breadtui.domain.downloading.downloads import Download, Standing
from breadtui.domain.downloading.file_names import weights_file_name
from breadtui.domain.downloading.hashes import Hash, HashKind, hashes_of, strong_etag
from breadtui.domain.downloading.pace import FLOOR_BYTES, FLOOR_SECONDS, Pace
from breadtui.domain.downloading.part_note import PartNote, note_from_json, note_to_json
from breadtui.domain.downloading.words import amount_words, pace_words, size_words, span_words
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.values import replace

KEY = JobKey(RepoName("coder"), Phase.BAKE, "v1")
AT = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
DOWNLOAD = Download(KEY, 354, "/home/ada/v1.tar.gz", AT)


@given(st.text(max_size=300), st.text(max_size=300), st.integers(0, 10**12))
def test_any_names_make_one_file_name_without_a_folder(repo: str, bake: str, checkpoint: int) -> None:
    name = weights_file_name(JobKey(RepoName(repo), Phase.BAKE, bake), checkpoint)
    assert not set(name) & set('/\\:*?"<>|\n\r\t\0')
    assert name.endswith(f"-{checkpoint}.tar.gz")
    assert not name.startswith((".", "-", "~"))
    assert len(name.encode()) < 220


def test_a_plain_name_stays_and_a_device_is_none() -> None:
    assert weights_file_name(KEY, 354) == "coder-v1-354.tar.gz"
    assert weights_file_name(JobKey(RepoName("con"), Phase.BAKE, "x"), 1) == "_con-x-1.tar.gz"
    assert weights_file_name(JobKey(RepoName(".."), Phase.BAKE, "../x"), 0) == "unnamed-_x-0.tar.gz"


@given(
    st.sampled_from(Standing),
    st.text(),
    st.integers(0, 10**15),
    st.none() | st.integers(0, 10**15),
    st.none() | st.floats(0, 1e12),
)
def test_a_download_is_the_same_after_the_disk(
    standing: Standing, words: str, done: int, total: int | None, pace: float | None
) -> None:
    download = replace(
        DOWNLOAD,
        standing=standing,
        words=words,
        done_bytes=done,
        total_bytes=total,
        bytes_per_second=pace,
        ended_at=AT,
    )
    assert download_from_json(json.loads(json.dumps(download_to_json(download)))) == download


@pytest.mark.parametrize("value", [None, [], {}, {"repo": 1}, {**download_to_json(DOWNLOAD), "standing": "flying"}])
def test_what_is_no_download_is_none(value: object) -> None:
    assert download_from_json(value) is None  # type: ignore[arg-type]  # anything may lie on a disk


def test_a_note_is_the_same_after_the_disk_and_holds_no_address() -> None:
    note = PartNote(KEY, 354, '"tag"', 100, (Hash(HashKind.MD5, "ab" * 16, "ETag"),), is_wrong=True)
    assert note_from_json(json.loads(json.dumps(note_to_json(note)))) == note
    assert "http" not in json.dumps(note_to_json(note))
    assert note_from_json({**note_to_json(note), "version": 2}) is None
    assert not note.known(40).can_go_on


def test_an_etag_counts_as_a_hash_only_where_it_looks_like_one_and_is_no_key_s() -> None:
    tag = f'"{"AB" * 16}"'
    assert hashes_of({"etag": tag}) == (Hash(HashKind.MD5, "ab" * 16, "ETag"),)
    assert hashes_of({"etag": f'"{"ab" * 16}-3"'}) == ()
    assert hashes_of({"etag": f"W/{tag}"}) == ()
    assert hashes_of({"etag": tag, "x-amz-server-side-encryption-aws-kms-key-id": "k"}) == ()
    assert strong_etag('W/"x"') == ""


def test_the_surest_hash_stands_first() -> None:
    both = {"etag": f'"{"ab" * 16}"', "x-amz-checksum-sha256": "RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o="}
    assert [one.kind for one in hashes_of(both)] == [HashKind.SHA256, HashKind.MD5]


def test_the_pace_is_that_of_the_last_seconds() -> None:
    pace = Pace(0.0)
    assert pace.bytes_per_second is None
    for second in range(1, 61):
        pace.take(float(second), 1000)
    for second in range(61, 121):
        pace.take(float(second), 5000)
    assert pace.bytes_per_second == 5000


def test_five_kilobytes_a_second_for_hours_are_enough_and_half_a_kilobyte_is_not() -> None:
    slow, slower = Pace(0.0), Pace(0.0)
    found = []
    for second in range(1, 3601):
        slow.take(float(second), 5000)
        slower.take(float(second), 500)
        found.append((slow.is_too_slow(float(second)), slower.is_too_slow(float(second))))
    assert sum(one for one, _ in found) == 0
    assert sum(other for _, other in found) == 3600 / FLOOR_SECONDS
    assert FLOOR_BYTES / FLOOR_SECONDS == 1000


def test_a_download_that_went_on_counts_what_was_there_once() -> None:
    half = replace(
        DOWNLOAD, standing=Standing.RUNNING, done_bytes=1_500_000, total_bytes=3_000_000, bytes_per_second=500_000
    )
    assert (half.percent, half.seconds_left) == (50.0, 3.0)
    assert (amount_words(half), pace_words(half)) == ("1.50 MB of 3.00 MB", "500 kB/s ~3s")
    assert pace_words(replace(half, standing=Standing.HELD)) == ""
    assert replace(half, total_bytes=None).percent is None


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.00 kB"), (12_345, "12.3 kB"), (3_147_346, "3.15 MB"), (9e9, "9.00 GB")],
)
def test_sizes_have_three_digits(count: float, words: str) -> None:
    assert size_words(count) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0s"), (99, "99s"), (100, "1m"), (3840, "1h04m"), (172_800, "2d")]
)
def test_spans_are_short(seconds: float, words: str) -> None:
    assert span_words(seconds) == words
