"""What another screen covers is not drawn, and draws nothing of it again; what shows through a dialog goes on."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from breadtui.ui.terminal.covered_screens import CoveredScreens


class Lines(Screen[None]):
    """Tells a word."""

    def compose(self) -> ComposeResult:
        yield Static("first", markup=False)

    def tell(self, word: str) -> None:
        self.query_one(Static).update(word)


class Dialog(ModalScreen[None]):
    """Lets the screen below show through."""

    DEFAULT_CSS = "Dialog { align: center bottom; }"

    def compose(self) -> ComposeResult:
        yield Static("asked", markup=False)


class Host(CoveredScreens, App[None]):
    """Screens upon screens."""

    def get_default_screen(self) -> Screen[None]:
        return Lines()


def words_on(app: App[None]) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Counter[Screen[object]]:
    """How often each screen was drawn."""
    counts: Counter[Screen[object]] = Counter()
    refresh = Screen._compositor_refresh

    def counted(screen: Screen[object]) -> None:
        counts[screen] += 1
        refresh(screen)

    monkeypatch.setattr(Screen, "_compositor_refresh", counted)
    return counts


async def tell(pilot: Pilot[None], screen: Screen[object], word: str) -> None:
    assert isinstance(screen, Lines)
    screen.tell(word)
    await pilot.pause()
    await pilot.pause(0.1)


async def test_what_moves_on_a_covered_screen_draws_nothing_until_it_is_uncovered(
    drawn: Counter[Screen[object]],
) -> None:
    async with Host().run_test(size=(40, 10)) as pilot:
        below = pilot.app.screen
        await pilot.app.push_screen(Lines())
        await tell(pilot, pilot.app.screen, "above")
        drawn.clear()
        await tell(pilot, below, "second")
        assert drawn == {}
        assert not below.is_current
        pilot.app.pop_screen()
        await pilot.pause()
        assert "second" in words_on(pilot.app)


async def test_what_shows_through_a_dialog_goes_on(drawn: Counter[Screen[object]]) -> None:
    async with Host().run_test(size=(40, 10)) as pilot:
        below = pilot.app.screen
        await pilot.app.push_screen(Dialog())
        await pilot.pause()
        drawn.clear()
        await tell(pilot, below, "second")
        assert drawn[below]
        assert "second" in pilot.app.export_screenshot()


async def test_a_covered_screen_has_the_size_of_the_window_once_it_is_uncovered() -> None:
    async with Host().run_test(size=(40, 10)) as pilot:
        below = pilot.app.screen
        await pilot.app.push_screen(Lines())
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        pilot.app.pop_screen()
        await pilot.pause()
        assert below.query_one(Static).size.width == 60
