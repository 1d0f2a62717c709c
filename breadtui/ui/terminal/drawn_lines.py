"""A widget of lines drawn elsewhere, of which only those that changed are sent again."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from breadtui.ui.present.plot.parts import Part
from breadtui.ui.present.strips import strip_of
from breadtui.ui.present.tones import Line, Tone
from breadtui.ui.terminal.turns import PAUSE_SECONDS, Turn


class DrawnLines(Widget):
    """Shows lines as they are handed over; a subclass says what the tones look like (`tones`)."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: tuple[Line, ...] = ()
        self._parts: Iterator[Part] = iter(())
        self._strips: dict[int, Strip] = {}

    def tones(self) -> Mapping[Tone, Style]:
        """The colours of the tones now."""
        raise NotImplementedError

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines and nothing else."""
        self._parts = iter(())
        self.put_lines(0, (*lines, *(((),) * (len(self._lines) - len(lines)))))

    def put_lines(self, first: int, lines: Sequence[Line]) -> None:
        """Show these lines from the line `first` on; only those that differ are sent again."""
        shown = [*self._lines, *(((),) * (max(self.size.height, first + len(lines)) - len(self._lines)))]
        changed = [y for y, line in enumerate(lines, first) if y >= len(self._lines) or shown[y] != line]
        shown[first : first + len(lines)] = lines
        self._lines = tuple(shown)
        for y in changed:
            self._strips.pop(y, None)
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def put_parts(self, parts: Iterable[Part]) -> None:
        """Show lines part by part; keys have their turn in between, and what stood there stays until its part comes.

        What still was to come of others is given up.
        """
        self._parts = iter(parts)
        self._put_some(self._parts)

    def put_rest(self) -> None:
        """Show now what is still to come."""
        for part in self._parts:
            self.put_lines(part.first, part.lines)

    async def _put_more(self, parts: Iterator[Part]) -> None:
        # A callback alone gives nobody a turn: the queue it waits in is emptied before anything else is done.
        await sleep(PAUSE_SECONDS)
        if parts is self._parts:
            self._put_some(parts)

    def _put_some(self, parts: Iterator[Part]) -> None:
        turn = Turn()
        for part in parts:
            self.put_lines(part.first, part.lines)
            if turn.is_over(part.dots):
                self.call_later(self._put_more, parts)
                return

    def forget_lines(self) -> None:
        """Show nothing until other lines come, as after another size."""
        self._lines = ()
        self._strips.clear()

    def text_lines(self) -> list[str]:
        """What is drawn as plain text."""
        return ["".join(span.text for span in line).rstrip() for line in self._lines]

    def notify_style_update(self) -> None:
        """Another theme: the same lines in other colours."""
        self._strips.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line, exactly as wide as the widget."""
        if y not in self._strips:
            line = self._lines[y] if y < len(self._lines) else ()
            self._strips[y] = strip_of(line, self.size.width, self.rich_style, self.tones())
        return self._strips[y]
