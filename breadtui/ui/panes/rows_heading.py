"""One row above the rows: whose they are, how many, what is wrong with them."""

from __future__ import annotations

from textual.app import RenderResult
from textual.strip import Strip
from textual.widget import Widget

from breadtui.ui.present.strips import strip_of
from breadtui.ui.present.tones import Line
from breadtui.ui.themes import tone_styles


class RowsHeading(Widget, can_focus=False):
    """A line of spans, drawn again only where it says something else."""

    DEFAULT_CSS = """
    RowsHeading { height: 1; }
    """

    said: Line = ()

    def show(self, line: Line) -> None:
        """Say something else."""
        if line != self.said:
            self.said = line
            self.refresh()

    def render(self) -> RenderResult:
        """Nothing: drawing is by line."""
        return ""

    def render_line(self, _y: int) -> Strip:
        """The line, cut at the edge."""
        return strip_of(self.said, self.size.width, self.rich_style, tone_styles(self.app.theme))
