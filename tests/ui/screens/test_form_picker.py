"""Options that are told anew while one picks: the cursor and the marks stay with what they stood on."""

from __future__ import annotations

from textual.app import App

from breadtui.domain.json_values import Json
from breadtui.ui.present.form.options import Option
from breadtui.ui.screens.making.form_picker import PickerScreen
from breadtui.ui.themes import THEMES

UNREAD = [Option(name, name, "", "not ready") for name in ("a", "b", "c")]
READ = [
    Option("c", "c", "9 rows", "ready"),
    Option("a", "a", "no rows yet", "not ready"),
    Option("b", "b", "rollout failed", "not ready"),
]


class Host(App[None]):
    def __init__(self, picker: PickerScreen) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.picker = picker
        self.picked: list[tuple[Json, ...] | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.picker, self.picked.append)

    @property
    def lines(self) -> list[str]:
        return [strip.text.strip("│ ").rstrip() for strip in self.screen._compositor.render_strips()]


async def test_options_told_anew_move_under_their_headings_and_cursor_and_marks_with_them() -> None:
    app = Host(PickerScreen("Add datasets", UNREAD, is_many=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "down")  # a is marked, the cursor on c
        app.picker.retell(READ)
        await pilot.pause()
        shown = [line for line in app.lines if "rows" in line or "ready" in line or "failed" in line]
        assert shown == ["ready", ">   c  9 rows", "not ready", "✓ a  no rows yet", "b  rollout failed"]
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert app.picked == [("a", "c")]


async def test_what_was_typed_still_narrows_what_is_told_anew() -> None:
    app = Host(PickerScreen("Add datasets", UNREAD))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("b")
        app.picker.retell(READ)
        await pilot.pause()
        assert any("b  rollout failed" in line for line in app.lines)
        assert not any("9 rows" in line for line in app.lines)


async def test_other_values_are_not_taken_for_the_options() -> None:
    app = Host(PickerScreen("Add datasets", UNREAD))
    async with app.run_test(size=(80, 24)) as pilot:
        app.picker.retell(READ[:2])
        await pilot.pause()
        assert not any("9 rows" in line for line in app.lines)
