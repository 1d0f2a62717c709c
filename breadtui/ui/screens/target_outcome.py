"""What came of making a target, on a screen: its resolved settings, or the difference to the one there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, Literal, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Static

from breadtui.domain.target.creation import Created, Taken
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.fields import folded
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.target_form.outcome_lines import created_lines, taken_lines
from breadtui.ui.present.tones import Line
from breadtui.ui.terminal.body_rows import BodyRows
from breadtui.ui.themes import tone_styles

Answer = TypeVar("Answer")
TakenAnswer = Literal["rename", "open"]


class OutcomeRows(BodyRows):
    """The lines, broken for the width there is."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__(id="outcome")
        self._lines = lines

    def fill(self) -> None:
        """Break the lines for this width."""
        self.show_body([BodyLine(line) for line in folded(self._lines, max(self.size.width, 8))])

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """One line."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)

    def on_resize(self, _: events.Resize) -> None:
        """Break the lines anew."""
        self.fill()


class _Outcome(Screen[Answer], Generic[Answer]):
    """A heading, lines to read, and keys."""

    DEFAULT_CSS = """
    _Outcome {
        & Static { height: 1; }
        & #outcome-keys { color: $text-muted; }
        & #outcome { height: 1fr; }
    }
    """
    AUTO_FOCUS = "#outcome"

    def __init__(self, heading: str, lines: Sequence[Line], keys: str) -> None:
        super().__init__()
        self._heading = heading
        self._keys = keys
        self._lines = lines

    def compose(self) -> ComposeResult:
        """What it is about, the lines, the keys."""
        yield Static(Content.styled(f" {clean(self._heading)}", "bold"), id="outcome-heading")
        yield OutcomeRows(self._lines)
        yield Static(Content(f" {self._keys}"), id="outcome-keys")


class CreatedScreen(_Outcome[None]):
    """Shows the settings as the service resolved them; greyed is what was not given."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,q", "close", "To the target", id="created.close", priority=True),
    ]

    def __init__(self, repo: str, made: Created) -> None:
        super().__init__(f"Target {made.draft.name} in {repo}", created_lines(made), "enter on to the target")

    def action_close(self) -> None:
        """On to the target."""
        self.dismiss(None)


class TakenScreen(_Outcome[TakenAnswer | None]):
    """Closes with what is to be done about a name that holds another target, or with None for back to the form."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "answer('rename')", "Next free name", id="taken.rename", tooltip="Back, with the next free name"),
        Binding("o", "answer('open')", "Open it", id="taken.open", tooltip="Leave the form, to the target there is"),
        Binding("escape,q", "answer(None)", "Back", id="taken.back", tooltip="Back to the form as it was"),
    ]

    def __init__(self, repo: str, taken: Taken) -> None:
        keys = f"n name it {clean(taken.free_name)}   o open the one there is   esc back to the form"
        super().__init__(f"Target {taken.draft.name} in {repo} was not created", taken_lines(taken), keys)

    def action_answer(self, answer: TakenAnswer | None) -> None:
        """Close with it."""
        self.dismiss(answer)
