from __future__ import annotations

from datetime import timedelta

from textual.app import App, ComposeResult
from textual.message import Message as Posted

from breadtui.domain.drafts import Draft
from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.prompts import Message, Prompt
from breadtui.store.remote import Ready
from breadtui.ui.panes.prompt_text import PromptSlice, PromptText
from breadtui.ui.terminal.message_text import MessageText
from breadtui.ui.themes import THEMES
from tests.fakes.states import NOW

KEY = PromptKey(RepoName("coder"), PromptName("teacher"))
OTHER = PromptKey(RepoName("coder"), PromptName("student"))


def a_prompt(*messages: Message, name: str = "teacher", **facts: object) -> Prompt:
    return Prompt(PromptName(name), messages, **facts)  # type: ignore[arg-type]  # tools only


def a_slice(
    prompt: Prompt, draft: Prompt | None = None, key: PromptKey = KEY, base: Prompt | None = None
) -> PromptSlice:
    kept = None if draft is None else Draft(key, base or prompt, draft, NOW)
    return PromptSlice(key, Ready(prompt, NOW), kept)


TWO = a_prompt(Message("system", "You are wise.\nAnd kind."), Message("user", "Tell me about {topic}."))


class Host(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.posted: list[Posted] = []
        self.pane = PromptText(now=lambda: NOW + timedelta(seconds=4))

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "bread-dark"

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_prompt_text_edited(self, message: PromptText.Edited) -> None:
        self.posted.append(message)

    def on_prompt_text_save_asked(self, message: PromptText.SaveAsked) -> None:
        self.posted.append(message)

    def on_prompt_text_save_refused_locally(self, message: PromptText.SaveRefusedLocally) -> None:
        self.posted.append(message)

    def on_prompt_text_discard_asked(self, message: PromptText.DiscardAsked) -> None:
        self.posted.append(message)

    def on_prompt_text_left(self, message: PromptText.Left) -> None:
        self.posted.append(message)

    @property
    def field(self) -> MessageText:
        return self.pane.query_one(MessageText)

    @property
    def edits(self) -> list[Prompt]:
        return [message.prompt for message in self.posted if isinstance(message, PromptText.Edited)]

    def screen_text(self) -> str:
        return "\n".join(
            "".join(segment.text for segment in strip) for strip in self.screen._compositor.render_strips()
        )


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
