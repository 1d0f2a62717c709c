import random
from time import process_time

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from breadtui.ui.terminal.frame import Frame
from breadtui.ui.terminal.pens import PLAIN, Pen, change, change_for_blanks

COLOURED = Style.parse("#e0e0e0 on #121212")
CURSOR = Style.parse("bold #ffffff on #0178d4")


def strip(text: str, style: Style = COLOURED, width: int = 40) -> Strip:
    return Strip([Segment(text, style)]).adjust_cell_length(width, style)


class Shown:
    """A frame and a terminal that obeys it."""

    def __init__(self, width: int = 40, height: int = 10, *, erases: bool = True) -> None:
        self.frame = Frame(width, height, ColorSystem.EIGHT_BIT, erases=erases)
        self.screen = pyte.Screen(width, height)
        self.stream = pyte.Stream(self.screen)

    def show(self, *lines: Strip) -> str:
        for y, line in enumerate(lines):
            self.frame.put(0, y, line)
        sequences = self.frame.take()
        self.stream.feed(sequences)
        return sequences

    @property
    def text(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]


def name(number: int) -> str:
    return f"{number} " + "".join(random.Random(number).choices("abcdefgh", k=20))


def page(first: int) -> list[Strip]:
    return [strip(name(first + n)) for n in range(10)]


def test_the_same_picture_again_costs_nothing() -> None:
    shown = Shown()
    shown.show(*page(0))
    assert shown.show(*page(0)) == ""


def test_one_changed_cell_costs_at_most_forty_bytes() -> None:
    shown = Shown()
    shown.show(*page(0))
    sent = shown.show(*page(0)[:4], strip(name(4)[:-1] + "x"))
    assert shown.text[4] == name(4)[:-1] + "x"
    assert len(sent) <= 40


def test_a_list_that_moved_is_moved_by_the_terminal() -> None:
    shown = Shown()
    shown.show(*page(100))
    down = shown.show(*page(101))
    assert shown.text == [name(101 + n) for n in range(10)]
    assert "\x1b[1M" in down
    assert len(down) < 120
    up = shown.show(*page(98))
    assert shown.text == [name(98 + n) for n in range(10)]
    assert "\x1b[3L" in up


def test_whole_lines_are_not_moved_where_what_stands_beside_would_cost_more() -> None:
    shown = Shown()
    shown.show(*[strip(f"{n}{'abcdefghijklmnopqrstuvwxyz'[n:] * 2}"[:38]) for n in range(10)])
    beside = [strip(f"{n + 1 if n < 9 else 0}{'abcdefghijklmnopqrstuvwxyz'[n:] * 2}"[:38]) for n in range(10)]
    assert "M" not in shown.show(*beside)


def test_wide_characters_are_replaced_whole() -> None:
    shown = Shown(12, 1)
    for text in ("日本語", "ab本語", "日本xy", " 日本語", "🍞🔥", "a", ""):
        shown.show(strip(text, width=12))
        assert "".join(shown.screen.display).rstrip() == text


def test_a_line_emptied_is_erased_not_overwritten() -> None:
    shown = Shown()
    shown.show(*page(0))
    assert len(shown.show(strip(""))) < 30
    assert shown.text[0] == ""


def test_a_terminal_that_erases_in_its_own_colour_gets_spaces() -> None:
    shown = Shown(erases=False)
    sent = shown.show(*page(0), strip(""))
    assert "\x1b[K" not in sent
    assert "X" not in sent


def test_an_unseen_picture_is_never_sent() -> None:
    shown = Shown()
    shown.show(*page(0))
    for y, line in enumerate(page(500)):
        shown.frame.put(0, y, line)
    assert name(500)[4:] not in shown.show(*page(1))
    assert shown.text[0] == name(1)


def test_a_strip_outside_the_screen_is_left_out() -> None:
    shown = Shown(10, 2)
    shown.frame.put(0, 7, strip("no"))
    shown.frame.put(50, 0, strip("no"))
    assert shown.show(strip("a long line for this", width=30)) != ""
    assert shown.text == ["a long lin", ""]


