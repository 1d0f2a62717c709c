"""Questions with more lines than the terminal has: the field in which the name is typed can always be seen."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import ClassVar

from textual.app import App
from textual.widgets import Input

from breadtui import ui
from breadtui.ui.screens.asking.confirm import ConfirmByNameScreen
from breadtui.ui.themes import THEMES

STYLES = Path(ui.__file__).parent / "styles"


class Host(App[None]):
    CSS_PATH: ClassVar[list[str | PurePath]] = [str(STYLES / "app.tcss"), str(STYLES / "dialogs.tcss")]

    def __init__(self, lines: int) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self._lines = [f"line {number} of what depends on it" for number in range(lines)]

    def on_mount(self) -> None:
        self.push_screen(ConfirmByNameScreen("Delete 40 bakes?", self._lines, "40"))


async def test_the_field_is_on_the_screen_however_much_is_said_above_it() -> None:
    for lines in (1, 40):
        app = Host(lines)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            field = app.screen.query_one(Input)
            assert field.has_focus
            assert 0 < field.region.y < 23
            assert app.screen.query_one(".question").region.contains_region(field.region)
