"""Leads to an earlier minute, and back."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from breadtui.ui.screens.base.reading import Reading
from breadtui.ui.screens.base.topic import Topic

NOT_A_TIME = "travel 09:14, travel 2026-11-28 09:14, or travel -2h"


class Travelling(Topic[Reading]):
    """`T` and the word `travel`."""

    def travel(self, typed: str) -> None:
        """Look at the screen as it was at a time, else at this minute, from which one goes back."""
        from breadtui.domain.travel import moment_typed  # noqa: PLC0415  when it is asked for

        if self.commands is None:
            return
        now = self.commands.now()
        at = moment_typed(typed, now, now) if typed else now
        if at is None:
            self.say(NOT_A_TIME, is_problem=True)
        else:
            self.work(partial(self._travel, at), group="travel")

    async def _travel(self, at: datetime) -> None:
        from breadtui.ui.screens.looking.travel import TravelScreen  # noqa: PLC0415  when it is asked for

        self.screen.flush()
        if self.commands is None or self.screen.rooms is None:
            return
        past = self.commands.past()
        screen = TravelScreen(
            past,
            lambda: self.bridge.state,
            at=at,
            glyphs=self.screen.glyphs,
            host=self.screen.rooms.host,
            arrangement=self.screen.jobs.arrangement,
        )
        await self.app.push_screen_wait(screen)
