"""What a person reads when something failed."""

from __future__ import annotations

import inspect

import pytest

from breadtui.domain import errors
from breadtui.domain.errors import BreadError, Invalid, NeverSent, OutOfCredit, RateLimited, ServerFailed, Unclear
from breadtui.ui.present.errors import failure_of, reason_of, sentence_of

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, BreadError)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_failure_says_what_happened_and_what_is_still_true(kind: type[BreadError]) -> None:
    failure = failure_of(kind("\x1b[31mthe reason\nsecond line"))
    assert failure.happened
    assert failure.still_true
    assert "\x1b" not in failure.sentence
    assert "second line" not in failure.sentence


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (NeverSent("refused"), "No connection: refused. Nothing was sent. r tries again."),
        (OutOfCredit("402"), "No credits are left. Nothing was started. Add credits, then try again."),
        (
            RateLimited("", retry_after_seconds=30),
            "The service asks for fewer calls. What is shown is as last seen. It goes on by itself in 30s.",
        ),
        (ServerFailed("", status=503), "The service failed (503). What is shown is as last seen. r tries again."),
        (Unclear("cut"), "The answer was lost: cut. It may or may not be done. r looks again."),
    ],
)
def test_sentences_read_well(error: BreadError, sentence: str) -> None:
    assert sentence_of(error) == sentence


def test_fields_are_named_when_the_service_names_them() -> None:
    error = Invalid("bad", fields={"epochs": "must be positive", "a\x1b": "[/]"})
    assert reason_of(error) == "The service did not accept it: epochs: must be positive; a␛: [/]"
