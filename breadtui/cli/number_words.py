"""Kinds of numbers that a person types after an option."""

from __future__ import annotations

import argparse


class whole:  # noqa: N801  reads as the kind of number it takes
    """A kind of argument: a whole number from `least` to `most`."""

    def __init__(self, least: int, most: int) -> None:
        self._least, self._most = least, most

    def __call__(self, text: str) -> int:
        """The number. Raises: ArgumentTypeError."""
        if not (text.isascii() and text.isdigit()) or len(text) > 20 or not self._least <= int(text) <= self._most:
            raise argparse.ArgumentTypeError(f"a whole number from {self._least} to {self._most}")
        return int(text)


def positive(text: str) -> float:
    """A number above 0."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0.0 < number < 1e9:
        raise argparse.ArgumentTypeError("a number above 0")
    return number
