"""Questions with more lines than the terminal has: what may be answered can always be seen, and the rest scrolls."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import ClassVar

import pytest
from textual.app import App
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from breadtui import ui
from breadtui.ui.screens.asking.confirm import ConfirmByNameScreen, ConfirmScreen
from breadtui.ui.themes import THEMES

STYLES = Path(ui.__file__).parent / "styles"


class Host(App[None]):
    CSS_PATH: ClassVar[list[str | PurePath]] = [str(STYLES / "app.tcss"), str(STYLES / "dialogs.tcss")]

    def __init__(self, question: ModalScreen[bool]) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self._question = question
        self.answers: list[bool | None] = []

    def on_mount(self) -> None:
        self.push_screen(self._question, self.answers.append)


def many(lines: int) -> list[str]:
    return [f"line {number} of what depends on it" for number in range(lines)]


async def test_the_field_is_on_the_screen_however_much_is_said_above_it() -> None:
    for lines in (1, 40):
        app = Host(ConfirmByNameScreen("Delete 40 bakes?", many(lines), "40"))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            field = app.screen.query_one(Input)
            assert field.has_focus
            assert 0 < field.region.y < 23
            assert app.screen.query_one(".question").region.contains_region(field.region)
            assert app.screen.query_one(".question").region.contains_region(
                app.screen.query_one("#typed-told", Static).region
            )


async def test_the_answers_stand_below_the_lines_and_inside_the_box_at_every_size() -> None:
    for lines, size in (
        (1, (80, 24)),
        (18, (80, 24)),
        (40, (80, 24)),
        (40, (120, 40)),
        (90, (200, 60)),
        (40, (40, 12)),
    ):
        app = Host(ConfirmScreen("Remake coder_v8 in remade?", many(lines), yes="run the plan"))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            box = app.screen.query_one(".question")
            keys, scroll = app.screen.query_one(".question-keys"), app.screen.query_one(".question-scroll")
            assert box.content_region.contains_region(keys.region), (lines, size)
            assert scroll.region.bottom < keys.region.y, (lines, size)
            assert not box.show_vertical_scrollbar, (lines, size)


async def test_lines_that_have_no_room_are_scrolled_by_keys() -> None:
    app = Host(ConfirmScreen("Remake coder_v8 in remade?", many(40), yes="run the plan"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        scroll = app.screen.query_one(".question-scroll", VerticalScroll)
        await pilot.press("j", "down", "k")
        assert scroll.scroll_offset.y == 1
        await pilot.press("pagedown", "pagedown", "pagedown")
        assert scroll.scroll_offset.y == scroll.max_scroll_y > 0


@pytest.mark.parametrize("key", ["n", "escape", "enter", "q"])
async def test_every_way_out_of_a_question_is_no(key: str) -> None:
    question = ConfirmScreen("Start it?", ["It costs."], yes="start")
    app = Host(question)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        question.listen()
        await pilot.press(key)
        await pilot.pause()
    assert app.answers == [False]
