"""A key paints the rows that it changes; what then stands on the screen is what painting everything would give."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult

from breadtui.ui.terminal.message_text import MessageText, Sheet
from breadtui.ui.terminal.text_rows import RowLook, RowPens, row_segments

TEXT = "\n".join(f"Line {number}: you are a {{kind}} baker of {number}, \ttabs, 漢字." for number in range(40))
KEYS = (
    *("a", "b", "space", "{", "}", "enter", "tab", "backspace", "delete", "ctrl+z", "ctrl+y"),
    *("left", "right", "up", "down", "home", "end", "pageup", "pagedown", "ctrl+home", "ctrl+end", "ctrl+d", "ctrl+u"),
    *("shift+down", "shift+left", "ctrl+k", "ctrl+w", "f7", "f6"),
)


class Host(App[None]):
    CSS = "MessageText { height: 12; }"

    def compose(self) -> ComposeResult:
        yield MessageText()

    @property
    def field(self) -> MessageText:
        return self.query_one(MessageText)

    def drawn(self) -> list[list[tuple[str, str]]]:
        strips = self.screen._compositor.render_strips()
        return [[(segment.text, str(segment.style)) for segment in strip] for strip in strips]


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []

    def noting(look: RowLook, pens: RowPens) -> Iterator[Segment]:
        texts.append(look.text)
        return row_segments(look, pens)

    monkeypatch.setattr("breadtui.ui.terminal.row_painting.row_segments", noting)
    return texts


@pytest.mark.parametrize("seed", range(6))
async def test_after_any_keys_the_screen_is_as_if_all_had_been_painted(seed: int) -> None:
    app, random = Host(), Random(seed)
    async with app.run_test(size=(40, 14)) as pilot:
        app.field.open(Sheet(TEXT if seed % 2 else "short"))
        app.field.focus()
        await pilot.pause()
        for _ in range(40):
            key = random.choice(KEYS)
            await pilot.press(key)
            seen = app.drawn()
            app.field.refresh()
            await pilot.pause()
            assert seen == app.drawn(), key


async def test_a_letter_paints_its_own_row(painted: list[str]) -> None:
    app = Host()
    async with app.run_test(size=(80, 14)) as pilot:
        app.field.open(Sheet(TEXT))
        app.field.focus()
        await pilot.press("down", "x")
        painted.clear()
        await pilot.press("y")
        assert [text[:8] for text in painted] == ["xyLine 1"]


async def test_a_step_of_the_cursor_paints_the_row_it_left_and_the_one_it_came_to(painted: list[str]) -> None:
    app = Host()
    async with app.run_test(size=(80, 14)) as pilot:
        app.field.open(Sheet(TEXT))
        app.field.focus()
        await pilot.press("down")
        painted.clear()
        await pilot.press("down")
        assert [text[:6] for text in painted] == ["Line 1", "Line 2"]


async def test_another_theme_and_the_loss_of_the_focus_paint_what_they_change() -> None:
    app = Host()
    async with app.run_test(size=(40, 14)) as pilot:
        app.field.open(Sheet(TEXT))
        app.field.focus()
        await pilot.press("shift+down")
        for change in ("theme", "blur"):
            if change == "theme":
                app.theme = "textual-light"
            else:
                app.screen.set_focus(None)
            await pilot.pause()
            seen = app.drawn()
            app.field._painted.clear()
            app.field._styled = None
            app.field.refresh()
            await pilot.pause()
            assert seen == app.drawn(), change
