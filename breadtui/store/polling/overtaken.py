"""Lists that are changed here while an answer is on its way, which was given before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def not_overtaken(known: Callable[[], object], read: Callable[[], Awaitable[T]]) -> T:
    """What was read; read once more where what is `known` of it moved meanwhile: the answer may be older than that."""
    before = known()
    found = await read()
    return found if before is None or known() is before else await read()
