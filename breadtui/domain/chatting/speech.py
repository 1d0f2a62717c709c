"""An answer's two parts, told apart while it still comes: what the model thought, and what it said."""

from __future__ import annotations

from breadtui.domain.outputs.conversation import without_thinking
from breadtui.domain.prompt.prompts import tokens_estimate
from breadtui.values import dataclass

_OPENS, _CLOSES = "<think>", "</think>"


@dataclass(frozen=True, slots=True)
class Speech:
    """`is_thinking` while the thinking is not closed."""

    thinking: str
    answer: str
    is_thinking: bool = False


def speech_of(text: str) -> Speech:
    """The parts of an answer; the beginning of a mark that is not whole yet belongs to neither."""
    start = text.lstrip()
    if len(start) < len(_OPENS) and _OPENS.startswith(start):
        return Speech("", "", is_thinking=bool(start))
    answer, thinking, is_endless = without_thinking(text)
    return Speech(thinking, answer, is_endless)


class AnswerSieve:
    """An answer without its thinking while it comes, each piece looked at once.

    What was given cannot be taken back, so thinking that is closed without having been opened stays in it.
    """

    def __init__(self) -> None:
        self._take = self._begin
        self._held = ""

    def answer_in(self, piece: str) -> str:
        """What of the next piece is said; pieces joined give what `answer_of` gives for the whole."""
        return self._take(piece)

    def _begin(self, piece: str) -> str:
        self._held += piece
        start = self._held.lstrip()
        if start.startswith(_OPENS):
            self._held, self._take = "", self._think
            return self._think(start.removeprefix(_OPENS))
        if _OPENS.startswith(start):
            return ""
        self._take = self._say
        return self._held

    def _think(self, piece: str) -> str:
        _, mark, rest = (self._held + piece).partition(_CLOSES)
        if mark:
            self._take = self._wait
            return self._wait(rest)
        self._held = (self._held + piece)[1 - len(_CLOSES) :]
        return ""

    def _wait(self, piece: str) -> str:
        said = piece.lstrip()
        if said:
            self._take = self._say
        return said

    def _say(self, piece: str) -> str:
        return piece


def answer_of(text: str) -> str:
    """An answer without its thinking; empty where only that came."""
    return speech_of(text).answer


def tokens_said(text: str, counted: int | None) -> int:
    """The tokens of an answer, the service's own count if there is one, else at about four characters each."""
    return tokens_estimate(text) if counted is None else counted


def tokens_per_second(tokens: int, first_seconds: float | None, total_seconds: float | None) -> float | None:
    """How fast it was said, from its first piece on; None where that took no time that can be told."""
    if first_seconds is None or total_seconds is None or total_seconds - first_seconds < 0.05:
        return None
    return tokens / (total_seconds - first_seconds)
