"""The list of downloads, a row each; rows keep their places while figures move."""

from __future__ import annotations

from collections.abc import Mapping

from textual.strip import Strip

from breadtui.domain.downloading.downloads import Download
from breadtui.ui.present.download_lines import EMPTY, download_line
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.value_rows import ValueRows
from breadtui.ui.themes import tone_styles


class DownloadRows(ValueRows[str, Line]):
    """Downloads by their places, the newest first."""

    empty_text = f" {EMPTY}"

    def __init__(self, *, id: str | None = None, glyphs: Glyphs = UNICODE) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._glyphs = glyphs
        self.downloads: Mapping[str, Download] = {}

    def show(self, downloads: Mapping[str, Download]) -> None:
        """Draw these; only rows that say something else are drawn again."""
        self.downloads = downloads
        places = list(downloads)
        places.reverse()
        places.sort(key=lambda place: downloads[place].asked_at, reverse=True)
        self.show_values(places)

    @property
    def chosen(self) -> Download | None:
        """The one under the cursor."""
        key = self.cursor_key
        return None if key is None else self.downloads.get(key)

    def row_value(self, key: str, width: int) -> Line:
        """What the row says."""
        return download_line(self.downloads[key], width, self._glyphs) if key in self.downloads else ()

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)
