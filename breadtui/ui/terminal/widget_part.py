"""What a widget is put together of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.widget import Widget as WidgetPart
else:
    from textual.message_pump import MessagePump

    # Textual gathers the keys and styles of all that a class of nodes descends from anew for each class.
    class WidgetPart(MessagePump):
        """A widget to type checkers, since it works on the whole; a widget names `Widget` behind its parts."""


__all__ = ["WidgetPart"]
