"""What is started of a target: one job, or a chain up to a bake; by letter or by moving."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from breadtui.ui.present.chain.options import StartOption
from breadtui.ui.present.clean import clean
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Span, Tone
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles

OTHER_LINES = 4


class OptionRows(VirtualRows[int]):
    """One way to start a row."""

    def __init__(self, options: tuple[StartOption, ...]) -> None:
        super().__init__(range(len(options)), id="action-rows")
        self.options = options

    def render_row(self, key: int, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """The row of one option."""
        option = self.options[key]
        spans = (Span(f" {option.letter}  ", Tone.ACCENT), Span(clean(option.label, limit=120)))
        return row_strip(spans, width, tone_styles(self.app.theme), selected=selected, focused=focused)


class StartScreen(ModalScreen[StartOption | None]):
    """Closes with what is to be started, which is then checked and asked about, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "close", "Close", id="start.close")]

    def __init__(self, name: str, options: tuple[StartOption, ...]) -> None:
        super().__init__()
        self._heading = f"Start of {clean(name, limit=60)}"
        self._options = options

    def compose(self) -> ComposeResult:
        """A box with the options."""
        with Vertical(id="actions") as box:
            box.styles.height = len(self._options) + OTHER_LINES
            yield Static(Content.styled(self._heading, "bold"), id="actions-heading")
            yield OptionRows(self._options)
            yield Static(Content("a letter or enter checks it first, esc closes"), id="actions-keys")

    def on_mount(self) -> None:
        """Moving keys go to the list, letters to its screen."""
        self.query_one(OptionRows).focus()

    def on_key(self, event: events.Key) -> None:
        """Each option has its letter."""
        for option in self._options:
            if event.character == option.letter:
                event.stop()
                self.dismiss(option)

    @on(VirtualRows.Chosen)
    def _chosen(self, event: VirtualRows.Chosen) -> None:
        self.dismiss(self._options[event.key])

    def action_close(self) -> None:
        """Start nothing."""
        self.dismiss(None)
