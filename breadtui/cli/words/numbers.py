"""Kinds of numbers and durations that a person types after an option."""

from __future__ import annotations

import argparse
import re

_DURATION = r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?"
_LONGEST_SECONDS = 30 * 86_400


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


def seconds(text: str) -> float:
    """`2h`, `1h30m`, `45s` or plain seconds."""
    found = re.fullmatch(_DURATION, text.strip())
    if not text.strip() or found is None:
        raise argparse.ArgumentTypeError("a duration is written 2h, 1h30m, 45s or in seconds")
    days, hours, minutes, rest = (int(part or 0) for part in found.groups())
    return float(min(((days * 24 + hours) * 60 + minutes) * 60 + rest, _LONGEST_SECONDS))
