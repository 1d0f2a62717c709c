"""The keys of the prompt editor, and what comes from outside."""

from __future__ import annotations

from textual import events

from breadtui.domain.errors import NotFound
from breadtui.domain.names import TargetName
from breadtui.domain.prompt.prompts import Message
from breadtui.domain.repos import Target
from breadtui.store.facts.remote import Failed, Loading, Ready
from breadtui.store.facts.state import Saving
from breadtui.ui.panes.prompt_text.going import PAST_THE_LAST
from breadtui.ui.panes.prompt_text.pane import DISCARDED, DISCARDED_NEW, PromptText
from breadtui.ui.present.prompt.parts import PromptSlice, select
from breadtui.values import replace
from tests.fakes.states import NOW, a_state, a_target_key
from tests.ui.panes.editor_host import KEY, OTHER, TWO, Host, a_prompt, a_slice


async def test_up_and_down_cross_into_the_neighbours_and_back() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("down")
        assert app.field.text == TWO.messages[0].content
        await pilot.press("down", "z", "up", "q")
        app.pane.flush()
        await pilot.pause()
    assert [message.text for message in app.edits[-1].messages] == [
        "You are wise.\nqAnd kind.",
        "zTell me about {topic}.",
    ]


async def test_tab_goes_through_the_messages_and_then_out_of_the_editor() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("tab")
        assert app.field.text == TWO.messages[1].content
        await pilot.press("tab")
        assert app.focused is app.query_one("#after")
        app.pane.focus()
        await pilot.press("shift+tab")
        assert app.field.text == TWO.messages[0].content


async def test_undo_is_each_messages_own_and_comes_back_with_it() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("x", "tab", "y", "shift+tab", "ctrl+z")
        app.pane.flush()
        await pilot.pause()
        assert [message.text[0] for message in app.edits[-1].messages] == ["Y", "y"]
        await pilot.press("ctrl+y")
        app.pane.flush()
        await pilot.pause()
    assert [message.text[0] for message in app.edits[-1].messages] == ["x", "y"]


async def test_messages_are_added_moved_copied_and_given_roles() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("ctrl+n", "n", "f3", "alt+up", "f4")
        app.pane.flush()
        await pilot.pause()
    roles = [(message.role, message.text[:3]) for message in app.edits[-1].messages]
    assert roles == [("assistant", "n"), ("assistant", "n"), ("system", "You"), ("user", "Tel")]


async def test_deleting_a_message_with_text_asks_once_and_an_empty_one_does_not() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("f8")
        assert "f8 again deletes message 1" in app.screen_text()
        assert app.edits == []
        await pilot.press("escape", "f8", "f8")
        assert app.edits == [a_prompt(TWO.messages[1])]
        await pilot.press("ctrl+n", "f8")
        await pilot.pause()
    assert app.edits[-1] == a_prompt(TWO.messages[1])


async def test_a_message_of_tool_calls_alone_is_not_empty() -> None:
    app = Host()
    prompt = a_prompt(Message("assistant", None, {"tool_calls": [{"id": "1"}]}))
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(prompt))
        app.pane.focus()
        await pilot.press("f8")
        await pilot.pause()
        assert "f8 again" in app.screen_text()
    assert app.edits == []


async def test_typing_takes_a_question_back() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("f8", "x", "f8")
        await pilot.pause()
        assert len(app.edits[-1].messages) == 2


async def test_saving_tells_the_text_first() -> None:
    for key in ("ctrl+s", "f2"):
        app = Host()
        async with app.run_test(size=(88, 18)) as pilot:
            app.pane.show(a_slice(TWO))
            app.pane.focus()
            await pilot.press("x", key)
            await pilot.pause()
        assert [type(message) for message in app.posted] == [PromptText.Edited, PromptText.SaveAsked]


async def test_a_save_on_its_way_is_not_asked_for_again() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO)._replace(save=Saving()))
        app.pane.focus()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "saving…" in app.screen_text()
    assert app.posted == []


