"""Which keys help lists: those that work where the focus is, told as they work there."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input, TextArea

from breadtui.ui.screens.line.available import available_actions
from breadtui.ui.terminal.message_text import MessageText


class Written(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("U,f5", "uses", "Uses", id="x.uses", key_display="U"),
        Binding("V,f12", "past", "Past", id="x.past", key_display="V"),
        Binding("slash", "filter", "Filter", id="x.filter", key_display="/"),
        Binding("right_square_bracket,tab", "next", "Next", id="x.next", key_display="]"),
        Binding("f8,left_square_bracket", "section", "Section", id="x.section", key_display="f8"),
        Binding("B,m", "both", "Both", id="x.both"),
        Binding("ctrl+s", "save", "Save", id="x.save"),
    ]

    def compose(self) -> ComposeResult:
        yield TextArea()
        yield Input()
        yield TextArea("read", read_only=True, id="read")


async def keys(focused: str) -> dict[str, str]:
    app = App[None]()
    async with app.run_test() as pilot:
        screen = Written()
        await app.push_screen(screen)
        screen.query_one(focused).focus()
        await pilot.pause()
        return {action.id: action.key for action in available_actions(screen) if action.id.startswith("x.")}


async def test_in_a_text_no_letter_is_told_as_a_key() -> None:
    for focused in ("TextArea", "Input"):
        assert await keys(focused) == {
            "x.uses": "f5",
            "x.past": "f12",
            "x.save": "^s",
            "x.next": "tab",
            "x.section": "f8",
        }


async def test_outside_a_text_every_key_is_told_as_it_is() -> None:
    assert await keys("#read") == {
        "x.uses": "U f5",
        "x.past": "V f12",
        "x.filter": "/",
        "x.next": "tab ]",
        "x.section": "f8 [",
        "x.both": "B m",
        "x.save": "^s",
    }


async def test_the_text_of_a_prompt_tells_that_it_can_be_undone() -> None:
    class Field(Screen[None]):
        def compose(self) -> ComposeResult:
            yield MessageText()

    app = App[None]()
    async with app.run_test() as pilot:
        await app.push_screen(screen := Field())
        screen.query_one(MessageText).focus()
        await pilot.pause()
        told = {action.id: action.key for action in available_actions(screen)}
    assert (told["text.undo"], told["text.redo"], told["text.paste"]) == ("^z", "^y", "^v")
