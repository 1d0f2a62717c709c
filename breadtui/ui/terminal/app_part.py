"""What the program in the terminal is put together of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

    AppPart = App[None]
else:
    from textual.message_pump import MessagePump

    # Textual gathers the keys and styles of all that a class of nodes descends from anew for each class.
    class AppPart(MessagePump):
        """An app to type checkers, since it works on the whole; a program names `App` behind its parts."""


__all__ = ["AppPart"]
