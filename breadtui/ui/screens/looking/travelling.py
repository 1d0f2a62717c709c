"""Leads to an earlier minute, and back."""

from __future__ import annotations

from datetime import datetime

from textual import work

from breadtui.ui.screens.base.reading import Reading

NOT_A_TIME = "travel 09:14, travel 2026-11-28 09:14, or travel -2h"


class Travelling(Reading):
    """`T` and the word `travel`."""

    def action_travel(self) -> None:
        """Look at the screen as it was."""
        self.travel("")

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
            self._travel(at)

    @work(group="travel", exclusive=True)
    async def _travel(self, at: datetime) -> None:
        from breadtui.ui.screens.looking.travel import TravelScreen  # noqa: PLC0415  when it is asked for

        self.flush()
        if self.commands is None or self.rooms is None:
            return
        past = self.commands.past()
        screen = TravelScreen(
            past,
            lambda: self.bridge.state,
            at=at,
            glyphs=self.glyphs,
            host=self.rooms.host,
            arrangement=self.jobs.arrangement,
        )
        await self.app.push_screen_wait(screen)
