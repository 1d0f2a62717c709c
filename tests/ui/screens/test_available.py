"""Which keys help lists: those that work where the focus is, told as they work there."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input, TextArea

from breadtui.ui.screens.line.available import available_actions


class Written(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("U,f5", "uses", "Uses", id="x.uses", key_display="U"),
        Binding("V,f12", "past", "Past", id="x.past", key_display="V"),
        Binding("slash", "filter", "Filter", id="x.filter", key_display="/"),
        Binding("right_square_bracket,tab", "next", "Next", id="x.next", key_display="]"),
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
        }


async def test_outside_a_text_every_key_is_told_as_it_is() -> None:
    assert await keys("#read") == {
        "x.uses": "U f5",
        "x.past": "V f12",
        "x.filter": "/",
        "x.next": "tab ]",
        "x.both": "B m",
        "x.save": "^s",
    }
