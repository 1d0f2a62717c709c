from __future__ import annotations

from rich.style import Style

from breadtui.ui.terminal.text_rows import RowPart, RowPens, look_of, row_segments, visible_characters

PENS = RowPens(Style(), Style(reverse=True), Style(underline=True), Style(bold=True))


def drawn(part: RowPart, *tab_cells: int) -> list[tuple[str, str]]:
    segments = row_segments(look_of(part, tab_cells), PENS)
    return [(segment.text, str(segment.style)) for segment in segments]


def test_a_row_is_its_part_of_the_line_and_the_place_after_the_end() -> None:
    assert drawn(RowPart("one two", 4, 8)) == [("two", "none"), (" ", "none")]
    assert drawn(RowPart("one two", 0, 4)) == [("one ", "none")]
    assert drawn(RowPart("", 0, 1)) == [(" ", "none")]


def test_the_cursor_stands_in_a_line_and_after_its_end() -> None:
    assert drawn(RowPart("abc", 0, 4, cursor=1)) == [("a", "none"), ("b", "underline"), ("c", "none"), (" ", "none")]
    assert drawn(RowPart("abc", 0, 4, cursor=3)) == [("abc", "none"), (" ", "underline")]
    assert drawn(RowPart("abcdef", 3, 7, cursor=1)) == [("def", "none"), (" ", "none")]


def test_a_selection_goes_over_the_line_end_where_the_next_line_is_selected_too() -> None:
    assert drawn(RowPart("abc", 0, 4, range(1, 4))) == [("a", "none"), ("bc", "reverse"), (" ", "reverse")]
    assert drawn(RowPart("abc", 0, 4, range(1, 3))) == [("a", "none"), ("bc", "reverse"), (" ", "none")]


def test_tabs_take_the_cells_they_have_in_the_whole_line() -> None:
    assert drawn(RowPart("a\tb\tc", 2, 6), 3, 2) == [("b  c", "none"), (" ", "none")]


def test_every_unsafe_character_has_one_mark() -> None:
    text = "a\x1b\r\u202e\ud800\tb"
    assert visible_characters(text) == "a␛␍��\tb"
    assert len(visible_characters(text)) == len(text)


def test_a_placeholder_stands_out_also_where_a_row_shows_only_its_end() -> None:
    assert drawn(RowPart("a {b} c", 0, 8)) == [("a ", "none"), ("{b}", "bold"), (" c", "none"), (" ", "none")]
    assert drawn(RowPart("a {long} c", 5, 11)) == [("ng}", "bold"), (" c", "none"), (" ", "none")]
    assert drawn(RowPart("{b}", 0, 4, range(1, 2), cursor=2)) == [
        ("{", "bold"),
        ("b", "bold reverse"),
        ("}", "bold underline"),
        (" ", "none"),
    ]
    assert drawn(RowPart("{1} {a b} {}", 0, 13)) == [("{1} {a b} {}", "none"), (" ", "none")]
