"""Going through pages to their end, whatever a service says about where that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from breadtui.domain.outputs.extraction import answer_of, question_of
from breadtui.domain.outputs.pages import OutputPage

MOST_ROWS = 2_000_000
"""Rows after which one walk ends, whatever the service says; twenty times the largest output there should be."""

SLACK_ROWS = 1000
"""Rows taken beyond what a settled job says it has: it may have been counted before it ended."""

_REMEMBERED = 16


class Stop(Enum):
    """Why no further page is asked for; the words are for people."""

    END = "that was all"
    SHORT = "the service has fewer rows than it says"
    REPEATED = "the service repeats a page"
    BEYOND = "the service goes on beyond the rows it says it has"
    TOO_MANY = "the pages do not end"

    @property
    def is_honest(self) -> bool:
        """What was read is all that there is."""
        return self is Stop.END


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a walk through pages stands; `stop` once it is over.

    It goes on by the rows received. Source: the API contract, pagination.
    """

    offset: int = 0
    told: int | None = None
    stop: Stop | None = None
    seen: tuple[int, ...] = ()

    def after(self, page: OutputPage) -> Walk:
        """The same with the page asked for at `offset` taken in."""
        told = page.job.lines
        if not page.rows:
            is_short = told is not None and self.offset < told
            return replace(self, told=told, stop=Stop.SHORT if is_short else Stop.END)
        if page.offset != self.offset or self._is_repeated(page):
            return replace(self, told=told, stop=Stop.REPEATED)
        offset = self.offset + len(page.rows)
        seen = (*self.seen[1 - _REMEMBERED :], print_of(page))
        return Walk(offset, told, _stop_at(offset, told, page), seen)

    def _is_repeated(self, page: OutputPage) -> bool:
        """The page came before. One that says the same in each row proves nothing while more rows are known to come."""
        is_awaited = self.told is not None and self.offset < self.told
        return print_of(page) in self.seen and not (is_awaited and _is_uniform(page))


def print_of(page: OutputPage) -> int:
    """A number by which a page is known again within one run of the program."""
    return hash(tuple((question_of(row), answer_of(row)) for row in page.rows))


def _is_uniform(page: OutputPage) -> bool:
    return len({(question_of(row), answer_of(row)) for row in page.rows}) == 1


def _stop_at(offset: int, told: int | None, page: OutputPage) -> Stop | None:
    if offset >= MOST_ROWS:
        return Stop.TOO_MANY
    if told is not None and offset < told:
        return None
    if not page.has_more:
        return Stop.END
    if told is not None and page.job.is_settled and offset >= told + SLACK_ROWS:
        return Stop.BEYOND
    return None
