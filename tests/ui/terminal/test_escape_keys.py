"""Escape and a key that arrive in one piece are escape and the key, unless that is bound with alt."""

from __future__ import annotations

from typing import ClassVar

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.widgets import Input

from breadtui.ui.terminal.escape_keys import EscapedKey, EscapeKeys, EscapeParser


def keys_of(*pieces: str) -> list[str]:
    """What is made of pieces of input, with a pause after the last."""
    parser, found = EscapeParser(), []
    for piece in pieces:
        found += list(parser.feed(piece))
    parser._timeout_time = 0.0 if parser._timeout_time is not None else None
    found += list(parser.tick())
    keys = [event for event in found if isinstance(event, events.Key)]
    return [f"{key.key}={key.plain.key}" if isinstance(key, EscapedKey) else key.key for key in keys]


@pytest.mark.parametrize(
    ("pieces", "keys"),
    [
        (["\x1bj"], ["alt+j=j"]),
        (["\x1b", "j"], ["alt+j=j"]),
        (["\x1bJ"], ["alt+shift+j=J"]),
        (["\x1b:q\r"], ["alt+colon=colon", "q", "enter"]),
        (["\x1b\r"], ["alt+enter=enter"]),
        (["\x1b2"], ["alt+2=2"]),
        (["\x1bf"], ["ctrl+right=f"]),
        (["\x1b\x7f"], ["ctrl+w=backspace"]),
        (["\x1bj\x1bk"], ["alt+j=j", "alt+k=k"]),
        (["\x1bj\x1b"], ["alt+j=j", "escape"]),
        (["\x1b["], ["alt+left_square_bracket=left_square_bracket"]),
        (["\x1bP"], ["alt+shift+p=P"]),
    ],
)
def test_a_key_behind_escape_is_told_apart_and_loses_nothing(pieces: list[str], keys: list[str]) -> None:
    assert keys_of(*pieces) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("\x1b", ["escape"]),
        ("\x1b\x1b", ["escape", "escape"]),
        ("\x1b[A", ["up"]),
        ("\x1bOP", ["f1"]),
        ("\x1b[1;3A", ["alt+up"]),
        ("\x1b\x1b[A", ["escape", "up"]),
        ("\x1b[Z", ["shift+tab"]),
        ("\x1b[106;3u", ["alt+j"]),
        ("j", ["j"]),
    ],
)
def test_all_other_sequences_are_what_they_were(text: str, keys: list[str]) -> None:
    assert keys_of(text) == keys


class Host(EscapeKeys, App[None]):
    """Writes down what it is told to do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "note('escape')"),
        Binding("j", "note('j')"),
        Binding("k", "note('k')"),
        Binding("alt+x", "note('alt+x')"),
        Binding("x", "note('x')"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[str] = []

    def compose(self) -> ComposeResult:
        yield Input()

    def action_note(self, what: str) -> None:
        self.noted.append(what)
        if what == "escape":
            self.set_focus(None)

    def read(self, text: str) -> None:
        """As if the terminal sent this in one piece."""
        driver = self._driver
        assert isinstance(driver, Driver)
        for event in EscapeParser().feed(text):
            driver.send_message(event)


async def test_escape_leaves_the_field_before_the_key_behind_it_acts() -> None:
    app = Host()
    async with app.run_test() as pilot:
        app.query_one(Input).focus()
        await pilot.pause()
        app.read("ab\x1bjk")
        while len(app.noted) < 3:
            await pilot.pause()
        assert app.noted == ["escape", "j", "k"]
        assert app.query_one(Input).value == "ab"


async def test_what_is_bound_with_alt_stays_one_key() -> None:
    app = Host()
    async with app.run_test() as pilot:
        app.set_focus(None)
        app.read("\x1bxx")
        while len(app.noted) < 2:
            await pilot.pause()
        assert app.noted == ["alt+x", "x"]


async def test_a_word_further_in_a_text_is_one_key_and_elsewhere_it_is_escape_and_a_letter() -> None:
    app = Host()
    async with app.run_test() as pilot:
        field = app.query_one(Input)
        field.value, field.cursor_position = "two words", 0
        field.focus()
        await pilot.pause()
        app.read("\x1bf")
        while field.cursor_position == 0:
            await pilot.pause()
        assert app.noted == []
        app.set_focus(None)
        app.read("\x1bb")
        while not app.noted:
            await pilot.pause()
        assert app.noted == ["escape"]
