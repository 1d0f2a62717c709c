"""The answers that the bakes of a board were taught, found by their questions in rollouts read page by page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from breadtui.domain.board.answers import Asked, RowPlace, matched
from breadtui.domain.board.whole import TaughtAnswer, TaughtQuestion
from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey
from breadtui.domain.outputs.conversation import read_row
from breadtui.domain.outputs.extraction import question_of
from breadtui.store.rows.book import RowsBook

MOST_ROWS_READ = 2000
"""Of each rollout: eight long ones would be a hundred megabytes to read for a glance."""


class BoardAnswers:
    """Reads each rollout once, keeps its questions, and has a row read again when it is looked at.

    `bakes` are the rollouts of each bake; `book_of` opens the rows of one.
    """

    def __init__(self, bakes: Sequence[Sequence[JobKey]], book_of: Callable[[JobKey], RowsBook]) -> None:
        self.bakes = tuple(tuple(rollouts) for rollouts in bakes)
        self._books = {rollout: book_of(rollout) for rollouts in self.bakes for rollout in rollouts}
        self._questions: dict[JobKey, list[tuple[int, str]]] = {}
        self.asked: list[Asked] = []
        self.is_read = False
        """All rollouts were read, up to the limit."""

    @property
    def rows_read(self) -> int:
        """How many rows were read."""
        return sum(map(len, self._questions.values()))

    @property
    def unread(self) -> Mapping[JobKey, int]:
        """How many rows of each rollout were left unread, for being too many."""
        found = {key: book.count - len(self._questions.get(key, ())) for key, book in self._books.items()}
        return {key: count for key, count in found.items() if count > 0}

    @property
    def problems(self) -> Mapping[JobKey, str]:
        """Why the rows of a rollout could not be read; raw."""
        return {key: book.error.message for key, book in self._books.items() if book.error is not None}

    @property
    def notes(self) -> tuple[str, ...]:
        """What could not be read, and what was left unread; raw."""
        problems = [f"{key.name}: {words}" for key, words in self.problems.items()]
        unread = [f"{key.name}: {count:,} rows were left unread" for key, count in self.unread.items()]
        return (*problems, *(unread if self.is_read else ()))

    async def read(self, told: Callable[[], None]) -> None:
        """Read all rollouts, up to a limit; `told` is called after each hundred rows and once all are matched."""
        for rollout, book in self._books.items():
            found = self._questions.setdefault(rollout, [])
            found.clear()
            async for place, rows in book.strides():
                found += ((place + at, question_of(row)) for at, row in enumerate(rows))
                told()
                if len(found) >= MOST_ROWS_READ:
                    break
        self.asked, self.is_read = matched(self.bakes, self._questions), True
        told()

    def row(self, place: RowPlace) -> Json:
        """The row at a place, None where it is not in memory."""
        return self._books[place.rollout].row(place.place)

    async def want(self, asked: Asked) -> bool:
        """Have every row of a question in memory; whether any came."""
        came = False
        for place in dict.fromkeys(row for row in asked.rows if row is not None):
            book = self._books[place.rollout]
            if not book.has(place.place):
                came = await book.want_one(place.place) or came
        return came

    def taught(self, index: int) -> TaughtQuestion:
        """A question, by its place from 0, with the answers whose rows are in memory; see `want`."""
        rows = [(number, place, self.row(place)) for number, place in enumerate(self.asked[index].rows) if place]
        read = [(number, place, None if raw is None else read_row(raw)) for number, place, raw in rows]
        question = next((row.question for _, _, row in read if row is not None), self.asked[index].key)
        answers = (
            TaughtAnswer(
                number,
                row.answer.text if row is not None and row.answer is not None else None,
                place.rollout.name,
                place.place + 1,
            )
            for number, place, row in read
        )
        return TaughtQuestion(index + 1, question, tuple(answers))
