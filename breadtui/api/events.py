"""Server-sent events out of raw bytes, by the rules of the web's standard."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_LINE_END = re.compile(r"\r\n|\n|\r")
_LONGEST_EVENT = 4_000_000


class EventTooLong(ValueError):
    """An event without end."""


class EventParser:
    """Feed it bytes as they come; it gives the `data` of each event that is complete.

    Comments and other fields are passed over, several data lines are joined, all three line ends are known.
    """

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8-sig")(errors="replace")
        self._rest: list[str] = []
        self._rest_length = 0
        self._data: list[str] = []
        self._length = 0

    def feed(self, chunk: bytes) -> Iterator[str]:
        """The events that this chunk completes. Raises: EventTooLong."""
        text, at = self._after_return(self._utf8.decode(chunk)), 0
        for found in _LINE_END.finditer(text):
            if found.group() == "\r" and found.end() == len(text):
                break  # the line feed that belongs to it may be in the next chunk
            yield from self._line(self._taken() + text[at : found.start()])
            at = found.end()
        # A line without end is looked at once, however small its pieces are.
        self._rest.append(text[at:])
        self._rest_length += len(text) - at
        if self._rest_length + self._length > _LONGEST_EVENT:
            raise EventTooLong

    def _after_return(self, text: str) -> str:
        """The text with the carriage return that the last chunk ended in, whose line feed may be here."""
        if text and self._rest and self._rest[-1].endswith("\r"):
            self._rest[-1] = self._rest[-1][:-1]
            self._rest_length -= 1
            return f"\r{text}"
        return text

    def _taken(self) -> str:
        line = "".join(self._rest)
        self._rest, self._rest_length = [], 0
        return line

    def close(self) -> Iterator[str]:
        """The last event where the stream ended without the blank line behind it."""
        yield from self._line(self._taken().rstrip("\r"))
        yield from self._line("")

    def _line(self, line: str) -> Iterator[str]:
        if not line:
            if self._data:
                yield "\n".join(self._data)
            self._data, self._length = [], 0
            return
        name, _, value = line.partition(":")
        if name == "data":
            self._data.append(value.removeprefix(" "))
            self._length += len(value)
