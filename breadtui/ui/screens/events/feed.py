"""Events as far as they were read: the newest at once, newer ones as they are written down, older ones by pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from breadtui.domain.happenings import Gap, Happening
from breadtui.store.facts.state import AppState

if TYPE_CHECKING:
    from breadtui.store.commands import Commands

PAGE = 500


class EventsFeed:
    """The journal's events, newest first, with the gaps among them."""

    def __init__(self) -> None:
        self.happened: tuple[Happening, ...] = ()
        self.gaps: tuple[Gap, ...] = ()
        self.is_all = False
        self._is_behind = False
        self._is_reading = False

    @property
    def count_text(self) -> str:
        """How many were read, with a plus where there are older ones; empty before anything was read."""
        if not self.happened:
            return ""
        return f"{len(self.happened)}{'' if self.is_all else '+'}"

    async def keep_up(self, commands: Commands, show: Callable[[], None]) -> None:
        """Read what is newer, and show it; to be asked whenever something may have been written down.

        A reading that is under way is not begun anew for it, which would never end while much moves: it is followed by
        one more.
        """
        self._is_behind = True
        if self._is_reading:
            return
        self._is_reading = True
        try:
            while self._is_behind:
                self._is_behind = False
                await self._read_newer(commands)
                show()
        finally:
            self._is_reading = False

    async def _read_newer(self, commands: Commands) -> None:
        """What was written down since the last reading, by any window; at first the newest page."""
        if self.happened:
            newer = await commands.happenings_after(self.happened[0].number)
            known = self.happened[0].number
            fresh = sorted((one for one in newer if one.number > known), key=_number, reverse=True)
            self.happened = (*fresh, *self.happened)
        else:
            self.happened = await commands.happenings(most=PAGE)
            self.is_all = len(self.happened) < PAGE
        await self._read_gaps(commands)

    async def read_older(self, commands: Commands) -> None:
        """The page before the oldest that was read."""
        before = self.happened[-1].number if self.happened else None
        older = await commands.happenings(before=before, most=PAGE)
        self.is_all = len(older) < PAGE
        self.happened = (*self.happened, *older)
        await self._read_gaps(commands)

    async def _read_gaps(self, commands: Commands) -> None:
        if self.happened:
            self.gaps = await commands.gaps(self.happened[-1].seen_at)


def moving(state: AppState) -> tuple[object, ...]:
    """The parts of the state whose change may have been written down."""
    return (state.jobs, state.trees, state.contents, state.link, state.prompts, state.targets)


def _number(happening: Happening) -> int:
    return happening.number
