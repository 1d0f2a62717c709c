"""A long JSON array one row at a time, so that a million rows never stand in memory together."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Generator, Iterator
from enum import Enum, auto

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


class _Place(Enum):
    """What comes next in an array."""

    BEGIN = auto()
    FIRST_ROW = auto()
    ROW = auto()
    MARK = auto()
    NOTHING = auto()


class RowPieces:
    """The rows of an array that comes in pieces, cut anywhere; held is no more than the row that is not whole yet.

    It begins before the array, or, where the first rows are known, directly behind one of them.
    """

    def __init__(self, *, is_behind_a_row: bool = False) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8" if is_behind_a_row else "utf-8-sig")()
        self._decoder = json.JSONDecoder()
        self._place = _Place.MARK if is_behind_a_row else _Place.BEGIN
        self._rest = ""
        self._new: list[str] = []
        self._new_length = 0
        self._wanted_length = 0

    def rows(self, piece: bytes | bytearray | memoryview, *, is_last: bool = False) -> Iterator[object]:
        """The rows that are whole by now, to be taken all before the next piece.

        Raises: RowsBroken or UnicodeDecodeError, possibly after rows were given; for an early end with the last piece.
        """
        self._new.append(self._utf8.decode(piece, is_last))
        self._new_length += len(self._new[-1])
        # A row that does not fit is tried again when there is twice as much of it, lest a long one be parsed for ever.
        if self._new_length < self._wanted_length and not is_last:
            return
        text = self._rest + "".join(self._new)
        self._new, self._new_length, self._wanted_length, self._rest = [], 0, 0, ""
        at = yield from self._rows_in(text)
        self._rest = text[at:]
        if is_last and self._place is not _Place.NOTHING:
            raise RowsBroken("the list ends too early")

    def _rows_in(self, text: str) -> Generator[object, None, int]:
        """The rows in a part of the text; returns where the part begins that is not read yet."""
        at = 0
        while (at := _behind_space(text, at)) < len(text):
            if self._place is _Place.FIRST_ROW and text[at] != "]":
                self._place = _Place.ROW
            if self._place is not _Place.ROW:
                self._pass(text[at])
                at += 1
                continue
            found = self._row_at(text, at)
            if found is None:
                self._wanted_length = len(text) - at
                return at
            row, at = found
            self._place = _Place.MARK
            yield row
        return at

    def _row_at(self, text: str, at: int) -> tuple[object, int] | None:
        """The row that begins here and where it ends; a number at the text's end may go on behind it."""
        try:
            row, end = self._decoder.raw_decode(text, at)
        except json.JSONDecodeError:
            return None
        return (row, end) if end < len(text) and text[end] in _BEHIND_A_ROW else None

    def _pass(self, mark: str) -> None:
        if self._place is _Place.BEGIN and mark == "[":
            self._place = _Place.FIRST_ROW
        elif self._place is _Place.MARK and mark == ",":
            self._place = _Place.ROW
        elif self._place in {_Place.MARK, _Place.FIRST_ROW} and mark == "]":
            self._place = _Place.NOTHING
        elif self._place is _Place.NOTHING:
            raise RowsBroken("text after the list")
        else:
            raise RowsBroken("not a list of rows parted by commas")


def _behind_space(text: str, at: int) -> int:
    """The first place from `at` on that is no space."""
    if at < len(text) and text[at] > " ":
        return at
    found = _SPACE.match(text, at)
    return found.end() if found else at
