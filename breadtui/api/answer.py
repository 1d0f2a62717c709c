"""One question to the service and its answer, as they pass the wire."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import TypeAlias

import httpx

from breadtui.api.kinds import CallKind
from breadtui.values import dataclass, field

Body: TypeAlias = bytes | bytearray

_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Ask:
    """One logical call: `path` is percent-encoded already and begins with a slash, without the origin's prefix.

    `idempotency_key` stays the same through all its tries; None for reads. By `number` its tries are found again in
    the transcript.
    """

    method: str
    path: str
    kind: CallKind
    body: bytes | None = None
    idempotency_key: str | None = None
    accept: str = "application/json"
    number: int = field(default_factory=lambda: next(_NUMBERS))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.method} {self.path}, number={self.number})"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of any status; `is_cut` where only the beginning of an error's body was kept."""

    status: int
    headers: httpx.Headers
    body: Body
    is_cut: bool = False

    @property
    def is_success(self) -> bool:
        """Any 2xx."""
        return 200 <= self.status < 300

    @property
    def should_retry(self) -> bool | None:
        """The service's own word on whether to ask again, None where it gave none."""
        return _WORDS.get(self.headers.get("x-should-retry", "").strip().lower())

    def __repr__(self) -> str:
        return f"{type(self).__name__}(status={self.status}, is_cut={self.is_cut})"


_WORDS: Mapping[str, bool] = {"true": True, "false": False}
