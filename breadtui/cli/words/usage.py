"""What is wrong with a command line, as one sentence in place of argparse's page."""

from __future__ import annotations

import argparse
from typing import NoReturn


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
