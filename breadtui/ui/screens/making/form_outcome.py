"""What came of a form, on a screen of its own: lines to read, and keys that say what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Static

from breadtui.ui.keymap import Hint
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.fields import folded
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Line
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.terminal.body_rows import BodyRows
from breadtui.ui.themes import tone_styles

START = "start"
TRAIN = "train"


class OutcomeRows(BodyRows):
    """The lines, broken for the width there is."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__(id="outcome")
        self._lines = lines

    def fill(self) -> None:
        """Break the lines for this width."""
        self.show_body([BodyLine(line) for line in folded(self._lines, max(self.size.width, 8))])

    def on_resize(self, _: events.Resize) -> None:
        """Break the lines anew."""
        self.fill()

    def draw_value(self, value: Line, width: int, *, selected: bool, focused: bool) -> Strip:
        """The line as cells."""
        return row_strip(value, width, tone_styles(self.app.theme), selected=selected, focused=focused)


class OutcomeScreen(Screen[str]):
    """Closes with the word of the way that was chosen; empty for back."""

    DEFAULT_CSS = """
    OutcomeScreen {
        & Static { height: 1; }
        & #outcome { height: 1fr; }
    }
    """
    AUTO_FOCUS = "#outcome"

    def __init__(self, heading: str, lines: Sequence[Line], foot: Sequence[Hint], back: Hint) -> None:
        super().__init__()
        self._heading = heading
        self._lines = lines
        self._foot = Foot(foot, back)

    def compose(self) -> ComposeResult:
        """What it is about, the lines, the keys."""
        yield Static(Content.styled(f" {clean(self._heading)}", "bold"), id="outcome-heading")
        yield OutcomeRows(self._lines)
        yield self._foot

    def action_answer(self, word: str) -> None:
        """Close with it."""
        self.dismiss(word)


class MadeScreen(OutcomeScreen):
    """Shows what was made, and leads on: START what was made, or nothing more for now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("S", f"answer('{START}')", "Start it", id="made.start", tooltip="Start it, checked and asked first"),
        Binding(
            "q,escape,enter", "answer('')", "Go on", id="made.close", priority=True, key_display="⏎", tooltip="To it"
        ),
    ]
    FOOT: ClassVar[tuple[Hint, ...]] = (Hint(("made.start",), "start it, checked first"),)

    def __init__(self, heading: str, lines: Sequence[Line]) -> None:
        super().__init__(heading, lines, self.FOOT, Hint(("made.close",), "go on"))


class MadeTargetScreen(MadeScreen):
    """Of a target, TRAIN is a bake over it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("F", f"answer('{TRAIN}')", "Train on it", id="made.train", tooltip="A new bake over this target"),
    ]
    FOOT: ClassVar[tuple[Hint, ...]] = (
        Hint(("made.start",), "stim and rollout, checked first"),
        Hint(("made.train",), "a bake over it"),
    )


class TakenScreen(OutcomeScreen):
    """A name holds another thing: `rename` takes the next free one, `open` leaves the form for what is there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "answer('rename')", "Next free name", id="taken.rename", tooltip="Back, with the next free name"),
        Binding("o", "answer('open')", "Open it", id="taken.open", tooltip="Leave the form, to what is there"),
        Binding("escape,q", "answer('')", "Back", id="taken.back", tooltip="Back to the form as it was"),
    ]

    def __init__(self, heading: str, lines: Sequence[Line], free_name: str) -> None:
        foot = (Hint(("taken.rename",), f"name it {free_name}"), Hint(("taken.open",), "open the one there is"))
        super().__init__(heading, lines, foot, Hint(("taken.back",), "back to the form"))
