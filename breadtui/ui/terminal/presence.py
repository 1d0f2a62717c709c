"""Whether somebody sits before this terminal: told by keys, clicks and the terminal's own focus."""

from __future__ import annotations

from textual import events

from breadtui.ui.terminal.app_part import AppPart

SIGNS_OF_LIFE = (events.Key, events.Paste, events.MouseDown, events.AppFocus)


class Presence(AppPart):
    """Put before App. `was_there` is called for every sign of life, before the event is dealt with."""

    async def on_event(self, event: events.Event) -> None:
        """Notice signs of life; everything goes on as it came."""
        if isinstance(event, SIGNS_OF_LIFE) and not event.is_forwarded:
            self.was_there()
        await super().on_event(event)

    def was_there(self) -> None:
        """Somebody is there now."""
