"""Words on what a key did lie over no row of the queue, and not over what is told of one download."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from breadtui.domain.downloading.downloads import Download, Standing
from breadtui.store.facts.state import AppState
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.panes.download_rows import DownloadRows
from breadtui.ui.screens.downloads.screen import DownloadsScreen
from breadtui.ui.terminal.toasts import Toasts
from breadtui.ui.themes import DARK
from tests.fakes.states import NOW, a_key

COUNT = 40


class Host(Toasts, App[None]):
    def __init__(self) -> None:
        super().__init__()
        places = [f"/home/ada/models/coder-v{number}.tar.gz" for number in range(COUNT)]
        queue = [Download(a_key(f"v{number}"), 1, place, NOW, Standing.DONE) for number, place in enumerate(places)]
        self.bridge = StoreBridge(Store(AppState(downloads={one.place: one for one in queue})))
        self.register_theme(DARK)
        self.theme = DARK.name

    def get_default_screen(self) -> Screen[Any]:
        return DownloadsScreen(self.bridge, None)

    @property
    def lines(self) -> list[str]:
        return [strip.text for strip in self.screen._compositor.render_strips()]


async def settled(pilot: Pilot[Any]) -> None:
    for _ in range(8):
        await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_rows_end_above_what_is_said_and_take_its_place_afterwards(size: tuple[int, int]) -> None:
    app = Host()
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        rows, about = app.screen.query_one(DownloadRows), app.screen.query_one("#downloads-about", Static)
        before, told = rows.region, about.region
        app.notify("copied /home/ada/models/" + "a-long-name-" * 12, markup=False)
        app.notify("a problem", severity="error", markup=False)
        await settled(pilot)
        said = [y for y, line in enumerate(app.lines) if "long-name" in line or "a problem" in line]
        assert said
        assert rows.region.bottom <= min(said)
        assert max(said) < about.region.y
        assert (about.region, rows.region.y) == (told, before.y)
        await pilot.press("G")
        await settled(pilot)
        assert any("v0@1" in line for line in app.lines[: min(said)])
        app.clear_notifications()
        await settled(pilot)
        assert rows.region == before
