"""The error tree: what is kept, what is equal."""

import pytest

from breadtui.domain.errors import (
    BreadError,
    Invalid,
    NeverSent,
    NotFound,
    RateLimited,
    ServerFailed,
    Unauthorized,
    Unreachable,
)


def test_refusals_are_equal_by_kind_words_status_and_code() -> None:
    assert NotFound("x", status=404) == NotFound("x", status=404)
    assert len({NotFound("x"), NotFound("x"), NotFound("y")}) == 2
    for other in (NotFound("y", status=404), NotFound("x", status=410), NotFound("x", status=404, code="C")):
        assert other != NotFound("x", status=404)
    assert NotFound("x") != BreadError("x")
    assert NotFound("x") != "x"


def test_what_was_never_sent_is_a_way_of_being_unreachable() -> None:
    with pytest.raises(Unreachable, match="refused"):
        raise NeverSent("refused")


def test_a_slow_down_carries_how_long() -> None:
    error = RateLimited("slow", retry_after_seconds=3.5)
    assert (error.status, error.retry_after_seconds) == (429, 3.5)
    assert RateLimited("slow").retry_after_seconds is None
    assert ServerFailed("busy", status=503, retry_after_seconds=9).retry_after_seconds == 9


def test_bad_input_names_its_fields() -> None:
    assert Invalid("bad", fields={"a.b": "missing"}).fields == {"a.b": "missing"}
    assert Invalid("bad").fields == {}


def test_an_error_reads_as_its_message() -> None:
    assert str(Unauthorized("no key", status=401)) == "no key"
