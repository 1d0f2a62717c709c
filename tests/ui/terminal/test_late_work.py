"""What a message that is handled while screens are closed would begin is not begun."""

from __future__ import annotations

from functools import partial

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker

from breadtui.ui.terminal.late_work import NoLateWork


class Place(Screen[None]):
    """Reads about a widget, as it begins and as it ends."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("here")

    async def read(self, when: str) -> None:
        self.begun.append(when)
        self.query_one(Static).update(when)

    def on_mount(self) -> None:
        _: Worker[None] = self.run_worker(partial(self.read, "first"))

    def on_unmount(self) -> None:
        _: Worker[None] = self.run_worker(partial(self.read, "last"))
        _ = self.run_worker(self.read("last of all"))


class Host(NoLateWork, App[None]):
    """Only the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Place()

    def get_default_screen(self) -> Screen[None]:
        return self.place


async def test_nothing_is_begun_while_screens_are_closed() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.pause()
    assert app.place.begun == ["first"]
