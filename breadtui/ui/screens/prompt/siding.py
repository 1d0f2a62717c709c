"""Teacher and student of a target opened side by side, and closed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breadtui.domain.names import TargetKey
from breadtui.domain.query.queries import BadQuery
from breadtui.store.facts.state import AppState
from breadtui.ui.screens.prompt.prompting import Prompting

if TYPE_CHECKING:
    from breadtui.ui.screens.prompt.sides import SidesScreen


class Siding(Prompting):
    """Shows both prompts of a target; while they are open, what a save needs to know is asked above them."""

    _sides: SidesScreen | None = None

    def complete(self, prefix: str, text: str) -> tuple[str, ...]:
        """How a line may go on."""
        raise NotImplementedError

    def wrong_in(self, prefix: str, text: str) -> BadQuery | None:
        """What is wrong in a line that holds a query, and where."""
        raise NotImplementedError

    def show_sides(self, target: TargetKey) -> None:
        """Teacher and student of a target, side by side where there is room."""
        from breadtui.ui.screens.prompt.sides import SidesScreen  # noqa: PLC0415  when it is asked for

        sides = self._sides = SidesScreen(self.bridge, self.rooms, self, target, self.glyphs)
        self.app.push_screen(sides, lambda _: self._sides_closed(sides))

    def answer_saves(self, state: AppState) -> None:
        """Ask what a save needs to know, unless both sides of a target are open and ask it themselves."""
        if self._sides is None:
            super().answer_saves(state)

    def _sides_closed(self, sides: SidesScreen) -> None:
        self._sides, self._answered = None, {**self._answered, **sides.answered}
