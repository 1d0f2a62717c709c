"""The last line of a screen: what can be done there, then help and the way back, as at the foot of the everyday one."""

from __future__ import annotations

from collections.abc import Sequence

from textual.screen import Screen

from breadtui.ui.keymap import LINE_HINTS, Hint
from breadtui.ui.panes.status_line import KeyLine
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.screens.line.available import foot_of


def menu_hint(does: str, *, by: str = "letter") -> Hint:
    """The foot of a menu: each row has a letter or a digit, and enter takes the row under the cursor."""
    return Hint((), does, typed=f"{by}/enter")


class Foot(KeyLine):
    """Tells of the keys that are bound where the focus is, under the names a person gave them.

    It follows the bindings: focus, and what a screen says by `refresh_bindings`.
    """

    def __init__(self, hints: Sequence[Hint], back: Hint, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(id="foot", glyphs=glyphs)
        self._hints = hints
        self._back = back

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def tell(self, hints: Sequence[Hint], back: Hint) -> None:
        """Tell of these from now on."""
        self._hints, self._back = hints, back
        if self.is_attached:
            self._follow(self.screen)

    def _follow(self, screen: Screen[object]) -> None:
        self.show(foot_of(screen, (*LINE_HINTS, *self._hints), self._back))
