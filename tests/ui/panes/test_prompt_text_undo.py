"""Undo across text and list of messages."""

from __future__ import annotations

from breadtui.domain.prompt.prompts import Message
from tests.ui.panes.editor_host import TWO, Host, a_prompt, a_slice


async def test_a_removed_message_comes_back_with_its_text_and_can_go_again() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("x", "f8", "f8", "ctrl+z")
        await pilot.pause()
        assert app.edits[-1].messages[0].text.startswith("xYou are wise.")
        await pilot.press("ctrl+z")
        app.pane.flush()
        await pilot.pause()
        assert app.edits[-1] == TWO
        await pilot.press("ctrl+y", "ctrl+y")
        await pilot.pause()
    assert app.edits[-1] == a_prompt(TWO.messages[1])


async def test_text_written_after_a_change_is_undone_before_it() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("a", "f3", "b", "ctrl+z")
        app.pane.flush()
        await pilot.pause()
        assert (app.edits[-1].messages[0].role, app.field.text[:2]) == ("user", "aY")
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert (app.edits[-1].messages[0].role, app.field.text[:2]) == ("system", "aY")
        await pilot.press("ctrl+z")
        app.pane.flush()
        await pilot.pause()
    assert app.edits[-1] == TWO


async def test_undoing_a_move_keeps_what_was_written_elsewhere_meanwhile() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("alt+down", "shift+tab", "z", "tab", "ctrl+z")
        await pilot.pause()
    assert app.edits[-1] == a_prompt(TWO.messages[0], Message("user", "zTell me about {topic}."))


async def test_a_role_nobody_knows_can_be_given_and_taken_back() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        assert app.pane.give_role("developer")
        await pilot.pause()
        assert "1 developer" in app.screen_text()
        await pilot.press("ctrl+z")
        await pilot.pause()
    assert [edit.messages[0].role for edit in app.edits] == ["developer", "system"]


async def test_a_text_from_outside_is_one_step_that_brings_the_whole_prompt_back() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        app.pane.show(a_slice(a_prompt(Message("user", "Theirs alone."))))
        await pilot.press("ctrl+z")
        await pilot.pause()
    assert app.edits == [TWO]


async def test_nothing_to_undo_does_nothing_and_suspends_nothing() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("ctrl+z", "ctrl+y", "ctrl+z")
        await pilot.pause()
    assert app.posted == []


async def test_a_copy_moves_past_its_original_and_back_by_undo() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("tab", "f4", "alt+up", "alt+up")
        await pilot.pause()
        assert [message.role for message in app.edits[-1].messages] == ["user", "system", "user"]
        await pilot.press("ctrl+z", "ctrl+z", "ctrl+z")
        app.pane.flush()
        await pilot.pause()
        assert app.edits[-1] == TWO


async def test_what_was_typed_after_a_replacement_is_undone_though_that_was_undone_from_another_message() -> None:
    app = Host()
    async with app.run_test(size=(100, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("ctrl+r", *"wise", "tab", *"sage", "ctrl+r", "escape", "ctrl+home", "x", "tab", "ctrl+z")
        assert app.field.text.startswith("xYou are sage.")
        await pilot.press("ctrl+z")
        assert app.field.text.startswith("You are sage.")
