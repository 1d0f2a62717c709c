"""The raw view in an app of its own."""

from __future__ import annotations

import json

from textual.app import App
from textual.document._document import Selection

from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.domain.prompt.raw_texts import RawText
from breadtui.ui.present.prompt.raw import RawForm
from breadtui.ui.screens.base.checked_text import PAUSE_SECONDS
from breadtui.ui.screens.line.available import available_actions
from breadtui.ui.screens.prompt.raw_view import RawScreen
from breadtui.ui.terminal.message_text import MessageText
from breadtui.ui.themes import THEMES

PROMPT = Prompt(PromptName("yoda"), (Message("system", "Wise you are.", {"name": "master"}),))


class Host(App[None]):
    def __init__(self, form: RawForm, prompt: Prompt = PROMPT, *, is_read_only: bool = False) -> None:
        super().__init__()
        self.raw = RawScreen(prompt, form, is_read_only=is_read_only)
        self.ended: list[Prompt | None] = []

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "bread-dark"
        self.push_screen(self.raw, self.ended.append)

    @property
    def field(self) -> MessageText:
        return self.raw.query_one(MessageText)

    def shown(self) -> str:
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())

    def put(self, text: str) -> None:
        self.field.replace(text, self.field.document.start, self.field.document.end)


async def test_a_change_is_applied_as_a_prompt() -> None:
    app = Host(RawForm.JSON)
    async with app.run_test(size=(90, 20)) as pilot:
        await pilot.pause()
        assert "yoda as JSON" in app.shown()
        app.put('{"messages": [{"role": "user", "content": "New."}]}')
        await pilot.press("f2")
        await pilot.pause()
    assert app.ended == [Prompt(PromptName("yoda"), (Message("user", "New."),))]


async def test_what_is_wrong_is_named_and_gone_to_and_nothing_is_applied() -> None:
    app = Host(RawForm.JSON)
    async with app.run_test(size=(90, 20)) as pilot:
        app.put('{"messages": [\n  {"content": 1}]}')
        app.field.selection = Selection()
        await pilot.press("f2")
        await pilot.pause()
        assert "line 2, column 3: a message needs a role" in app.shown()
        assert app.field.cursor_location == (1, 2)
    assert app.ended == []


async def test_the_checker_speaks_when_the_text_rests() -> None:
    app = Host(RawForm.YAML)
    async with app.run_test(size=(90, 20)) as pilot:
        await pilot.pause()
        assert "YAML as it should be" in app.shown()
        await pilot.press("[")
        app.raw._check()
        await pilot.pause()
        assert "no YAML" in app.shown()


async def test_the_same_prompt_turns_from_json_to_yaml_and_back() -> None:
    app = Host(RawForm.JSON)
    async with app.run_test(size=(90, 20)) as pilot:
        before = app.field.text
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert "yoda as YAML" in app.shown()
        assert "- role: system" in app.field.text
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert app.field.text == before
        await pilot.press("escape")
        await pilot.pause()
    assert app.ended == [None]


async def test_leaving_asks_once_about_what_was_changed_and_undo_stays_inside() -> None:
    app = Host(RawForm.TOOLS)
    async with app.run_test(size=(90, 20)) as pilot:
        await pilot.press("x", "escape")
        await pilot.pause()
        assert "esc again gives up" in app.shown()
        assert app.ended == []
        await pilot.press("y", "ctrl+z", "ctrl+z", "ctrl+z")
        assert app.field.text == "[]\n"
        await pilot.press("escape")
        await pilot.pause()
    assert app.ended == [None]


async def test_a_prompt_that_may_only_be_read_is_shown_and_not_applied() -> None:
    app = Host(RawForm.JSON, is_read_only=True)
    async with app.run_test(size=(90, 20)) as pilot:
        await pilot.press("x", "f2")
        await pilot.pause()
        assert "may only be read" in app.shown()
        assert '"Wise you are."' in app.shown()
    assert app.ended == []


async def test_a_prompt_that_no_text_can_hold_says_so() -> None:
    app = Host(RawForm.JSON, Prompt(PromptName("p"), (Message("user", "", {"odd": float("nan")}),)))
    async with app.run_test(size=(90, 20)) as pilot:
        await pilot.pause()
        assert "cannot be written" in app.shown()


async def test_what_is_written_is_kept_after_a_pause_and_when_the_program_ends() -> None:
    kept: list[RawText] = []
    app = Host(RawForm.JSON)
    app.raw = RawScreen(PROMPT, RawForm.JSON, keep=kept.append)
    async with app.run_test(size=(90, 20)) as pilot:
        await pilot.press("x")
        assert kept == []
        await pilot.pause(PAUSE_SECONDS + 0.2)
        assert [(text.form, text.text[:3]) for text in kept] == [("json", "x{\n")]
        await pilot.press("y")
        app.raw.flush()
        app.raw.flush()
    assert [text.text[:2] for text in kept] == ["x{", "xy"]


async def test_what_was_left_unapplied_is_shown_again_and_can_be_applied_or_given_up() -> None:
    app = Host(RawForm.JSON)
    app.raw = RawScreen(PROMPT, RawForm.JSON, left=RawText("yaml", "messages:\n- role: user\n  content: Left.\n"))
    async with app.run_test(size=(90, 20)) as pilot:
        await pilot.pause()
        assert "yoda as YAML" in app.shown()
        assert "written here last time and not applied" in app.shown()
        await pilot.press("escape")
        assert app.ended == []
        await pilot.press("f2")
        await pilot.pause()
    assert app.ended == [Prompt(PromptName("yoda"), (Message("user", "Left."),))]


async def test_a_long_text_is_checked_beside_the_typing() -> None:
    app = Host(RawForm.JSON, Prompt(PromptName("yoda"), (Message("system", "word " * 60_000),)))
    async with app.run_test(size=(90, 20)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "JSON as it should be" in app.shown()
        await pilot.press("x")
        await pilot.pause(PAUSE_SECONDS + 0.2)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "line 1, column 1" in app.shown()


async def test_a_tool_to_fill_in_is_put_after_the_others_with_the_cursor_in_its_name_and_undone() -> None:
    app = Host(RawForm.TOOLS)
    async with app.run_test(size=(90, 40)) as pilot:
        await pilot.pause()
        assert "tools of yoda as JSON" in app.shown()
        before = app.field.text
        await pilot.press("ctrl+n", *"look_up")
        await pilot.pause()
        (tool,) = json.loads(app.field.text)
        assert tool["function"]["name"] == "look_up"
        await pilot.press("ctrl+z", "ctrl+z")
        assert app.field.text == before
        await pilot.press("ctrl+n", *"a", "ctrl+n", *"b", "f2")
        await pilot.pause()
    (made,) = app.ended
    assert made is not None
    assert [tool["function"]["name"] for tool in json.loads(json.dumps(made.tools))] == ["a", "b"]


async def test_what_a_form_has_no_use_for_says_so() -> None:
    app = Host(RawForm.TOOLS)
    async with app.run_test(size=(90, 20)) as pilot:
        await pilot.pause()
        reasons = {action.id: action.reason for action in available_actions(app.raw)}
        assert reasons["raw.turn"] == "tools are written as JSON alone"
        assert not reasons["raw.add_tool"]
        await pilot.press("ctrl+t")
        assert "tools are written as JSON alone" in app.shown()
    app = Host(RawForm.YAML)
    async with app.run_test(size=(90, 20)) as pilot:
        await pilot.pause()
        reasons = {action.id: action.reason for action in available_actions(app.raw)}
        assert ":tools edits its tools" in reasons["raw.add_tool"]
        assert not reasons["raw.turn"]
