"""A virtual list whose rows are values: whatever is shown anew, only rows whose value differs are drawn again."""

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from textual.strip import Strip

from breadtui.ui.terminal.virtual_rows import VirtualRows

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class ValueRows(VirtualRows[Key], Generic[Key, Value]):
    """A list that asks a subclass what a row says (`row_value`) and, only if that differs, to draw it."""

    def __init__(
        self,
        keys: Sequence[Key] = (),
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(keys, name=name, id=id, classes=classes)
        self._said: dict[Key, Value] = {}

    def row_value(self, key: Key, width: int) -> Value:
        """What the row of `key` says, comparable by equality."""
        raise NotImplementedError

    def draw_value(self, value: Value, width: int, *, selected: bool, focused: bool) -> Strip:
        """The cells of such a value, without background."""
        raise NotImplementedError

    def show_values(self, keys: Sequence[Key]) -> None:
        """Show these rows; those that say the same as before are not drawn again."""
        self.set_rows(keys)
        self.refresh_values()

    def refresh_values(self) -> None:
        """Compare what visible rows say with what they said, and forget the rest."""
        visible, width = dict.fromkeys(self.visible_keys), self.size.width
        for kept in list(self._strips.keys()):
            if kept[0] not in visible:
                self._strips.discard(kept)
        self._said = {key: self._said[key] for key in visible if key in self._said}
        for key in visible:
            # A list that was hidden has forgotten what it says, though its old lines may be shown again from a cache.
            if key not in self._said or self.row_value(key, width) != self._said[key]:
                self.row_changed(key)

    def render_row(
        self,
        key: Key,
        index: int,  # noqa: ARG002 - the list's own signature
        width: int,
        *,
        selected: bool,
        focused: bool,
    ) -> Strip:
        """One row, its value remembered for the next comparison."""
        return self.draw_value(self.said_anew(key, width), width, selected=selected, focused=focused)

    def said_anew(self, key: Key, width: int) -> Value:
        """What a row says that is drawn now, remembered for the next comparison."""
        value = self._said[key] = self.row_value(key, width)
        return value
