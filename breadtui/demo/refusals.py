"""What the service says when it refuses: one exception, the error bodies it can carry."""

from collections.abc import Mapping, Sequence
from typing import Any

Problem = dict[str, Any]

CODES: Mapping[int, str] = {
    400: "INVALID_INPUT",
    401: "UNAUTHORIZED",
    402: "PAYMENT_REQUIRED",
    403: "FORBIDDEN",
    404: "RESOURCE_NOT_FOUND",
    409: "RESOURCE_CONFLICT",
    422: "VALIDATION_ERROR",
    500: "INTERNAL_ERROR",
}


def plain_body(status: int, message: str) -> dict[str, Any]:
    """Write the usual error body: a message and a code, null where none is published."""
    return {"message": message, "code": CODES.get(status)}


def inference_body(status: int, message: str) -> dict[str, Any]:
    """Write the error body of the inference routes, in the shape of the OpenAI API."""
    kind = "invalid_request_error" if status < 500 else "server_error"
    return {"error": {"message": message, "type": kind, "param": None, "code": CODES.get(status)}}


class Refusal(Exception):
    """An answer that is not a success, raised from anywhere below the routes."""

    def __init__(self, status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> None:
        super().__init__(str(body))
        self.status = status
        self.body = body
        self.headers = dict(headers or {})

    @property
    def reason(self) -> str:
        """The message alone, as batch answers list it."""
        return str(self.body.get("message", self.body))


def bad_input(message: str) -> Refusal:
    """Refuse because a prerequisite or an input is not in order."""
    return Refusal(400, plain_body(400, message))


def not_found(kind: str, name: str) -> Refusal:
    """Refuse because the service holds no such resource."""
    return Refusal(404, plain_body(404, f"{kind} '{name}' not found"))


def missing(message: str) -> Refusal:
    """Refuse because something does not exist yet."""
    return Refusal(404, plain_body(404, message))


def conflict(message: str) -> Refusal:
    """Refuse because the name is taken by other content; official clients are told not to try again.

    Without the header they would repeat a conflict twice, for about 1.4 seconds.
    """
    return Refusal(409, plain_body(409, message), {"x-should-retry": "false"})


def taken(kind: str, name: str, what: str = "configuration") -> Refusal:
    """Refuse a second, different resource under one name."""
    return conflict(
        f"{kind} '{name}' already exists with different {what}. {kind}s are immutable once created; use another name."
    )


def bad_name(message: str) -> Refusal:
    """Refuse a name that breaks the name rule."""
    return Refusal(422, plain_body(422, message))


def malformed(problems: Sequence[Problem]) -> Refusal:
    """Refuse a body or query that does not fit its schema."""
    return Refusal(422, {"detail": list(problems)})


def problem(loc: Sequence[str | int], message: str, kind: str) -> Problem:
    """Describe one place of a body or query that does not fit."""
    return {"loc": list(loc), "msg": message, "type": kind}
