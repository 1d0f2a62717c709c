"""The question before a start: what was checked just now, line by line, and how it may be agreed to; default No."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import Enum
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.worker import Worker

from breadtui.domain.errors import BreadError
from breadtui.domain.preflight.findings import Gate
from breadtui.ui.present.clean import clean
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.present.fields import wrapped
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.screens.asking.confirm import DEAF_SECONDS
from breadtui.ui.themes import tone_styles

CHECKING = "asking the service …"
UNCHECKED = "It could not be checked."
OTHER_LINES = 10
"""Border, padding, heading, gaps, keys in two lines and the field, beside the lines that scroll."""
SCROLL_BAR_CELLS = 1
GAP = "    "
AGAIN = "r  again"
FALLBACK_CELLS = 60
HELP_TOLD = "The keys valid now"


WHY_NO_YES = {
    Gate.ASK: "",
    Gate.NAME: "it is red: its name has to be typed",
    Gate.SHUT: "the service would refuse it",
}


ANEW = "anew"
"""Typed behind the name where a red start begins anew instead of going on."""


class Answer(Enum):
    """What a person wants: nothing, the start, what was stopped gone on with, or what is missing before it first."""

    NO = "no"
    YES = "yes"
    GO_ON = "go on"
    CHAIN = "chain"


class Checked(NamedTuple):
    """What was found: how it may be agreed to, the lines for a width, and whether a chain would help."""

    gate: Gate
    lines: Callable[[int], list[Line]]
    is_chain_offered: bool = False
    nothing: str = ""
    """Why there is nothing to agree to although nothing is amiss."""


class PreflightScreen(ModalScreen[Answer]):
    """Reads, shows, asks: a red start needs its name, one that the service is certain to refuse is not to be had."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # No comes first: it is what enter runs where the keys are listed.
        Binding("n,escape,q,enter", "no", "No", id="preflight.no", tooltip="Start nothing"),
        Binding("y", "yes", "Yes", id="preflight.yes", tooltip="Start it"),
        Binding("a", "anew", "Anew", id="preflight.anew", tooltip="Start it anew, not from where it was stopped"),
        Binding("t", "chain", "Chain", id="preflight.chain", tooltip="Start what is missing first"),
        Binding("g", "home", "Download after", id="preflight.home", tooltip="Download the weights at its end, or not"),
        Binding("r", "again", "Again", id="preflight.again", tooltip="Ask the service again"),
        Binding("down,j", "scroll(1)", "Down", id="preflight.down", tooltip="Lines further down"),
        Binding("up,k", "scroll(-1)", "Up", id="preflight.up", tooltip="Lines further up"),
        Binding("question_mark,f1", "app.help", "Help", id="preflight.help", key_display="?", tooltip=HELP_TOLD),
    ]
    AUTO_FOCUS = ""

    def __init__(
        self,
        heading: str,
        check: Callable[[], Awaitable[Checked]],
        name: str,
        *,
        home: str = "",
        is_bringing_home: bool = False,
        other: str = "",
    ) -> None:
        """`home` is the folder that the weights may go to at the end; empty where there will be none.

        Where something with the same end was stopped, a yes goes on with that, and `other` is what the start is called
        then; empty where nothing was.
        """
        super().__init__()
        self._other = other
        self._yes = Answer.GO_ON if other else Answer.YES
        self._home = home
        self.is_bringing_home = is_bringing_home and bool(home)
        self._heading = heading
        self._check = check
        self._name = name
        self._checked: Checked | None = None
        self._is_deaf = True

    @property
    def is_checked(self) -> bool:
        """The service has answered, and the question is put."""
        return self._checked is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Greyed out where it cannot be agreed to so."""
        return None if self.why_not(action) else super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """Why an answer is not to be had now; empty where it is."""
        checked = self._checked
        match action:
            case "yes" | "anew" | "chain" | "again" if checked is None:
                return "the service is asked"
            case "anew" if not self._other:
                return "nothing was stopped that could be gone on with"
            case "yes" | "anew" if checked is not None:
                return checked.nothing or WHY_NO_YES[checked.gate]
            case "chain" if checked is not None and not checked.is_chain_offered:
                return "nothing is missing"
            case "home" if not self._home:
                return "only a bake has weights to download"
            case _:
                return ""

    def compose(self) -> ComposeResult:
        """The heading, the lines, the keys, and a field that is shown where the name has to be typed."""
        with Vertical(classes="question preflight"):
            yield Static(Content.styled(clean(self._heading), "bold"), classes="question-heading")
            with VerticalScroll(id="preflight-scroll", can_focus=False):
                yield Static(Content(CHECKING), id="preflight-lines")
            yield Static(Content("n  No (default)"), id="preflight-keys", classes="question-keys")
            field = Input(id="typed-name", select_on_focus=False)
            field.display = False
            yield field

    def on_mount(self) -> None:
        """Begin to ask; listen after a moment, since a dialog may open under a finger."""
        self.query_one(Input).cursor_blink = False
        self.set_timer(DEAF_SECONDS, self.listen)
        self._ask()

    def listen(self) -> None:
        """Take answers from now on."""
        self._is_deaf = False

    def _ask(self) -> None:
        self._checked = None
        self.query_one("#preflight-lines", Static).update(Content(CHECKING))
        _: Worker[None] = self.run_worker(self._read(), group="preflight", exclusive=True)

    async def _read(self) -> None:
        try:
            checked = await self._check()
        except BreadError as error:
            refusal = sentence_of(error)
            checked = Checked(Gate.SHUT, lambda width: _refusal_lines(refusal, width), nothing=UNCHECKED)
        self._show(checked)
        self._checked = checked

    def _show(self, checked: Checked) -> None:
        scroll = self.query_one("#preflight-scroll", VerticalScroll)
        other_lines = OTHER_LINES + (1 if self._home else 0)
        scroll.styles.max_height = max(self.size.height * 9 // 10 - other_lines, 3)
        styles = tone_styles(self.app.theme)
        width = (scroll.container_size.width or FALLBACK_CELLS) - SCROLL_BAR_CELLS
        drawn = [Text.assemble(*((span.text, styles[span.tone]) for span in line)) for line in checked.lines(width)]
        self.query_one("#preflight-lines", Static).update(Text("\n").join(drawn))
        self._show_keys(checked)
        field = self.query_one(Input)
        field.display = checked.gate is Gate.NAME and not checked.nothing
        if field.display:
            field.focus()

    def _show_keys(self, checked: Checked) -> None:
        lines = filter(None, (self._keys(checked), self._home_line(checked)))
        self.query_one("#preflight-keys", Static).update(Content("\n".join(lines)))

    def _home_line(self, checked: Checked) -> str:
        """Whether the weights are fetched at the end; where a name is typed, which may have a g, without a key."""
        if not self._home or checked.nothing or checked.gate is Gate.SHUT:
            return ""
        told = f"then download its weights: {f'yes, to {clean(self._home)}' if self.is_bringing_home else 'no'}"
        if checked.gate is Gate.ASK:
            return f"g  {told}"
        return told if self.is_bringing_home else ""

    def on_resize(self) -> None:
        """Other lines for another width."""
        if self._checked is not None:
            self.call_after_refresh(self._show, self._checked)

    def _keys(self, checked: Checked) -> str:
        if checked.nothing:
            return GAP.join((checked.nothing, "n  back", AGAIN))
        chain = ["t  what is missing first"] if checked.is_chain_offered else []
        match checked.gate:
            case Gate.ASK:
                yes = ("y  go on", f"a  {clean(self._other, limit=40)}") if self._other else ("y  start it",)
                return GAP.join((*yes, "n  No (default)", *chain))
            case Gate.NAME:
                return GAP.join((self._typed_words(), "esc  No", *chain))
            case Gate.SHUT:
                return GAP.join(("The service would refuse this.", "n  back", *chain, AGAIN))

    def _typed_words(self) -> str:
        name = clean(self._name, limit=40)
        if self._other:
            return f"To go on all the same, type {name}    {name} {ANEW}: {clean(self._other, limit=40)}"
        return f"To start it all the same, type {name}"

    @on(Input.Submitted, "#typed-name")
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        if self._is_deaf:
            return
        if self._other and event.value == f"{self._name} {ANEW}":
            self.dismiss(Answer.YES)
        else:
            self.dismiss(self._yes if event.value == self._name else Answer.NO)

    def action_yes(self) -> None:
        """Start it, or go on with what was stopped, where a yes is enough."""
        if not self._is_deaf and not self.why_not("yes"):
            self.dismiss(self._yes)

    def action_anew(self) -> None:
        """Start it anew although something was stopped that could be gone on with."""
        if not self._is_deaf and not self.why_not("anew"):
            self.dismiss(Answer.YES)

    def action_no(self) -> None:
        """Start nothing."""
        if not self._is_deaf:
            self.dismiss(Answer.NO)

    def action_chain(self) -> None:
        """Start what is missing before it."""
        if not self._is_deaf and not self.why_not("chain"):
            self.dismiss(Answer.CHAIN)

    def action_home(self) -> None:
        """Download the weights at the end, or not."""
        if not self.why_not("home"):
            self.is_bringing_home = not self.is_bringing_home
            if self._checked is not None:
                self._show_keys(self._checked)

    def action_again(self) -> None:
        """Ask once more: what was missing may be there now."""
        if not self.why_not("again"):
            self._ask()

    def action_scroll(self, lines: int) -> None:
        """Move what does not fit."""
        self.query_one("#preflight-scroll", VerticalScroll).scroll_relative(y=lines, animate=False)


def _refusal_lines(refusal: str, width: int) -> list[Line]:
    return [(Span(f" {line}", Tone.FAILED),) for line in wrapped(refusal, width)]
