"""Questions to the service asked together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable


async def all_asked(questions: Iterable[Awaitable[None]]) -> None:
    """Every question answered.

    Raises: what the first of them raised, with which the rest are given up: a refused key is refused for all.
    """
    tasks = [asyncio.ensure_future(question) for question in questions]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
