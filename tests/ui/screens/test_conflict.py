"""The conflict screen at both sizes: deciding chunk by chunk, and what it closes with."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App
from textual.pilot import Pilot

from breadtui.domain.merging.merge import Choice
from breadtui.domain.merging.put_aside import PutAside
from breadtui.domain.prompt.prompts import Prompt
from breadtui.ui.screens.asking.conflict import ConflictScreen, Decision, Way
from breadtui.ui.themes import DARK, THEMES
from tests.fakes.states import a_prompt, a_prompt_key

LINES = "\n".join(f"line {number}" for number in range(30))
BASE = a_prompt(f"first\n{LINES}\nlast\nend")
MINE = a_prompt(f"my first\n{LINES}\nmy last\nend")
THEIRS = a_prompt(f"their first\n{LINES}\ntheir last\nend\nand theirs alone")
SIZES = [(120, 40), (80, 24)]


class Host(App[None]):
    def __init__(
        self,
        mine: Prompt = MINE,
        theirs: Prompt = THEIRS,
        base: Prompt | None = BASE,
        aside: PutAside | None = None,
    ) -> None:
        super().__init__()
        self.conflict = ConflictScreen(a_prompt_key(), mine, theirs, base, aside=aside)
        self.closed: list[Decision | None] = []

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        self.push_screen(self.conflict, self.closed.append)

    @property
    def text(self) -> str:
        return "\n".join(strip.text.rstrip() for strip in self.screen._compositor.render_strips())


@asynccontextmanager
async def opened(app: Host, size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
    """The screen, once it listens."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.conflict.listen()
        await pilot.pause()
        yield pilot


async def test_keys_that_decide_are_told_as_soon_as_they_do() -> None:
    async with opened(Host(), (80, 24)) as pilot:
        assert isinstance(pilot.app, Host)
        foot = pilot.app.text.splitlines()[-1].strip()
    assert foot.startswith("n/N conflict · m mine · t theirs · b both · f2 save · ")
    assert foot.endswith("· q later")


def merged(app: Host) -> str:
    (decision,) = app.closed
    assert decision is not None
    return decision.merged.messages[0].text


@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_at_the_first_conflict_and_counts(size: tuple[int, int]) -> None:
    app = Host()
    async with opened(app, size) as pilot:
        await pilot.pause()
        assert ">conflict 1 of 2 · undecided" in app.text
        assert "2 of 2 conflicts undecided · changed by one side: 0 by me, 1 by them" in app.text
        assert ("mine" + " " * 54 + "│ on the server" in app.text) == (size[0] == 120)
        assert ("m ? my first" in app.text) == (size[0] == 80)


@pytest.mark.parametrize("size", SIZES)
async def test_each_conflict_is_decided_and_what_one_side_changed_comes_along(size: tuple[int, int]) -> None:
    app = Host()
    async with opened(app, size) as pilot:
        await pilot.press("t", "n", "b")
        assert "all decided: f2 saves" in app.text
        await pilot.press("f2")
    assert merged(app) == f"their first\n{LINES}\nmy last\ntheir last\nend\nand theirs alone"
    assert [decision.way for decision in app.closed if decision is not None] == [Way.SAVE]


async def test_letters_that_were_meant_for_the_screen_below_decide_nothing() -> None:
    app = Host()
    app.conflict.listen = lambda: None  # type: ignore[method-assign]  # the first moment does not end
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "t", "e", "s", "T", "f2", "escape")
        assert app.closed == []
        assert app.conflict.view.choices == {}


async def test_n_goes_on_and_back_between_conflicts() -> None:
    app = Host()
    async with opened(app, (80, 24)) as pilot:
        first, second = app.conflict._merge.conflicts
        await pilot.press("n")
        assert app.conflict.view.chunk == second
        await pilot.press("n", "N")
        assert app.conflict.view.chunk == first


async def test_undecided_conflicts_are_not_saved() -> None:
    app = Host()
    async with opened(app, (120, 40)) as pilot:
        await pilot.press("m", "f2")
        assert app.closed == []
        assert [note.message for note in app._notifications] == [
            "not saved: 1 conflict is undecided; n goes to the next"
        ]


async def test_a_decision_is_taken_back_by_the_same_key() -> None:
    app = Host()
    async with opened(app, (120, 40)) as pilot:
        await pilot.press("m")
        assert list(app.conflict.view.choices.values()) == [Choice.MINE]
        await pilot.press("m")
        assert app.conflict.view.choices == {}


@pytest.mark.parametrize(("key", "whole"), [("M", MINE), ("T", THEIRS)])
async def test_one_text_is_taken_whole_and_given_back(key: str, whole: Prompt) -> None:
    app = Host()
    async with opened(app, (120, 40)) as pilot:
        await pilot.press(key, key)
        assert app.conflict.view.choices == {}
        await pilot.press(key, "f2")
    assert merged(app) == whole.messages[0].text


async def test_what_was_there_before_is_shown_on_enter() -> None:
    app = Host()
    async with opened(app, (80, 24)) as pilot:
        assert "was   first" not in app.text
        await pilot.press("enter")
        assert "was   first" in app.text


async def test_at_160_columns_what_it_was_stands_between_the_two() -> None:
    app = Host()
    async with opened(app, (160, 40)) as pilot:
        heads = next(line for line in app.text.splitlines() if line.startswith(" mine"))
        assert [head.strip() for head in heads.split("│")] == ["mine", "what it was", "on the server"]
        row = next(line for line in app.text.splitlines() if "? my first" in line)
        assert [cell.strip() for cell in row.split("│")] == ["? my first", "first", "? their first"]
        await pilot.press("B")
        assert "what it was" not in app.text


async def test_what_every_change_was_before_is_shown_and_hidden_with_one_key() -> None:
    app = Host()
    async with opened(app, (80, 40)) as pilot:
        before = app.conflict.view.chunk
        await pilot.press("B")
        assert "was   first" in app.text
        assert "was   last" in app.text
        assert app.conflict.view.chunk == before
        await pilot.press("B")
        assert "was  " not in app.text


async def test_the_result_is_edited_with_both_texts_where_nothing_was_decided() -> None:
    app = Host()
    async with opened(app, (80, 24)) as pilot:
        await pilot.press("m", "e")
    assert merged(app) == f"my first\n{LINES}\nmy last\ntheir last\nend\nand theirs alone"


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_later_decides_nothing(key: str) -> None:
    app = Host()
    async with opened(app, (80, 24)) as pilot:
        await pilot.press("m", key)
    assert app.closed == [None]


async def test_what_was_decided_before_is_there_again_and_said_to_be() -> None:
    left = Host()
    async with opened(left, (80, 24)) as pilot:
        await pilot.press("m")
        aside = left.conflict.aside
    assert (aside.conflict_count, aside.undecided_count) == (2, 1)
    app = Host(aside=aside)
    async with opened(app, (80, 24)):
        assert "Your decision of before is kept." in app.text
        assert "1 of 2 conflicts undecided" in app.text
        assert app.conflict.view.chunk == app.conflict._merge.conflicts[1]


async def test_a_key_that_means_nothing_here_changes_nothing() -> None:
    app = Host(a_prompt("same", role="tool"), a_prompt("same", role="user"), a_prompt("same"))
    async with opened(app, (80, 24)) as pilot:
        await pilot.press("b")
        assert app.conflict.view.choices == {}
        await pilot.press("g", "m")
        assert app.conflict.view.choices == {}


async def test_another_size_keeps_the_decisions() -> None:
    app = Host()
    async with opened(app, (120, 40)) as pilot:
        await pilot.press("t")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "t + their first" in app.text
