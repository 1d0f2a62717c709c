"""Lines typed before, as `↑` and `↓` bring them back into a line; an app may keep them for later sessions."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from breadtui.domain.typed_lines import TypedLines


@runtime_checkable
class KeepsLines(Protocol):
    """An app that remembers what was typed, by the name of the place."""

    def lines_typed(self, place: str) -> TypedLines:
        """What was typed there, the newest last."""
        ...

    def keep_line(self, place: str, line: str) -> None:
        """One more was typed there."""
        ...


class Recalling:
    """Where in the lines typed before a person is, while one is being typed."""

    def __init__(self) -> None:
        self._lines = TypedLines()
        self._keeper: KeepsLines | None = None
        self._place = ""
        self._at = 0
        self._typed = ""
        self._beginning = ""
        self._shown = ""

    def begin(self, app: object, place: str, text: str) -> None:
        """A line is opened at `place`; `text`, which stands in it already, was not typed: any line may come back."""
        if place != self._place:
            self._lines = TypedLines()
        self._keeper, self._place = (app if isinstance(app, KeepsLines) else None), place
        if self._keeper is not None:
            self._lines = self._keeper.lines_typed(place)
        self._rest(text, beginning="")

    def step(self, now: str, step: int) -> str | None:
        """The older (-1) or newer (1) line that begins as what was typed; None where there is none."""
        if now != self._shown:
            self._rest(now, beginning=now)
        look = self._lines.before if step < 0 else self._lines.after
        found = look(self._at, self._beginning)
        while found is not None and self._lines.lines[found] == now:
            found = look(found, self._beginning)
        if found is not None:
            self._at, self._shown = found, self._lines.lines[found]
        elif step > 0 and self._at < len(self._lines.lines):
            self._rest(self._typed, beginning=self._beginning)
        else:
            return None
        return self._shown

    def keep(self, line: str) -> None:
        """The line was entered."""
        self._lines = self._lines.with_line(line)
        if self._keeper is not None:
            self._keeper.keep_line(self._place, line)

    def _rest(self, typed: str, *, beginning: str) -> None:
        """Stand behind the newest line, where what is typed is."""
        self._at = len(self._lines.lines)
        self._typed, self._beginning, self._shown = typed, beginning, typed
