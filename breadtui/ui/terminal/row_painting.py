"""A text field of which an edit or a step of the cursor paints the rows that look different, and no others."""

from __future__ import annotations

from rich.style import Style
from textual.document._document import Selection
from textual.geometry import Region
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widgets import TextArea

from breadtui.ui.terminal.text_rows import RowLook, RowPart, RowPens, look_of, row_segments


class RowPainting(TextArea):
    """Textual's paints all its rows at each key, which is most of what a letter costs."""

    # Its own watcher refreshes what the selection changes, which is seldom everything.
    selection: Reactive[Selection] = reactive(Selection(), init=False, always_update=True, repaint=False)

    _painted: dict[int, tuple[RowLook | None, RowPens, Strip]]
    _pens: RowPens | None = None
    _styled: tuple[object, Style] | None = None

    @property
    def text_rows(self) -> int:
        """Rows the text takes at the present width."""
        return self.wrapped_document.height

    def notify_style_update(self) -> None:
        """Take the styles anew before the next row is drawn."""
        self._styled = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows, with styles that are looked up once for all of them."""
        self._pens = self._new_pens()
        return super(TextArea, self).render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One row; the very strip of last time where nothing of it changed, of which much is known by then."""
        if self.placeholder and not self.text:
            self._rows_painted().pop(y, None)
            return super().render_line(y)
        pens = self._pens or self._new_pens()
        look, width = self._look(y), self.scrollable_content_region.size.width
        known = self._rows_painted().get(y)
        if known is not None and known[:2] == (look, pens) and known[2].cell_length == width:
            return known[2]
        strip = _strip(look, pens, width)
        self._rows_painted()[y] = (look, pens, strip)
        return strip

    def _rows_painted(self) -> dict[int, tuple[RowLook | None, RowPens, Strip]]:
        """What was drawn on each row of the widget. Textual's own beginning asks for it before ours could make it."""
        if not hasattr(self, "_painted"):
            self._painted = {}
        return self._painted

    def _watch_selection(self, previous_selection: Selection, selection: Selection) -> None:
        super()._watch_selection(previous_selection, selection)
        self._refresh_rows()

    def _refresh_rows(self) -> None:
        """Paint again the rows that look different from what was drawn on them last; all where none was yet."""
        width, height = self.scrollable_content_region.size
        painted = self._rows_painted()
        if not painted or not height or not self.text:
            self.refresh()
            return
        for y in range(height):
            known = painted.get(y)
            if known is None or known[0] != self._look(y):
                self.refresh(Region(0, y, width, 1))

    def _new_pens(self) -> RowPens:
        theme, base = self._theme, self.rich_style
        if self._styled is None or self._styled[0] is not theme or self._styled[1] != base:
            theme.apply_css(self)
            self._styled = theme, base
        selection, cursor = theme.selection_style or Style(reverse=True), theme.cursor_style or Style(reverse=True)
        placeholder = self.get_component_rich_style("message-text--placeholder", partial=True)
        return RowPens(base, selection, cursor, placeholder)

    def _look(self, y: int) -> RowLook | None:
        """How a row of the widget looks; None below the text."""
        place = y + self.scroll_offset.y
        if place >= self.text_rows:
            return None
        row, section = self.wrapped_document._offset_to_line_info[place]  # noqa: SLF001 - as Textual's own drawing does
        return look_of(self._part(row, section), self.wrapped_document.get_tab_widths(row))

    def _part(self, row: int, section: int) -> RowPart:
        line, offsets = self.document.get_line(row), self.wrapped_document.get_offsets(row)
        start = offsets[section - 1] if section else 0
        stop = offsets[section] if section < len(offsets) else len(line) + 1
        first, last = sorted(self.selection)
        selected = range(0)
        if first != last and first[0] <= row <= last[0]:
            selected = range(first[1] if row == first[0] else 0, last[1] if row == last[0] else len(line) + 1)
        cursor_row, cursor = self.selection.end
        return RowPart(line, start, stop, selected, cursor if cursor_row == row and self._draw_cursor else None)


def _strip(look: RowLook | None, pens: RowPens, width: int) -> Strip:
    if look is None:
        return Strip.blank(width, pens.base)
    return Strip(row_segments(look, pens)).adjust_cell_length(width, pens.base)
