from __future__ import annotations

from textual.app import App, ComposeResult
from textual.document._document import Selection

from breadtui.ui.terminal.message_text import MessageText, Sheet
from breadtui.ui.terminal.text_messages import Crossed


class Host(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.crossed: list[int] = []

    def compose(self) -> ComposeResult:
        yield MessageText()

    def on_message_text_crossed(self, message: Crossed) -> None:
        self.crossed.append(message.by)

    @property
    def field(self) -> MessageText:
        return self.query_one(MessageText)

    def shown(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


async def test_a_long_line_is_wrapped_and_a_tab_spread() -> None:
    app = Host()
    async with app.run_test(size=(20, 6)) as pilot:
        app.field.open(Sheet("one\ttwo three four five six\n\nend"))
        await pilot.pause()
        assert app.shown() == ["one two three", "four five six", "", "end", "", ""]


async def test_an_opened_sheet_has_its_own_cursor_and_undo() -> None:
    app = Host()
    async with app.run_test(size=(20, 6)) as pilot:
        first, second = Sheet("first"), Sheet("second")
        app.field.focus()
        app.field.open(first)
        await pilot.press("right", "x")
        app.field.open(second)
        await pilot.press("y")
        app.field.open(first)
        assert (app.field.text, app.field.cursor_location) == ("fxirst", (0, 2))
        await pilot.press("ctrl+z")
        assert (app.field.text, second.document.text) == ("first", "ysecond")


async def test_only_the_first_and_the_last_row_lead_out_of_the_text() -> None:
    app = Host()
    async with app.run_test(size=(20, 6)) as pilot:
        app.field.focus()
        app.field.open(Sheet("one two three four five six"))
        await pilot.press("down", "up")
        assert app.crossed == []
        await pilot.press("up", "down", "down", "shift+down")
    assert app.crossed == [-1, 1]


async def test_control_d_and_u_move_half_a_page_and_delete_nothing() -> None:
    app = Host()
    text = "\n".join(str(number) for number in range(20))
    async with app.run_test(size=(20, 6)) as pilot:
        app.field.focus()
        app.field.open(Sheet(text))
        await pilot.press("ctrl+d", "ctrl+d", "ctrl+u")
        assert app.field.cursor_location == (3, 0)
        assert app.field.text == text


async def test_undoing_a_deletion_redone_at_the_end_of_a_long_text_ends_well() -> None:
    app = Host()
    text = "line\n" * 50
    async with app.run_test(size=(20, 6)) as pilot:
        app.field.focus()
        app.field.open(Sheet(text))
        app.field.selection = Selection((0, 0), (50, 0))
        await pilot.press("delete", "ctrl+z", "ctrl+y")
        assert app.field.text == ""
        await pilot.press("ctrl+z")
        assert app.field.text == text
        app.field.selection = Selection.cursor((50, 0))
        await pilot.press("ctrl+y", "ctrl+z")
        assert app.field.text == text


async def test_a_selection_is_drawn_over_empty_lines_too() -> None:
    app = Host()
    async with app.run_test(size=(20, 6)) as pilot:
        app.field.focus()
        app.field.open(Sheet("one\n\nthree"))
        await pilot.pause()
        plain = [str(segment.style) for segment in app.field.render_line(1)]
        app.field.selection = Selection((0, 0), (2, 1))
        assert [str(segment.style) for segment in app.field.render_line(1)] != plain


async def test_a_new_width_wraps_anew_and_a_new_height_does_not() -> None:
    app = Host()
    async with app.run_test(size=(20, 6)) as pilot:
        app.field.open(Sheet("one two three four five six"))
        await pilot.pause()
        wrapped = []
        app.field.wrapped_document.wrap = lambda *_, **__: wrapped.append(1)  # type: ignore[method-assign]  # counts
        await pilot.resize_terminal(20, 12)
        await pilot.pause()
        assert wrapped == []
        await pilot.resize_terminal(30, 12)
        await pilot.pause()
        assert wrapped == [1]


async def test_control_home_and_end_lead_to_the_ends_of_the_text_and_with_shift_select() -> None:
    app = Host()
    text = "one two three four five\n" * 20 + "end"
    async with app.run_test(size=(20, 6)) as pilot:
        app.field.focus()
        app.field.open(Sheet(text))
        await pilot.press("ctrl+end")
        assert app.field.cursor_location == (20, 3)
        await pilot.press("ctrl+home")
        assert app.field.cursor_location == (0, 0)
        await pilot.press("ctrl+shift+end")
        assert app.field.selected_text == text
        await pilot.press("ctrl+end", "ctrl+shift+home")
        assert app.field.selected_text == text


async def test_the_blank_behind_a_word_as_wide_as_its_row_is_no_start_of_the_next_and_takes_the_cursor() -> None:
    app = Host()
    async with app.run_test(size=(20, 6)) as pilot:
        word = "a" * app.field.wrap_width
        app.field.open(Sheet(f"{word} b"))
        app.field.focus()
        await pilot.press("end", "left")
        assert app.shown()[:2] == [word, "b"]
        await pilot.press("home", *["right"] * len(word))
        assert app.field.cursor_location == (0, len(word))
        place = app.field.cursor_screen_offset
        assert (place.x, place.y) == (len(word), 0)
        assert app.field.scrollable_content_region.contains(place.x, place.y)
