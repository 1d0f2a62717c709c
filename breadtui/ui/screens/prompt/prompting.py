"""What the command line does to the prompt in the editor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work

from breadtui.domain.names import PromptKey, TargetKey, TargetName
from breadtui.domain.prompt.prompts import Prompt
from breadtui.ui.panes.prompt_text.pane import PromptText
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.base.writing import Writing

if TYPE_CHECKING:
    from breadtui.domain.prompt.lint import Finding
    from breadtui.ui.screens.prompt.raw_view import RawScreen
    from breadtui.ui.screens.words.table import Typed


class Prompting(Writing):
    """Carries out `:role`, `:replace`, `:lint`, `:raw`, `:tools` in the editor."""

    def change_prompt(self, typed: Typed) -> None:
        """Do what a word says to the prompt in the editor."""
        if self.edited_key() is None:
            self.say("no prompt is in the editor", is_problem=True)
            return
        self.show_pane(Pane.DETAIL)
        match typed.name:
            case "role":
                self._give_role(typed.rest)
            case "replace":
                self._replace(typed.rest)
            case "raw" | "tools":
                self._edit_raw(typed.rest if typed.name == "raw" else typed.name)
            case _:
                self.editor.action_lint()

    def _give_role(self, role: str) -> None:
        if not self.editor.give_role(role):
            self.say("there is no message to give a role", is_problem=True)

    def _replace(self, rest: str) -> None:
        from breadtui.ui.screens.words.prompt import replace_meant  # noqa: PLC0415  when it is asked for

        wanted = replace_meant(rest)
        if wanted is None:
            self.say("replace wants two words; those with blanks in quotes", is_problem=True)
        else:
            self.say(self.editor.replace_all(*wanted))

    @work(group="raw", exclusive=True)
    async def _edit_raw(self, form: str) -> None:
        """The prompt as text; what comes back becomes the draft, unless another prompt was chosen meanwhile."""
        from breadtui.ui.present.prompt.raw import RawForm  # noqa: PLC0415  YAML, when it is asked for
        from breadtui.ui.screens.prompt.raw_view import RawScreen  # noqa: PLC0415

        key, prompt = self.edited_key(), self.editor.prompt
        if key is None or prompt is None:
            self.say("the prompt is not read yet", is_problem=True)
        elif form and form not in set(RawForm):
            self.say("raw shows json or yaml", is_problem=True)
        else:
            made = await self._written_raw(key, partial(RawScreen, prompt, RawForm(form or "json")))
            if made is not None and self.edited_key() != key:
                return  # it stays kept, and is offered when its raw text is opened again
            edited = None if made is None else self.editor.take_whole(made)
            if edited is not None:
                self.take_edited(edited)
            self._forget_raw(key)

    async def _written_raw(self, key: PromptKey, raw: Callable[..., RawScreen]) -> Prompt | None:
        """What is written as raw text, kept on disk until it is forgotten."""
        keeper = None if self.commands is None else self.commands.raw_texts
        is_read_only = self.commands is not None and self.commands.is_read_only
        if keeper is None:
            return await self.app.push_screen_wait(raw(is_read_only=is_read_only))
        left, keep = await keeper.left(key), partial(keeper.keep, key)
        return await self.app.push_screen_wait(raw(is_read_only=is_read_only, left=left, keep=keep))

    def _forget_raw(self, key: PromptKey) -> None:
        """The raw text is given up, or is on its way to disk as a draft: a program killed in between has it twice."""
        if self.commands is not None and self.commands.raw_texts is not None and not self.commands.is_read_only:
            self.commands.raw_texts.drop(key)

    @on(PromptText.LintAsked)
    def _lint_asked(self, event: PromptText.LintAsked) -> None:
        self._show_lint(event.key, event.findings)

    @work(group="lint", exclusive=True)
    async def _show_lint(self, key: PromptKey, findings: tuple[Finding, ...]) -> None:
        """List what is probably wrong, and go to what is chosen of it."""
        from breadtui.ui.screens.prompt.lint_list import LintScreen  # noqa: PLC0415  when it is asked for

        found = await self.app.push_screen_wait(LintScreen(key.name, findings))
        if found is not None and found.message:
            self.editor.open_at(key, found.message - 1, max(found.line - 1, 0), max(found.column - 1, 0))
        elif found is not None:
            self._go_beyond_text(key, found)

    def _go_beyond_text(self, key: PromptKey, found: Finding) -> None:
        """To what is about no message: both sides of a target, the tools, the name."""
        from breadtui.domain.prompt.lint import Rule  # noqa: PLC0415  when it is asked for

        if found.target:
            self.show_sides(TargetKey(key.repo, TargetName(found.target)))
        elif found.words.startswith("tools"):
            self._edit_raw("tools")
        elif found.rule is Rule.DOUBTFUL_NAME or found.words.startswith("prompt_name"):
            self.ask_line(f"saveas {key.name}")

    def show_sides(self, target: TargetKey) -> None:
        """Both prompts of a target, where they are not in front of one already."""
