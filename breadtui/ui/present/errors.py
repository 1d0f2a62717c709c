"""The sentence a person reads when something failed: what happened, what is still true, what to press."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from breadtui.domain.errors import (
    BreadError,
    Conflict,
    Forbidden,
    Invalid,
    NeverSent,
    NotBread,
    NotFound,
    NotSupported,
    OutOfCredit,
    RateLimited,
    ServerFailed,
    Unauthorized,
    Unclear,
    Unreachable,
)
from breadtui.ui.present.ages import age_text
from breadtui.ui.present.clean import clean

LONGEST_REASON = 200


class Failure(NamedTuple):
    """A failure in three parts, each a clause without a full stop, safe to show."""

    happened: str
    still_true: str
    press: str

    @property
    def sentence(self) -> str:
        """All three on one line."""
        return ". ".join(part for part in self if part) + "."


_SHOWN_IS_OLD = "What is shown is as last seen"


def failure_of(error: BreadError) -> Failure:
    """What to tell a person about a failure; the service's own words are cleaned and cut."""
    for kind, say in _FAILURES:
        if isinstance(error, kind):
            return say(error)
    return Failure(_with("The service refused", error), _SHOWN_IS_OLD, "r tries again")


def sentence_of(error: BreadError) -> str:
    """The failure as one line."""
    return failure_of(error).sentence


def reason_of(error: BreadError) -> str:
    """Only what happened, for places with little room."""
    return failure_of(error).happened


def _with(happened: str, error: BreadError) -> str:
    """`happened` and the first line of the reason, if there is one."""
    lines = error.message.strip().splitlines()
    return f"{happened}: {clean(lines[0], limit=LONGEST_REASON)}" if lines else happened


def _invalid(error: BreadError) -> Failure:
    fields = error.fields if isinstance(error, Invalid) else {}
    named = "; ".join(f"{clean(name, limit=60)}: {clean(complaint, limit=100)}" for name, complaint in fields.items())
    happened = f"The service did not accept it: {named}" if named else _with("The service did not accept it", error)
    return Failure(clean(happened, limit=400), "Nothing was changed", "Correct it and try again")


def _rate_limited(error: BreadError) -> Failure:
    wait = error.retry_after_seconds if isinstance(error, RateLimited) else None
    when = "It goes on by itself" if wait is None else f"It goes on by itself in {age_text(wait)}"
    return Failure("The service asks for fewer calls", _SHOWN_IS_OLD, when)


def _server_failed(error: BreadError) -> Failure:
    status = f" ({error.status})" if error.status else ""
    return Failure(_with(f"The service failed{status}", error), _SHOWN_IS_OLD, "r tries again")


_FAILURES: tuple[tuple[type[BreadError], Callable[[BreadError], Failure]], ...] = (
    (NeverSent, lambda e: Failure(_with("No connection", e), "Nothing was sent", "r tries again")),
    (Unreachable, lambda e: Failure(_with("No answer", e), _SHOWN_IS_OLD, "r tries again")),
    (NotBread, lambda e: Failure(_with("That was not Bread's answer", e), _SHOWN_IS_OLD, "Check the address")),
    (Unauthorized, lambda _: Failure("The key was refused", "Nothing is asked until there is a new one", ":key")),
    (Forbidden, lambda e: Failure(_with("This key may not do that", e), "Nothing was changed", "")),
    (OutOfCredit, lambda _: Failure("No credits are left", "Nothing was started", "Add credits, then try again")),
    (NotFound, lambda e: Failure(_with("It is not there", e), "It may have been deleted", "R reads everything again")),
    (NotSupported, lambda _: Failure("This server cannot do that", "Everything else works", "")),
    (Conflict, lambda e: Failure(_with("The name is taken", e), "Nothing was overwritten", "Choose another name")),
    (Invalid, _invalid),
    (RateLimited, _rate_limited),
    (ServerFailed, _server_failed),
    (Unclear, lambda e: Failure(_with("The answer was lost", e), "It may or may not be done", "r looks again")),
)
