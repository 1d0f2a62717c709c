"""The line after `:` or `/`, at the foot of the screen: it offers the rest of a word and shows what is wrong where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Protocol

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from breadtui.domain.query.queries import BadQuery
from breadtui.ui.present.clean import clean
from breadtui.ui.present.offers_line import offers_line
from breadtui.ui.present.tones import Tone
from breadtui.ui.screens.line.recalling import Recalling
from breadtui.ui.themes import tone_styles

FILTER = "/"
COMMAND = ":"
_PLACEHOLDERS = {
    COMMAND: "a command; ? lists the keys",
    FILTER: 'filter: words "exact text" status:run,fail loss<2e-7 under:NAME -not',
}

OLDER = "A line typed before that begins as this one does"
NEWER = "A newer line, and at last what was typed"


class Understands(Protocol):
    """What the line asks about its text; `prefix` is the sign before it."""

    def complete(self, prefix: str, text: str) -> tuple[str, ...]:
        """Whole lines the text may become."""
        ...

    def wrong_in(self, prefix: str, text: str) -> BadQuery | None:
        """What is wrong in it, and where."""
        ...


class FirstOf(Suggester):
    """Offers the first completion of what was typed."""

    def __init__(self, complete: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        """The first completion that goes on from what stands there, or None."""
        found = self._complete(value) if value else ()
        return next((whole for whole in found if whole.startswith(value)), None)


class WrongPlace(Highlighter):
    """Marks the part of a line that is wrong."""

    def __init__(self) -> None:
        self.problem: BadQuery | None = None
        self.style = Style()

    def highlight(self, text: Text) -> None:
        """Mark it; where something is missing at the end, the last letter."""
        if self.problem is not None:
            start = min(self.problem.at, max(len(text) - 1, 0))
            text.stylize(self.style, start, max(self.problem.at + self.problem.length, start + 1))


class CommandLine(Input):
    """Hidden until asked for; `esc` gives it up, `enter` hands the line over, `tab` takes what is offered.

    `tab` again takes the next offer, `shift+tab` the one before; a slash after a folder offers what is in it. A line
    that is wrong is not handed over: the place is marked and the sentence stands beside it. `↑` brings back lines
    typed before that begin as this one does, `↓` goes on to newer ones and at last to what was typed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Take it", show=False, id="line.take", tooltip="Do what the line says"),
        Binding("escape", "give_up", "Give up", id="line.give_up"),
        Binding("tab", "take_offered(1)", "Complete", show=False, id="line.complete"),
        Binding("shift+tab", "take_offered(-1)", "Complete with the one before", show=False, id="line.complete_before"),
        Binding("up", "recall(-1)", "Line before", show=False, id="line.older", tooltip=OLDER),
        Binding("down", "recall(1)", "Line after", show=False, id="line.newer", tooltip=NEWER),
    ]

    class Ended(Message):
        """The line was entered, or given up (`text` None). `prefix` is the key that opened it."""

        def __init__(self, prefix: str, text: str | None) -> None:
            super().__init__()
            self.prefix = prefix
            self.text = text

    class Grew(Message):
        """A letter was typed."""

        def __init__(self, prefix: str, text: str) -> None:
            super().__init__()
            self.prefix = prefix
            self.text = text

    def __init__(self, understands: Understands) -> None:
        self._wrong = WrongPlace()
        super().__init__(
            id="command-line",
            suggester=FirstOf(self._completions),
            highlighter=self._wrong,
            compact=True,
            select_on_focus=False,
        )
        self._understands = understands
        self._prefix = COMMAND
        self._offers: tuple[str, ...] = ()
        self._offer_at = 0
        self._recalling = Recalling()
        self.cursor_blink = False

    def ask(self, prefix: str, text: str = "") -> None:
        """Show the line with `prefix` meaning what is typed: `:` a command, `/` a filter."""
        self._prefix = prefix
        self.placeholder = _PLACEHOLDERS[prefix]
        bar = self.query_ancestor(CommandBar)
        bar.show_prefix(prefix)
        bar.display = True
        self._forget_offers()
        self._recalling.begin(self.app, f"{type(self.screen).__name__} {prefix}", text)
        self.value = text
        self.cursor_position = len(text)
        self._show_problem(None)
        self.focus()

    @property
    def problem(self) -> BadQuery | None:
        """What is shown as wrong."""
        return self._wrong.problem

    def _completions(self, text: str) -> tuple[str, ...]:
        return self._understands.complete(self._prefix, text)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if not self.query_ancestor(CommandBar).display:
            return
        self._leave_offers(event.value)
        problem = self._understands.wrong_in(self._prefix, event.value)
        self._show_problem(None if problem is not None and problem.is_unfinished else problem)
        self.post_message(self.Grew(self._prefix, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        problem = self._understands.wrong_in(self._prefix, event.value)
        self._show_problem(problem)
        if problem is None:
            self._recalling.keep(event.value)
            self._end(event.value)

    def _show_problem(self, problem: BadQuery | None) -> None:
        self._wrong.problem = problem
        self._wrong.style = tone_styles(self.app.theme)[Tone.FAILED] + Style(underline=True)
        self.query_ancestor(CommandBar).show_problem(problem)
        self.refresh()

    def action_take_offered(self, step: int) -> None:
        """Take what is offered; where it differs from what was typed in more than its end, put it in its place.

        Of several the first or the last, then one after the other, round and round.
        """
        if self.cursor_position != len(self.value):
            return
        if self._offers and self.value == self._offers[self._offer_at]:
            self._offer_at = (self._offer_at + step) % len(self._offers)
        else:
            self._offers = self._completions(self.value)
            self._offer_at = 0 if step > 0 else len(self._offers) - 1
        if self._offers:
            self._take(self._offers[self._offer_at])
        if len(self._offers) < 2:
            self._forget_offers()

    def _take(self, whole: str) -> None:
        self.value = whole
        self.cursor_position = len(whole)
        if len(self._offers) > 1:
            self.query_ancestor(CommandBar).show_offers(self._offers, self._offer_at)

    def _leave_offers(self, typed: str) -> None:
        """Show no offers for a line they were not made for; the slash typed after a folder is there already."""
        if not self._offers or typed == self._offers[self._offer_at]:
            return
        taken = self._offers[self._offer_at]
        self._forget_offers()
        if taken.endswith("/") and typed == f"{taken}/":
            self._take(taken)

    def _forget_offers(self) -> None:
        self._offers = ()
        self.query_ancestor(CommandBar).show_offers((), 0)

    def action_recall(self, step: int) -> None:
        """Put an older or a newer line there, at its end; where there is none, all stays."""
        if (line := self._recalling.step(self.value, step)) is not None:
            self.value = line
            self.cursor_position = len(line)

    def action_give_up(self) -> None:
        """Hide without doing anything."""
        self._end(None)

    def _end(self, text: str | None) -> None:
        self.query_ancestor(CommandBar).display = False
        self.post_message(self.Ended(self._prefix, text))


class CommandBar(Vertical):
    """The line with the sign that says what is typed in it, and what is wrong; hidden until it is asked for.

    Above it stands what `tab` goes through. All of it is made when the line is first asked for: a screen seldom
    begins with it.
    """

    DEFAULT_CSS = """
    CommandBar {
        height: auto;
        max-height: 5;
        & #command-row { height: auto; }
        & #command-offers { height: 1; }
        & #command-prefix { width: 3; padding: 0 1; color: $accent; }
        & #command-problem { width: auto; max-width: 62%; height: auto; padding: 0 1; color: $error; }
        & #command-line { width: 1fr; border: none; padding: 0; height: 1; }
    }
    """

    def __init__(self, understands: Understands) -> None:
        super().__init__(id="command-bar")
        self._understands = understands
        self.display = False

    @property
    def line(self) -> CommandLine:
        """The line, there to be typed in."""
        if not self.children:
            offers, row = Static(id="command-offers"), Horizontal(id="command-row")
            offers.display = False
            self.mount(offers, row)
            line, problem = CommandLine(self._understands), Static(id="command-problem")
            row.mount(Static(Content(COMMAND), id="command-prefix"), line, problem)
        return self.query_one(CommandLine)

    def show_offers(self, offers: tuple[str, ...], at: int) -> None:
        """Show what may be taken and which is; nothing where there is no choice."""
        shown = self.query_one("#command-offers", Static)
        shown.display = bool(offers)
        if offers:
            styles = tone_styles(self.app.theme)
            line = offers_line(offers, at, self.size.width)
            shown.update(Text.assemble(*((span.text, styles[span.tone]) for span in line), no_wrap=True))

    def show_prefix(self, prefix: str) -> None:
        """Say what the line is for."""
        self.query_one("#command-prefix", Static).update(Content(prefix))

    def show_problem(self, problem: BadQuery | None) -> None:
        """Say what is wrong, and at which letter."""
        word = self.query_one("#command-problem", Static)
        word.display = problem is not None
        if problem is not None:
            word.update(Content(f"at {problem.at + 1}: {clean(problem.sentence)}"))


class TypedIn:
    """As an attribute of a screen gives the line of its bar, made when that is first asked for."""

    def __get__(self, screen: DOMNode, owner: type[Any]) -> CommandLine:
        """The line. Raises what `query_one` does."""
        return screen.query_one(CommandBar).line
