"""Escape with a key right behind it: over a slow link both come in one piece, which is also how a terminal spells alt.

What is bound with alt stays that. Everything else is escape and then the key, as in vim: Textual would drop the escape.
Terminals that spell alt in a way of its own (kitty's protocol) are not touched, and neither is any Textual of which the
private parser is not known here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from textual import events
from textual._xterm_parser import XTermParser
from textual.driver import Driver

from breadtui.ui.terminal.framediff import is_known_textual
from breadtui.ui.terminal.typed_ahead import LOOK_SECONDS, OnItsWay, TypedAhead

ESCAPE = "\x1b"
_BEGINNINGS = frozenset("[OPX]^_\\" + ESCAPE)
"""What may come behind escape in a longer sequence: it is no key of its own unless nothing follows for a moment."""
_OTHER_WORDS = {"b": "ctrl+left", "f": "ctrl+right", "\x7f": "ctrl+w"}
"""Alt with an arrow or with backspace, as some terminals spell them: by words in a text."""


class EscapedKey(events.Key):
    """A key that came right behind escape. It is named as with alt; `plain` is the key alone."""

    __slots__ = ["plain"]

    def __init__(self, name: str, plain: events.Key) -> None:
        super().__init__(name, None)
        self.plain = plain

    def copy(self) -> EscapedKey:
        """The same once more."""
        return EscapedKey(self.key, self.plain.copy())


class EscapeParser(XTermParser):
    """Textual's parser, which tells that a key came behind escape, and does not wait for more where none can come."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        behind = sequence if alt else sequence[1:]
        is_escaped = alt or (sequence[:1] == ESCAPE and behind not in _BEGINNINGS)
        if not is_escaped or len(behind) != 1 or behind == "\\":
            yield from super()._sequence_to_key_events(sequence, alt)
            return
        for plain in super()._sequence_to_key_events(behind):
            yield EscapedKey(_name_of(behind, plain.key), plain)


def _name_of(character: str, key: str) -> str:
    if character in _OTHER_WORDS:
        return _OTHER_WORDS[character]
    return f"alt+shift+{key.lower()}" if len(key) == 1 and key.isupper() else f"alt+{key}"


class EscapeKeys(TypedAhead):
    """Put before App. Escape and the key behind it do one after the other what they do alone."""

    def get_driver_class(self) -> type[Driver]:
        """The driver for this platform; one that reads a terminal reads it with the parser from here."""
        driver = super().get_driver_class()
        module = sys.modules[driver.__module__]
        if is_known_textual() and getattr(module, "XTermParser", None) is XTermParser:
            module.XTermParser = EscapeParser  # type: ignore[attr-defined]
        return driver

    async def _give(self, event: events.Key | events.Paste) -> OnItsWay:
        if not isinstance(event, EscapedKey):
            return await super()._give(event)
        if self._is_bound(event):
            return await super()._give(events.Key(event.key, None))
        given = await super()._give(events.Key("escape", ESCAPE))
        if not self._typed:
            self.set_timer(LOOK_SECONDS, self._look)
        self._typed.appendleft(event.plain)
        return given

    def _is_bound(self, event: events.Key) -> bool:
        return not self.screen.active_bindings.keys().isdisjoint(event.aliases)
