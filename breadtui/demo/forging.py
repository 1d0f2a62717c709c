"""Answers that are not as the service gave them: headers told otherwise, bytes turned or left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from starlette.types import Message, Scope, Send

REVISION = "breadtui.revision"


class Forgery(Protocol):
    """What is made wrong of one exchange."""

    @property
    def hides(self) -> frozenset[str]:
        """Headers of the request that the service does not see."""
        ...

    @property
    def retells(self) -> Mapping[str, str | None]:
        """Headers of the answer that are told otherwise, or not at all."""
        ...

    @property
    def is_spoiled(self) -> bool:
        """A byte is turned."""
        ...

    @property
    def is_cut_short(self) -> bool:
        """The last quarter is left out."""
        ...

    @property
    def revision(self) -> int:
        """Which weights are sent under the name."""
        ...


def seen_scope(forgery: Forgery, scope: Scope) -> Scope:
    """The request as the service sees it."""
    headers = [(name, text) for name, text in scope["headers"] if name.decode() not in forgery.hides]
    return {**scope, "headers": headers, REVISION: forgery.revision}


class Forger:
    """Sends an answer on, with what is to be wrong in it."""

    def __init__(self, forgery: Forgery, send: Send) -> None:
        self._forgery = forgery
        self._send = send

    async def __call__(self, message: Message) -> None:
        """Send one message of an answer; bodies of the demo come in one."""
        if message["type"] == "http.response.start":
            message = {**message, "headers": self._headers(message["headers"])}
        elif message["type"] == "http.response.body":
            message = {**message, "body": self._body(message.get("body", b""))}
        await self._send(message)

    def _headers(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        told = dict(headers)
        if self._forgery.is_cut_short and b"content-length" in told:
            told[b"content-length"] = str(_kept_bytes(int(told[b"content-length"]))).encode()
        for name, text in self._forgery.retells.items():
            told.pop(name.lower().encode(), None)
            if text is not None:
                told[name.lower().encode()] = text.encode()
        return list(told.items())

    def _body(self, body: bytes) -> bytes:
        if self._forgery.is_spoiled and body:
            middle = len(body) // 2
            body = body[:middle] + bytes([body[middle] ^ 0xFF]) + body[middle + 1 :]
        return body[: _kept_bytes(len(body))] if self._forgery.is_cut_short else body


def _kept_bytes(count_bytes: int) -> int:
    return count_bytes - count_bytes // 4
