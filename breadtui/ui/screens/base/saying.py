"""A screen that says things to the person, among them what is wrong with a line that was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from breadtui.ui.present.clean import clean
from breadtui.ui.screens.base.part import ScreenPart
from breadtui.ui.screens.words.table import NotUnderstood, Typed

Result = TypeVar("Result")


class Saying(ScreenPart[Result]):
    """Put in place of Screen."""

    def say(self, sentence: str, *, is_problem: bool = False) -> None:
        """A short word to the person; raw text."""
        self.app.notify(clean(sentence), severity="warning" if is_problem else "information", markup=False)

    def understood(self, parse: Callable[[str], Typed | None], line: str) -> Typed | None:
        """The command in a line; None for an empty one, and where it is none, which is said."""
        try:
            return parse(line)
        except NotUnderstood as problem:
            self.say(str(problem), is_problem=True)
            return None
