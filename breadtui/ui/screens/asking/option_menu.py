"""One of a few ways to go on, by letter or by moving."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from breadtui.ui.keymap import Hint
from breadtui.ui.present.clean import clean
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Span, Tone
from breadtui.ui.screens.line.foot import Foot, menu_hint
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles

OTHER_LINES = 4


class Lettered(Protocol):
    """One way: its letter, and a label, which is raw."""

    @property
    def letter(self) -> str:
        """The key that chooses it."""

    @property
    def label(self) -> str:
        """What it is."""


OptionT = TypeVar("OptionT", bound=Lettered)


class OptionRows(VirtualRows[int]):
    """One way a row."""

    def __init__(self, options: Sequence[Lettered]) -> None:
        super().__init__(range(len(options)), id="action-rows")
        self.options = options

    def render_row(self, key: int, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """The row of one option."""
        option = self.options[key]
        spans = (Span(f" {option.letter}  ", Tone.ACCENT), Span(clean(option.label, limit=120)))
        return row_strip(spans, width, tone_styles(self.app.theme), selected=selected, focused=focused)


class OptionScreen(ModalScreen[OptionT | None], Generic[OptionT]):
    """Closes with the option that was chosen, or with None; `does` is what choosing does, `by` what names a row."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "close", "Close", id="start.close", key_display="esc")]

    def __init__(self, heading: str, options: Sequence[OptionT], does: str, *, by: str = "letter") -> None:
        super().__init__()
        self._heading = heading
        self._options = options
        self._hint = menu_hint(does, by=by)

    def compose(self) -> ComposeResult:
        """A box with the options."""
        with Vertical(id="actions") as box:
            box.styles.height = len(self._options) + OTHER_LINES
            yield Static(Content.styled(self._heading, "bold"), id="actions-heading")
            yield OptionRows(self._options)
            yield Foot((self._hint,), Hint(("start.close",), "close"))

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
        """Choose none."""
        self.dismiss(None)
