"""The list of models: lines that name a model can be chosen and marked."""

from __future__ import annotations

from textual.strip import Strip

from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.body_rows import BodyRows
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles


class ModelsList(BodyRows):
    """Enter says that a person chose the model of the line."""

    @property
    def model(self) -> str:
        """The model under the cursor; empty on a line that names a repository."""
        return self.copied

    def fill(self) -> None:
        """Nothing here is folded."""

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def action_rows_choose(self) -> None:
        """Say that the line was chosen."""
        if self.model:
            self.post_message(VirtualRows.Chosen(self, self.cursor_key))
