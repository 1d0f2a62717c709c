"""Where pages end, whatever a service says about it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from breadtui.domain.json_values import Json
from breadtui.domain.outputs.extraction import answer_of, question_of

MOST_ROWS = 2_000_000
"""Rows after which no more are asked for; twenty times the largest output there should be."""

SLACK_ROWS = 1000
"""Rows taken beyond what a settled job says it has: it may have been counted before it ended."""


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


def print_of(rows: Sequence[Json]) -> int:
    """A number by which rows are known again within one run of the program."""
    return hash(tuple((question_of(row), answer_of(row)) for row in rows))
