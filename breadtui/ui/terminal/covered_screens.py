"""A screen that another one covers wholly draws nothing, and has nothing drawn again."""

from __future__ import annotations

from textual.screen import Screen

from breadtui.ui.seen import seen_screens
from breadtui.ui.terminal.app_part import AppPart


class CoveredScreens(AppPart):
    """Put before App. On the private name of what shows through, hence Textual's exact version.

    Textual counts the screen below the one on top among those that show through it, opaque or not: whatever moves
    there, or only may have, has both drawn whole, and the covered one asks for that again at each turn.
    """

    @property
    def _background_screens(self) -> list[Screen[object]]:
        seen = seen_screens(self)
        return [screen for screen in self.screen_stack[:-1] if screen in seen]
