"""The command that reads what a search needs: the texts of prompts nobody has looked at yet."""

from __future__ import annotations

import asyncio

from breadtui.domain.names import PromptKey
from breadtui.store.facts.state import Online
from breadtui.store.reading.on_demand import Reading

PROMPTS_AT_ONCE = 4
MOST_PROMPTS = 500
"""So many are read for one search; the rest when it is asked for again."""


class Finding(Reading):
    """Reads in the background; cancelled, it leaves what was read."""

    async def read_unread_prompts(self) -> None:
        """The texts of all prompts of open repositories that are not known yet, four at once.

        Stops asking as soon as the way to the service is broken.
        """
        from breadtui.store.views.search import unread_prompts  # noqa: PLC0415  when it is asked for

        gate = asyncio.Semaphore(PROMPTS_AT_ONCE)

        async def read(key: PromptKey) -> None:
            async with gate:
                if isinstance(self._state.link, Online) and key.repo in self._state.opened:
                    await self._load_prompt(key)

        await self._together(read(key) for key in unread_prompts(self._state)[:MOST_PROMPTS])
