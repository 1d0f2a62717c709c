"""Rows of an array that comes in pieces are those of the whole array, wherever it is cut."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterable, Iterator
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from breadtui.api import rows as rows_module
from breadtui.api.rows import RowPieces, rows_of
from breadtui.domain.json_reading import parsed_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
SPACED = st.sampled_from([(",", ":"), (", ", ": "), (" ,\r\n\t", " : ")])
CUTS = st.lists(st.integers(0, 400), max_size=12)
HOSTILE = st.text(alphabet='[]{},:"\\ \n1.-eNInfityatru\u00e9', max_size=24).map(lambda text: "[" + text)


def pieces_of(body: bytes, cuts: Iterable[int]) -> Iterator[bytes]:
    edges = [0, *sorted(min(cut, len(body)) for cut in cuts), len(body)]
    return (body[begin:end] for begin, end in pairwise(edges))


def told(rows: Iterable[object]) -> str:
    """Rows by what they say: NaN equals nothing, not even itself."""
    try:
        return json.dumps(list(rows))
    except (ValueError, RecursionError) as error:
        return "recursion" if isinstance(error, RecursionError) else "broken"


def told_of_whole(body: bytes) -> str:
    """What another parser, that has it all at once, says of the same array."""
    try:
        return json.dumps(json.loads(body.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        return "recursion" if isinstance(error, RecursionError) else "broken"


def in_pieces(body: bytes, cuts: Iterable[int], parser: RowPieces | None = None) -> Iterator[object]:
    parser = parser or RowPieces()
    for piece in pieces_of(body, cuts):
        yield from parser.rows(piece)
    yield from parser.rows(b"", is_last=True)


@given(st.lists(VALUES, max_size=6), SPACED, st.booleans(), CUTS)
def test_wherever_it_is_cut_the_rows_are_the_same(
    rows: list[object], signs: tuple[str, str], is_ascii: bool, cuts: list[int]
) -> None:
    body = json.dumps(rows, separators=signs, ensure_ascii=is_ascii).encode("utf-8", "surrogatepass")
    assert told(in_pieces(body, cuts)) == told(rows_of(body)) == told_of_whole(body)


@settings(max_examples=500)
@given(HOSTILE, CUTS)
@example("[1", [1])
@example('[{"a": 1}]]', [3])
@example('[{"a": 1},]', [3])
@example("[]", [1])
@example("[ ] x", [1])
@example('[{"a": 1} {"a": 2}]', [9])
@example("[-Infinity, NaN]", [3, 5, 13])
def test_what_is_broken_as_a_whole_is_broken_in_pieces_and_what_is_not_is_not(text: str, cuts: list[int]) -> None:
    body = text.encode()
    assert told(in_pieces(body, cuts)) == told(rows_of(body)) == told_of_whole(body)


@given(st.lists(VALUES, min_size=1, max_size=4), st.lists(VALUES, max_size=4), CUTS)
def test_behind_a_row_that_is_known_the_others_follow(
    first: list[object], second: list[object], cuts: list[int]
) -> None:
    known = len(json.dumps(first).encode()) - 1
    body = json.dumps(first + second).encode()
    rest = in_pieces(body[known:], cuts, RowPieces(is_behind_a_row=True))
    assert told(rest) == json.dumps(second)


def test_a_mark_of_byte_order_and_letters_cut_in_half_are_read() -> None:
    body = b"\xef\xbb\xbf" + '[{"note": "\u00e9\U0001f35e"}]'.encode()
    assert list(in_pieces(body, range(len(body)))) == [{"note": "\u00e9\U0001f35e"}]


@pytest.mark.parametrize("body", [b'[{"a": "\xff"}]', b'[{"a": 1}] \xff', b"[1]\xc3"])
def test_bytes_that_are_no_text_are_broken(body: bytes) -> None:
    assert told(in_pieces(body, [4])) == told(rows_of(body)) == "broken"


def test_a_row_that_never_ends_is_tried_again_only_when_there_is_twice_as_much_of_it() -> None:
    parser, tries = RowPieces(), 0
    whole = parser._row_at

    def counted(text: str, at: int) -> tuple[object, int] | None:
        nonlocal tries
        tries += 1
        return whole(text, at)

    parser._row_at = counted  # type: ignore[method-assign]
    assert list(parser.rows(b'["')) == []
    for _ in range(4_096):
        assert list(parser.rows(b"x" * 64)) == []
    assert tries <= 20
    assert list(parser.rows(b'"]', is_last=True)) == ["x" * 64 * 4_096]


def test_no_more_is_held_than_the_pieces_in_hand() -> None:
    piece = b",".join(b'{"iter": %d, "loss": 0.123456789, "lr": 0.0001}' % step for step in range(1_000)) + b","
    parser = RowPieces()
    list(parser.rows(b"["))
    tracemalloc.start()
    try:
        for _ in range(40):
            for _row in parser.rows(piece):
                pass
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak_bytes < 4 * len(piece)


PARTED: tuple[object, ...] = (
    {"iter": 1, "note": '},{"iter": 7},'},
    {"iter": 2, "parts": [{"a": 1}, {"b": {"c": 2}}, "}, {"]},
    {"iter": 3, "loss": float("inf")},
    3,
    "},",
    [{"iter": 4}, {}],
    {},
    None,
)


@pytest.mark.parametrize("indent", [None, 1])
def test_braces_and_commas_within_rows_part_none(indent: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = list(PARTED) * 3
    raw = json.dumps(rows, indent=indent).encode()
    for together in (1, 30, 100, 10_000):
        monkeypatch.setattr(rows_module, "_TOGETHER_CHARACTERS", together)
        for cut in range(0, len(raw), 7):
            parser = RowPieces()
            assert [*parser.rows(raw[:cut]), *parser.rows(raw[cut:], is_last=True)] == rows


def test_flat_rows_are_parsed_many_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = json.dumps([{"iter": step, "loss": 0.5} for step in range(10_000)]).encode()
    parsed: list[int] = []

    def counted(text: str) -> list[object]:
        rows: list[object] = parsed_json(text)
        parsed.append(len(rows))
        return rows

    monkeypatch.setattr(rows_module, "parsed_json", counted)
    assert len(list(RowPieces().rows(raw, is_last=True))) == 10_000
    assert sum(parsed) == 9_999
    assert len(parsed) < 50


def test_what_cannot_be_parsed_together_is_tried_together_once(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = json.dumps([{"iter": step, "note": "},"} for step in range(1_000)]).encode()
    tries: list[int] = []

    def counted(text: str) -> object:
        tries.append(len(text))
        return parsed_json(text)

    monkeypatch.setattr(rows_module, "parsed_json", counted)
    assert len(list(RowPieces().rows(raw, is_last=True))) == 1_000
    assert sum(tries) < 2 * len(raw)
