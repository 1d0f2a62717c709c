"""What is taken from a row: a copy of it, or the way to what made it."""

from __future__ import annotations

from textual import on, work

from breadtui.domain.names import TargetKey, TargetName
from breadtui.export.tables.rows_text import row_json, row_markdown
from breadtui.ui.screens.rows.exporting import RowsExporting
from breadtui.ui.screens.rows.view import teacher_of
from breadtui.ui.screens.transfer.copy_menu import CopyScreen, Offer
from breadtui.ui.terminal.body_rows import BodyRows


class RowsTaking(RowsExporting):
    """Copies the row, and closes with the teacher prompt or the target where a person wants to go there."""

    def action_copy(self) -> None:
        """Copy the row as JSON; while its text is read, what the line under the cursor stands for."""
        line = self.reading.copied if self.reading.has_focus else ""
        if line:
            self.app.copy_to_clipboard(line)
        else:
            self.copy("json")

    def copy(self, form: str) -> None:
        """Copy the row in a form."""
        found = next((offer for offer in self._offers() if offer.label.lower() == form), None)
        if found is None or found.text is None:
            self.say(found.reason if found is not None else "copy json, markdown, question or answer", is_problem=True)
        else:
            self.app.copy_to_clipboard(found.text)

    @work(group="copy", exclusive=True)
    async def action_copy_menu(self) -> None:
        """Copy the row as JSON or Markdown, its question or its answer."""
        text = await self.app.push_screen_wait(CopyScreen(f"row {self.place + 1}", self._offers()))
        if text is not None:
            self.app.copy_to_clipboard(text)

    def _offers(self) -> tuple[Offer, ...]:
        facts = self.view.facts(self.place, self.bridge.state)
        if facts.row is None:
            none = "the row is not read yet"
            return tuple(Offer(letter, label, None, none) for letter, label in (("j", "JSON"), ("d", "Markdown")))
        raw, answer = facts.row.raw, facts.row.answer
        return (
            Offer("j", "JSON", row_json(raw)),
            Offer("d", "Markdown", row_markdown(self.place, raw)),
            Offer("q", "Question", facts.row.question),
            Offer("a", "Answer", None if answer is None else answer.text, "there is no answer"),
        )

    def action_teacher(self) -> None:
        """Go to the teacher prompt."""
        teacher = teacher_of(self.key, self.bridge.state)
        if teacher is None:
            self.say("the teacher prompt is not known", is_problem=True)
        else:
            self.dismiss(teacher)

    def action_target(self) -> None:
        """Go to the target."""
        self.dismiss(TargetKey(self.key.repo, TargetName(self.key.name)))

    @on(BodyRows.GoAsked)
    def _go_asked(self, event: BodyRows.GoAsked) -> None:
        self.dismiss(event.what)
