"""Which refusals are waited out, how long, and which are told at once."""

from __future__ import annotations

import pytest

from breadtui.domain import errors
from breadtui.domain.chatting.patience import Patience, Wait, Why
from breadtui.domain.errors import BreadError


def waits(error: BreadError, *, is_complete: bool = True) -> list[Wait]:
    patience, found = Patience(), []
    while (moved := patience.after(error, is_complete=is_complete)) is not None:
        patience, wait = moved
        found.append(wait)
    return found


def test_a_model_whose_bake_is_complete_is_asked_for_a_minute() -> None:
    found = waits(errors.NotFound("no such model", status=404))
    assert [wait.seconds for wait in found] == [3.0] * 20
    assert [found[0].left_seconds, found[-1].left_seconds] == [60.0, 3.0]
    assert {wait.why for wait in found} == {Why.NOT_SERVED}


def test_a_model_that_no_complete_bake_names_is_not_waited_for() -> None:
    assert waits(errors.NotFound("no such model", status=404), is_complete=False) == []


def test_an_unavailable_service_is_asked_for_a_minute_as_often_as_it_likes() -> None:
    found = waits(errors.ServerFailed("loading", status=503, retry_after_seconds=25.0), is_complete=False)
    assert [(wait.why, wait.seconds) for wait in found] == [(Why.UNAVAILABLE, 25.0)] * 2
    assert len(waits(errors.ServerFailed("loading", status=503))) == 20


def test_fewer_calls_means_longer_and_longer_waits_up_to_ten_minutes() -> None:
    found = [wait.seconds for wait in waits(errors.RateLimited("slow down"))]
    assert found[:4] == [5.0, 7.5, 11.25, 16.875]
    assert max(found) == 120.0
    assert sum(found) <= 600.0
    assert [wait.seconds for wait in waits(errors.RateLimited("slow", retry_after_seconds=250.0))] == [250.0, 250.0]


def test_a_question_that_was_never_sent_is_put_again_three_times() -> None:
    assert [wait.why for wait in waits(errors.NeverSent("refused"))] == [Why.UNSENT] * 3


@pytest.mark.parametrize(
    "error",
    [
        errors.Unauthorized("no"),
        errors.OutOfCredit("no", status=402),
        errors.Invalid("no", status=422),
        errors.ServerFailed("no", status=500),
        errors.Unreachable("cut"),
        errors.NotBread("a page"),
    ],
)
def test_any_other_refusal_is_told_at_once(error: BreadError) -> None:
    assert waits(error) == []