async def test_what_cannot_be_stored_is_refused_with_its_place() -> None:
    app = Host()
    async with app.run_test(size=(100, 18)) as pilot:
        app.pane.show(a_slice(a_prompt(Message("system", "fine"), Message("user", "a\nb\ud800"))))
        app.pane.focus()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "line 2, column 2 holds U+D800" in app.screen_text()
    (refused,) = app.posted
    assert isinstance(refused, PromptText.SaveRefusedLocally)
    assert "message 2, line 2, column 2" in refused.sentence


async def test_escape_tells_and_leaves() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("x", "escape")
        await pilot.pause()
    assert [type(message) for message in app.posted] == [PromptText.Edited, PromptText.Left]


async def test_escape_leaves_past_what_is_only_told() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("ctrl+r", *"wise", "tab", *"sage", "ctrl+r", "escape", "escape")
        await pilot.pause()
    assert isinstance(app.posted[-1], PromptText.Left)


async def test_a_text_being_typed_is_not_replaced_from_outside() -> None:
    app = Host()
    theirs = a_prompt(Message("system", "Theirs."))
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("right", "x")
        app.pane.show(a_slice(theirs))
        assert app.field.text.startswith("Yxou")
        assert app.field.cursor_location == (0, 2)
        mine = app.pane.flush()
        app.pane.show(a_slice(theirs))
        assert mine is not None
        app.pane.show(a_slice(theirs, mine.prompt, base=TWO))
        await pilot.pause()
        assert app.field.text.startswith("Yxou")
        assert "changed on the server since you opened it" in app.screen_text()


async def test_a_text_told_but_not_yet_in_the_state_is_not_replaced_either() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("x")
        first = app.pane.flush()
        await pilot.press("y")
        app.pane.flush()
        assert first is not None
        app.pane.show(a_slice(TWO, first.prompt))
        assert app.field.text.startswith("xyYou")


async def test_an_untouched_text_follows_the_server_and_undo_brings_it_back() -> None:
    app = Host()
    theirs = a_prompt(Message("system", "Theirs."), TWO.messages[1])
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("right", "right")
        app.pane.show(a_slice(theirs))
        assert (app.field.text, app.field.cursor_location) == ("Theirs.", (0, 2))
        await pilot.press("ctrl+z")
        app.pane.flush()
        await pilot.pause()
    assert app.edits == [TWO]


async def test_tab_past_the_last_text_leaves_at_once_unless_something_was_just_written() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(a_prompt(Message("system", "Only one."))))
        app.pane.focus()
        await pilot.press("tab")
        assert app.focused is app.query_one("#after")
        app.pane.focus()
        await pilot.press("x", "tab")
        assert app.focused is app.field
        assert PAST_THE_LAST in app.screen_text()
        await pilot.press("y", "tab", "tab")
        assert app.focused is app.query_one("#after")
        assert app.edits[-1].messages[0].content == "xyOnly one."


async def test_showing_another_prompt_tells_the_old_one_and_remembers_its_cursor() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("tab", "x")
        app.pane.show(a_slice(a_prompt(Message("user", "other"), name="student"), key=OTHER))
        await pilot.pause()
        (edited,) = app.posted
        assert isinstance(edited, PromptText.Edited)
        assert edited.key == KEY
        app.pane.show(a_slice(TWO, edited.prompt))
        assert app.field.text == "xTell me about {topic}."
        assert app.field.cursor_location == (0, 1)


async def test_discarding_asks_once_then_shows_the_servers_text() -> None:
    app = Host()
    mine = a_prompt(Message("system", "Mine."))
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO, mine))
        app.pane.focus()
        await pilot.press("f9")
        assert app.posted == []
        await pilot.press("f9")
        await pilot.pause()
        assert [type(message) for message in app.posted] == [PromptText.DiscardAsked]
        app.pane.show(a_slice(TWO, mine))
        app.pane.show(a_slice(TWO))
        assert app.field.text == TWO.messages[0].content
        assert DISCARDED in app.screen_text()
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert app.field.text == "Mine."


