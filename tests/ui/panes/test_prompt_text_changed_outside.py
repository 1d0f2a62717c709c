"""A prompt that others change while somebody reads it or types in it."""

from breadtui.domain.prompt.prompts import Message
from breadtui.ui.panes.prompt_text.pane import PromptText
from tests.ui.panes.editor_host import TWO, Host, a_prompt, a_slice

THEIRS = a_prompt(Message("system", "You are wise.\nAnd stern."), Message("user", "Tell me about {topic}."))


async def test_a_reader_sees_what_others_wrote_with_the_cursor_where_it_was() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("down", "right", "right")
        app.pane.show(a_slice(THEIRS))
        await pilot.pause()
        assert app.field.text == "You are wise.\nAnd stern."
        assert app.field.cursor_location == (1, 2)
        assert app.edits == []


async def test_what_is_half_typed_stays_and_is_told_with_the_text_in_which_it_was_typed() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("h")
        app.pane.show(a_slice(THEIRS))
        await pilot.pause()
        assert app.field.text.startswith("hYou are wise.\nAnd kind.")
        app.pane.flush()
        await pilot.pause()
        [edited] = [message for message in app.posted if isinstance(message, PromptText.Edited)]
        assert edited.begun_from == TWO


async def test_what_was_typed_and_taken_back_gives_way_to_what_others_wrote() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("h", "backspace")
        app.pane.show(a_slice(THEIRS))
        await pilot.pause()
        assert app.field.text.endswith("And kind.")
        app.pane.flush()
        assert app.field.text.endswith("And stern.")
        assert app.edits == []
