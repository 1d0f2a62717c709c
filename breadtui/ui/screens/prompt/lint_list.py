"""What is probably wrong in a prompt, one row each, all of the one under the cursor below; enter goes there."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from breadtui.domain.prompt.lint import Finding
from breadtui.ui.keymap import Hint
from breadtui.ui.present.clean import clean
from breadtui.ui.present.prompt.lint_lines import finding_line, heading_text, whole_text
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles

_LONGEST_WHOLE = 2000


class FindingRows(VirtualRows[int]):
    """The findings in reading order; a row's key is its place."""

    empty_text = "Roles, braces, tool calls, sizes and invisible characters are as they should be."

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(id="findings")
        self._findings = findings

    def on_mount(self) -> None:
        """Show them all."""
        self.set_rows(range(len(self._findings)))

    def render_row(self, key: int, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """One finding."""
        line = finding_line(self._findings[key])
        return row_strip(line, width, tone_styles(self.app.theme), selected=selected, focused=focused)


class LintScreen(ModalScreen[Finding | None]):
    """Closes with the finding to go to, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,ctrl+t", "close", "Close", id="lint.close"),
    ]
    DEFAULT_CSS = """
    LintScreen {
        align: center middle; background: $background;
        & #lint { width: 92%; max-width: 100; height: 70%; padding: 0 1; border: solid $accent; background: $surface; }
        & Static { height: 1; }
        & #findings { height: 1fr; }
        & #lint-whole { height: auto; max-height: 50%; overflow-y: auto; border-top: solid $accent; }
    }
    """

    def __init__(self, name: str, findings: tuple[Finding, ...]) -> None:
        super().__init__()
        self._name = name
        self._findings = findings

    def compose(self) -> ComposeResult:
        """How many, the list, and the keys."""
        with Vertical(id="lint"):
            heading = f"{clean(self._name)}: {heading_text(len(self._findings))}"
            yield Static(Content.styled(heading, "bold"), id="lint-heading")
            yield FindingRows(self._findings)
            yield Static(id="lint-whole")
            yield Foot((Hint(("rows.choose",), "go there"),), Hint(("lint.close",), "back"))

    def on_mount(self) -> None:
        """All of the first one."""
        self._show_whole(0 if self._findings else None)

    @on(VirtualRows.Moved)
    def _moved(self, event: VirtualRows.Moved) -> None:
        self._show_whole(event.key)

    def _show_whole(self, place: int | None) -> None:
        whole = self.query_one("#lint-whole", Static)
        whole.display = place is not None
        if place is not None:
            whole.update(Content(clean(whole_text(self._findings[place]), multiline=True, limit=_LONGEST_WHOLE)))

    @on(VirtualRows.Chosen)
    def _chosen(self, event: VirtualRows.Chosen) -> None:
        self.dismiss(self._findings[event.key])

    def action_close(self) -> None:
        """Back to the text as it was."""
        self.dismiss(None)
