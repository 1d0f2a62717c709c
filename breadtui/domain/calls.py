"""Calls to the service as the transcript keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call as the transcript keeps it; never the key, never a body.

    `outcome` is the status as text, or the name of the failure; bytes are as on the wire, bodies only.
    """

    at: datetime
    method: str
    path: str
    outcome: str
    milliseconds: float
    sent_bytes: int
    received_bytes: int
    attempt: int = 1
