"""Answers put into their file: what says nothing new costs one small row, a tree its bakes that moved."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from breadtui.domain.answers import About, Answer, Topic, Value
from breadtui.domain.repos import RepoTree
from breadtui.journal.answered import rows as answer_rows
from breadtui.journal.answered.as_json import bake_to_body, error_to_json, to_body
from breadtui.journal.prompt_json import to_text


class AnswerWriting:
    """Knows what it wrote last, so that it writes differences."""

    def __init__(self) -> None:
        self._written: dict[tuple[Topic, About], Value] = {}

    def put(self, connection: sqlite3.Connection, answer: Answer) -> None:
        """Keep one answer, or one failure."""
        cells, known = answer_rows.cells_of(answer.topic, answer.about), (answer.topic, answer.about)
        if answer.value is None:
            if answer.error is not None:
                answer_rows.put_failure(connection, cells, answer.at, to_text(error_to_json(answer.error)))
            return
        before = self._written.get(known)
        if before is answer.value or before == answer.value:
            answer_rows.put_again(connection, cells, answer.at)
            return
        bakes = moved_bakes(before, answer.value) if isinstance(answer.value, RepoTree) else ()
        answer_rows.put(connection, cells, answer.at, to_body(answer.topic, answer.value), bakes)
        self._written[known] = answer.value
        if isinstance(answer.value, RepoTree):
            self._forget_gone(answer.value)

    def _forget_gone(self, tree: RepoTree) -> None:
        gone = [
            (topic, about)
            for topic, about in self._written
            if isinstance(about, tuple)
            and about.repo == tree.repo
            and about.phase == "bake"
            and about.name not in tree.bakes
        ]
        for known in gone:
            del self._written[known]


def moved_bakes(before: Value | None, tree: RepoTree) -> Iterator[tuple[str, bytes | None]]:
    """The bakes that are not as they were, and None for each that is gone."""
    known = before.bakes if isinstance(before, RepoTree) else {}
    for name, bake in tree.bakes.items():
        if (was := known.get(name)) is not bake and was != bake:
            yield name, bake_to_body(bake)
    for name in known:
        if name not in tree.bakes:
            yield name, None
