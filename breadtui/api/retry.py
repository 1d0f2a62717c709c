"""When a failed call is asked again, and after how long: pure policy, no clock and no dice of its own."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from breadtui.api.kinds import CallKind
from breadtui.domain.errors import (
    BreadError,
    Conflict,
    Forbidden,
    NeverSent,
    OutOfCredit,
    RateLimited,
    ServerFailed,
    Unauthorized,
    Unreachable,
)

BASE_SECONDS = 0.5
CAP_SECONDS = 8.0
LONGEST_SLEEP_SECONDS = 600.0
"""A longer wait is told to the person instead of slept through."""
LONGEST_RETRY_AFTER_SECONDS = 3600.0

TLS = "tls"
ENVIRONMENT = "environment"

_NEVER_AGAIN = (Unauthorized, OutOfCredit, Forbidden, Conflict)
_HOPELESS = frozenset({TLS, ENVIRONMENT})
_SHORT_TROUBLE = frozenset({408, 425})


class RetryQuota:
    """How many repeats a client has left: ten at most, one back per success, so that a sick service is not flooded."""

    def __init__(self, most: int = 10) -> None:
        self._most = most
        self.left = most

    def take(self) -> bool:
        """Use one repeat; False where none is left."""
        if self.left <= 0:
            return False
        self.left -= 1
        return True

    def give_back(self) -> None:
        """A call went well."""
        self.left = min(self.left + 1, self._most)


def may_ask_again(failure: BreadError, kind: CallKind, should_retry: bool | None = None) -> bool:
    """Whether this failure of this kind of call may be met by asking again.

    `should_retry` is the service's own word; it never outweighs a refusal, nor lets a job be started twice.
    """
    if isinstance(failure, _NEVER_AGAIN) or failure.code in _HOPELESS:
        return False
    if should_retry is False:
        return False
    if isinstance(failure, NeverSent | RateLimited):
        return True
    if not kind.is_repeatable:
        return False
    return should_retry is True or _is_passing(failure)


def backoff_seconds(attempt: int, roll: float) -> float:
    """Full jitter: between nothing and half a second doubled per try, at most eight; `roll` is 0 to 1."""
    return roll * min(CAP_SECONDS, BASE_SECONDS * 2.0 ** min(attempt - 1, 10))


def wait_seconds(failure: BreadError, attempt: int, roll: float) -> float | None:
    """How long to wait before the next try, None where the service asks for more than a person should sit through."""
    asked = failure.retry_after_seconds if isinstance(failure, RateLimited | ServerFailed) else None
    if asked is None:
        return backoff_seconds(attempt, roll)
    return asked if asked <= LONGEST_SLEEP_SECONDS else None


def retry_after_seconds(headers: httpx.Headers, now: datetime) -> float | None:
    """What the service says to wait, 0 to 3600, None for silence, the past, and garbage.

    `retry-after-ms` goes first; a date counts from the answer's own date, so a wrong clock here does no harm.
    """
    if (milliseconds := _number(headers.get("retry-after-ms"))) is not None:
        return _sane(milliseconds / 1000)
    text = headers.get("retry-after")
    if (seconds := _number(text)) is not None:
        return _sane(seconds)
    until = _date(text)
    if until is None:
        return None
    return _sane((until - (_date(headers.get("date")) or now)).total_seconds())


def _is_passing(failure: BreadError) -> bool:
    if isinstance(failure, Unreachable):
        return True
    status = failure.status or 0
    return isinstance(failure, ServerFailed) and (status in _SHORT_TROUBLE or (500 <= status < 600 and status != 501))


def _number(text: str | None) -> float | None:
    try:
        number = float(text) if text else None
    except ValueError:
        return None
    return number if number is not None and math.isfinite(number) else None


def _date(text: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(text) if text else None
    except (ValueError, OverflowError):
        return None
    if date is None:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _sane(seconds: float) -> float | None:
    return min(seconds, LONGEST_RETRY_AFTER_SECONDS) if seconds >= 0 else None
