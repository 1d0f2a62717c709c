"""The sheets of a prompt's messages, and the changes to the list of messages that undo takes back among them."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import NamedTuple

from textual.document._document import Selection

from breadtui.domain.prompt.editing import Editing
from breadtui.domain.prompt.edits import texts_of
from breadtui.domain.prompt.steps import Step, changed_ids
from breadtui.ui.terminal.message_text import Floor, Sheet
from breadtui.values import dataclass

_STEPS = 100


class TextName(NamedTuple):
    """One text of a message, by the message's name and its number among the message's texts."""

    message: int
    text: int = 0


@dataclass(frozen=True, slots=True)
class _Taken:
    """A step with what belongs to it: each sheet's floor before, and the sheets of messages it wrote anew."""

    step: Step
    floors: Mapping[TextName, Floor]
    displaced: Mapping[TextName, Sheet]


class SheetPile:
    """A sheet for each text of each message. Text and list are undone in the order in which they were changed."""

    def __init__(self) -> None:
        self._sheets: dict[TextName, Sheet] = {}
        self._done: deque[_Taken] = deque(maxlen=_STEPS)
        self._undone: list[_Taken] = []

    def sheet_of(self, name: TextName, text: str) -> Sheet:
        """The sheet of a text; a new one where there is none, or where it says something else."""
        sheet = self._sheets.get(name)
        if sheet is None or sheet.document.text != text:
            selection = Selection() if sheet is None else sheet.selection
            sheet = self._sheets[name] = Sheet(text)
            sheet.selection = selection
        return sheet

    def sheet_for(self, editing: Editing | None, text: str) -> Sheet:
        """The sheet of the text that is chosen; where none is, a new one that is not kept."""
        if editing is None or editing.id is None:
            return Sheet(text)
        return self.sheet_of(TextName(editing.id, editing.text_at), text)

    def take(self, step: Step) -> None:
        """A change to the list was made: what was typed before is undone after it."""
        self._undone.clear()
        self._done.append(self._laid(step, changed_ids(step.before, step.after)))

    def undone(self, now: Editing) -> Editing | None:
        """The prompt before the last change to its list; None where there was none."""
        if not self._done:
            return None
        taken = self._done.pop()
        before = taken.step.undone(now)
        displaced = self._swapped(taken.displaced, before)
        for name, floor in taken.floors.items():
            if name in self._sheets:
                self._sheets[name].floor = floor
        self._undone.append(_Taken(taken.step, {}, displaced))
        return before

    def redone(self, now: Editing) -> Editing | None:
        """The prompt with the change that was undone last; None where there is none."""
        if not self._undone:
            return None
        taken = self._undone.pop()
        after = taken.step.redone(now)
        displaced = self._swapped(taken.displaced, after)
        laid = self._laid(taken.step, frozenset())
        self._done.append(_Taken(taken.step, laid.floors, displaced))
        return after

    def _laid(self, step: Step, written: frozenset[int]) -> _Taken:
        displaced = {name: sheet for name, sheet in self._sheets.items() if name.message in written}
        for name, sheet in displaced.items():
            self._sheets[name] = Sheet("")
            self._sheets[name].selection = sheet.selection
        floors = {name: sheet.floor for name, sheet in self._sheets.items() if name not in displaced}
        for name in floors:
            self._sheets[name].lay_floor()
        return _Taken(step, floors, displaced)

    def _swapped(self, sheets: Mapping[TextName, Sheet], then: Editing) -> Mapping[TextName, Sheet]:
        """Put sheets in their places and give those that were there; one written in since stays."""
        fitting = {name: sheet for name, sheet in sheets.items() if _text_of(then, name) in (None, sheet.document.text)}
        there = {name: self._sheets[name] for name in fitting if name in self._sheets}
        self._sheets.update(fitting)
        return there


def _text_of(editing: Editing, name: TextName) -> str | None:
    """The text of that name; None where there is none."""
    if name.message not in editing.ids:
        return None
    texts = texts_of(editing.prompt.messages[editing.ids.index(name.message)])
    return texts[name.text] if name.text < len(texts) else None
