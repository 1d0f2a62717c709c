"""None"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from breadtui.domain.json_values import Json
from breadtui.domain.prompt.edits import texts_of, with_message, with_text
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.ui.panes.prompt_text.pane import PromptText
from breadtui.ui.panes.prompt_text.sheets import PAUSE_SECONDS, UNTOLD_SECONDS
from breadtui.ui.terminal.line_block import LineBlock
from breadtui.values import replace
from tests.fakes.states import NOW
from tests.ui.panes.editor_host import KEY, TWO, Host, a_prompt, a_slice, prompts


async def test_a_prompt_of_two_messages_is_seen_whole() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.pause()
        text = app.screen_text()
    assert "You are wise." in text
    assert "Tell me about {topic}." in text


async def test_typing_is_told_after_a_pause_and_changes_only_its_message() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("h", "i")
        assert app.edits == []
        app.pane.flush()
        await pilot.pause()
    assert app.edits == [a_prompt(Message("system", "hiYou are wise.\nAnd kind."), TWO.messages[1])]


async def test_somebody_who_never_pauses_is_told_of_all_the_same() -> None:
    app, times = Host(), [NOW]
    app.pane = PromptText(now=lambda: times[0])
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("x")
        assert not app.edits
        times[0] = NOW + timedelta(seconds=UNTOLD_SECONDS)
        await pilot.press("y")
        await pilot.pause()
        assert app.edits[-1].messages[0].text.startswith("xy")


async def test_the_pause_tells_without_another_key() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("h", "i")
        await pilot.pause(PAUSE_SECONDS + 0.2)
        assert len(app.edits) == 1


async def test_leaving_the_field_tells_at_once() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("h")
        app.set_focus(None)
        await pilot.pause()
        assert len(app.edits) == 1


async def test_a_letter_neither_tells_nor_draws_the_lines_around(monkeypatch: pytest.MonkeyPatch) -> None:
    app, draws = Host(), []
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.pause()
        widgets = list(app.pane.query("*"))
        monkeypatch.setattr(LineBlock, "show_lines", lambda _, lines: draws.append(lines))
        await pilot.press("a", "b", "c")
        assert (app.edits, draws) == ([], [])
        assert list(app.pane.query("*")) == widgets
        app.pane.flush()
        assert draws


@given(prompts())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_prompt_shown_and_left_is_not_told_of(prompt: Prompt) -> None:
    async def visit() -> None:
        app = Host()
        async with app.run_test(size=(60, 20)) as pilot:
            app.pane.show(a_slice(prompt))
            app.pane.focus()
            for message in prompt.messages:
                for _ in texts_of(message):
                    await pilot.press("tab")
            app.pane.flush()
            await pilot.pause()
            assert app.edits == []

    asyncio.run(visit())


@given(prompts(min_size=1), st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_writing_in_one_message_changes_no_byte_of_the_others(prompt: Prompt, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(prompt.messages) - 1))

    async def visit() -> None:
        app = Host()
        async with app.run_test(size=(60, 20)) as pilot:
            app.pane.show(a_slice(prompt))
            app.pane.focus()
            steps = sum(max(len(texts_of(message)), 1) for message in prompt.messages[:at])
            for _ in range(steps):
                await pilot.press("tab")
            await pilot.press("z")
            app.pane.flush()
            await pilot.pause()
            before = texts_of(prompt.messages[at])
            if not before:
                assert app.edits == []
            else:
                assert app.edits == [with_message(prompt, at, with_text(prompt.messages[at], "z" + before[0]))]

    asyncio.run(visit())


async def test_line_ends_tabs_and_spaces_survive_an_edit_elsewhere() -> None:
    app = Host()
    text = "one\r\ntwo\t \r\n\r\nthree  \r\n"
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(a_prompt(Message("system", text))))
        app.pane.focus()
        await pilot.press("x", "enter")
        app.pane.flush()
        await pilot.pause()
    assert app.edits[-1].messages[0].content == "x\r\n" + text


async def test_mixed_line_ends_and_odd_separators_survive_an_edit_elsewhere() -> None:
    app = Host()
    text = "one\r\ntwo\nthree\u2028four\x0bfive\r"
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(a_prompt(Message("system", text))))
        app.pane.focus()
        await pilot.press("x")
        app.pane.flush()
        await pilot.pause()
    assert app.edits[-1].messages[0].content == "x" + text


async def test_tools_extra_keys_and_parts_are_named_and_kept() -> None:
    app = Host()
    call: Json = {"id": "1", "function": {"name": "look"}}
    prompt = a_prompt(
        Message("assistant", None, {"tool_calls": [call, call]}),
        Message("user", [{"type": "text", "text": "see"}, {"type": "image_url"}], {"name": "ada"}),
        tools=({"type": "function"},) * 110,
    )
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(prompt))
        app.pane.focus()
        await pilot.press("tab", "x")
        app.pane.flush()
        await pilot.pause()
        text = app.screen_text()
    parts = [{"type": "text", "text": "xsee"}, {"type": "image_url"}]
    assert app.edits == [replace(prompt, messages=(prompt.messages[0], Message("user", parts, {"name": "ada"})))]
    assert "tool_calls: 2" in text
    assert "tools: 110" in text
    assert 'name: "ada" · 2 parts' in text


async def test_null_content_is_explained_becomes_text_when_written_and_null_again_when_emptied() -> None:
    app = Host()
    prompt = a_prompt(Message("assistant", None, {"tool_calls": [{"id": "1"}]}))
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(prompt))
        app.pane.focus()
        await pilot.pause()
        assert "null, no content" in app.screen_text()
        await pilot.press("x")
        app.pane.flush()
        await pilot.pause()
        await pilot.press("ctrl+z")
        app.pane.flush()
        await pilot.pause()
        assert "null, no content" in app.screen_text()
    assert [edit.messages[0].content for edit in app.edits] == ["x", None]
    assert app.edits[-1] == prompt


IMAGE: Json = {"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}
PARTS = a_prompt(
    Message(
        "user", [{"type": "text", "text": "First."}, IMAGE, {"type": "text", "text": "Second.", "cache": {"ttl": 5}}]
    ),
    Message("assistant", "Third."),
)


async def test_each_text_part_is_written_where_it_stands_and_the_others_are_folded_around_it() -> None:
    app = Host()
    async with app.run_test(size=(88, 24)) as pilot:
        app.pane.show(a_slice(PARTS))
        app.pane.focus()
        await pilot.pause()
        rows = [row.strip() for row in app.screen_text().splitlines()]
        assert rows[0].endswith("3 parts, text 1 of 2")
        assert rows[1] == "First."
        assert rows[2].startswith('part 2: {"type": "image_url"')
        assert rows[3] == "part 3 (text, 7 chars): Second."
        await pilot.press("down", "x")
        app.pane.flush()
        await pilot.pause()
        rows = [row.strip() for row in app.screen_text().splitlines()]
        assert rows[1] == "part 1 (text, 6 chars): First."
        assert rows[3] == "xSecond."
        assert rows[4].startswith("2 assistant")
    parts: list[Json] = [
        {"type": "text", "text": "First."},
        IMAGE,
        {"type": "text", "text": "xSecond.", "cache": {"ttl": 5}},
    ]
    assert app.edits == [a_prompt(Message("user", parts), PARTS.messages[1])]


async def test_undo_and_search_reach_every_part() -> None:
    app = Host()
    async with app.run_test(size=(88, 24)) as pilot:
        app.pane.show(a_slice(PARTS))
        app.pane.focus()
        await pilot.press("a", "tab", "b", "tab", "c")
        assert app.field.text == "cThird."
        await pilot.press("shift+tab", "ctrl+z")
        assert app.field.text == "Second."
        await pilot.press("shift+tab", "ctrl+z")
        assert app.field.text == "First."
        await pilot.press("ctrl+r", *"second")
        await pilot.pause()
        assert app.field.selected_text == "Second"
        assert "part 1 (text, 6 chars): First." in app.screen_text()


async def test_a_place_in_a_part_is_gone_to_by_the_line_of_the_whole_message() -> None:
    app = Host()
    async with app.run_test(size=(88, 24)) as pilot:
        app.pane.open_at(KEY, 0, 1, 3)
        app.pane.show(a_slice(PARTS))
        app.pane.focus()
        await pilot.pause()
        assert (app.field.text, app.field.cursor_location) == ("Second.", (0, 3))
        app.pane.open_at(KEY, 0, 0, 2)
        assert (app.field.text, app.field.cursor_location) == ("First.", (0, 2))


async def test_an_empty_prompt_is_explained_and_takes_a_first_message() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(a_prompt()))
        app.pane.focus()
        await pilot.press("x")
        assert "no trigger: always on" in app.screen_text()
        await pilot.press("ctrl+n", "y")
        app.pane.flush()
        await pilot.pause()
    assert app.edits[-1] == a_prompt(Message("system", "y"))
