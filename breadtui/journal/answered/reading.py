"""Answers read from their file: only what is new, and what did not change is the same object as before."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from breadtui.domain.answers import About, Answer, News, Topic, Value
from breadtui.domain.names import BakeName, RepoName
from breadtui.domain.repos import RepoTree
from breadtui.journal.answered.as_json import bake_from_body, error_from_json, from_body
from breadtui.journal.answered.rows import Cells, about_of, cells_of
from breadtui.journal.json_shapes import Unreadable
from breadtui.journal.prompt_json import from_text
from breadtui.journal.tables.cells import moment_of, text_from_cell, text_to_cell

_NEWS = """SELECT topic, repo, phase, name, number, at, body_number, error FROM answers
    WHERE number > ? AND (? IS NULL OR repo = ?) ORDER BY number"""
_EPOCH = "SELECT epoch FROM recorder"
_BODY = "SELECT body FROM answers WHERE topic = ? AND repo = ? AND phase = ? AND name = ?"
_BAKES = "SELECT name, body FROM bakes WHERE repo = ? AND number > ? ORDER BY rowid"


class AnswerReading:
    """Knows what it read last, by the number under which it was written."""

    def __init__(self) -> None:
        self._known: dict[tuple[Topic, About], tuple[int, Value]] = {}
        self._epoch = ""

    def news(self, connection: sqlite3.Connection, since: News, repo: RepoName | None) -> News:
        """The answers after those of `since`, all where another recorder wrote them; none that cannot be read."""
        place = None if repo is None else text_to_cell(repo)
        connection.execute("BEGIN")  # one moment for all that is read
        try:
            if (row := connection.execute(_EPOCH).fetchone()) is None:
                return News()
            if row[0] != self._epoch:
                self._epoch = row[0]
                self._known.clear()
            after = since.number if since.epoch == row[0] else 0
            rows = connection.execute(_NEWS, (after, place, place)).fetchall()
            answers = tuple(self._answers(connection, rows))
        finally:
            connection.execute("COMMIT")
        return News(row[0], rows[-1][4] if rows else after, answers)

    def _answers(self, connection: sqlite3.Connection, rows: list[Any]) -> Iterator[Answer]:
        for *cells, _, at, body_number, error in rows:
            with contextlib.suppress(Unreadable, ValueError):
                yield self._answer(connection, tuple(cells), moment_of(at), body_number, error)

    def _answer(
        self, connection: sqlite3.Connection, cells: Cells, at: datetime, body_number: int, error: str | None
    ) -> Answer:
        topic, about = about_of(cells)
        if error is not None:
            return Answer(topic, about, at, None, error_from_json(from_text(error)))
        known = self._known.get((topic, about))
        if known is None or known[0] != body_number:
            value = self._value(connection, topic, about, known)
            self._known[topic, about] = known = body_number, value
        return Answer(topic, about, at, known[1])

    def _value(
        self, connection: sqlite3.Connection, topic: Topic, about: About, known: tuple[int, Value] | None
    ) -> Value:
        body = connection.execute(_BODY, cells_of(topic, about)).fetchone()[0]
        if body is None:
            raise Unreadable("no answer")
        value = from_body(topic, bytes(body))
        return _whole(connection, value, known) if isinstance(value, RepoTree) else value


def _whole(connection: sqlite3.Connection, head: RepoTree, known: tuple[int, Value] | None) -> RepoTree:
    """The tree with its bakes: those that moved are read, the others stay the objects they were."""
    number, before = known or (0, None)
    bakes = dict(before.bakes) if isinstance(before, RepoTree) else {}
    since = number if isinstance(before, RepoTree) else 0
    for cell, body in connection.execute(_BAKES, (text_to_cell(head.repo), since)).fetchall():
        name = BakeName(text_from_cell(cell))
        if body is None:
            bakes.pop(name, None)
        else:
            bakes[name] = bake_from_body(bytes(body))
    return RepoTree(head.repo, head.base_model, bakes, head.edges)