async def test_discarding_a_prompt_that_is_only_a_draft_says_that_nothing_of_it_is_left() -> None:
    app = Host()
    mine = a_prompt(Message("system", "Mine."))
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO, mine)._replace(remote=Failed(NotFound("gone"), NOW)))
        app.pane.focus()
        await pilot.press("f9", "f9")
        await pilot.pause()
        assert DISCARDED_NEW in app.screen_text()
        assert [type(message) for message in app.posted] == [PromptText.DiscardAsked]


async def test_a_paste_of_200_kb_is_one_edit_and_its_line_ends_become_the_texts() -> None:
    app = Host()
    paste = "a line of text\r" * 13_000
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(a_prompt(Message("system", "old"))))
        app.pane.focus()
        app.post_message(events.Paste(paste))
        await pilot.pause()
        app.pane.flush()
        await pilot.press("ctrl+z")
        app.pane.flush()
        await pilot.pause()
    assert [edit.messages[0].content for edit in app.edits] == [paste.replace("\r", "\n") + "old", "old"]


async def test_hostile_text_is_drawn_as_marks() -> None:
    app = Host()
    text = "[@click=app.quit]x[/] \x1b]0;t\x07 \u202eabc \x00 \ud800"
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(a_prompt(Message("\x1b[2J", text, {"\x1b": "\x1b"}), Message("user", text))))
        app.pane.focus()
        await pilot.pause()
        shown = app.screen_text()
    assert not {"\x1b", "\x07", "\u202e", "\x00", "\ud800"} & set(shown)
    assert shown.count("[@click=app.quit]x[/] ␛]0;t␇ �abc ␀ �") == 2


async def test_five_thousand_messages_show_those_around_the_chosen_one() -> None:
    app = Host()
    prompt = a_prompt(*(Message("user", f"text {number}") for number in range(5000)))
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(prompt))
        app.pane.focus()
        await pilot.press("tab", "x")
        await pilot.pause()
        shown = app.screen_text()
    assert "xtext 1" in shown
    assert "more" in shown


async def test_a_prompt_on_its_way_or_refused_says_so() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(PromptSlice(KEY, Loading()))
        await pilot.pause()
        assert "reading…" in app.screen_text()
        app.pane.show(PromptSlice(KEY, Failed(NotFound("no [b]such\x1b prompt"), NOW)))
        await pilot.pause()
        assert "could not be read: no [b]such␛ prompt" in app.screen_text()
        app.pane.show(a_slice(TWO))
        await pilot.pause()
        assert "You are wise." in app.screen_text()


async def test_every_size_down_to_one_cell_is_survived() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        for size in ((20, 5), (3, 3), (1, 1), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.press("x", "enter")
        assert "Tell me about {topic}." in app.screen_text()


async def test_a_read_only_editor_shows_and_never_changes() -> None:
    app = Host(is_read_only=True)
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("x", "f3", "f4", "f8", "f8", "ctrl+n", "alt+down")
        app.pane.flush()
        await pilot.pause()
    assert app.posted == []


def test_the_slice_counts_the_targets_that_name_the_prompt() -> None:
    teaching = Target(TargetName("wise"), {"teacher_prompt": "teacher"})
    other = Target(TargetName("odd"), {"teacher_prompt": "x", "student_prompt": ["teacher"]})
    state = a_state(prompts=[TWO], targets=["wise", "odd"], chosen=KEY)
    one = replace(state, targets={a_target_key("wise"): Ready(teaching, NOW)})
    both = replace(state, targets={**one.targets, a_target_key("odd"): Ready(other, NOW)})
    assert select(one)[4:6] == (1, False)
    assert select(both)[4:6] == (1, True)
    assert select(replace(state, chosen=None)) == PromptSlice()
