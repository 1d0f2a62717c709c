"""What keeps conversations between sessions, as the store asks for it."""

from __future__ import annotations

from typing import Protocol

from breadtui.domain.chatting.growth import Growth
from breadtui.domain.chatting.threads import Thread


class ChatKeeper(Protocol):
    """Conversations on disk. `keep`, `grow` and `drop` return at once, and are done in order."""

    def keep(self, thread: Thread) -> None:
        """Have it written."""
        ...

    def grow(self, thread_id: str, growth: Growth) -> None:
        """Have what came of an answer written beside the rest of its conversation."""
        ...

    def drop(self, thread: Thread) -> None:
        """Have it removed."""
        ...

    async def kept(self, most: int | None = None) -> tuple[Thread, ...]:
        """What earlier sessions left, newest first, at most so many files of it looked at."""
        ...

    def flush(self, timeout_seconds: float = 2.0) -> bool:
        """Wait until all is on disk; False where it could not be written in time."""
        ...
