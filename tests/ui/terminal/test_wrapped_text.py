"""The rows of the editor are those of the whole text, whatever is typed where; most are Textual's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from textual._wrap import compute_wrap_offsets
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import expand_tabs_inline, get_tab_widths
from textual.geometry import Offset

from breadtui.ui.terminal import wrapped_text
from breadtui.ui.terminal.cell_breaks import cell_breaks, tab_cells
from breadtui.ui.terminal.line_breaks import NARROW, Change, change_between, is_narrow
from breadtui.ui.terminal.plain_document import PlainDocument
from breadtui.ui.terminal.wrapped_text import WrappedText


@pytest.fixture(autouse=True)
def every_line_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapped_text, "_LONG_CHARACTERS", 0)


NARROW_TEXTS = st.text(st.sampled_from("aaabc,  é…"), max_size=60)
WIDE_TEXTS = st.text(st.sampled_from("aab  漢🍞é\u0301\u200d\u00a0\x0c"), max_size=60)
TABBED_TEXTS = st.text(st.sampled_from("aab \t漢"), max_size=40)
TEXTS = st.lists(NARROW_TEXTS | WIDE_TEXTS | TABBED_TEXTS, min_size=1, max_size=3).map("\n".join)
EDITS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 12), NARROW_TEXTS | WIDE_TEXTS | st.just("\n") | st.just("\t")),
    max_size=5,
)


def rows_of(wrapped: WrappedDocument) -> tuple[object, ...]:
    tabs = [[cells for cells in widths if cells] for widths in wrapped._tab_width_cache]
    return wrapped._wrap_offsets, wrapped._offset_to_line_info, wrapped._line_index_to_offsets, tabs, wrapped.height


def has_full_word(text: str, width: int) -> bool:
    """A word may fill a row, with a blank behind it: there Textual begins the next row with that blank."""
    return any(cell_len(word) >= width for word in re.findall(r"\S+(?= )", text))


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.integers(2, 14), EDITS)
def test_after_any_edits_the_rows_are_those_of_the_whole_text(
    text: str, width: int, edits: list[tuple[int, int, str]]
) -> None:
    document = PlainDocument(text)
    ours = WrappedText(document, width)
    for at, gone, new in edits:
        size = len(document.text)
        start, end = (document.get_location_from_index(min(place, size)) for place in (at, at + gone))
        result = document.replace_range(start, end, new)
        ours.wrap_range(start, end, result.end_location)
        assert rows_of(ours) == rows_of(WrappedText(document, width))


@settings(max_examples=400, deadline=None)
@given(st.lists(EDITS, min_size=1, max_size=4), TEXTS)
def test_after_several_edits_at_once_the_rows_are_those_of_the_whole_text(
    batches: list[list[tuple[int, int, str]]], text: str
) -> None:
    document = PlainDocument(text)
    ours = WrappedText(document, 9)
    for batch in batches:
        for at, gone, new in batch:
            size = len(document.text)
            start, end = (document.get_location_from_index(min(place, size)) for place in (at, at + gone))
            document.replace_range(start, end, new)
        ours.wrap_range((0, 0), (0, 0), (1, 0))
        assert rows_of(ours) == rows_of(WrappedText(document, 9))


@given(TEXTS, st.integers(2, 14), st.integers(2, 14))
def test_at_another_width_the_rows_are_as_if_it_had_always_been(text: str, first: int, then: int) -> None:
    document = PlainDocument(text)
    ours = WrappedText(document, first)
    ours.wrap(then)
    assert rows_of(ours) == rows_of(WrappedText(document, then))


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.integers(2, 14))
def test_rows_are_textuals_where_no_word_fills_one(text: str, width: int) -> None:
    text = text.replace("\t", " ")  # of which Textual confuses the widths behind long words
    assume(not has_full_word(text, width))
    document = PlainDocument(text)
    assert rows_of(WrappedText(document, width)) == rows_of(WrappedDocument(document, width))


@settings(max_examples=400, deadline=None)
@given(NARROW_TEXTS | WIDE_TEXTS, st.integers(2, 14))
def test_no_row_begins_with_the_only_blank_behind_a_word_that_filled_the_one_before(text: str, width: int) -> None:
    for breaks in (WrappedText(PlainDocument(text), width).get_offsets(0), cell_breaks(text, width, {})):
        places = [0, *breaks, len(text)]
        for start, stop in pairwise(places):
            row = text[start:stop]
            hangs = cell_len(row) == width + 1 and row.endswith(" ") and stop < len(text)
            assert cell_len(row) <= width or hangs
            is_full = stop < len(text) - 1 and cell_len(row) == width and not row[-1].isspace()
            assert not (is_full and text[stop] == " ")


def test_the_blank_behind_a_full_row_stands_where_the_cursor_may() -> None:
    wrapped = WrappedText(PlainDocument("abcdef gh"), 6)
    assert list(wrapped.get_sections(0)) == ["abcdef ", "gh"]
    assert [wrapped.location_to_offset((0, column)) for column in (5, 6, 7)] == [(5, 0), (6, 0), (0, 1)]
    assert wrapped.offset_to_location(Offset(6, 0)) == (0, 6)
    assert wrapped.offset_to_location(Offset(0, 1)) == (0, 7)


def test_a_blank_that_ends_its_line_begins_a_row_for_the_cursor_has_to_stand_behind_it() -> None:
    assert list(WrappedText(PlainDocument("abcdef "), 6).get_sections(0)) == ["abcdef", " "]
    assert list(WrappedText(PlainDocument("abcdef  g"), 6).get_sections(0)) == ["abcdef ", " g"]


@settings(max_examples=400, deadline=None)
@given(st.text(st.sampled_from("aab \t漢"), max_size=60), st.integers(4, 14))
def test_lines_with_tabs_are_broken_as_textual_does_it_where_every_word_fits_a_row(text: str, width: int) -> None:
    sections = get_tab_widths(text, 4)
    breaks = cell_breaks(text, width, tab_cells(text, 0, len(text), 4))
    cells = [cell_len(one) for one in expanded(text, breaks)]
    assert all(one <= width + 1 for one in cells)
    if all(cell_len(expand_tabs_inline(chunk, 4)) + 4 <= width for chunk in re.findall(r"\S+\s*|\s+", text)):
        assert breaks == compute_wrap_offsets(text, width, 4, precomputed_tab_sections=sections)


def expanded(text: str, breaks: list[int]) -> list[str]:
    """The rows with each tab as the blanks it stands for in the whole line."""
    tabs = tab_cells(text, 0, len(text), 4)
    places = [0, *breaks, len(text)]
    return [
        "".join(" " * tabs[at] if text[at] == "\t" else text[at] for at in range(start, stop))
        for start, stop in pairwise(places)
    ]


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.integers(2, 14), st.integers(0, 200), st.integers(0, 14), st.integers(0, 40))
def test_places_and_cells_are_found_as_textual_finds_them(text: str, width: int, at: int, x: int, y: int) -> None:
    text = text.replace("\t", " ")  # of which Textual confuses the widths behind long words
    text = text.replace("\x0c", " ")  # Textual leaves it out of the rows, and then counts wrongly
    assume(not has_full_word(text, width))
    document = PlainDocument(text)
    ours, textuals = WrappedText(document, width), WrappedDocument(document, width)
    place = document.get_location_from_index(min(at, len(text)))
    assert ours.location_to_offset(place) == textuals.location_to_offset(place)
    assert ours.offset_to_location(Offset(x, y)) == textuals.offset_to_location(Offset(x, y))
    assert list(ours.get_sections(place[0])) == textuals.get_sections(place[0])


@given(st.text("ab", max_size=12), st.text("ab", max_size=12), st.builds(Change, *[st.integers(0, 12)] * 3))
def test_what_changed_is_found_whatever_was_guessed(old: str, new: str, guess: Change) -> None:
    change = change_between(old, new, guess)
    assert old[: change.start] == new[: change.start]
    assert old[change.old_stop :] == new[change.new_stop :]
    assert change.start <= min(change.old_stop, change.new_stop)


def test_narrow_characters_take_one_cell_and_are_no_blanks() -> None:
    narrow = [chr(code) for code in range(0x2600) if re.match(f"[{NARROW}]", chr(code))]
    assert len(narrow) > 900
    assert [one for one in narrow if get_character_cell_size(one) != 1 or one.isspace() or not is_narrow(one)] == []


@pytest.mark.parametrize(
    "word",
    [
        *("words of it ", "wörds “of” it ", "漢字 of it ", "nospaceatall", "🍞 of it "),
        *("some\twords\tof it, ", "wörds of it\t"),
    ],
)
@pytest.mark.parametrize("where", [lambda size: 0, lambda size: size // 2, lambda size: size])
def test_a_letter_in_a_line_of_a_megabyte_measures_a_few_rows(
    monkeypatch: pytest.MonkeyPatch, word: str, where: Callable[[int], int]
) -> None:
    line = word * (1_000_000 // len(word))
    document = PlainDocument(line)
    ours = WrappedText(document, 80)
    at = where(len(line))
    ours.wrap_range((0, at), (0, at), document.replace_range((0, at), (0, at), "x").end_location)
    measured = [0]

    def counting(text: str, *args: object) -> list[int]:
        measured[0] += len(text)
        return cell_breaks(text, *args)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr("breadtui.ui.terminal.line_breaks.cell_breaks", counting)
    ours.wrap_range((0, at), (0, at), document.replace_range((0, at), (0, at), "y").end_location)
    assert measured[0] < 4000
