"""One question before anything that spends, overwrites or destroys; the default is No."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, TypeAlias

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from breadtui.ui.present.clean import clean

LookAtUses: TypeAlias = Callable[[], Awaitable[bool]]
"""Shows what uses the thing in question; whether one of that was chosen."""

LEAVE = "enter deletes   esc leaves everything as it is"
_LONGEST_TYPED = 80

DEAF_SECONDS = 0.3
"""A dialog that opens under a finger ignores what was typed for the screen below."""

_HIGHEST_PERCENT, _FRAME_ROWS, _FRAME_CELLS = 90, 4, 6
"""How much of the screen a question may take, and what of it is its frame: `.question` in dialogs.tcss."""


class _Question(ModalScreen[bool]):
    """A box with a heading, lines of facts, and an answer; deaf for its first moment.

    Where there are more lines than room the lines scroll: heading and answers are always seen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,escape,q", "answer(False)", "No", id="confirm.no", tooltip="Leave all as it is"),
        Binding("down,j", "lines(1)", "Down", show=False, id="confirm.down", tooltip="More of what is said"),
        Binding("up,k", "lines(-1)", "Up", show=False, id="confirm.up", tooltip="Back in what is said"),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False, id="confirm.page_down"),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False, id="confirm.page_up"),
    ]

    def __init__(self, heading: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._heading = heading
        self._lines = lines
        self._is_deaf = True

    def facts(self) -> ComposeResult:
        """The heading and the lines, as text that is never markup."""
        yield Static(Content.styled(clean(self._heading), "bold"), classes="question-heading")
        with VerticalScroll(classes="question-scroll", can_focus=False):
            yield Static(Content("\n".join(clean(line) for line in self._lines)), classes="question-lines")

    def on_resize(self, event: events.Resize) -> None:
        """Leave the lines what heading and answers do not need."""
        box, scroll = self.query_one(".question"), self._scroll
        width = box.size.width or min(76, event.size.width * 90 // 100) - _FRAME_CELLS
        others = sum(
            widget.get_content_height(event.size, event.size, width) + widget.styles.margin.height
            for widget in box.children
            if widget is not scroll
        )
        room = event.size.height * _HIGHEST_PERCENT // 100 - _FRAME_ROWS - others - scroll.styles.margin.height
        scroll.styles.max_height = max(room, 1)

    @property
    def _scroll(self) -> VerticalScroll:
        return self.query_one(".question-scroll", VerticalScroll)

    def action_lines(self, by: int) -> None:
        """Scroll what is said by lines."""
        self._scroll.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Scroll what is said by pages."""
        self._scroll.scroll_relative(y=by * max(self._scroll.size.height - 1, 1), animate=False)

    def on_mount(self) -> None:
        """Listen after a moment."""
        self.set_timer(DEAF_SECONDS, self.listen)

    def listen(self) -> None:
        """Take answers from now on."""
        self._is_deaf = False

    def action_answer(self, is_yes: bool) -> None:
        """Close with the answer."""
        if not self._is_deaf:
            self.dismiss(is_yes)


class ConfirmScreen(_Question):
    """Yes or No: `y` does it, everything else does not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes", tooltip="Do what is asked"),
        Binding("enter", "answer(False)", "No", id="confirm.default", show=False),
    ]

    def __init__(self, heading: str, lines: Sequence[str], *, yes: str, no: str = "No") -> None:
        super().__init__(heading, lines)
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="question"):
            yield from self.facts()
            yield Static(Content(f"y  {clean(self._yes)}      n  {clean(self._no)} (default)"), classes="question-keys")


class ReplaceScreen(ConfirmScreen):
    """The question before a text is replaced, with a third answer: keep both, mine under another name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "name", "Another name", id="confirm.name", tooltip="Save mine under another name"),
        Binding("U,f5", "uses", "What uses it", id="confirm.uses", tooltip="Targets, bakes and models, each to go to"),
    ]

    def __init__(self, heading: str, lines: Sequence[str]) -> None:
        super().__init__(heading, lines, yes="replace it    s  another name    U  uses")
        self.is_to_be_named = False
        self.look_at_uses: LookAtUses | None = None

    def action_name(self) -> None:
        """Close without replacing; mine is to get another name."""
        self.is_to_be_named = not self._is_deaf
        self.action_answer(False)

    @work(group="uses", exclusive=True)
    async def action_uses(self) -> None:
        """Show what uses it and come back to the question, unless one of that is gone to: then nothing is replaced."""
        if self.look_at_uses is not None and not self._is_deaf and await self.look_at_uses():
            self.dismiss(False)


class ConfirmByNameScreen(_Question):
    """Deletion asks for the name, typed as it is; another one is told, and the question stays until escape."""

    def __init__(
        self, heading: str, lines: Sequence[str], name: str, *, ask: str = "Type the name to delete it"
    ) -> None:
        super().__init__(heading, lines)
        self._wanted = name
        self._ask = ask

    def compose(self) -> ComposeResult:
        """The box with a field."""
        with Vertical(classes="question"):
            yield from self.facts()
            yield Static(Content(f"{self._ask}: {clean(self._wanted)}"), classes="question-keys")
            yield Input(id="typed-name", select_on_focus=False)
            yield Static(Content(LEAVE), id="typed-told", classes="question-keys")

    def on_mount(self) -> None:
        """A cursor that rests: at rest nothing is sent."""
        self.query_one(Input).cursor_blink = False

    @on(Input.Changed, "#typed-name")
    def _typing(self) -> None:
        self._tell(LEAVE)

    @on(Input.Submitted, "#typed-name")
    def _typed(self, event: Input.Submitted) -> None:
        if self._is_deaf:
            return
        if event.value == self._wanted:
            self.dismiss(True)
        else:
            self._tell(other_text(event.value, self._wanted))

    def _tell(self, words: str) -> None:
        self.query_one("#typed-told", Static).update(Content(words))


def other_text(typed: str, wanted: str) -> str:
    """That what was typed is not what was asked for; nothing happened."""
    if not typed:
        return f"Nothing is deleted: type {clean(wanted)}, or esc."
    shown = clean(typed, limit=_LONGEST_TYPED)
    return f"Nothing is deleted: '{shown}' is not '{clean(wanted)}'. Type it again, or esc."
