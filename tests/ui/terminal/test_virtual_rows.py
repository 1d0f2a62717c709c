from collections.abc import Hashable
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown
from textual.strip import Strip

from breadtui.ui.terminal.keyed_rows import KeyedRows
from breadtui.ui.terminal.virtual_rows import VirtualRows


class Names(VirtualRows[Hashable]):
    header_rows = 1
    empty_text = "no bakes yet"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.drawn: list[Hashable] = []
        self.lines_asked: list[int] = []

    def render_row(self, key: Hashable, index: int, width: int, *, selected: bool, focused: bool) -> Strip:
        self.drawn.append(key)
        return Strip([Segment(f"row {key}")])

    def render_header(self, width: int) -> list[Strip]:
        return [Strip([Segment("NAME")])]

    def render_line(self, y: int) -> Strip:
        self.lines_asked.append(y)
        return super().render_line(y)


class Listing(App[None]):
    def __init__(self, keys: Any = ()) -> None:
        super().__init__()
        self.names = Names(keys)
        self.heard: list[tuple[str, Hashable]] = []

    def compose(self) -> ComposeResult:
        yield self.names

    def on_virtual_rows_moved(self, event: VirtualRows.Moved) -> None:
        self.heard.append(("moved", event.key))

    def on_virtual_rows_chosen(self, event: VirtualRows.Chosen) -> None:
        self.heard.append(("chosen", event.key))


def shown(app: Listing) -> list[str]:
    height = app.names.size.height
    return [app.names.render_line(y).text.rstrip() for y in range(height)]


async def test_only_visible_rows_are_drawn() -> None:
    app = Listing(range(1_000_000))
    async with app.run_test(size=(20, 6)) as pilot:
        assert shown(app) == ["NAME", "row 0", "row 1", "row 2", "row 3", "row 4"]
        await pilot.press("G")
        assert shown(app)[1:] == ["row 999995", "row 999996", "row 999997", "row 999998", "row 999999"]
        assert len(app.names.drawn) < 30


async def test_a_million_rows_load_without_a_pass_over_them() -> None:
    keys = range(1_000_000)
    app = Listing()
    async with app.run_test(size=(20, 6)):
        began = process_time()
        app.names.set_rows(keys)
        assert process_time() - began < 0.02


@pytest.mark.parametrize(
    ("key", "place"),
    [("down", 1), ("j", 1), ("end", 99), ("G", 99), ("pagedown", 8), ("ctrl+d", 4), ("up", 0), ("k", 0), ("home", 0)],
)
async def test_keys_move_the_cursor(key: str, place: int) -> None:
    app = Listing(range(100))
    async with app.run_test(size=(20, 10)) as pilot:
        await pilot.press(key)
        assert app.names.cursor_key == place
        await pilot.press("g")
        assert app.names.cursor_key == 0


async def test_a_page_down_and_up_comes_back() -> None:
    app = Listing(range(100))
    async with app.run_test(size=(20, 10)) as pilot:
        await pilot.press("pagedown", "pagedown", "ctrl+d")
        assert (app.names.top, app.names.cursor_key) == (20, 20)
        await pilot.press("ctrl+u", "pageup", "pageup")
        assert (app.names.top, app.names.cursor_key) == (0, 0)


async def test_cursor_and_scroll_stay_with_their_keys_when_rows_come_in_above() -> None:
    app = Listing(range(100, 200))
    async with app.run_test(size=(20, 6)) as pilot:
        app.names.move_to(130)
        await pilot.pause()
        before = shown(app)
        app.names.lines_asked.clear()
        app.names.set_rows(range(50, 200))
        await pilot.pause()
        assert app.names.cursor_key == 130
        assert shown(app) == before


async def test_the_nearest_surviving_row_takes_the_cursor_of_a_row_that_is_gone() -> None:
    app = Listing("abcdef")
    async with app.run_test(size=(20, 10)) as pilot:
        app.names.move_to("c")
        app.names.set_rows("abef")
        await pilot.pause()
        app.names.set_rows("")
        await pilot.pause()
        assert app.names.cursor_key is None
        assert app.heard == [("moved", "c"), ("moved", "b"), ("moved", None)]
        assert shown(app)[1] == " no bakes yet"


