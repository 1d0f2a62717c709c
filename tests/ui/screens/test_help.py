"""The list of valid keys is walked while the field has the focus."""

from __future__ import annotations

from textual.app import App

from breadtui.ui.screens.line.available import Available
from breadtui.ui.screens.line.help import HelpScreen, KeyRows
from breadtui.ui.themes import THEMES


class Host(App[None]):
    CSS = "#help-rows { height: 10; }"

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.push_screen(
            HelpScreen(
                [Available(f"an.action{number}", "x", f"action {number}", "", "nothing", self) for number in range(40)]
            )
        )


async def test_arrows_go_by_rows_and_page_keys_by_pages() -> None:
    async with Host().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = pilot.app.screen.query_one(KeyRows)
        places = []
        for key in ("down", "pagedown", "pagedown", "pageup", "up"):
            await pilot.press(key)
            await pilot.pause()
            places.append(rows.cursor_key)
        assert places == [1, 10, 19, 10, 9]
