"""A list on a screen of its own, of which words typed after `/` leave some lines."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from breadtui.ui.keymap import Hint
from breadtui.ui.panes.models_list import ModelsList
from breadtui.ui.screens.line.foot import Foot

ResultT = TypeVar("ResultT")
BACK = Hint(("models.close",), "back")


class FilteredList(Screen[ResultT | None]):
    """Closes with None where a person goes back; a subclass shows lines for `words` and says what enter does."""

    FOOT: ClassVar[tuple[Hint, ...]] = ()
    PLACEHOLDER: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Back", id="models.close", tooltip="Out of the filter, then back"),
        Binding("slash", "filter", "Filter", id="models.filter", key_display="/", tooltip="Lines with these words"),
    ]
    DEFAULT_CSS = """
    FilteredList {
        & Static { height: 1; width: 1fr; }
        & .filtered-list { height: 1fr; }
        & .filtered-words { height: 1; border: none; padding: 0 1; display: none; }
    }
    """
    words = ""

    def compose(self) -> ComposeResult:
        """The heading, the list, the filter, the keys."""
        yield Static(classes="filtered-heading")
        yield ModelsList(classes="filtered-list")
        yield Input(classes="filtered-words", placeholder=self.PLACEHOLDER, compact=True)
        yield Foot(self.FOOT, BACK)

    def on_mount(self) -> None:
        """Begin in the list."""
        self.list.focus()

    @property
    def list(self) -> ModelsList:
        """The lines."""
        return self.query_one(ModelsList)

    def show(self, *, is_fresh: bool = False) -> None:
        """Show the lines that `words` leaves; `is_fresh` where they are others than before."""
        raise NotImplementedError

    def say_above(self, sentence: str) -> None:
        """Show this above the list; already safe to show."""
        self.query_one(".filtered-heading", Static).update(Content(f" {sentence}"))

    def action_filter(self) -> None:
        """Type words."""
        line = self.query_one(Input)
        line.display = True
        line.focus()

    @on(Input.Changed)
    def _filtered(self, event: Input.Changed) -> None:
        self.words = event.value
        self.show(is_fresh=True)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.list.focus()

    def action_close(self) -> None:
        """Out of the filter, then back."""
        line = self.query_one(Input)
        if line.display:
            line.value = ""
            line.display = False
            self.list.focus()
        else:
            self.dismiss(None)
