"""The filter of the focused pane: what is typed after `/`, read as a query, and how a query goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Protocol

from textual import on
from textual.getters import query_one

from breadtui.domain.query.completion import before_field, complete_query, is_half_typed
from breadtui.domain.query.fields import BY_NAME, CALL_FIELDS, EVENT_FIELDS, FIELDS, QueryField
from breadtui.domain.query.queries import BadQuery, parse_query
from breadtui.store.views.query_values import query_values
from breadtui.ui.panes.transcript import Transcript
from breadtui.ui.present.jobs.arranged import RowKey
from breadtui.ui.present.tree.keys import TreeKey
from breadtui.ui.present.unseen import Unseen
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.base.writing import Writing
from breadtui.ui.screens.line.command_line import FILTER, CommandLine, TypedIn
from breadtui.ui.terminal.virtual_rows import VirtualRows

CALLS_ASKED = (*CALL_FIELDS, *(BY_NAME[name] for name in ("status", "has", "repo")))
EVENTS_ASKED = (*EVENT_FIELDS, *(BY_NAME[name] for name in ("repo", "kind")))


class Filtered(Protocol):
    """A pane whose rows can be filtered."""

    @property
    def filter_text(self) -> str:
        """The query in force."""
        ...

    def filter(self, text: str) -> None:
        """Leave only rows that fit."""
        ...


class Filtering(Writing):
    """Filters are sticky: each pane keeps its own, and its last good one while another is typed."""

    line = TypedIn()
    _stood_on: TreeKey | RowKey | None = None
    transcript = query_one(Transcript)

    def filtered_pane(self) -> Pane:
        """The pane that a filter applies to."""
        raise NotImplementedError

    def retitle(self) -> None:
        """Say counts and filters in the rules above the lists."""
        raise NotImplementedError

    def action_filter(self) -> None:
        """Filter the rows of the focused pane."""
        rows = self._stood_in()
        self._stood_on = None if rows is None else rows.cursor_key
        self.line.ask(FILTER, self._filtered().filter_text)

    def filter(self, text: str) -> None:
        """Leave the rows of the focused pane that fit a query; empty text shows all.

        A query that is wrong is told and changes nothing.
        """
        if (problem := wrong_query(text)) is not None:
            self.say(f"filter, at {problem.at + 1}: {problem.sentence}", is_problem=True)
            return
        self._filtered().filter(text)
        self.retitle()
        if "uses" in parse_query(text).fields:
            self._read_what_targets_use()

    def clear_filter(self) -> bool:
        """Show all rows of the focused pane again, in the tree one step at a time; False where nothing was hidden."""
        if self._filtered() is self.repos:
            return self.repos.release()
        if self._filtered() is self.jobs and self.jobs.leave_range():
            return True
        if not self._filtered().filter_text:
            return False
        self.filter("")
        return True

    def unseen_marks(self) -> Unseen:
        """What is marked and left out of the list in focus; of the tree beside other panes."""
        return self.jobs.unseen_marks() if self.filtered_pane() is Pane.JOBS else self.repos.unseen_marks()

    def _filtered(self) -> Filtered:
        match self.filtered_pane():
            case Pane.JOBS:
                return self.jobs
            case Pane.TRANSCRIPT:
                return self.shown_beside()
            case Pane.DETAIL if self.details.display:
                return self.details
            case _:
                return self.repos

    def shown_beside(self) -> Filtered:
        """What is filtered where the calls are."""
        return self.transcript

    def _read_what_targets_use(self) -> None:
        """Which prompts a target uses stands in its configuration, which is read when somebody asks."""
        if self.commands is not None:
            for repo in self.bridge.state.opened:
                self.ask(partial(self.commands.load_unread_targets, repo), group=f"uses {repo}")

    def values_of(self, field: str) -> Iterable[str]:
        """The values a field of the filter may have."""
        return query_values(self.bridge.state, field)

    def complete_filter(self, text: str) -> tuple[str, ...]:
        """How a filter may go on."""
        return complete_query(text, self.values_of, self._fields())

    def _fields(self) -> Sequence[QueryField]:
        """What can be asked of the rows of the focused pane."""
        if self.filtered_pane() is not Pane.TRANSCRIPT:
            return FIELDS
        return CALLS_ASKED if self.transcript.display else EVENTS_ASKED

    @on(CommandLine.Grew)
    def _grew(self, event: CommandLine.Grew) -> None:
        """Follow what is typed, but not a term that is only half there."""
        if event.prefix != FILTER:
            return
        if wrong_query(event.text) is None and not is_half_typed(event.text, self.values_of):
            self.filter(event.text)
        elif (before := before_field(self._filtered().filter_text, event.text)) is not None:
            self.filter(before)
        if self._filtered() is self.jobs:
            self._step_back()  # Letters on the way to the query hid its row.

    @on(CommandLine.Ended)
    def _given_up(self, event: CommandLine.Ended) -> None:
        """Where a filter is given up, the cursor goes back to where it was before letters moved it."""
        if event.prefix == FILTER and event.text is None:
            self._step_back()
        elif isinstance(left := self._stood_on, TreeKey) and self.repos.cursor_key != left:
            self.leave(left)
        self._stood_on = None

    def _stood_in(self) -> VirtualRows[Any] | None:
        """The list in focus whose rows are known by what they stand for, so that its cursor can go back to one."""
        return next((rows for rows in (self.repos, self.jobs) if rows is self._filtered()), None)

    def _step_back(self) -> None:
        rows = self._stood_in()
        if rows is not None and self._stood_on is not None:
            rows.move_to(self._stood_on)


def wrong_query(text: str) -> BadQuery | None:
    """What is wrong in a query; None where nothing is."""
    try:
        parse_query(text)
    except BadQuery as problem:
        return problem
    return None
