"""One model's side of a conversation: its rule and what was said below it."""

from __future__ import annotations

from datetime import datetime

from textual.containers import Vertical

from breadtui.domain.chatting.threads import Thread
from breadtui.ui.panes.chat_log import ChatLog
from breadtui.ui.panes.pane_rule import PaneRule
from breadtui.ui.present.chat.heading import column_heading
from breadtui.ui.present.glyphs import Glyphs


class ChatSide(Vertical):
    """Side by side with others it has a line at its left."""

    DEFAULT_CSS = """
    ChatSide { width: 1fr; }
    ChatSide.-beside { border-left: solid $panel; }
    """

    def __init__(self, model: str, number: int, glyphs: Glyphs) -> None:
        self.rule = PaneRule("", line=glyphs.rule)
        self.log_pane = ChatLog(model, glyphs=glyphs)
        super().__init__(self.rule, self.log_pane, classes="" if number == 1 else "-beside")
        self.number = number

    _shown: tuple[Thread, int] | None = None

    def on_mount(self) -> None:
        """Say where there is more below, as it is scrolled to and from."""
        self.watch(self.log_pane, "scroll_y", self._say, init=False)

    def stand(self, *, is_beside: bool) -> None:
        """Others stand beside this one, or not."""
        self.log_pane.stand(is_beside=is_beside)

    def show(self, thread: Thread, now: datetime, cells: int) -> None:
        """Show how far the conversation is at this moment; `cells` where the side has no width yet."""
        self.log_pane.show(thread, now)
        self._shown = (thread, cells)
        self._say()

    def _say(self) -> None:
        if self._shown is None:
            return
        (thread, cells), log = self._shown, self.log_pane
        heading = column_heading(thread, log.column.model, self.number, self.size.width or cells, has_more=log.has_more)
        self.rule.show_heading(heading)
