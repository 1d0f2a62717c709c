"""The keys that change the list of messages, and undo across list and text."""

from __future__ import annotations

from collections.abc import Callable

from textual.binding import Binding, BindingType

from breadtui.domain.prompt.editing import Editing
from breadtui.domain.prompt.prompts import Prompt
from breadtui.ui.panes.prompt_text.going import Going
from breadtui.ui.panes.prompt_text.sheets import PromptSheets
from breadtui.values import replace

ARRANGING: tuple[BindingType, ...] = (
    Binding("ctrl+n", "add", "Add message", id="prompt.add", tooltip="A new message after this one"),
    Binding("f3", "role", "Role", id="prompt.role", tooltip="The next role: system, user, assistant, tool"),
    Binding("f4", "duplicate", "Duplicate", id="prompt.duplicate", tooltip="The same message once more"),
    Binding("f8", "delete", "Delete message", id="prompt.delete", tooltip="Asks once if the message has text"),
    Binding("alt+up,ctrl+up", "move(-1)", "Move message up", id="prompt.up", show=False),
    Binding("alt+down,ctrl+down", "move(1)", "Move message down", id="prompt.down", show=False),
    Binding("ctrl+z", "undo", "Undo", id="prompt.undo", show=False, tooltip="Take back the last change"),
    Binding("ctrl+y", "redo", "Redo", id="prompt.redo", show=False, tooltip="Make it again"),
)
"""Keys of the pane."""


class Arranging(Going):
    """Messages added, removed, moved and given roles; each change is one step for undo."""

    def action_add(self) -> None:
        """A new message after this one."""
        self._edit(Editing.with_another)

    def action_duplicate(self) -> None:
        """The same message once more, after this one."""
        self._edit(lambda editing: editing.with_another(editing.message) if editing.message else editing)

    def action_role(self) -> None:
        """The next role."""
        self._edit(Editing.with_next_role)

    def action_move(self, by: int) -> None:
        """This message up or down."""
        self._edit(lambda editing: editing.moved(by))

    def action_delete(self) -> None:
        """This message gone; one with content asks once."""
        self.flush()
        editing = self._editing
        if editing is None or editing.message is None or self._is_read_only:
            return
        question = f"f8 again deletes message {editing.at + 1} · esc keeps it"
        has_words = bool(editing.message.content or editing.message.extra)
        if not has_words or self._ask(question):
            self._edit(Editing.without)

    def give_role(self, role: str) -> bool:
        """This message in any role; False where there is no message to be given one."""
        self._edit(lambda editing: editing.with_role(role))
        return self._editing is not None and self._editing.message is not None and not self._is_read_only

    def take_whole(self, prompt: Prompt) -> PromptSheets.Edited | None:
        """Another text of this prompt, written somewhere else, as one step; its name stays.

        What is told of it, so that who must not wait for that need not; None where nothing changed.
        """
        return self._edit(lambda editing: editing.taken(replace(prompt, name=editing.prompt.name)))

    def action_undo(self) -> None:
        """Take the last change to the list back; the text's own edits after it were taken back before."""
        self._travel(self._sheets.undone)

    def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        self._travel(self._sheets.redone)

    def _travel(self, way: Callable[[Editing], Editing | None]) -> None:
        self.flush()
        editing = self._editing
        if editing is None or self._is_read_only:
            return
        self._field.sheet.selection = self._field.selection
        there = way(editing)
        if there is not None:
            self._change(there)
            self._load()
            self.draw()

    def _edit(self, change: Callable[[Editing], Editing]) -> PromptSheets.Edited | None:
        """Change the list of messages, unless it may only be read."""
        self.flush()
        editing = self._editing
        if editing is None or self._is_read_only:
            return None
        self._note = None
        after = change(editing)
        self._step(editing, after)
        edited = None if after.prompt == editing.prompt else self._tell(after, editing.prompt)
        self.draw()
        return edited
