"""`E`: the prompt in a person's own editor, and what becomes of what they wrote there."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from breadtui.config.files import reason_of
from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.drafts import same_text
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.ui.present.clean import clean
from breadtui.ui.screens.base.topic import Topic
from breadtui.ui.screens.base.writing import READ_ONLY, Writing
from breadtui.ui.terminal.handing_over import CannotHandOver, HandingOver
from breadtui.values import dataclass

if TYPE_CHECKING:
    from breadtui.export.prompts.files import PromptForm

FORMS = ("markdown", "json", "yaml")
KEPT_SECONDS = 60.0
UNCHANGED = "nothing was changed"
TAKEN = "what you wrote is the draft; :save writes it to the service"


@dataclass(frozen=True, slots=True)
class Lent:
    """A prompt given to the editor: its text before, the file, and the command that opens it."""

    key: PromptKey
    before: Prompt
    path: Path
    words: tuple[str, ...]
    written: bytes


class ExternalEditing(Topic[Writing]):
    """Gives a prompt to the person's own editor; what they wrote becomes the draft, and is never lost."""

    def edit(self, form: str) -> None:
        """The prompt in the editor in a person's own, in the form that was named; Markdown where none was."""
        from breadtui.export.prompts.files import PromptForm  # noqa: PLC0415  YAML, when it is asked for

        key = self.screen.edited_key()
        if key is None or self.commands is None:
            self.say("choose a prompt", is_problem=True)
        elif self.commands.is_read_only:
            self.say(READ_ONLY, is_problem=True)
        elif form and form not in FORMS:
            self.say(f"editor {'|'.join(FORMS)}", is_problem=True)
        else:
            self.work(partial(self._edit, key, PromptForm(form or FORMS[0])), group="outside")

    async def _edit(self, key: PromptKey, form: PromptForm) -> None:
        prompt = self._text_of(key)
        if prompt is None:
            self.say("the prompt is not read yet", is_problem=True)
            return
        try:
            lent = await asyncio.to_thread(self._lend, key, prompt, form)
            while await self._is_to_be_edited_again(lent):
                pass
        except _CannotLend as problem:
            self.say(str(problem), is_problem=True)

    def _text_of(self, key: PromptKey) -> Prompt | None:
        state = self.bridge.state
        draft = state.drafts.get(key)
        return draft.mine if draft is not None else value_of(state.prompts.get(key, NOT_ASKED))

    def _lend(self, key: PromptKey, prompt: Prompt, form: PromptForm) -> Lent:
        """Raises: _CannotLend."""
        from breadtui.config.outside_editor import NoEditor, editor_words, put_for_editor  # noqa: PLC0415  when it is asked for
        from breadtui.export.prompts.files import ENDINGS, Unwritable, write_prompts  # noqa: PLC0415  loaded by then

        folder = self.app.state_folder if isinstance(self.app, HandingOver) else None
        if folder is None:
            raise _CannotLend("there is no folder to keep a text in while another program edits it")
        try:
            words = editor_words(os.environ)
            content = write_prompts(form, prompt).encode()
            path = put_for_editor(folder, f"{key.repo}--{key.name}", ENDINGS[form], content)
        except (NoEditor, Unwritable) as problem:
            raise _CannotLend(str(problem)) from problem
        except OSError as error:
            raise _CannotLend(f"{folder} cannot be written ({reason_of(error)})") from error
        return Lent(key, prompt, path, tuple(words), content)

    async def _is_to_be_edited_again(self, lent: Lent) -> bool:
        """Open the editor once and take what came of it; True where the person wants to mend what they wrote."""
        from breadtui.export.prompts.files import Misread, read_prompt  # noqa: PLC0415  loaded by then
        from breadtui.ui.screens.asking.confirm import ConfirmScreen  # noqa: PLC0415  when it is asked for

        content = await self._returned(lent)
        if content is None:
            return False
        try:
            prompt = await asyncio.to_thread(read_prompt, content, lent.key.name, lent.path.name)
        except Misread as problem:
            question = ConfirmScreen(
                "This cannot be read as a prompt", [str(problem), f"It is in {lent.path}"], yes="edit it again"
            )
            if await self.app.push_screen_wait(question):
                return True
            self._tell_kept("the draft is as it was", lent)
            return False
        self._take_edited(lent, prompt)
        return False

    async def _returned(self, lent: Lent) -> bytes | None:
        """What the person wrote, None where nothing is to be done any more; they are told why."""
        status = await self._status_of(lent)
        try:
            content = lent.path.read_bytes()
        except OSError as error:
            self.say(f"{lent.path} cannot be read ({reason_of(error)})", is_problem=True)
            return None
        if content == lent.written:
            _remove(lent.path)
            self.say(UNCHANGED if not status else f"{UNCHANGED}: the editor ended with {status}")
            return None
        if status:
            self._tell_kept(f"given up: the editor ended with {status}", lent)
            return None
        return content

    async def _status_of(self, lent: Lent) -> int:
        """Raises: _CannotLend."""
        if not isinstance(self.app, HandingOver):
            raise _CannotLend("this terminal cannot be lent to another program")
        try:
            return await self.app.hand_over([*lent.words, str(lent.path)])
        except CannotHandOver as problem:
            _remove(lent.path)
            raise _CannotLend(str(problem)) from problem

    def _take_edited(self, lent: Lent, prompt: Prompt) -> None:
        """Make it the draft; the file goes once the draft is on disk."""
        if self.commands is None or same_text(prompt, lent.before):
            _remove(lent.path)
            self.say(UNCHANGED)
            return
        self.commands.change_draft(lent.key, prompt, lent.before)
        # The focus stays where it was: in the text a second E would be a letter of it.
        self.say(TAKEN)
        if isinstance(self.app, HandingOver) and self.app.save_all():
            _remove(lent.path)
        else:
            self._tell_kept("the draft is not on disk", lent)

    def _tell_kept(self, why: str, lent: Lent) -> None:
        """Long enough to note the path down."""
        words = clean(f"{why}; what you wrote is in {lent.path}")
        self.app.notify(words, severity="warning", timeout=KEPT_SECONDS, markup=False)


class _CannotLend(Exception):
    """The prompt cannot be edited outside; the text is a sentence."""


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
