"""A long JSON array one row at a time, so that a million rows never stand in memory together."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator

_WINDOW_BYTES = 1_000_000
_BEHIND_A_ROW = frozenset(" \t\r\n,]")
_SPACE = re.compile(r"[ \t\r\n]*")


class RowsBroken(ValueError):
    """The body is no array of rows, or ends too early."""


def rows_of(body: bytes | bytearray) -> Iterator[object]:
    """The rows of an array, or of the array under `metrics` in an object.

    Raises: RowsBroken or UnicodeDecodeError, possibly after the first rows were given.
    """
    start = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"["):
        return _Array(body).rows()
    return iter(_wrapped(body))


def _wrapped(body: bytes | bytearray) -> list[object]:
    whole = json.loads(body.decode("utf-8-sig"))
    rows = whole.get("metrics") if isinstance(whole, dict) else None
    if not isinstance(rows, list):
        raise RowsBroken("not a list of rows")
    return rows


class _Array:
    """A window that moves over the bytes of an array; it doubles where a row does not fit."""

    def __init__(self, body: bytes | bytearray) -> None:
        self._body = memoryview(body)
        self._read = 0
        self._window_bytes = _WINDOW_BYTES
        self._utf8 = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._at = 0

    def rows(self) -> Iterator[object]:
        """Each row in turn."""
        decoder = json.JSONDecoder()
        self._expect("[")
        if self._next() == "]":
            self._end()
            return
        while True:
            yield self._row(decoder)
            mark = self._next()
            self._at += 1
            if mark == "]":
                self._at -= 1
                self._end()
                return
            if mark != ",":
                raise RowsBroken("rows are not parted by commas")
            self._next()

    def _row(self, decoder: json.JSONDecoder) -> object:
        while True:
            try:
                row, end = decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                end = len(self._text)
                row = None
            # A number at the window's edge may go on behind it.
            if end < len(self._text) and self._text[end] in _BEHIND_A_ROW:
                self._at = end
                return row
            self._more()

    def _next(self) -> str:
        """The next mark that is no space, without passing it."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            self._more()

    def _expect(self, mark: str) -> None:
        if self._next() != mark:
            raise RowsBroken("not a list of rows")
        self._at += 1

    def _end(self) -> None:
        self._expect("]")
        rest = self._text[self._at :] + self._utf8.decode(bytes(self._body[self._read :]), final=True)
        if rest.strip(" \t\r\n"):
            raise RowsBroken("text after the list")

    def _more(self) -> None:
        if self._read >= len(self._body):
            raise RowsBroken("the list ends too early")
        if self._at == 0 and self._text:
            self._window_bytes *= 2
        end = min(self._read + self._window_bytes, len(self._body))
        more = self._utf8.decode(bytes(self._body[self._read : end]), final=end == len(self._body))
        self._text, self._at, self._read = self._text[self._at :] + more, 0, end