def test_a_full_change_of_120_by_40_takes_milliseconds() -> None:
    frame = Frame(120, 40, ColorSystem.EIGHT_BIT)
    styles = [COLOURED, CURSOR, Style.parse("red on #121212"), Style.parse("dim on #222222")]

    def picture(seed: int) -> list[Strip]:
        rng = random.Random(seed)
        words = [Segment("".join(rng.choices("abcdefgh ", k=10)), rng.choice(styles)) for _ in range(480)]
        return [Strip(words[12 * y : 12 * y + 12]) for y in range(40)]

    spent = []
    for seed in range(9):
        lines = picture(seed)
        began = process_time()
        for y, line in enumerate(lines):
            frame.put(0, y, line)
        frame.take()
        spent.append(process_time() - began)
    assert sorted(spent)[4] < 0.012


@pytest.mark.parametrize(
    ("now", "wanted", "sent"),
    [
        (PLAIN, PLAIN, ""),
        (PLAIN, Pen(("1",), "31", "44"), "\x1b[1;31;44m"),
        (Pen((), "31", "44"), Pen((), "32", "44"), "\x1b[32m"),
        (Pen(("1",), "31", "44"), Pen((), "31", "44"), "\x1b[22m"),
        (Pen(("1", "4"), "31", "44"), Pen(("2", "4"), "31", "44"), "\x1b[22;2m"),
        (Pen(("1",), "38;5;75", "44"), Pen((), "38;5;251", "44"), "\x1b[22;38;5;251m"),
        (Pen(("52",), "31", ""), Pen((), "31", ""), "\x1b[0;31m"),
        (Pen(("1",), "31", "44"), PLAIN, "\x1b[m"),
        (Pen((), "31", "44"), Pen(("4",), "", "44"), "\x1b[4;39m"),
    ],
)
def test_a_pen_is_changed_in_the_fewest_bytes(now: Pen, wanted: Pen, sent: str) -> None:
    assert change(now, wanted) == sent


def test_spaces_keep_a_pen_that_has_their_background() -> None:
    bold = Pen(("1",), "31", "44")
    assert change_for_blanks(bold, Pen((), "", "44")) == ("", bold)
    underlined = Pen(("4",), "31", "44")
    assert change_for_blanks(underlined, Pen((), "", "44"))[1] == Pen((), "", "44")


texts = st.text(st.sampled_from("ab │漢🍞é "), max_size=12)
styles = st.sampled_from([Style.parse(s) for s in ("", "red", "bold on blue", "reverse", "underline green", "on blue")])
lines = st.lists(st.tuples(texts, styles), max_size=4)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(lines, min_size=6, max_size=6), min_size=1, max_size=4), st.booleans())
def test_any_sequence_of_pictures_leaves_the_last_one_on_the_screen(
    pictures: list[list[list[tuple[str, Style]]]], erases: bool
) -> None:
    width, height = 16, 6
    shown = Shown(width, height, erases=erases)
    last: list[Strip] = []
    for picture in pictures:
        last = [Strip([Segment(*part) for part in line]).adjust_cell_length(width) for line in picture]
        shown.show(*last)
    fresh = Shown(width, height, erases=False)
    fresh.show(*last)
    for y in range(height):
        for x in range(width):
            assert seen(shown.screen, y, x) == seen(fresh.screen, y, x)
        assert shown.screen.display[y] == fresh.screen.display[y]
        assert shown.screen.display[y].rstrip() == last[y].text.rstrip()


def seen(screen: pyte.Screen, y: int, x: int) -> tuple[object, ...]:
    cell = screen.buffer[y][x]
    if cell.data == " " and not cell.reverse and not cell.underscore:
        return (" ", cell.bg)
    return (cell.data, cell.fg, cell.bg, cell.bold, cell.reverse, cell.underscore)
