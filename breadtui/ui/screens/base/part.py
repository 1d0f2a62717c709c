"""What a screen is put together of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen as ScreenPart
else:
    from typing import Generic, TypeVar

    from textual.message_pump import MessagePump

    Result = TypeVar("Result")

    # Textual gathers the keys and styles of all that a class of nodes descends from anew for each class: half a
    # millisecond each. The keys and styles of a screen are its own; its parts hear messages and say what is done.
    class ScreenPart(Generic[Result], MessagePump):
        """A screen to type checkers, since it works on the whole; a screen names `Screen` behind its parts."""


__all__ = ["ScreenPart"]
