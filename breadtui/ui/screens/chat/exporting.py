"""A conversation copied, or written to a file; nothing is replaced unasked."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import work

from breadtui.domain.chatting.speech import speech_of
from breadtui.export.pages.chat_text import ChatForm, chat_text
from breadtui.ui.present.export_forms import file_name
from breadtui.ui.screens.asking.confirm import ConfirmScreen
from breadtui.ui.screens.chat.setting import ChatSetting
from breadtui.ui.screens.line.command_line import COMMAND, CommandBar
from breadtui.ui.screens.transfer.copy_menu import CopyScreen, Offer
from breadtui.ui.screens.transfer.exporting import write_new, write_over
from breadtui.ui.screens.transfer.file_paths import path_of

_NOTHING = "nothing was asked yet"


class ChatExporting(ChatSetting):
    """Every form that a conversation can be taken away in."""

    def action_copy(self) -> None:
        """Copy what the line under the cursor belongs to: a question, a thought, an answer."""
        if self.log_in_use.copied:
            self.app.copy_to_clipboard(self.log_in_use.copied)
        else:
            self.say(_NOTHING, is_problem=True)

    def copy(self, form: str) -> None:
        """Copy one of the offers by its word."""
        found = next((offer for offer in self._offers() if offer.label.lower() == (form or "answer")), None)
        if found is None or found.text is None:
            self.say("copy answer, question, thinking, markdown, jsonl or prompt" if found is None else found.reason)
        else:
            self.app.copy_to_clipboard(found.text)

    @work(group="copy", exclusive=True)
    async def action_copy_menu(self) -> None:
        """Choose what to copy."""
        text = await self.app.push_screen_wait(CopyScreen("the conversation", self._offers()))
        if text is not None:
            self.app.copy_to_clipboard(text)

    def _offers(self) -> tuple[Offer, ...]:
        thread, number, model = self.thread, self.number, self.log_in_use.column.model
        exchange = None if number is None else thread.exchanges[number]
        reply = None if exchange is None else exchange.reply_of(model)
        speech = speech_of("" if reply is None else reply.text)
        texts = {form: chat_text(thread, form, model) for form in ChatForm} if thread.exchanges else {}
        return (
            Offer("a", "Answer", speech.answer or None, "there is no answer"),
            Offer("q", "Question", None if exchange is None else exchange.question, _NOTHING),
            Offer("t", "Thinking", speech.thinking or None, "it did not think"),
            Offer("d", "Markdown", texts.get(ChatForm.MARKDOWN), _NOTHING),
            Offer("l", "JSONL", texts.get(ChatForm.JSONL), _NOTHING),
            Offer("p", "Prompt", texts.get(ChatForm.PROMPT), _NOTHING),
            Offer("g", "Questions", texts.get(ChatForm.QUESTIONS), _NOTHING),
        )

    def action_export(self) -> None:
        """Type where to write the conversation."""
        name = file_name(self._stem(), ChatForm.MARKDOWN.ending)
        self.query_one(CommandBar).line.ask(COMMAND, f"export markdown {name}")

    def export(self, typed: str) -> None:
        """Write it as `FORM [FILE]` says."""
        name, _, file = typed.partition(" ")
        if name not in set(ChatForm):
            self.say(f"export as {', '.join(ChatForm)}", is_problem=True)
        elif not self.thread.exchanges:
            self.say(_NOTHING, is_problem=True)
        else:
            form = ChatForm(name)
            text = chat_text(self.thread, form, self.log_in_use.column.model)
            self._write(path_of(file.strip(), file_name(self._stem(), form.ending)), text)

    def _stem(self) -> str:
        path = self.baked()
        return "chat" if path is None else f"{path.bake}-chat"

    @work(group="export", exclusive=True)
    async def _write(self, path: Path, text: str) -> None:
        content = text.encode("utf-8", "backslashreplace")
        try:
            try:
                await asyncio.to_thread(write_new, path, content)
            except FileExistsError:
                question = ConfirmScreen("There is a file of that name", [str(path)], yes="Write over it")
                if not await self.app.push_screen_wait(question):
                    return
                await asyncio.to_thread(write_over, path, content)
        except OSError as error:
            self.say(f"could not write {path}: {error.strerror or error}", is_problem=True)
        else:
            self.say(f"written: {path}")
