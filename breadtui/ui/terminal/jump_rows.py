"""Jump labels: letters on the visible rows of a list, of which typing one puts the cursor there."""

from collections.abc import Hashable
from typing import ClassVar, TypeVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from breadtui.ui.present.jump_labels import jump_labels
from breadtui.ui.terminal.row_lines import RowLines

Key = TypeVar("Key", bound=Hashable)


class JumpRows(RowLines[Key]):
    """A list whose rows can bear labels; they follow their rows, and only their cells are drawn anew."""

    DEFAULT_CSS = """
    JumpRows > .rows--label { background: $accent; color: $background; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--label"}

    _labels: dict[Key, str]
    _label_cells = 0

    @property
    def is_jumping(self) -> bool:
        """Labels are shown, and the next key belongs to them."""
        return self._label_cells > 0

    def jump_to(self, key: Key) -> None:
        """Put the cursor on the row whose label was typed."""
        raise NotImplementedError

    def action_rows_jump(self) -> None:
        """Label the visible rows; again, leave them."""
        if self.is_jumping:
            self.leave_jump()
        elif keys := self.visible_keys:
            self._labels = dict(zip(keys, jump_labels(len(keys)), strict=False))
            self._label_cells = len(next(iter(self._labels.values())))
            self._refresh_labels()

    def leave_jump(self) -> None:
        """Take the labels away."""
        if self.is_jumping:
            self._refresh_labels()
            self._labels, self._label_cells = {}, 0

    def on_key(self, event: events.Key) -> None:
        """While labels are shown a letter of theirs narrows or jumps, and any other key takes them away."""
        if not self.is_jumping:
            return
        event.stop()
        event.prevent_default()
        letter = event.character or ""
        left = {key: label[1:] for key, label in self._labels.items() if letter and label.startswith(letter)}
        if not left or not all(left.values()):
            self.leave_jump()
            if left:
                self.jump_to(next(iter(left)))
            return
        self._refresh_labels()
        self._labels = left

    def on_blur(self) -> None:
        """Labels are for the list that has the keys."""
        self.leave_jump()

    def render_line(self, y: int) -> Strip:
        """One line of the widget, a label over the first cells of its row."""
        strip = super().render_line(y)
        index = self.index_at(y)
        if not self.is_jumping or index is None or index >= len(self.rows):
            return strip
        if (y - self.header_rows) % self.row_height:
            return strip
        label = self._labels.get(self.rows.keys[index], "")
        if not label:
            return strip
        style = self.get_component_rich_style("rows--label")
        return Strip.join([Strip([Segment(label, style)]), strip.crop(len(label))])

    def _refresh_labels(self) -> None:
        """Draw the cells of all labels again."""
        if height := self.page_rows:
            self.refresh(Region(0, self.header_rows, self._label_cells, height * self.row_height))
