"""The transcript's memory is bounded, in calls and in bytes, and holds no key."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.calls import (
    KEPT_BODIES_BYTES,
    KEPT_BODY_BYTES,
    KEPT_CALLS,
    ApiCall,
    KeptBody,
    body_kept,
    tries_of,
    with_call,
)

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
KEY = "sk-test-0123456789"


def a_call(number: int = 1, *, attempt: int = 1, body: bytes = b"") -> ApiCall:
    kept = body_kept(body, len(body))
    return ApiCall(NOW, "GET", f"/{number}", "200", 1.0, 0, len(body), attempt, number, received=kept)


def test_a_long_body_is_kept_by_its_beginning_and_says_how_long_it_was() -> None:
    kept = body_kept(b"x" * (KEPT_BODY_BYTES + 1024), 5_000_000)
    assert len(kept.start) == KEPT_BODY_BYTES
    assert (kept.whole_bytes, kept.is_cut) == (5_000_000, True)


def test_a_short_body_is_kept_whole() -> None:
    assert body_kept(b"{}", 2) == KeptBody(b"{}", 2)
    assert not body_kept(b"{}", 2).is_cut
    assert body_kept(b"", 0) == KeptBody()


def test_a_body_is_in_no_repr() -> None:
    assert "hush" not in repr(a_call(body=b"hush"))


@given(st.integers(min_value=0, max_value=KEPT_BODY_BYTES + 1024), st.integers(min_value=0, max_value=5))
def test_the_key_is_kept_nowhere_not_even_in_part(at: int, more: int) -> None:
    sent = (b"x" * at + KEY.encode() * (more + 1) + b"x" * 9000)[: KEPT_BODY_BYTES + 1024]
    kept = body_kept(sent, 40_000, (KEY,))
    assert b"sk-t" not in kept.start


def test_two_hundred_calls_are_kept_and_the_oldest_go() -> None:
    calls: tuple[ApiCall, ...] = ()
    for number in range(KEPT_CALLS + 50):
        calls = with_call(calls, a_call(number))
    assert (len(calls), calls[0].path) == (KEPT_CALLS, "/50")


def test_bodies_take_a_bounded_part_of_the_memory_and_calls_stay() -> None:
    calls: tuple[ApiCall, ...] = ()
    for number in range(KEPT_CALLS):
        calls = with_call(calls, a_call(number, body=b"x" * 20_000))
    assert len(calls) == KEPT_CALLS
    assert sum(call.kept_bytes for call in calls) <= KEPT_BODIES_BYTES
    assert calls[-1].received.start
    assert not calls[0].received.start
    assert calls[0].received.whole_bytes == 20_000
    assert calls[0].received.is_cut


def test_a_call_that_loses_nothing_is_the_same_object() -> None:
    first = a_call(1, body=b"x")
    assert with_call((first,), a_call(2))[0] is first


def test_tries_of_a_call_are_found_by_its_number() -> None:
    calls = (a_call(1), a_call(2), a_call(1, attempt=2))
    assert [call.attempt for call in tries_of(calls, calls[2])] == [1, 2]
    assert tries_of(calls, a_call(0)) == (a_call(0),)
