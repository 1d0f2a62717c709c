"""What is known of a thing, read as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from textual.app import App

from breadtui.config.settings import Options
from breadtui.ui.present.json_lines import json_body
from breadtui.ui.screens.transfer.json_screen import JsonScreen
from breadtui.ui.terminal.body_rows import text_of
from breadtui.ui.themes import THEMES
from tests.journeys.cockpit import YODA, cockpit, demo_server

THING = {"status": "complete", "config": {"epochs": 2, "note": 'say "hi": \x1b[31m'}, "targets": ["a", "b"]}
TEXT = json.dumps(THING, indent=2)


def lines(text: str, width: int = 60) -> list[str]:
    return [text_of(one.line) for one in json_body(text, width)]


def test_lines_are_those_of_the_text_with_nothing_a_terminal_obeys() -> None:
    assert [line[1:] for line in lines(TEXT)] == TEXT.splitlines()
    assert "\x1b" not in "".join(lines(json.dumps(THING, indent=2, ensure_ascii=False).replace("\\u001b", "\x1b")))


def test_a_line_copies_its_value_and_brackets_copy_nothing() -> None:
    copied = {text_of(one.line).strip(): one.copied for one in json_body(TEXT, 60)}
    assert copied['"epochs": 2,'] == "2"
    assert copied['"status": "complete",'] == '"complete"'
    assert copied['"a",'] == '"a"'
    assert copied["{"] == copied['"targets": ['] == copied["},"] == ""


def test_a_long_value_goes_on_below_and_is_copied_whole() -> None:
    told = json_body(json.dumps({"error": "x" * 200}, indent=2), 40)
    assert len(told) > 5
    assert {one.copied for one in told[1:-1]} == {f'"{"x" * 200}"'}


class Host(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.copied: list[str] = []

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "bread-dark"
        self.push_screen(JsonScreen("coder/v1", TEXT))

    def copy_to_clipboard(self, text: str) -> None:
        self.copied.append(text)


async def test_it_is_filtered_copied_and_left_by_keys() -> None:
    app = Host()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, JsonScreen)
        await pilot.press("Y", "slash", *"epochs", "enter", "y")
        assert app.copied == [TEXT, "2"]
        assert len(screen.rows.rows) == 1
        await pilot.press("escape")
        assert len(screen.rows.rows) == len(TEXT.splitlines())
        await pilot.press("q")
        await pilot.pause()
        assert app.screen is not screen


async def test_a_key_and_a_word_show_the_chosen_thing(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA, bake="wise_1")) as here:
            await here.until_ready()
            await here.until_shown("wise teaches")
            await here.press("1", "i")
            await here.until_screen(JsonScreen)
            await here.until_shown('"status": "complete"')
            await here.press("escape")
            await here.until_true(lambda: here.app.screen is here.explorer)
            assert here.explorer.repos.has_focus
            await here.type("json")
            await here.until_screen(JsonScreen)
