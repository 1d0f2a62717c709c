"""The error tree every room speaks: what can go wrong between a person and the service."""

from __future__ import annotations

from collections.abc import Mapping


class BreadError(Exception):
    """Something the service or the way to it refused; `message` is raw text, to be cleaned before it is shown."""

    def __init__(self, message: str, *, status: int | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.code = code

    def __eq__(self, other: object) -> bool:
        """Two refusals are the same when kind, words, status and code are, so that a state may hold them."""
        if not isinstance(other, BreadError):
            return NotImplemented
        return type(self) is type(other) and (self.message, self.status, self.code) == (
            other.message,
            other.status,
            other.code,
        )

    def __hash__(self) -> int:
        return hash((type(self), self.message, self.status, self.code))


class Unreachable(BreadError):
    """No answer: name look-up, connection, TLS, a deadline that passed, or a cut."""


class NeverSent(Unreachable):
    """No connection could be made, so the service saw nothing of the call: even a start may be repeated."""


class NotBread(BreadError):
    """An answer that is not the Bread API's: a proxy's page, broken JSON, a redirect, too many bytes."""


class Unauthorized(BreadError):
    """401: the key is missing or wrong."""


class Forbidden(BreadError):
    """403: the key is good but not for this."""


class OutOfCredit(BreadError):
    """402: no credits left; asking again cannot help."""


class NotFound(BreadError):
    """404: no such repository, prompt, target, bake, or output."""


class NotSupported(BreadError):
    """405: this server cannot do that."""


class Conflict(BreadError):
    """409: the name exists with other content. Never asked again."""


class Invalid(BreadError):
    """400 or 422: unmet prerequisite or bad input; `fields` maps a dotted field to its complaint."""

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        code: str | None = None,
        fields: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message, status=status, code=code)
        self.fields = dict(fields or {})


class RateLimited(BreadError):
    """429: wait `retry_after_seconds` (None where the service did not say)."""

    def __init__(self, message: str, *, retry_after_seconds: float | None = None, code: str | None = None) -> None:
        super().__init__(message, status=429, code=code)
        self.retry_after_seconds = retry_after_seconds


class ServerFailed(BreadError):
    """5xx and anything unexpected; `retry_after_seconds` where the service said when."""

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        code: str | None = None,
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(message, status=status, code=code)
        self.retry_after_seconds = retry_after_seconds


class Unclear(BreadError):
    """A write whose answer was lost and whose effect could not be read back: done or not done is unknown."""
