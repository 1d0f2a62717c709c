"""Finding and replacing in the whole prompt."""

from __future__ import annotations

from breadtui.domain.prompt.prompts import Message
from tests.ui.panes.editor_host import TWO, Host, a_prompt, a_slice

THREE = a_prompt(Message("system", "You are kind.\r\nAre you?"), Message("user", "area"), Message("user", "no"))


async def test_words_are_found_while_they_are_typed_in_whatever_message_they_stand() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(THREE))
        app.pane.focus()
        await pilot.press("ctrl+r", *"are")
        await pilot.pause()
        assert (app.field.selected_text, "1/3" in app.screen_text()) == ("are", True)
        await pilot.press("enter")
        await pilot.pause()
        assert (app.field.selected_text, app.field.cursor_location) == ("Are", (1, 3))
        await pilot.press("down")
        await pilot.pause()
        assert app.field.text == "area"
        await pilot.press("up", "escape", "ctrl+g")
        await pilot.pause()
        assert app.field.text == "area"
        assert app.focused is app.field
    assert app.edits == []


async def test_replacing_everywhere_is_one_step_and_its_count_is_told() -> None:
    app = Host()
    async with app.run_test(size=(100, 18)) as pilot:
        app.pane.show(a_slice(THREE))
        app.pane.focus()
        await pilot.press("ctrl+r", *"are", "tab", *"be", "ctrl+r")
        await pilot.pause()
        assert "replaced 3 in 2 messages" in app.screen_text()
        assert [m.text for m in app.edits[-1].messages] == ["You be kind.\r\nbe you?", "bea", "no"]
        await pilot.press("escape", "ctrl+z")
        await pilot.pause()
    assert app.edits[-1] == THREE
    assert len(app.edits) == 2


async def test_replacing_one_goes_on_to_the_next_and_is_undone_as_text() -> None:
    app = Host()
    async with app.run_test(size=(100, 18)) as pilot:
        app.pane.show(a_slice(THREE))
        app.pane.focus()
        await pilot.press("ctrl+r", *"are")
        await pilot.pause()
        assert "1/3  enter next  ctrl+r all" in app.screen_text()
        await pilot.press("tab", *"x", "enter")
        await pilot.pause()
        assert "enter this one  ctrl+r all" in app.screen_text()
        assert (app.field.text, app.field.selected_text) == ("You x kind.\r\nAre you?", "Are")
        await pilot.press("escape", "ctrl+z")
        app.pane.flush()
        await pilot.pause()
    assert app.edits[-1] == THREE


async def test_words_that_stand_nowhere_change_nothing_and_say_so() -> None:
    app = Host()
    async with app.run_test(size=(100, 18)) as pilot:
        app.pane.show(a_slice(THREE))
        app.pane.focus()
        await pilot.press("ctrl+r", *"zebra")
        await pilot.pause()
        assert "none" in app.screen_text()
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "zebra stands nowhere" in app.screen_text()
    assert app.edits == []


async def test_a_read_only_prompt_is_searched_and_never_replaced_in() -> None:
    app = Host(is_read_only=True)
    async with app.run_test(size=(100, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("ctrl+r", *"wise", "tab", "x", "enter", "ctrl+r")
        await pilot.pause()
        assert app.field.text == TWO.messages[0].text
        assert "may only be read" in app.screen_text()
    assert app.posted == []


async def test_the_line_takes_a_row_only_while_it_is_open() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.pause()
        before = app.screen_text()
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "Tell me about {topic}." in app.screen_text()
        assert "replace by" in app.screen_text()
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen_text() == before
