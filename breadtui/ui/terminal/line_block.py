"""A few drawn lines between other widgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from textual.strip import Strip
from textual.widget import Widget

LineValue = TypeVar("LineValue")


class LineBlock(Widget, Generic[LineValue], can_focus=False):
    """As many rows as there are lines; `draw` makes a line and a width a strip."""

    DEFAULT_CSS = """
    LineBlock { height: 0; }
    """

    def __init__(self, draw: Callable[[LineValue, int], Strip]) -> None:
        super().__init__()
        self._draw = draw
        self._shown: tuple[LineValue, ...] = ()

    def show_lines(self, lines: tuple[LineValue, ...]) -> None:
        """Draw these lines; a layout only if their number changed."""
        if lines == self._shown:
            return
        if len(lines) != len(self._shown):
            self.styles.height = len(lines)
        self._shown = lines
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line, or nothing where there is room left."""
        if y < len(self._shown):
            # A cell without any style cannot be shown where there is no colour.
            return self._draw(self._shown[y], self.size.width).apply_style(self.rich_style)
        return Strip.blank(self.size.width, self.rich_style)
