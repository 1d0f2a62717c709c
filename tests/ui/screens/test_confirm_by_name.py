"""A deletion asks for the name: another one is told, and only escape leaves."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import ClassVar

from textual.app import App

from breadtui import ui
from breadtui.ui.screens.asking.confirm import ConfirmByNameScreen
from breadtui.ui.themes import THEMES

STYLES = Path(ui.__file__).parent / "styles"


class Host(App[None]):
    CSS_PATH: ClassVar[list[str | PurePath]] = [str(STYLES / "app.tcss"), str(STYLES / "dialogs.tcss")]

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.answers: list[bool | None] = []

    def on_mount(self) -> None:
        screen = ConfirmByNameScreen("Delete wise_v2?", ["Nothing uses it."], "wise_v2")
        self.push_screen(screen, self.answers.append)
        screen.listen()

    def shown(self) -> str:
        strips = self.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)


async def test_another_name_is_told_and_the_question_stays_open() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"wise", "enter")
        await pilot.pause()
        assert "'wise' is not 'wise_v2'" in app.shown()
        assert app.answers == []
        await pilot.press("_")
        await pilot.pause()
        assert "is not" not in app.shown()
        await pilot.press(*"v2", "enter")
        await pilot.pause()
    assert app.answers == [True]


async def test_nothing_typed_is_told_too_and_escape_leaves() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "type wise_v2, or esc" in app.shown()
        await pilot.press("escape")
        await pilot.pause()
    assert app.answers == [False]


async def test_markup_in_what_was_typed_is_shown_as_it_is() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("left_square_bracket", "b", "right_square_bracket", "enter")
        await pilot.pause()
        assert "'[b]' is not" in app.shown()
