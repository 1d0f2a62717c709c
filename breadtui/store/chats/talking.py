"""The commands about models in use: which are served, and the conversations with them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from breadtui.store.chats.chatting import ChatRoom
from breadtui.store.desk import Desk

if TYPE_CHECKING:
    from breadtui.domain.inference import ServedModel


class Talking(Desk):
    """Conversations need no permission to write: nothing at the service changes."""

    @cached_property
    def chats(self) -> ChatRoom:
        """The conversations of this session; whoever joins the rooms gives it a keeper."""
        return ChatRoom(self._api, self._clock)

    async def served_models(self) -> tuple[ServedModel, ...]:
        """What can be talked to now. Raises: BreadError."""
        return await self._api.models()
