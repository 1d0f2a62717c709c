"""Every word of the command line does something, and only `quit` leaves."""

from __future__ import annotations

import pytest

from breadtui.store.facts.state import AppState
from breadtui.ui.screens.explorer.lines import NOT_HERE
from breadtui.ui.screens.explorer.screen import ExplorerScreen
from breadtui.ui.screens.words.commands import WORDS
from tests.ui.screens.explorer_host import exploring


async def test_no_word_is_unknown_to_the_screen_and_only_quit_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(ExplorerScreen, "say", lambda self, text, **_: said.append(text))
    leaving: list[str] = []
    async with exploring(AppState()) as here:

        async def quit_asked() -> None:
            leaving.append(word.name)

        here.app.action_quit = quit_asked  # type: ignore[method-assign]
        for word in WORDS:
            here.screen.run_line(f"{word.name} x" if word.follows and not word.follows.startswith("[") else word.name)
            await here.settled()
            while len(here.app.screen_stack) > 1:
                here.app.pop_screen()
                await here.settled()
    assert [text for text in said if NOT_HERE in text] == []
    assert leaving == ["quit"]
