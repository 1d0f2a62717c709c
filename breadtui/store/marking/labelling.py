"""Commands that put labels on things; they lie in a file of the person's or the team's, and never reach the service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from breadtui.domain.labels.file_text import ReadLabels
from breadtui.domain.labels.labels import CheckpointKey, LabelChange, Labelled
from breadtui.domain.names import BakeName, JobKey
from breadtui.store.desk import Desk
from breadtui.store.events.label import HiddenShown, LabelsChanged, LabelsRead
from breadtui.store.facts.state import AppState, Choice, Severity
from breadtui.store.facts.tagging import TAGS_FACT, tags_from, tags_json


class LabelPlace(Protocol):
    """The file that labels lie in; `name` is its path as a person reads it, `is_shared` where a team has it."""

    name: str
    is_shared: bool

    def change(self, changes: Mapping[Labelled, LabelChange]) -> None:
        """Have these changes written soon, on top of what the file says then; returns at once."""
        ...

    async def moved(self) -> ReadLabels | None:
        """What the file says once all changes made here are in it; None where that did not move, or is unreadable."""
        ...

    async def is_written(self) -> bool:
        """Whether all that was changed is in the file; a disk that refuses is not waited for."""
        ...


class Labelling(Desk):
    """Stars, hiding, tags and notes. Without a `label_place` only tags are kept, in the journal."""

    label_place: LabelPlace | None = None
    _label_changes_count = 0
    _told_problems: tuple[str, ...] = ()

    async def restore_labels(self) -> None:
        """Labels of earlier sessions; tags that an older journal has are taken over into the file once."""
        await self.reread_labels()
        old = tags_from(await self._journal.fact(TAGS_FACT))
        changes: dict[Labelled, LabelChange] = {what: LabelChange(added=tags) for what, tags in old.items()}
        if not changes:
            return
        if self.label_place is None:
            self._dispatch(LabelsChanged(changes))
        else:
            self.label(changes)
            if await self.label_place.is_written():
                self._journal.record_fact(TAGS_FACT, [])

    async def reread_labels(self) -> None:
        """Take what the file says where it moved: a colleague's commit, an editor, another window."""
        if self.label_place is None:
            return
        read, count = None, -1
        while count != self._label_changes_count:
            # What was changed here during a look is on its way to the file, and is in the next look.
            count = self._label_changes_count
            read = await self.label_place.moved() or read
        if read is None:
            return
        self._dispatch(LabelsRead(read.labels))
        if read.problems != self._told_problems:
            self._tell_problems(self.label_place.name, read.problems)
        self._told_problems = read.problems

    def _tell_problems(self, name: str, problems: tuple[str, ...]) -> None:
        """What is not understood of the file now; that all is, where something was not."""
        if problems:
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            self._notice(Severity.WARNING, f"{name}, {problems[0]}{more}")
        else:
            self._notice(Severity.INFORMATION, f"{name} is understood again, every line of it")

    def label(self, changes: Mapping[Labelled, LabelChange]) -> bool:
        """Change labels here and in the file; False where everything bears that already."""
        before = self._state
        self._dispatch(LabelsChanged(changes))
        if self._state.labels is before.labels:
            return False
        self._label_changes_count += 1
        if self.label_place is not None:
            self.label_place.change(changes)
        elif self._state.tags is not before.tags:
            self._journal.record_fact(TAGS_FACT, tags_json(self._state.tags))
        return True

    def tag(self, what: Choice, tags: Iterable[str]) -> None:
        """Give a thing these tags as well."""
        self.label({what: LabelChange(added=tuple(tags))})

    def untag(self, what: Choice, tags: Iterable[str] = ()) -> None:
        """Take these tags from a thing; without any, all of them."""
        dropped = tuple(tags)
        self.label({what: LabelChange(dropped=dropped, drops_all_tags=not dropped)})

    def show_hidden(self, *, is_shown: bool) -> None:
        """Show hidden things, dimmed, or leave them out again."""
        self._dispatch(HiddenShown(is_shown))


def labelled_now(state: AppState) -> tuple[Labelled, ...]:
    """What a label would be put on: what is marked, else the checkpoint looked at, else what is chosen."""
    if state.marked:
        return state.marked
    chosen = state.chosen
    if isinstance(chosen, JobKey) and state.checkpoint is not None:
        return (CheckpointKey(chosen.repo, BakeName(chosen.name), state.checkpoint),)
    return () if chosen is None else (chosen,)
