"""The commands about models in use: which are served, and the conversations with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from breadtui.store.desk import Desk

if TYPE_CHECKING:
    from breadtui.domain.inference import ServedModel
    from breadtui.store.chats.chatting import ChatRoom
    from breadtui.store.chats.keeping import ChatKeeper


class Talking(Desk):
    """Conversations need no permission to write: nothing at the service changes."""

    chat_keeper: Callable[[], ChatKeeper] | None = None
    """Makes what keeps conversations; set by whoever joins the rooms, and called for the first of them."""
    _chats: ChatRoom | None = None

    @property
    def chats(self) -> ChatRoom:
        """The conversations of this session."""
        if self._chats is None:
            from breadtui.store.chats.chatting import ChatRoom  # noqa: PLC0415  with the first conversation

            self._chats = ChatRoom(self._api, self._clock, None if self.chat_keeper is None else self.chat_keeper())
        return self._chats

    def flush_chats(self) -> bool:
        """Bring every conversation to disk now; False where that failed."""
        return self._chats is None or self._chats.flush()

    async def served_models(self) -> tuple[ServedModel, ...]:
        """What can be talked to now. Raises: BreadError."""
        return await self._api.models()
