"""What is probably wrong: counted in the state line, and where the list leads."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from breadtui.domain.errors import Invalid
from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.prompt import lint as prompt_lint
from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.prompt.lint import Finding, Rule, Twin
from breadtui.domain.prompt.prompts import Message
from breadtui.store.facts.remote import NOT_ASKED, Ready
from breadtui.store.facts.state import SaveRefused
from breadtui.ui.panes.prompt_text.pane import PromptText
from breadtui.ui.present.prompt.parts import PromptSlice
from tests.fakes.states import NOW
from tests.ui.panes.editor_host import KEY, TWO, Host, a_prompt, a_slice


async def test_suspicions_are_counted_once_the_text_rests_and_go_when_it_is_mended() -> None:
    app = Host()
    async with app.run_test(size=(100, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("left_curly_bracket")
        app.pane.flush()
        await pilot.pause()
        assert "1 to check" in app.screen_text()
        await pilot.press("right_curly_bracket")
        app.pane.flush()
        await pilot.pause()
        assert "to check" not in app.screen_text()


async def test_asking_for_the_list_tells_what_was_found_up_to_the_last_letter() -> None:
    app = Host()
    asked: list[PromptText.LintAsked] = []
    async with app.run_test(size=(100, 18), message_hook=lambda one: _note(asked, one)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        await pilot.press("right_curly_bracket", "ctrl+t")
        await pilot.pause()
    assert (asked[0].key, asked[0].findings) == (KEY, (Finding(Rule.UNBALANCED_BRACE, 1, 1, 1, "}"),))


def _note(asked: list[PromptText.LintAsked], one: object) -> None:
    if isinstance(one, PromptText.LintAsked) and one not in asked:
        asked.append(one)


async def test_the_other_side_of_a_target_is_compared_as_soon_as_it_is_known() -> None:
    app = Host()
    async with app.run_test(size=(100, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        await pilot.pause()
        assert "to check" not in app.screen_text()
        app.pane.show_twins((Twin("wise", a_prompt(*TWO.messages, name="student")),))
        await pilot.pause()
        assert "1 to check" in app.screen_text()
        app.pane.show(PromptSlice())
        await pilot.pause()
        assert "to check" not in app.screen_text()


async def test_typing_reads_again_only_the_message_that_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    app, read = Host(), list[Message]()

    def note(message: Message) -> list[Finding]:
        read.append(message)
        return []

    prompt = a_prompt(*(Message("system", f"text {number}") for number in range(50)))
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(prompt))
        app.pane.focus()
        await pilot.pause()
        monkeypatch.setattr(prompt_lint, "_of_message", note)
        await pilot.press("x", "y")
        assert read == []
        app.pane.flush()
        assert [message.text for message in read] == ["xytext 0"]


async def test_a_place_named_from_outside_is_where_the_cursor_goes() -> None:
    app = Host()
    async with app.run_test(size=(88, 18)) as pilot:
        app.pane.show(a_slice(TWO))
        app.pane.focus()
        app.pane.open_at(KEY, 0, 1, 4)
        await pilot.pause()
        assert app.field.cursor_location == (1, 4)
        app.pane.open_at(KEY, 1, 0, 90)
        await pilot.pause()
        assert app.field.cursor_location == (0, len(TWO.messages[1].text))


async def test_a_megabyte_stays_editable_and_is_searched_and_checked() -> None:
    app = Host()
    text = "a line with {name} and no end of words\n" * 27_000
    async with app.run_test(size=(100, 18)) as pilot:
        app.pane.show(a_slice(a_prompt(Message("system", text))))
        app.pane.focus()
        await pilot.press("x", "ctrl+r", *"x")
        await pilot.pause()
        assert app.field.selected_text == "x"
        assert "1 to check" in app.screen_text()
        await pilot.press("escape", "ctrl+z")
        app.pane.flush()
        await pilot.pause()
    assert [edit.messages[0].text for edit in app.edits] == [f"x{text}", text]


async def test_what_the_service_did_not_accept_is_to_be_checked_in_its_message() -> None:
    app = Host()
    asked: list[PromptText.LintAsked] = []
    error = Invalid("messages.1.content: too long", status=422, fields={"messages.1.content": "too long"})
    async with app.run_test(size=(100, 18), message_hook=lambda one: _note(asked, one)) as pilot:
        app.pane.show(a_slice(TWO)._replace(save=SaveRefused(error, datetime(2026, 1, 1, tzinfo=UTC))))
        app.pane.focus()
        await pilot.pause()
        assert "1 to check" in app.screen_text()
        await pilot.press("ctrl+t")
        await pilot.pause()
    assert asked[0].findings == (Finding(Rule.REFUSED, 2, words="content: too long"),)


async def test_a_doubtful_name_is_to_be_checked_until_the_service_holds_it() -> None:
    app, key = Host(), PromptKey(RepoName("coder"), PromptName("a/b"))
    new = Draft(key, None, TWO, NOW)
    async with app.run_test(size=(100, 18)) as pilot:
        app.pane.show(PromptSlice(key, NOT_ASKED, new))
        await pilot.pause()
        assert "1 to check" in app.screen_text()
        app.pane.show(PromptSlice(key, Ready(TWO, NOW)))
        await pilot.pause()
        assert "to check" not in app.screen_text()
