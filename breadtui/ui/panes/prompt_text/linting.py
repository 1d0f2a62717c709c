"""What is probably wrong in the prompt: counted beside the draft, listed for whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from breadtui.domain.errors import Invalid
from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.facts.state import Save, SaveRefused
from breadtui.ui.panes.prompt_text.lines import OfPrompt
from breadtui.ui.panes.prompt_text.searching import Searching
from breadtui.ui.present.prompt.lint_lines import count_span
from breadtui.ui.present.tones import Line

if TYPE_CHECKING:
    from breadtui.domain.prompt.lint import Finding, Linted, Twin


def _refused(save: Save | None, prompt: Prompt) -> tuple[Finding, ...]:
    """What the last save was refused for, until something is typed."""
    if isinstance(save, SaveRefused) and isinstance(save.error, Invalid):
        from breadtui.domain.prompt.lint import complaints  # noqa: PLC0415  when it is asked for

        return complaints(save.error.fields, prompt)
    return ()


LINTING: tuple[BindingType, ...] = (
    Binding("ctrl+t", "lint", "To check", id="prompt.lint", tooltip="What is probably wrong here, with its places"),
)
"""Keys of the pane."""


class Linting(Searching):
    """Reads a prompt again when it changed, and of it only the messages that did."""

    _linted: Linted | None = None
    _twins: tuple[Twin, ...] = ()

    class LintAsked(OfPrompt, namespace="prompt_text"):
        """The person wants to see what is probably wrong."""

        def __init__(self, key: PromptKey, findings: tuple[Finding, ...]) -> None:
            super().__init__(key)
            self.findings = findings

    def show_twins(self, twins: tuple[Twin, ...]) -> None:
        """Take the prompts that this one should differ from."""
        self._twins = twins
        if self._linted is not None:
            from breadtui.domain.prompt.lint import linted  # noqa: PLC0415  when it is asked for

            self._linted = linted(self._linted.prompt, twins, self._linted)
        self.draw()

    def action_lint(self) -> None:
        """Ask for the list of what was found."""
        self.flush()
        if self._slice.key is not None:
            self.post_message(self.LintAsked(self._slice.key, self._findings()))

    def _findings(self) -> tuple[Finding, ...]:
        if self._editing is None:
            return ()
        from breadtui.domain.prompt.lint import linted, name_doubts  # noqa: PLC0415  when it is asked for

        prompt = self._editing.prompt
        if self._linted is None or self._linted.prompt is not prompt:
            self._linted = linted(prompt, self._twins, self._linted)
        draft = self._slice.draft
        doubts = name_doubts(draft.key.name) if draft is not None and draft.base is None else ()
        return (*_refused(self._slice.save, prompt), *doubts, *self._linted.findings)

    def _status(self) -> tuple[Line, ...]:
        lines = super()._status()
        found = self._findings() if lines and self._note is None else ()
        return (*lines[:-1], (count_span(len(found)), *lines[-1])) if found else lines
