"""The drawing half of the virtual list: keys to lines, each drawn once and kept until its row changes."""

from collections.abc import Hashable, Sequence
from textwrap import wrap
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual import events
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from breadtui.ui.terminal.keyed_rows import KeyedRows

Key = TypeVar("Key", bound=Hashable)


class RowLines(ScrollView, Generic[Key], can_focus=True):
    """Draws the visible ones of any number of rows."""

    DEFAULT_CSS = """
    RowLines {
        height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 0;
        & > .rows--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
        & > .rows--cursor-blurred { background: $block-cursor-blurred-background; }
        & > .rows--header { color: $text-muted; }
        & > .rows--empty { color: $text-muted; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor", "rows--cursor-blurred", "rows--header", "rows--empty"}

    header_rows: int = 0
    """Lines above the rows that do not scroll."""
    row_height: int = 1
    """Lines of each row; whoever changes it calls `fit` and `redraw`."""
    rows_beyond: int = 0
    """Room for rows below the last one that may be scrolled to; whoever changes it calls `fit`."""
    empty_text: str = ""
    """The line drawn when there is no row, already safe to show."""

    def __init__(
        self,
        keys: Sequence[Key] = (),
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.rows: KeyedRows[Key] = KeyedRows(keys)
        self._strips: LRUCache[tuple[Key, bool, bool], Sequence[Strip]] = LRUCache(1024)

    def render_row(self, key: Key, index: int, width: int, *, selected: bool, focused: bool) -> Strip:
        """One row as cells; it is cut or filled to `width` and the cursor's colours are laid under it.

        The strip is kept until `row_changed(key)`, so it must depend on nothing but the row; `index` is for finding
        the row quickly, not for drawing.
        """
        raise NotImplementedError

    def render_row_lines(self, key: Key, index: int, width: int, *, selected: bool, focused: bool) -> Sequence[Strip]:
        """The `row_height` lines of one row; lines that are left out are blank."""
        return (self.render_row(key, index, width, selected=selected, focused=focused),)

    def render_header(self, width: int) -> Sequence[Strip]:  # noqa: ARG002 - for those who override it
        """The `header_rows` fixed lines."""
        return ()

    def row_changed(self, key: Key) -> None:
        """Draw one row again, if it is visible."""
        for selected in (True, False):
            for focused in (True, False):
                self._strips.discard((key, selected, focused))
        visible = self.visible_keys
        if key in visible:
            self.refresh_row_line(visible.index(key))

    def redraw(self) -> None:
        """Draw all visible rows again."""
        self._strips.clear()
        self.refresh()

    @property
    def page_rows(self) -> int:
        """How many rows fit below the header."""
        return max(self.size.height - self.header_rows, 0) // self.row_height

    @property
    def top(self) -> int:
        """The place of the first visible row."""
        return int(self.scroll_offset.y)

    @property
    def visible_keys(self) -> list[Key]:
        """The keys of the rows on the screen, from the top."""
        return list(self.rows.keys[self.top : self.top + self.page_rows])

    def refresh_row_line(self, line: int) -> None:
        """Draw the row at this place of the page again."""
        if 0 <= line < self.page_rows:
            top = self.header_rows + line * self.row_height
            self.refresh(Region(0, top, self.size.width, self.row_height))

    def fit(self, top: int) -> None:
        """Tell Textual how many rows there are and scroll to `top`, without a layout if no scrollbar can show."""
        # The scroll counts rows, of however many lines: so tall that the last page is as far as it goes.
        size = Size(self.size.width, len(self.rows) + self.rows_beyond + self.size.height - self.page_rows)
        if size != self.virtual_size:
            if self.styles.scrollbar_size_vertical:
                self.virtual_size = size
            else:
                self.set_reactive(ScrollView.virtual_size, size)
        most = max(len(self.rows) + self.rows_beyond - self.page_rows, 0)
        self.scroll_to(y=max(0, min(top, most)), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        width, index = self.size.width, self.index_at(y)
        if index is None:
            return self._header_line(y, width)
        line = (y - self.header_rows) % self.row_height
        if index < min(len(self.rows), self.top + max(self.page_rows, 1)):
            return self._row_line(index, width, line)
        text = self._empty_line(y - self.header_rows, width)
        style = self.get_component_rich_style("rows--empty") if text else self.rich_style
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)

    def index_at(self, y: int) -> int | None:
        """The place of the row on line `y` of the widget, which may be after the last; None above the rows."""
        return None if y < self.header_rows else (y - self.header_rows) // self.row_height + self.top

    def _empty_line(self, index: int, width: int) -> str:
        """One line of what stands in place of rows, broken between words where the pane is narrow."""
        if len(self.rows):
            return ""
        lines = wrap(self.empty_text.strip(), max(width - 2, 8))
        return f" {lines[index]}" if index < len(lines) else ""

    def notify_style_update(self) -> None:
        """Forget strips drawn in the old colours."""
        self._strips.clear()
        super().notify_style_update()

    def on_resize(self, _: events.Resize) -> None:
        """Forget strips of another width and keep the page filled and the cursor in it."""
        self._strips.clear()
        cursor, page = self.rows.cursor, self.page_rows
        self.fit(max(min(self.top, cursor), cursor - page + 1) if page else self.top)

    def _header_line(self, y: int, width: int) -> Strip:
        style = self.get_component_rich_style("rows--header")
        lines = self.render_header(width)
        strip = lines[y] if y < len(lines) else Strip([])
        return strip.adjust_cell_length(width, style).apply_style(style)

    def _row_line(self, index: int, width: int, line: int) -> Strip:
        key, selected, focused = self.rows.keys[index], index == self.rows.cursor, self.has_focus
        kept = self._strips.get((key, selected, focused))
        if kept is None:
            style = self.rich_style
            if selected:
                style += self.get_component_rich_style("rows--cursor" if focused else "rows--cursor-blurred")
            drawn = self.render_row_lines(key, index, width, selected=selected, focused=focused)
            blank = [Strip([])] * (self.row_height - len(drawn))
            kept = [strip.adjust_cell_length(width).apply_style(style) for strip in (*drawn, *blank)]
            self._strips[key, selected, focused] = kept
        return kept[line]
