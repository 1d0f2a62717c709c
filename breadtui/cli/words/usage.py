"""What is wrong with a command line, as one sentence in place of argparse's page."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import NoReturn

_NEAR = 0.7
"""How like a command a word is that was probably meant as one: as `difflib` counts, 1 for the same."""


class UsageProblem(Exception):
    """The command line cannot be understood; the text is one sentence that repeats no value.

    `command` is the one whose --help says more.
    """

    def __init__(self, sentence: str, command: str = "breadtui") -> None:
        super().__init__(sentence)
        self.command = command


class Parser(argparse.ArgumentParser):
    """A parser that raises its complaint instead of printing a page and leaving."""

    def error(self, message: str) -> NoReturn:
        """Raises: UsageProblem."""
        raise UsageProblem(message, self.prog)


def meant_by(word: str | None, commands: Iterable[str]) -> str | None:
    """The command that a word comes near without being it; None where none does.

    `REPO/` and `REPO/BAKE` are places, whatever they resemble.
    """
    from difflib import get_close_matches

    if word is None or "/" in word:
        return None
    return next(iter(get_close_matches(word.lower(), tuple(commands), n=1, cutoff=_NEAR)), None)


def did_you_mean(sentence: str, command: str | None) -> str:
    """A complaint that ends with what was probably meant."""
    return sentence if command is None else f"{sentence}; did you mean {command}?"
