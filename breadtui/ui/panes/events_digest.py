"""The lines of the digest as a list in which enter leads somewhere."""

from __future__ import annotations

from datetime import datetime, tzinfo

from textual.strip import Strip

from breadtui.domain.digest import Digest, DigestLine, Section
from breadtui.ui.present.digest.lines import DigestFacts, DigestRow, digest_line, digest_rows, section_line
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.value_rows import ValueRows
from breadtui.ui.themes import tone_styles


class DigestList(ValueRows[DigestRow, Line]):
    """Sections and their lines; the cursor steps over headings."""

    empty_text = "Nothing happened."

    def __init__(self, digest: Digest, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._digest = digest
        self._facts = DigestFacts()
        self._now = digest.until
        self._zone: tzinfo | None = None

    def show(self, facts: DigestFacts, now: datetime) -> None:
        """Show the digest with jobs as they are now."""
        self._facts, self._now = facts, now
        self.show_values(digest_rows(self._digest))
        self._step_over(1)

    @property
    def line(self) -> DigestLine | None:
        """The line under the cursor."""
        return self.cursor_key if isinstance(self.cursor_key, DigestLine) else None

    def action_rows_step(self, by: int) -> None:
        """Move by lines."""
        super().action_rows_step(by)
        self._step_over(1 if by > 0 else -1)

    def action_rows_first(self) -> None:
        """The first line."""
        super().action_rows_first()
        self._step_over(1)

    def _step_over(self, by: int) -> None:
        at = self.rows.cursor
        if 0 <= at < len(self.rows) and isinstance(self.rows.keys[at], Section):
            at += by if 0 <= at + by < len(self.rows) else -by
            if 0 <= at < len(self.rows):
                self._go(at)

    def row_value(self, key: DigestRow, width: int) -> Line:
        """What a row says."""
        if isinstance(key, Section):
            return section_line(key, self._digest)
        return digest_line(key, self._facts, width, self._now, self._zone)

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)
