"""Styles of a screen that are read before it is pushed: the same to look at, and nothing else is styled again."""

from __future__ import annotations

import pytest
from textual.css.stylesheet import Stylesheet

from breadtui.ui.bridge import StoreBridge
from breadtui.ui.screens.base.styles_read import read_styles
from breadtui.ui.screens.board.screen import BoardScreen
from tests.ui.screens.board_host import BAKES, BoardHost
from tests.ui.screens.test_board import settled


async def look_of(patch: pytest.MonkeyPatch, *, is_read: bool) -> tuple[int, list[dict[str, str]]]:
    """How often all styles were read anew for a board, and all rules of all its widgets."""
    count, reparse = 0, Stylesheet.reparse

    def counted(stylesheet: Stylesheet) -> None:
        nonlocal count
        count += 1
        reparse(stylesheet)

    app = BoardHost()
    async with app.run_test(size=(120, 40)) as pilot:
        patch.setattr(Stylesheet, "reparse", counted)
        screen = BoardScreen(StoreBridge(app.store), None, BAKES)
        if is_read:
            read_styles(app, screen)
        app.push_screen(screen)
        await settled(app, pilot)
        rules = [node.styles.base.get_rules() for node in screen.walk_children()]
        return count, [{name: repr(rule) for name, rule in one.items()} for one in rules]


async def test_a_screen_looks_the_same_and_no_style_is_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    times_plain, plain = await look_of(monkeypatch, is_read=False)
    times, look = await look_of(monkeypatch, is_read=True)
    assert look == plain
    assert (times_plain, times) == (1, 0)
