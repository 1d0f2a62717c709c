"""Calls as the transcript keeps them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from breadtui.domain.calls import ApiCall, body_kept

AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PRESIGNED = "https://weights.example/v1.tar?X-Amz-Expires=3600&X-Amz-Signature=0123456789abcdef"


def a_call(
    path: str = "/v1/repo/coder",
    outcome: str = "200",
    *,
    method: str = "GET",
    sent: object = None,
    received: object = None,
    attempt: int = 1,
    number: int = 0,
    seconds: float = 0.0,
) -> ApiCall:
    """One call; bodies as JSON."""
    asked = b"" if sent is None else json.dumps(sent).encode()
    answered = b"" if received is None else json.dumps(received).encode()
    return ApiCall(
        at=AT + timedelta(seconds=seconds),
        method=method,
        path=path,
        outcome=outcome,
        milliseconds=120.0,
        sent_bytes=len(asked),
        received_bytes=len(answered),
        attempt=attempt,
        ask_number=number,
        sent=body_kept(asked, len(asked)),
        received=body_kept(answered, len(answered)),
        words=(("x-request-id", f"r-{number}"),) if number else (),
    )


def some_calls() -> tuple[ApiCall, ...]:
    """A read, one that was tried again, a refusal, a presigned address."""
    tree = {"repo_name": "coder", "bakes": {"coder_v1": {"status": "complete"}}}
    prompt = {"prompt_name": "teacher", "messages": [{"role": "system", "content": "You are wise."}]}
    link = {"url": PRESIGNED, "expires_in": 3600}
    return (
        a_call(received=[{"repo_name": "coder"}], number=1),
        a_call("/v1/repo/coder/tree", "503", received={"message": "busy"}, number=2, seconds=1),
        a_call("/v1/repo/coder/tree", received=tree, attempt=2, number=2, seconds=2),
        a_call(
            "/v1/repo/coder/prompts",
            "409",
            method="POST",
            sent=prompt,
            received={"message": "there is another", "code": "conflict"},
            number=3,
            seconds=3,
        ),
        a_call("/v1/repo/coder/bakes/coder_v1/download?expires_in=3600", received=link, number=4, seconds=4),
    )
