"""What a store's answer means for the part that is here."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.downloading.answers import (
    CHANGED,
    NO_RANGES,
    OTHER_PART,
    Begin,
    Busy,
    Hopeless,
    Known,
    LinkRefused,
    Restart,
    StoreAnswer,
    Verdict,
    Whole,
    judged,
)

TAG = '"tag"'
PART = Known(40, TAG, 100)


def answer(status: int, **headers: str) -> StoreAnswer:
    return StoreAnswer(status, {name.replace("_", "-"): text for name, text in headers.items()})


@pytest.mark.parametrize(
    ("given_answer", "known", "verdict"),
    [
        (answer(200, content_length="100"), Known(), Begin(0, 100)),
        (answer(200), Known(), Begin(0, None)),
        (answer(200, content_length="100", etag=TAG), PART, Begin(0, 100, NO_RANGES)),
        (answer(200, content_length="120", etag='"new"'), PART, Begin(0, 120, CHANGED)),
        (answer(206, content_range="bytes 40-99/100", etag=TAG), PART, Begin(40, 100)),
        (answer(206, content_range="bytes 40-99/*"), PART, Begin(40, 100)),
        (answer(206, content_range="bytes 40-59/100"), PART, Begin(40, 100)),
        (answer(206, content_range="bytes 41-99/100"), PART, Restart(OTHER_PART)),
        (answer(206), PART, Restart(OTHER_PART)),
        (answer(206, content_range="bytes 40-99/101"), PART, Restart(CHANGED)),
        (answer(206, content_range="bytes 40-99/100", etag='"new"'), PART, Restart(CHANGED)),
        (answer(206, content_range="bytes 0-99/100"), Known(), Begin(0, 100)),
        (answer(206, content_range="bytes 5-99/100"), Known(), Hopeless("the store sent a part nobody had asked for")),
        (answer(416, content_range="bytes */40"), Known(40, TAG, 40), Whole()),
        (answer(416), Known(40, TAG, 40), Whole()),
        (answer(416, content_range="bytes */100"), Known(120, TAG, 120), Restart(CHANGED)),
        (answer(416, content_range="bytes */40", etag='"new"'), Known(40, TAG, 40), Restart(CHANGED)),
        (answer(403), PART, LinkRefused(403)),
        (answer(404), PART, LinkRefused(404)),
        (answer(429), PART, Busy(429)),
        (answer(500), PART, Busy(500)),
        (answer(599), PART, Busy(599)),
        (answer(204), PART, Hopeless("the store answered with status 204")),
        (answer(418), PART, Hopeless("the store answered with status 418")),
    ],
)
def test_each_answer_has_one_meaning(given_answer: StoreAnswer, known: Known, verdict: Verdict) -> None:
    assert judged(given_answer, known) == verdict


@pytest.mark.parametrize("known", [Known(), Known(40, "", 100), Known(0, TAG, 100), Known(120, TAG, 100)])
def test_a_part_goes_on_only_by_a_strong_tag_and_within_its_size(known: Known) -> None:
    assert not known.can_go_on


HEADERS = st.dictionaries(
    st.sampled_from(["etag", "content-range", "content-length", "content-encoding", "x-goog-hash", "repr-digest"]),
    st.text(alphabet=string.printable, max_size=60),
)


@given(st.integers(100, 999), HEADERS, st.integers(0, 200), st.sampled_from(["", TAG]), st.none() | st.integers(0, 200))
def test_whatever_comes_is_joined_only_where_the_part_ends(
    status: int, headers: dict[str, str], part: int, tag: str, total: int | None
) -> None:
    known, told = Known(part, tag, total), StoreAnswer(status, headers)
    verdict = judged(told, known)
    assert isinstance(told.hashes, tuple)
    if isinstance(verdict, Begin):
        assert verdict.offset in {0, part if known.can_go_on else 0}
        assert status in {200, 206}
