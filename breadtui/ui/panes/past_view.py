"""The versions of a prompt as a list, and the text of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.strip import Strip

from breadtui.domain.difference.diff import LineKind, PromptLine, prompt_lines
from breadtui.domain.prompt.past import Version
from breadtui.domain.prompt.prompts import Prompt
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine, folded_body
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.prompt.lines import EMPTY_TEXT
from breadtui.ui.present.prompt.past_lines import PastRow, marked_line, past_rows
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.terminal.body_rows import BodyRows
from breadtui.ui.terminal.mark_rows import MARKING, MarkRows
from breadtui.ui.terminal.value_rows import ValueRows
from breadtui.ui.themes import tone_styles

_TONES = {LineKind.ROLE: Tone.ACCENT, LineKind.TEXT: Tone.PLAIN, LineKind.DETAIL: Tone.DIM}


class PastList(MarkRows[int, Line], ValueRows[int, Line]):
    """Versions newest first, with what lies between them; marks are kept here. The cursor rests on versions."""

    BINDINGS: ClassVar[list[BindingType]] = [*MARKING]
    empty_text = " No version of this prompt was seen yet."

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._glyphs = glyphs
        self._shown: tuple[PastRow, ...] = ()
        self._marks: frozenset[int] = frozenset()

    def show(self, versions: Sequence[Version], now: Prompt | None) -> None:
        """Show the versions; marks are forgotten where their number changed."""
        rows = past_rows(versions, now, glyphs=self._glyphs)
        if len(rows) != len(self._shown):
            self._marks = frozenset()
        self._shown = rows
        self.show_values(range(len(rows)))
        self._go(self.rows.cursor)

    def _go(self, index: int) -> None:
        """To the version there, else the next one the way the cursor goes, else the nearest."""
        stop = len(self._shown)
        if not stop:
            return
        place = max(0, min(index, stop - 1))
        below, above = range(place, stop), range(place, -1, -1)
        ways = (above, below) if index < self.rows.cursor else (below, above)
        found = (at for way in ways for at in way if self._shown[at].version is not None)
        super()._go(next(found, self.rows.cursor))

    @property
    def version(self) -> int | None:
        """The place of the version under the cursor or below it; None where there is none."""
        below = (row.version for row in self._shown[self.rows.cursor :] if row.version is not None)
        return next(below, None)

    @property
    def marks(self) -> tuple[int, ...]:
        """The places of the versions that are marked."""
        return tuple(sorted(version for row in self._marks if (version := self._shown[row].version) is not None))

    def mark_of(self, key: int) -> int | None:
        """The row itself, where it is a version."""
        return None if self._shown[key].version is None else key

    def is_marked(self, key: int) -> bool:
        """The row is marked."""
        return key in self._marks

    @on(MarkRows.MarkAsked)
    def _mark_asked(self, event: MarkRows.MarkAsked) -> None:
        event.stop()
        self._marks = (self._marks | frozenset(event.marked)) - frozenset(event.unmarked)
        self.refresh_values()

    def row_value(self, key: int, width: int) -> Line:  # noqa: ARG002 - the list's own signature
        """The line at a place."""
        if key >= len(self._shown):
            return ()
        line = self._shown[key].line
        return marked_line(line, self._glyphs.marked) if self.shows_mark(key) else line

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)


class VersionText(BodyRows):
    """A whole prompt to be read, under its role headings."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._prompt: Prompt | None = None

    def show(self, prompt: Prompt | None) -> None:
        """Show a prompt from its beginning."""
        self._prompt = prompt
        self.fill()
        self.move_to(0)

    def fill(self) -> None:
        """Work out the lines again."""
        lines = () if self._prompt is None else prompt_lines(self._prompt)
        if self._prompt is not None and not lines:
            self.show_body([BodyLine((Span(f" {EMPTY_TEXT}", Tone.STRONG),))])
        else:
            self.show_body(folded_body(map(_body_line, lines), self.size.width))

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def on_resize(self, _: events.Resize) -> None:
        """Break the lines anew for the new width."""
        self.fill()


def _body_line(line: PromptLine) -> BodyLine:
    text = clean(line.text)
    shown = f" [{text}]" if line.kind is LineKind.ROLE else f" {text}"
    return BodyLine((Span(shown, _TONES[line.kind]),), copied=line.text)
