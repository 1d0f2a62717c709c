from __future__ import annotations

from itertools import pairwise

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from breadtui.ui.terminal.cells import cells_of, differing_columns
from breadtui.ui.terminal.frame import Frame
from breadtui.ui.terminal.pens import Pens
from breadtui.ui.terminal.sliding import Slide, find_slide

BASE = Style.parse("#d0d0d0 on #121212")
NAME = Style.parse("bold #5fafff on #121212")
CURSOR = Style.parse("#121212 on #d0d0d0")
WIDTH = 80
PARTS = ["ou write about ", "{topic}", " for ", "{reader}", " in ", "{language}", ", at most ", "{count}", " words."]


def row(typed: str, cursor: str = "Y", parts: list[str] = PARTS) -> Strip:
    """A row as the editor draws it: what was typed, the cursor, and text with names behind it."""
    rest = [Segment(part, NAME if part.startswith("{") else BASE) for part in parts]
    return Strip([Segment(typed, BASE), Segment(cursor, CURSOR), *rest]).adjust_cell_length(WIDTH, BASE)


class Shown:
    def __init__(self, width: int = WIDTH, height: int = 2) -> None:
        self.frame = Frame(width, height, ColorSystem.TRUECOLOR)
        self.screen = pyte.Screen(width, height)
        self.stream = pyte.Stream(self.screen)

    def show(self, *lines: Strip) -> str:
        for y, line in enumerate(lines):
            self.frame.put(0, y, line)
        sequences = self.frame.take()
        self.stream.feed(sequences)
        return sequences


def test_a_letter_typed_before_coloured_words_is_sent_alone_and_so_is_its_deletion() -> None:
    shown = Shown()
    shown.show(row(""))
    for before, after in pairwise(["", "b", "br", "bre", "br", "b", ""]):
        sent = shown.show(row(after))
        assert shown.screen.display[0].rstrip() == f"{after}Y{''.join(PARTS)}"
        assert len(sent) <= 110, (before, after, sent)


def test_a_line_that_ends_beside_another_pane_is_drawn_where_moving_that_would_cost_more() -> None:
    def beside(typed: str) -> Strip:
        coloured = [Segment(letter, NAME if place % 2 else BASE) for place, letter in enumerate("abcdefgh" * 5)]
        return Strip([Segment(f"{typed}the text of this side".ljust(40)[:40], BASE), *coloured])

    shown = Shown()
    shown.show(beside(""))
    sent = shown.show(beside("x"))
    assert "\x1b[@" not in sent
    assert shown.screen.display[0] == beside("x").text


def test_lines_with_wide_characters_behind_the_place_are_drawn_as_they_are() -> None:
    shown = Shown()
    shown.show(row("", parts=["日本語 and more of it, as long as it takes"]))
    assert "\x1b[@" not in shown.show(row("b", parts=["日本語 and more of it, as long as it takes"]))
    assert shown.screen.display[0].startswith("bY日本語 and")


@pytest.mark.parametrize(
    ("was", "is_now", "slide"),
    [
        ("one two three four five", "one big two three four five", Slide(4, 4)),
        ("one big two three four five", "one two three four five", Slide(4, -4)),
        ("one two three", "1ne two three", None),
        ("short", "xshort", None),
    ],
)
def test_what_was_put_in_or_taken_out_is_found(was: str, is_now: str, slide: Slide | None) -> None:
    pens = Pens(ColorSystem.TRUECOLOR)
    old, new = (cells_of(Strip([Segment(text, BASE)]).adjust_cell_length(WIDTH, BASE), pens) for text in (was, is_now))
    assert find_slide(old, new, differing_columns(old, new)) == slide


words = st.text(st.sampled_from("abcdefg  │漢é"), max_size=24)
styled = st.lists(st.tuples(words, st.sampled_from([BASE, NAME, CURSOR])), max_size=5)


@settings(max_examples=200, deadline=None)
@given(styled, styled, st.lists(st.tuples(st.integers(0, 40), words, st.integers(0, 12)), max_size=4))
def test_any_edits_leave_the_last_picture_on_the_screen(
    one: list[tuple[str, Style]], other: list[tuple[str, Style]], edits: list[tuple[int, str, int]]
) -> None:
    def strip(parts: list[tuple[str, Style]]) -> Strip:
        return Strip([Segment(*part) for part in parts]).adjust_cell_length(WIDTH, BASE)

    shown, fresh = Shown(), Shown()
    shown.show(strip(one), strip(other))
    lines = [one, other]
    for at, new, gone in edits:
        whole = "".join(text for text, _ in lines[0])
        styles = [style for text, style in lines[0] for _ in text]
        letters = list(zip(whole, styles, strict=True))
        letters[at : at + gone] = [(new, NAME)]
        lines = [letters, lines[1]]
        shown.show(*map(strip, lines))
    fresh.show(*map(strip, lines))
    assert shown.screen.display == fresh.screen.display
    for y in range(2):
        for x in range(WIDTH):
            one_cell, other_cell = shown.screen.buffer[y][x], fresh.screen.buffer[y][x]
            assert (one_cell.data, one_cell.bg) == (other_cell.data, other_cell.bg)
            assert one_cell.data == " " or one_cell == other_cell
