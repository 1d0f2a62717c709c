"""What keeps conversations between sessions, as the store asks for it."""

from __future__ import annotations

from typing import Protocol

from breadtui.domain.chatting.threads import Thread


class ChatKeeper(Protocol):
    """Conversations on disk. `keep` and `drop` return at once."""

    def keep(self, thread: Thread) -> None:
        """Have it written."""
        ...

    def drop(self, thread: Thread) -> None:
        """Have it removed."""
        ...

    async def kept(self) -> tuple[Thread, ...]:
        """What earlier sessions left, newest first."""
        ...

    def flush(self, timeout_seconds: float = 2.0) -> bool:
        """Wait until all is on disk; False where it could not be written in time."""
        ...
