"""A board as a whole, for those who write it down: figures, settings, prompts, and questions with their answers."""

from __future__ import annotations

from typing import NamedTuple

from breadtui.domain.board.prompts import PromptPair
from breadtui.domain.board.settings import Settings
from breadtui.domain.board.table import BoardTable
from breadtui.values import dataclass


class TaughtAnswer(NamedTuple):
    """What one bake was taught: its number from 0, the words (raw), and in which row of which rollout they stand.

    `text` is None where the row has no answer or was not read.
    """

    number: int
    text: str | None
    rollout: str
    row: int


class TaughtQuestion(NamedTuple):
    """A question (raw) with the answers of the bakes that were taught it; `number` counts from 1."""

    number: int
    question: str
    answers: tuple[TaughtAnswer, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything; `prompts` is None where they were not read.

    `questions` are some of the `questions_count` that were found; `notes` say what of the rollouts was left unread or
    could not be read, raw.
    """

    table: BoardTable
    settings: Settings
    alignment: str
    prompts: tuple[PromptPair, ...] | None = None
    questions: tuple[TaughtQuestion, ...] = ()
    questions_count: int = 0
    notes: tuple[str, ...] = ()
