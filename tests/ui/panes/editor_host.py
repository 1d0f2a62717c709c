"""The editor in an app of its own."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.message import Message as Posted
from textual.widgets import Input

from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.store.facts.remote import Ready
from breadtui.ui.panes.prompt_text.pane import PromptText
from breadtui.ui.present.prompt.parts import PromptSlice
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


@st.composite
def prompts(draw: st.DrawFn, min_size: int = 0) -> Prompt:
    texts = st.text(max_size=20) | st.text(alphabet="ab \t\r\n\u2028\x0b\x00\ud800", max_size=12)
    parts = st.lists(st.fixed_dictionaries({"type": st.just("text"), "text": texts}), max_size=2)
    extras = st.dictionaries(st.sampled_from(["name", "tool_calls"]), st.none() | texts | parts, max_size=2)
    messages = st.builds(Message, st.sampled_from(["system", "user", "odd"]), st.none() | texts | parts, extras)
    return a_prompt(*draw(st.lists(messages, min_size=min_size, max_size=3)))


class Host(App[None]):
    def __init__(self, *, is_read_only: bool = False) -> None:
        super().__init__()
        self.posted: list[Posted] = []
        self.pane = PromptText(now=lambda: NOW + timedelta(seconds=4), is_read_only=is_read_only)

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "bread-dark"

    def compose(self) -> ComposeResult:
        yield self.pane
        after = Input(id="after")
        after.cursor_blink = False
        after.styles.dock = "bottom"
        yield after

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
