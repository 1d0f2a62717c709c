"""The history of a prompt and the question before an undo, as a person sees them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from textual.app import App

from breadtui.domain.prompt.past import PromptWrite
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.sightings import PromptSighting
from breadtui.store.commands import Commands
from breadtui.store.prompts.past import UndoOffer
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.panes.past_view import PastList
from breadtui.ui.screens.looking.past import HistoryScreen, UndoScreen
from breadtui.ui.themes import THEMES
from tests.fakes.api import FakeApi
from tests.fakes.clock import START, ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import a_prompt, a_prompt_key, a_state

KEY = a_prompt_key()
OLD, OURS, NEW = (a_prompt(text) for text in ("old words", "our words", "new words\nand more"))


class Host(App[None]):
    """A prompt that was seen with three texts, one of them saved here."""

    CSS_PATH = None

    def __init__(self, now: Prompt = NEW) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.journal = MemoryJournal()
        self.clock = ManualClock(START + timedelta(days=1))
        self.api = FakeApi(prompts={KEY: now})
        self.store = Store(a_state(prompts=[now]))
        self.commands = Commands(self.store, self.api, self.journal, MemoryDrafts(), self.clock)
        self.answers: list[Prompt | bool | None] = []
        for minutes, prompt in ((0, OLD), (1, OLD), (10, OURS), (60, NEW)):
            self.journal.record_prompt(PromptSighting(KEY, START + timedelta(minutes=minutes), prompt))
        self.journal.record_write(PromptWrite(KEY, START + timedelta(minutes=10), OLD, OURS))

    def begin(self) -> None:
        self.push_screen(HistoryScreen(StoreBridge(self.store), self.commands, KEY), self.answers.append)

    def ask(self) -> UndoScreen:
        screen = UndoScreen(UndoOffer(PromptWrite(KEY, START, OLD, OURS), OURS))
        self.push_screen(screen, self.answers.append)
        return screen

    def shown(self) -> str:
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def settled(pilot: Any) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def test_every_version_is_listed_with_when_it_was_seen_and_what_lies_between() -> None:
    app = Host()
    async with app.run_test(size=(90, 40)) as pilot:
        app.begin()
        await settled(pilot)
        shown = app.shown()
    lines = shown.splitlines()
    assert "History of coder/teacher: 3 versions" in lines[0]
    rows = [line for line in lines if "seen" in line]
    assert [row.split()[0].strip(">") or row.split()[1] for row in rows] == ["v3", "v2", "v1"]
    assert "now" in rows[0]
    assert "seen 2 times" in rows[2]
    assert ["saved here" in row for row in rows] == [False, True, False]
    assert "nobody looked for 50m" in shown
    assert "nobody looked for 9m" in shown


async def test_the_version_under_the_cursor_can_be_read_below() -> None:
    app = Host()
    async with app.run_test(size=(90, 40)) as pilot:
        app.begin()
        await settled(pilot)
        assert "and more" in app.shown()
        await pilot.press("G", "enter")
        await settled(pilot)
        assert "old words" in app.shown()
        assert app.screen.focused is app.screen.query_one("#history-text")
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen.focused is app.screen.query_one("#history-list")


async def test_d_compares_with_what_is_there_now() -> None:
    app = Host()
    async with app.run_test(size=(90, 40)) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("G", "d")
        await settled(pilot)
        shown = app.shown()
    assert "+ on the server now" in shown
    assert "- old words" in shown
    assert "+ and more" in shown


async def test_d_compares_the_two_that_are_marked_the_older_first() -> None:
    app = Host()
    async with app.run_test(size=(90, 40)) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("G", "space", "k", "space", "d")
        await settled(pilot)
        shown = app.shown()
    assert "- old words" in shown
    assert "+ our words" in shown


async def test_d_of_the_newest_tells_the_last_change() -> None:
    app = Host()
    async with app.run_test(size=(90, 40)) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("d")
        await settled(pilot)
        assert "- our words" in app.shown()


async def test_a_text_found_on_the_service_meanwhile_is_a_version_at_once() -> None:
    app = Host()
    app.api.prompts[KEY] = a_prompt("changed meanwhile")
    async with app.run_test(size=(90, 40)) as pilot:
        app.begin()
        await settled(pilot)
        shown = app.shown()
    assert "4 versions" in shown


async def test_r_closes_with_the_version_under_the_cursor_and_writes_nothing() -> None:
    app = Host()
    async with app.run_test(size=(90, 40)) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("G", "r")
        await settled(pilot)
    assert app.answers == [OLD]
    assert {name for name, _ in app.api.calls} == {"prompt"}


async def test_a_prompt_that_was_never_seen_says_so() -> None:
    app = Host()
    app.journal.prompts.clear()
    app.api.prompts.clear()
    async with app.run_test(size=(90, 40)) as pilot:
        app.begin()
        await settled(pilot)
        await pilot.press("r", "d", "enter")
        await settled(pilot)
        assert "no version was seen yet" in app.shown()
        await pilot.press("escape", "escape")
        await settled(pilot)
    assert app.answers == [None]


async def test_the_question_before_an_undo_shows_what_it_changes_and_is_deaf_at_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("breadtui.ui.screens.looking.past.DEAF_SECONDS", 3600.0)
    app = Host()
    async with app.run_test(size=(90, 40)) as pilot:
        screen = app.ask()
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert app.answers == []
        shown = app.shown()
        screen.listen()
        await pilot.press("y")
        await pilot.pause()
    assert "Undo the replacing of coder/teacher" in shown
    assert "- our words" in shown
    assert "+ old words" in shown
    assert app.answers == [True]


async def test_anything_but_y_leaves_the_last_write() -> None:
    app = Host()
    async with app.run_test(size=(90, 40)) as pilot:
        screen = app.ask()
        await pilot.pause()
        screen.listen()
        await pilot.press("n", "enter")
        await pilot.pause()
    assert app.answers == [False]


async def test_the_cursor_rests_on_versions_alone() -> None:
    app = Host()
    async with app.run_test(size=(90, 40)) as pilot:
        app.begin()
        await settled(pilot)
        past = app.screen.query_one(PastList)
        rows = len(past.rows)
        seen = []
        for key in ("g", "j", "j", "j", "k", "k", "G", "g"):
            await pilot.press(key)
            seen.append(past.rows.cursor)
    versions = [at for at in range(rows) if past.mark_of(at) is not None]
    assert len(versions) == 3
    assert rows > 3
    newest, middle, oldest = versions
    assert seen == [newest, middle, oldest, oldest, middle, newest, oldest, newest]


async def test_what_uses_the_prompt_can_be_looked_at_before_an_undo() -> None:
    app = Host()
    looked = []

    async def look() -> bool:
        looked.append(True)
        return len(looked) == 2

    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.ask()
        screen.look_at_uses = look
        await pilot.pause()
        screen.listen()
        await pilot.press("U")
        await settled(pilot)
        assert app.answers == []
        await pilot.press("U")
        await settled(pilot)
    assert app.answers == [False]
