"""What a word of the explorer leads to, in an object of its own, loaded when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual.worker import Worker

from breadtui.ui.screens.base.reading import Reading, Wish

if TYPE_CHECKING:
    from textual.app import App

    from breadtui.store.commands import Commands
    from breadtui.ui.bridge import StoreBridge

On = TypeVar("On", bound=Reading)


class Topic(Generic[On]):
    """Works on the screen that it was made for: `screen` says how much of it is needed."""

    def __init__(self, screen: On) -> None:
        self.screen = screen

    @property
    def app(self) -> App[Any]:
        """The program."""
        return self.screen.app

    @property
    def bridge(self) -> StoreBridge:
        """The way to the state."""
        return self.screen.bridge

    @property
    def commands(self) -> Commands | None:
        """What can be asked for; None before the cockpit is connected."""
        return self.screen.commands

    def say(self, sentence: str, *, is_problem: bool = False) -> None:
        """A short word to the person; raw text."""
        self.screen.say(sentence, is_problem=is_problem)

    def work(self, wish: Wish, group: str) -> None:
        """Begin something that takes its time, in place of what the group was at."""
        self._begin(wish, group, exclusive=True)

    def work_beside(self, wish: Wish, group: str) -> None:
        """Begin something that takes its time, beside what the group is at."""
        self._begin(wish, group, exclusive=False)

    def _begin(self, wish: Wish, group: str, *, exclusive: bool) -> None:
        _: Worker[None] = self.screen.run_worker(wish, group=group, exclusive=exclusive)