async def test_a_change_of_rows_asks_only_for_lines_that_differ() -> None:
    app = Listing("abcdef")
    async with app.run_test(size=(20, 10)) as pilot:
        app.names.lines_asked.clear()
        app.names.set_rows("abcxef")
        await pilot.pause()
        assert app.names.lines_asked == [4]
        assert shown(app)[4] == "row x"


async def test_a_changed_row_is_drawn_again_only_if_visible() -> None:
    app = Listing(range(100))
    async with app.run_test(size=(20, 6)) as pilot:
        await pilot.pause()
        app.names.lines_asked.clear()
        app.names.drawn.clear()
        app.names.row_changed(2)
        app.names.row_changed(70)
        await pilot.pause()
        assert (app.names.lines_asked, app.names.drawn) == ([3], [2])


async def test_enter_and_a_second_click_choose_a_row() -> None:
    app = Listing("abc")
    async with app.run_test(size=(20, 6)) as pilot:
        await pilot.press("enter")
        await pilot.click(Names, offset=(1, 2))
        await pilot.click(Names, offset=(1, 3), times=2)
        await pilot.click(Names, offset=(1, 0))
        await pilot.click(Names, offset=(1, 5))
        assert app.heard == [("chosen", "a"), ("moved", "b"), ("moved", "c"), ("chosen", "c")]


async def test_the_wheel_scrolls_and_leaves_the_cursor_alone() -> None:
    app = Listing(range(50))
    async with app.run_test(size=(20, 6)) as pilot:
        await pilot._post_mouse_events([MouseScrollDown], Names, (1, 1))
        assert (app.names.top, app.names.cursor_key) == (3, 0)


async def test_a_list_beside_others_may_scroll_by_half_a_page_at_its_edge() -> None:
    app = Listing(range(50))
    app.names.edge_step_fraction = 0.5
    async with app.run_test(size=(20, 11)) as pilot:
        await pilot.press(*["down"] * 10)
        assert app.names.top == 6
        await pilot.press(*["down"] * 5)
        assert app.names.top == 6


@pytest.mark.parametrize("size", [(1, 1), (1, 2), (2, 10), (0, 0)])
async def test_no_size_is_too_small(size: tuple[int, int]) -> None:
    app = Listing(range(50))
    async with app.run_test(size=(20, 6)) as pilot:
        app.names.styles.width, app.names.styles.height = size
        await pilot.press("down", "pagedown", "G", "ctrl+u")
        app.names.set_rows(range(3))
        await pilot.resize_terminal(max(size[0], 1), max(size[1], 1))
        await pilot.press("G", "enter")
        assert app.names.cursor_key == 2


async def test_the_cursor_stays_on_the_screen_when_it_gets_lower() -> None:
    app = Listing(range(50))
    async with app.run_test(size=(20, 20)) as pilot:
        app.names.move_to(15)
        await pilot.resize_terminal(20, 6)
        await pilot.pause()
        assert "row 15" in shown(app)


async def test_focus_changes_the_cursors_colours() -> None:
    app = Listing(range(5))
    async with app.run_test(size=(20, 6)) as pilot:
        focused = app.names.render_line(1)
        app.set_focus(None)
        await pilot.pause()
        assert app.names.render_line(1) != focused
        assert app.names.render_line(1) != app.names.render_line(2)


@given(
    old=st.lists(st.integers(0, 40), unique=True),
    new=st.lists(st.integers(0, 40), unique=True),
    cursor=st.integers(0, 40),
    top=st.integers(0, 40),
)
def test_replacing_rows_never_loses_a_surviving_cursor(old: list[int], new: list[int], cursor: int, top: int) -> None:
    rows = KeyedRows[int](old)
    rows.cursor = min(cursor, max(len(old) - 1, 0))
    key, page = rows.cursor_key, 5
    new_top = rows.replace(new, top, page)
    assert new_top >= 0
    assert 0 <= rows.cursor < max(len(new), 1)
    if key in new:
        assert rows.cursor_key == key
    elif key is not None and set(old) & set(new):
        left = [abs(old.index(k) - old.index(key)) for k in old if k in new]
        assert rows.cursor_key is not None
        assert abs(old.index(rows.cursor_key) - old.index(key)) == min(left)


def test_neighbours_are_tried_the_nearer_first() -> None:
    rows = KeyedRows[str]("abcdefg")
    rows.cursor = 3
    rows.replace("ag", 0, 7)
    assert rows.cursor_key == "g"
