"""Commands that were meant but misspelt."""

from __future__ import annotations

from collections.abc import Iterable

_NEAR = 0.7


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
