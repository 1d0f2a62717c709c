"""One call of the transcript on a screen of its own, and what it can be copied as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from breadtui.domain.call_texts import laid_out_body, size_words
from breadtui.domain.calls import ApiCall, KeptBody
from breadtui.export.call_snippets import curl_call, python_call
from breadtui.export.snippets import NoSnippet
from breadtui.export.tables.calls_page import call_markdown
from breadtui.ui.keymap import Hint
from breadtui.ui.panes.transcript_call import CallView
from breadtui.ui.present.calls import call_body
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.screens.line.foot import Foot
from breadtui.ui.screens.transfer.copy_menu import CopyScreen, Offer

FOOT = (
    Hint(("rows.down", "rows.up"), "move"),
    Hint(("rows.choose",), "fold"),
    Hint(("call.newer", "call.older"), "other call"),
    Hint(("call.copy",), "copy curl"),
    Hint(("call.copy_menu",), "copy as"),
)
BACK = Hint(("call.close",), "back")
SECRETS = "keys and signatures are hidden here, in copies and in exports"


class CallScreen(Screen[None]):
    """One of the calls; others are gone to from here. `calls` tells those that are kept, oldest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,at,q", "close", "Back", id="call.close", tooltip="Back to the calls"),
        Binding("right_square_bracket", "beside(-1)", "Older call", id="call.older", key_display="]"),
        Binding("left_square_bracket", "beside(1)", "Newer call", id="call.newer", key_display="["),
        Binding("y", "copy", "Copy", id="call.copy", tooltip="Copy the call as curl, without the key"),
        Binding("Y", "copy_menu", "Copy as", id="call.copy_menu", tooltip="Copy as curl, Python, bodies, Markdown"),
    ]
    DEFAULT_CSS = """
    CallScreen {
        & Static { height: 1; width: 1fr; }
        & CallView { height: 1fr; }
    }
    """

    def __init__(self, call: ApiCall, calls: Callable[[], Sequence[ApiCall]], base_url: str) -> None:
        super().__init__()
        self.call = call
        self._calls = calls
        self._base_url = base_url

    def compose(self) -> ComposeResult:
        """Which call, its lines, the keys."""
        yield Static(id="call-heading")
        yield CallView(self._body, id="call-view")
        yield Foot(FOOT, BACK)

    def on_mount(self) -> None:
        """Show it."""
        self.query_one(CallView).focus()
        self._show()

    def _body(self, width: int, folded: frozenset[str]) -> Sequence[BodyLine]:
        return call_body(self._calls(), self.call, width, folded)

    def _show(self) -> None:
        calls = self._calls()
        place = f"{calls.index(self.call) + 1} of {len(calls)}" if self.call in calls else "no longer listed"
        heading = Content.styled(f" Call {place}", "bold") + Content(f"  {SECRETS}")
        self.query_one("#call-heading", Static).update(heading)
        self.query_one(CallView).fill()

    def action_beside(self, by: int) -> None:
        """The call made after this one, or before it."""
        calls = self._calls()
        place = (calls.index(self.call) if self.call in calls else 0) + by
        if 0 <= place < len(calls):
            self.call = calls[place]
            self._show()
            view = self.query_one(CallView)
            view.move_to(0)
            view.fit(0)

    def action_copy(self) -> None:
        """Copy it as curl."""
        copy_curl(self, self.call, self._base_url)

    def action_copy_menu(self) -> None:
        """Copy it in another form."""
        ask_copy(self, self.call, self._base_url)

    def action_close(self) -> None:
        """Back to the calls."""
        self.dismiss(None)


def copy_curl(screen: Screen[None], call: ApiCall, base_url: str) -> None:
    """Copy a call as a command line, or say why that cannot be had."""
    try:
        screen.app.copy_to_clipboard(curl_call(call, base_url))
    except NoSnippet as problem:
        screen.app.notify(f"curl: {problem}", severity="warning", markup=False)


def ask_copy(screen: Screen[None], call: ApiCall, base_url: str) -> None:
    """Ask in which form a call is to be copied, and copy it."""

    def copy(text: str | None) -> None:
        if text is not None:
            screen.app.copy_to_clipboard(text)

    screen.app.push_screen(CopyScreen(f"{call.method} {call.path}", call_offers(call, base_url)), copy)


def call_offers(call: ApiCall, base_url: str) -> tuple[Offer, ...]:
    """Everything a call can be copied as; the key is in none."""
    return (
        _offer("c", "curl", lambda: curl_call(call, base_url)),
        _offer("p", "Python", lambda: python_call(call, base_url)),
        _offer("s", "sent body", lambda: _body_of(call.sent)),
        _offer("g", "got body", lambda: _body_of(call.received)),
        _offer("d", "Markdown", lambda: call_markdown(call)),
    )


def _body_of(body: KeptBody) -> str:
    if not body.start:
        raise NoSnippet(size_words(body))
    return laid_out_body(body)


def _offer(letter: str, label: str, write: Callable[[], str]) -> Offer:
    try:
        return Offer(letter, label, write())
    except NoSnippet as problem:
        return Offer(letter, label, None, str(problem))
