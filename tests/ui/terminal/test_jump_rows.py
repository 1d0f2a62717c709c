"""Jump labels on any list."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.geometry import Region
from textual.strip import Strip

from breadtui.ui.terminal.virtual_rows import VirtualRows


class Names(VirtualRows[Any]):
    header_rows = 1

    def render_row(self, key: Any, index: int, width: int, *, selected: bool, focused: bool) -> Strip:
        return Strip([Segment(f"   row {key}")])

    def render_header(self, width: int) -> list[Strip]:
        return [Strip([Segment("NAME")])]


class Listing(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [("x", "note", "Note")]

    def __init__(self, count: int) -> None:
        super().__init__()
        self.names = Names(range(count))
        self.noted = 0

    def compose(self) -> ComposeResult:
        yield self.names

    def action_note(self) -> None:
        self.noted += 1

    def lines(self) -> list[str]:
        return [self.names.render_line(y).text.rstrip() for y in range(self.names.size.height)]


async def test_a_letter_typed_goes_to_its_row() -> None:
    app = Listing(5)
    async with app.run_test(size=(20, 10)) as pilot:
        await pilot.press("f")
        assert app.lines()[:4] == ["NAME", "a  row 0", "s  row 1", "d  row 2"]
        await pilot.press("d")
        assert app.names.cursor_key == 2
        assert app.lines()[1] == "   row 0"


async def test_two_letters_narrow_and_then_go() -> None:
    app = Listing(1000)
    async with app.run_test(size=(20, 13)) as pilot:
        await pilot.press("G", "f", "s")
        assert app.lines()[10:] == ["a  row 997", "s  row 998", "d  row 999"]
        assert app.lines()[1] == "   row 988"
        await pilot.press("s")
        assert app.names.cursor_key == 998


async def test_any_other_key_only_leaves() -> None:
    app = Listing(5)
    async with app.run_test(size=(20, 10)) as pilot:
        for key in ("x", "escape", "j", "down"):
            await pilot.press("f", key)
            assert not app.names.is_jumping
        assert (app.names.cursor_key, app.noted) == (0, 0)
        await pilot.press("x")
        assert app.noted == 1


async def test_only_the_cells_of_labels_are_drawn_again() -> None:
    app = Listing(5)
    async with app.run_test(size=(20, 10)) as pilot:
        regions: list[Region] = []
        refresh = app.names.refresh

        def noted(*some: Region, **options: Any) -> Any:
            regions.extend(some)
            return refresh(*some, **options)

        app.names.refresh = noted  # type: ignore[method-assign]  # notes what is drawn
        await pilot.press("f")
        assert [(region.width, region.height) for region in regions] == [(1, 9)]


async def test_labels_follow_their_rows_through_a_refresh_and_leave_with_the_focus() -> None:
    app = Listing(3)
    async with app.run_test(size=(20, 10)) as pilot:
        await pilot.press("f")
        app.names.set_rows((9, 0, 1, 2))
        assert app.lines()[1:4] == ["   row 9", "a  row 0", "s  row 1"]
        app.names.blur()
        await pilot.pause()
        assert not app.names.is_jumping


async def test_an_empty_list_has_nothing_to_jump_to() -> None:
    app = Listing(0)
    async with app.run_test(size=(20, 10)) as pilot:
        await pilot.press("f", "x")
        assert app.noted == 1
