"""What stops a run before it begins."""

from __future__ import annotations


class ConfigProblem(Exception):
    """A wrong value in the file, the environment or the options: the sentence names place, key and what is allowed."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
