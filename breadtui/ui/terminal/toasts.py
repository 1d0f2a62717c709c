"""An app whose short words do not pile up over what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual import events
from textual.app import App, ScreenStackError
from textual.css.query import NoMatches
from textual.notifications import Notification, Notifications
from textual.screen import Screen
from textual.widgets._toast import Toast, ToastHolder, ToastRack

from breadtui.ui.terminal.app_part import AppPart

MOST = 3
MOST_WHERE_LOW = 2
LOW_LINES = 30
ACTS = (events.Key, events.Paste, events.MouseDown)
"""By what a person does something: what is said after it may be about what it opens, however long that takes."""


def top_of_toasts(screen: Screen[Any]) -> int | None:
    """The first line that a word lies over, as they are laid out; None where there is none."""
    regions = [toast.region for toast in screen.query(Toast)]
    return min((region.y for region in regions if region.height), default=None)


def lift_toasts(screen: Screen[Any], lines: int) -> None:
    """Have so many lines of the screen below its words."""
    for rack in screen.query_children(ToastRack):
        rack.styles.margin = (0, 0, lines, 0)


def gives_way(note: Notification) -> bool:
    """A word on what a key did: the next one takes its place. Problems and what is given longer do not give way."""
    return note.severity == "information" and note.timeout <= App.NOTIFICATION_TIMEOUT


def still_told(notes: Iterable[Notification], most: int) -> tuple[Notification, ...]:
    """What is still shown, in its order: of the same words, and of those that give way, only the newest."""
    by_topic: dict[str, Notification] = {}
    for note in notes:
        topic = "" if gives_way(note) else note.message
        by_topic.pop(topic, None)
        by_topic[topic] = note
    return tuple(by_topic.values())[-most:]


class Toasts(AppPart):
    """Put before App. On the private way by which Textual shows what was said, hence its exact version."""

    def __init__(self) -> None:
        super().__init__()
        self._told_before: set[str] = set()
        """What is not shown any more, though its time is not over."""
        self._said_before_act: set[str] = set()
        self._screens_count = 0

    async def on_event(self, event: events.Event) -> None:
        """Remember what had been said; everything goes on as it came."""
        if isinstance(event, ACTS) and not event.is_forwarded and self._has_opened():
            self._said_before_act = {note.identity for note in self._notifications if gives_way(note)}
        await super().on_event(event)

    def _has_opened(self) -> bool:
        """What is done to a screen that is still to open did not open it."""
        return bool(self.screen_stack) and self.screen.stack_updates > 0

    def _refresh_notifications(self) -> None:
        try:
            screen = self.screen
            rack = screen.get_child_by_type(ToastRack)
        except (ScreenStackError, NoMatches):
            return
        self._leave_behind(screen)
        notes = tuple(self._notifications)
        shown = still_told((note for note in notes if note.identity not in self._told_before), self._most())
        self._told_before = {note.identity for note in notes} - {note.identity for note in shown}
        told = Notifications()
        for note in shown:
            told.add(note)
        self.call_later(self._show, rack, told)

    def _show(self, rack: ToastRack, told: Notifications) -> None:
        """Whole holders go, also such as have no toast in them yet."""
        kept = {rack._toast_id(note) for note in told}  # noqa: SLF001  the exact version is guarded
        for holder in rack.query_children(ToastHolder):
            if holder.id not in kept:
                holder.remove()
        rack.show(told)

    def _leave_behind(self, screen: Screen[object]) -> None:
        """A screen that opens begins without the words on keys pressed before; where one was closed, they stay."""
        count = len(self.screen_stack)
        if count > self._screens_count and screen.stack_updates == 1:
            self._told_before |= self._said_before_act
        self._screens_count = count

    def _most(self) -> int:
        return MOST_WHERE_LOW if self.size.height < LOW_LINES else MOST
