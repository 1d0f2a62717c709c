"""The rule above a pane: its digit and heading, then a line to the edge."""

from __future__ import annotations

from textual.app import RenderResult
from textual.strip import Strip
from textual.widget import Widget

from breadtui.ui.present.clean import clean
from breadtui.ui.present.rule_words import RuleLines, RuleWords
from breadtui.ui.present.strips import strip_of
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.themes import tone_styles


class PaneRule(Widget, can_focus=False):
    """One row: ` 3 Jobs · 5 running · 7 done ────────`, accented while its pane has the focus."""

    DEFAULT_CSS = """
    PaneRule { height: 1; }
    """

    def __init__(self, heading: str, *, line: str = "─", id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._heading: Line | RuleWords | RuleLines = (Span(heading),)
        self._line = line
        self._is_active = False

    def show_heading(self, heading: str | Line | RuleWords | RuleLines) -> None:
        """Say something else: of several wordings the longest that fits; a line of spans is already safe to show."""
        heading = (Span(clean(heading)),) if isinstance(heading, str) else heading
        if heading != self._heading:
            self._heading = heading
            self.refresh()

    def show_active(self, is_active: bool) -> None:
        """Whether the pane below has the focus."""
        if is_active != self._is_active:
            self._is_active = is_active
            self.refresh()

    def render(self) -> RenderResult:
        """Nothing: drawing is by line."""
        return ""

    def render_line(self, _y: int) -> Strip:
        """The heading and the rule, exactly as wide as the pane."""
        width = self.size.width
        tone = Tone.ACCENT if self._is_active else Tone.DIM
        words = (
            Span(span.text, Tone.ACCENT) if self._is_active and span.tone is Tone.PLAIN else span
            for span in self._said(width)
        )
        spans = (Span(" "), *words, Span(" "), Span(self._line * width, tone))
        return strip_of(spans, width, self.rich_style, tone_styles(self.app.theme))

    def _said(self, width: int) -> Line:
        if isinstance(self._heading, RuleWords):
            return (Span(self._heading.fitting(width - 2)),)
        if isinstance(self._heading, RuleLines):
            return self._heading.fitting(width - 2)
        return self._heading
