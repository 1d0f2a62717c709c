"""What keeps raw texts of prompts between sessions, as the store asks for it."""

from __future__ import annotations

from typing import Protocol

from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.raw_texts import RawText


class RawKeeper(Protocol):
    """Raw texts that are neither applied nor given up yet; nothing of it waits for the disk but `left`."""

    def keep(self, key: PromptKey, text: RawText) -> None:
        """Have it written."""
        ...

    def drop(self, key: PromptKey) -> None:
        """Have it removed."""
        ...

    async def left(self, key: PromptKey) -> RawText | None:
        """What an earlier session left."""
        ...
