"""A long JSON array one row at a time, so that a million rows never stand in memory together."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Generator, Iterator
from enum import Enum, auto

from breadtui.domain.json_reading import parsed_json

_PIECE_BYTES = 100_000
_TOGETHER_CHARACTERS = 10_000
"""So much is parsed in one go: what is held at once is some ten times of it, and no other thread has its turn."""

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
        return _in_pieces(memoryview(body))
    return iter(_wrapped(body))


def _in_pieces(body: memoryview) -> Iterator[object]:
    pieces = RowPieces()
    for begin in range(0, len(body), _PIECE_BYTES):
        end = begin + _PIECE_BYTES
        yield from pieces.rows(body[begin:end], is_last=end >= len(body))


def _wrapped(body: bytes | bytearray) -> list[object]:
    whole = parsed_json(body.decode("utf-8-sig"))
    rows = whole.get("metrics") if isinstance(whole, dict) else None
    if not isinstance(rows, list):
        raise RowsBroken("not a list of rows")
    return rows


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
        at, singly_until = 0, 0
        while (at := _behind_space(text, at)) < len(text):
            if self._place is _Place.FIRST_ROW and text[at] != "]":
                self._place = _Place.ROW
            if self._place is not _Place.ROW:
                self._pass(text[at])
                at += 1
                continue
            if at >= singly_until:
                rows, end = _rows_together(text, at)
                if rows:
                    yield from rows
                    self._place, at = _Place.MARK, end
                    continue
                singly_until = end
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


def _rows_together(text: str, at: int) -> tuple[list[object], int]:
    """Rows that begin here, parsed in one go, and where they end; none where that cannot be done before that place.

    A comma behind a brace parts two rows, unless it stands in a string or deeper in a row: then what is before it does
    not parse.
    """
    limit = min(at + _TOGETHER_CHARACTERS, len(text))
    end = text.rfind("},", at, limit) + 1
    if not end:
        return [], limit
    try:
        rows: list[object] = parsed_json(f"[{text[at:end]}]")
    except (ValueError, RecursionError):
        return [], limit
    return rows, end
