"""The conversations that were kept: searched by what was said in them, gone on with, deleted."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from breadtui.domain.chatting.threads import Thread
from breadtui.store.chats.chatting import ChatRoom
from breadtui.ui.keymap import Hint
from breadtui.ui.present.chat.threads_lines import threads_body, threads_count
from breadtui.ui.screens.asking.confirm import ConfirmScreen
from breadtui.ui.screens.chat.filtered_list import FilteredList
from breadtui.ui.terminal.virtual_rows import VirtualRows

_SHOWN_CHARACTERS = 200


class ThreadsScreen(FilteredList[Thread]):
    """Closes with the conversation to go on with; `here` is the one that is on the screen, which is left out."""

    FOOT: ClassVar[tuple[Hint, ...]] = (
        Hint(("rows.choose",), "go on with it"),
        Hint(("models.filter",), "search what was said"),
        Hint(("threads.delete",), "delete"),
    )
    PLACEHOLDER = "words that were asked or answered"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "delete", "Delete", id="threads.delete", tooltip="Delete it from this machine; asks first"),
    ]

    def __init__(self, room: ChatRoom, here: str) -> None:
        super().__init__()
        self._room = room
        self._here = here
        self._found: tuple[Thread, ...] = ()

    def on_mount(self) -> None:
        """Read what was kept."""
        self._read()

    @work(group="threads", exclusive=True)
    async def _read(self) -> None:
        self.list.empty_text = " reading…"
        self.list.redraw()
        here = [thread for thread in reversed(tuple(self._room.threads.values())) if not thread.is_empty]
        self._found = tuple(each for each in (*here, *await self._room.kept()) if each.id != self._here)
        self.show()

    def show(self, *, is_fresh: bool = False) -> None:  # noqa: ARG002 - the list's own signature
        """Show those in which the words were said."""
        body = threads_body(self._found, self._room.now(), self.words)
        self.list.show_body(body, is_filtered=False)
        none = "nobody said these words, esc shows all" if self.words else "no other conversation was kept"
        self.list.empty_text = f" {none}"
        self.list.redraw() if not body else None
        self.say_above(threads_count(len(self._found)))

    @property
    def _chosen_thread(self) -> Thread | None:
        return next((thread for thread in self._found if thread.id == self.list.copied), None)

    @on(VirtualRows.Chosen)
    def _chosen(self) -> None:
        if (thread := self._chosen_thread) is not None:
            self.dismiss(thread)

    @work(group="threads", exclusive=True)
    async def action_delete(self) -> None:
        """Delete the conversation under the cursor, once that was agreed to."""
        if (thread := self._chosen_thread) is None:
            return
        first = thread.exchanges[0].question if thread.exchanges else thread.unsent
        lines = [" ".join(first[:_SHOWN_CHARACTERS].split()), f"{len(thread.exchanges)} questions with their answers"]
        if await self.app.push_screen_wait(ConfirmScreen("Delete this conversation?", lines, yes="Delete it")):
            self._room.forget(thread)
            self._found = tuple(each for each in self._found if each.id != thread.id)
            self.show()
