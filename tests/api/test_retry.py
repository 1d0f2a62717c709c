"""When a call is asked again, and after how long."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.api.kinds import ACT, CHAT, CREATE, LINK, LIST, METRICS, STATUS, CallKind
from breadtui.api.retry import RetryQuota, backoff_seconds, may_ask_again, retry_after_seconds, wait_seconds
from breadtui.domain import errors
from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey, Phase, PromptName, RepoName
from breadtui.domain.prompt.prompts import Prompt
from tests.api.service import Step, ok, page, refused, service

REPO = RepoName("demo")
BAKE = JobKey(REPO, Phase.BAKE, "b1")
NOW = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)
GOOD = ok({"repo_name": "demo"})
REFUSED_CONNECTION = httpx.ConnectError("refused")

FAILURES: list[tuple[BreadError, bool, bool]] = [
    # failure, asked again for reads and creations, asked again for starts
    (errors.NeverSent("x"), True, True),
    (errors.NeverSent("x", code="tls"), False, False),
    (errors.NeverSent("x", code="environment"), False, False),
    (errors.Unreachable("x"), True, False),
    (errors.NotBread("x"), False, False),
    (errors.Unauthorized("x", status=401), False, False),
    (errors.OutOfCredit("x", status=402), False, False),
    (errors.Forbidden("x", status=403), False, False),
    (errors.NotFound("x", status=404), False, False),
    (errors.Conflict("x", status=409), False, False),
    (errors.Invalid("x", status=422), False, False),
    (errors.RateLimited("x"), True, True),
    (errors.ServerFailed("x", status=408), True, False),
    (errors.ServerFailed("x", status=425), True, False),
    (errors.ServerFailed("x", status=418), False, False),
    (errors.ServerFailed("x", status=500), True, False),
    (errors.ServerFailed("x", status=501), False, False),
    (errors.ServerFailed("x", status=503), True, False),
    (errors.ServerFailed("x", status=999), False, False),
    (errors.ServerFailed("x"), False, False),
]


@pytest.mark.parametrize(("failure", "repeatable", "acting"), FAILURES)
def test_the_policy_table(failure: BreadError, repeatable: bool, acting: bool) -> None:
    assert may_ask_again(failure, LIST) is repeatable
    assert may_ask_again(failure, CREATE) is repeatable
    assert may_ask_again(failure, ACT) is acting
    assert may_ask_again(failure, CHAT) is acting


@pytest.mark.parametrize(("failure", "repeatable", "acting"), FAILURES)
def test_the_services_own_word_stops_but_never_starts_twice(
    failure: BreadError, repeatable: bool, acting: bool
) -> None:
    assert not may_ask_again(failure, LIST, should_retry=False)
    assert may_ask_again(failure, ACT, should_retry=True) is acting


@pytest.mark.parametrize("status", [402, 409])
async def test_neither_credit_nor_conflict_is_asked_twice_whatever_the_service_says(status: int) -> None:
    bread = service(refused(status, x_should_retry="true"))
    with pytest.raises((errors.OutOfCredit, errors.Conflict)):
        await bread.api().create_prompt(REPO, Prompt(PromptName("p")))
    assert len(bread.asked) == 1


async def test_the_service_may_ask_to_be_asked_again() -> None:
    bread = service(refused(400, x_should_retry="true"), GOOD)
    await bread.api().repo(REPO)
    assert len(bread.asked) == 2
    stopped = service(refused(503, x_should_retry="false"), GOOD)
    with pytest.raises(errors.ServerFailed):
        await stopped.api().repo(REPO)


@pytest.mark.parametrize("step", [refused(500), refused(429), page(503, "x"), REFUSED_CONNECTION])
async def test_a_list_is_asked_three_times_and_backs_off(step: Step) -> None:
    bread = service(step)
    with pytest.raises(BreadError):
        await bread.api().repo(REPO)
    assert len(bread.asked) == 3
    assert bread.slept == [0.5, 1.0]
    assert [call.attempt for call in bread.calls] == [1, 2, 3]


async def test_a_poll_is_asked_once_for_the_next_one_is_its_repeat() -> None:
    bread = service(refused(503))
    with pytest.raises(errors.ServerFailed):
        await bread.api().job(BAKE)
    assert len(bread.asked) == 1


async def test_a_creation_repeats_with_the_same_idempotency_key() -> None:
    bread = service(httpx.ReadTimeout("late"), refused(500), GOOD, GOOD)
    api = bread.api()
    await api.create_repo(REPO)
    await api.create_repo(REPO)
    keys = [request.headers["idempotency-key"] for request in bread.asked]
    assert keys[0] == keys[1] == keys[2] != keys[3]


async def test_the_wait_asked_for_is_slept_where_it_is_short() -> None:
    bread = service(refused(429, retry_after="7"), refused(503, retry_after_ms="1500"), GOOD)
    await bread.api().repo(REPO)
    assert bread.slept == [7.0, 1.5]


@pytest.mark.parametrize("seconds", ["61", "599", "601", "86400"])
async def test_a_wait_beyond_the_deadline_is_told_at_once(seconds: str) -> None:
    bread = service(refused(429, retry_after=seconds))
    with pytest.raises(errors.RateLimited) as caught:
        await bread.api().repo(REPO)
    assert bread.slept == []
    assert caught.value.retry_after_seconds == min(float(seconds), 3600)


async def test_a_start_waits_for_a_rate_limit_and_is_sent_again() -> None:
    bread = service(refused(429, retry_after="2"), ok({"status": "running"}))
    await bread.api().start(BAKE)
    assert [request.method for request in bread.asked] == ["POST", "POST"]


async def test_the_quota_of_repeats_runs_out_and_comes_back_with_success() -> None:
    bread = service(refused(500))
    api = bread.api()
    for _ in range(7):
        with pytest.raises(errors.ServerFailed):
            await api.repo(REPO)
    assert len(bread.asked) == 7 + 10
    bread.steps[:] = [GOOD, refused(500)]
    await api.repo(REPO)
    with pytest.raises(errors.ServerFailed):
        await api.repo(REPO)
    assert len(bread.asked) == 17 + 1 + 2


def test_the_quota_never_grows_beyond_its_start() -> None:
    quota = RetryQuota(1)
    quota.give_back()
    assert [quota.take(), quota.take()] == [True, False]


@given(st.integers(1, 2000), st.floats(0, 1))
def test_the_backoff_stays_within_its_cap(attempt: int, roll: float) -> None:
    assert 0 <= backoff_seconds(attempt, roll) <= 8


def test_the_backoff_doubles() -> None:
    assert [backoff_seconds(attempt, 1.0) for attempt in range(1, 7)] == [0.5, 1, 2, 4, 8, 8]


DATE = "Tue, 24 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": " 2 "}, 2.0),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "1e400"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "99999999"}, 3600.0),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after-ms": "x", "retry-after": "9"}, 9.0),
        ({"retry-after": "Tue, 24 Nov 2026 12:00:03 GMT", "date": DATE}, 3.0),
        ({"retry-after": "Sat, 01 Jan 2000 00:00:05 GMT", "date": "Sat, 01 Jan 2000 00:00:00 GMT"}, 5.0),
        ({"retry-after": "Tue, 24 Nov 2026 12:00:03 GMT"}, 3.0),
        ({"retry-after": "Tue, 24 Nov 2026 11:00:00 GMT"}, None),
        ({"retry-after": "Tue, 24 Nov 2026 12:00:03 -0000", "date": "garbage"}, 3.0),
        ({"retry-after": "Tue, 99 Nov 2026 12:00:03 GMT"}, None),
    ],
)
def test_all_spellings_of_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after_seconds(httpx.Headers(headers), NOW) == seconds


@given(st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"])))
def test_any_retry_after_is_a_sane_wait_or_none(text: str) -> None:
    seconds = retry_after_seconds(httpx.Headers([(b"retry-after", text.encode("latin-1"))]), NOW)
    assert seconds is None or 0 <= seconds <= 3600


def test_a_wait_of_over_ten_minutes_is_never_slept() -> None:
    assert wait_seconds(errors.RateLimited("x", retry_after_seconds=600), 1, 1.0) == 600
    assert wait_seconds(errors.RateLimited("x", retry_after_seconds=601), 1, 1.0) is None
    assert wait_seconds(errors.Unreachable("x"), 3, 0.5) == 1.0


@pytest.mark.parametrize(
    ("kind", "tries", "total"),
    [(STATUS, 1, 15), (LIST, 3, 60), (METRICS, 2, 120), (CREATE, 3, 60), (LINK, 3, 30), (ACT, 3, 60)],
)
def test_kinds_keep_to_the_policy(kind: CallKind, tries: int, total: float) -> None:
    assert (kind.tries, kind.total_seconds, kind.connect_seconds) == (tries, total, 5)
