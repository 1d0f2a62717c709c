"""The first screen without a key: paste one, or look at the demo."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from breadtui.ui.door import Door, Rooms, SignInRefused
from breadtui.ui.present.clean import clean

WELCOME = "Bread bakes prompts into model weights. This is its cockpit."


class SignInScreen(Screen[Rooms | None]):
    """Closes with the rooms one may enter, or with None where only the key of a running cockpit was replaced."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+d", "demo", "Open the demo", id="sign_in.demo", priority=True),
        Binding("ctrl+q", "app.quit", "Leave", id="sign_in.quit"),
        Binding("escape", "later", "Later", id="sign_in.later"),
    ]

    def __init__(self, door: Door, *, why: str = "", is_replacing: bool = False) -> None:
        super().__init__()
        self._door = door
        self._why = why
        self._is_replacing = is_replacing

    def compose(self) -> ComposeResult:
        """A field for the key that shows nothing of it, and what will become of it."""
        with Vertical(id="sign-in"):
            yield Static(Content.styled("breadtui", "bold"), id="sign-in-name")
            yield Static(Content(clean(self._why) if self._why else WELCOME), id="sign-in-why")
            yield Static(Content("Paste your Bread API key (sk-…), then enter:"))
            yield Input(password=True, placeholder="the key is not shown", id="key", max_length=4096)
            yield Static(Content(""), id="sign-in-answer")
            yield Static(Content(self._door.key_places), id="sign-in-places")
            yield Static(Content(self._keys()), id="sign-in-keys")

    def _keys(self) -> str:
        if self._is_replacing:
            return "enter  check it      esc  later: what was read stays on the screen"
        return "enter  check it    ctrl+d  open the demo    ctrl+q  leave"

    def on_mount(self) -> None:
        """The cursor waits in the field."""
        field = self.query_one("#key", Input)
        field.cursor_blink = False
        field.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The demo is for newcomers, `later` for those who were inside already."""
        if action == "demo":
            return not self._is_replacing
        if action == "later":
            return self._is_replacing
        return super().check_action(action, parameters)

    @on(Input.Submitted, "#key")
    def _pasted(self, event: Input.Submitted) -> None:
        self._enter(event.value)

    def action_demo(self) -> None:
        """Open the demo service in this process."""
        self._open_demo()

    def action_later(self) -> None:
        """Back to what was read so far; nothing is asked until a key is given."""
        self.dismiss(None)

    @work(exclusive=True, group="sign-in")
    async def _enter(self, text: str) -> None:
        self._say("checking …")
        try:
            if self._is_replacing:
                await self._door.replace_key(text)
                self.dismiss(None)
            else:
                self.dismiss(await self._door.enter_with_key(text))
        except SignInRefused as refused:
            self._say(str(refused))

    @work(exclusive=True, group="sign-in")
    async def _open_demo(self) -> None:
        self._say("starting the demo …")
        try:
            self.dismiss(await self._door.enter_demo())
        except SignInRefused as refused:
            self._say(str(refused))

    def _say(self, sentence: str) -> None:
        self.query_one("#sign-in-answer", Static).update(Content(clean(sentence)))
