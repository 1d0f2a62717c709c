"""The API key, wrapped so that it cannot be shown by accident, and the reading of one from what a person pasted."""

from __future__ import annotations

import re
from typing import NoReturn

from breadtui.values import dataclass

STARS = "********"
LONGEST_KEY = 4096
_SHORTEST_HINTED = 16
_QUOTES = "\"'`“”‘’"
_SCHEME = re.compile(r"authorization:|bearer(?=\s|$)", re.IGNORECASE)


class Secret:
    """A key: `str` and `repr` are stars, it is equal to its like, and it cannot be pickled."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The key itself, for the one header that carries it."""
        return self._text

    @property
    def hint(self) -> str:
        """Enough to tell two keys apart, e.g. `sk-…cdef`; of a short key nothing but stars."""
        if len(self._text) < _SHORTEST_HINTED:
            return STARS
        return f"{'sk-' if self._text.startswith('sk-') else ''}…{self._text[-4:]}"

    def __repr__(self) -> str:
        return f"Secret({STARS})"

    def __str__(self) -> str:
        return STARS

    def __format__(self, spec: str) -> str:
        return format(STARS, spec)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._text == other._text

    def __hash__(self) -> int:
        return hash((Secret, self._text))

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, _memo: object) -> Secret:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not pickled")


@dataclass(frozen=True, slots=True)
class KeyProblem:
    """Why a key cannot be used or kept, as a sentence for a person; it never repeats the key."""

    sentence: str


def parse_key(text: str) -> Secret | KeyProblem:
    """The key in a pasted text: spaces, quotes, a byte-order mark and `Bearer ` are taken off, the rest is judged."""
    trimmed = _trimmed(text)
    problem = _problem_of(trimmed)
    return Secret(trimmed) if problem is None else KeyProblem(problem)


def _trimmed(text: str) -> str:
    while True:
        stripped = text.strip().strip("\ufeff").strip(_QUOTES)
        if scheme := _SCHEME.match(stripped):
            stripped = stripped[scheme.end() :]
        if stripped == text:
            return stripped
        text = stripped


def _problem_of(key: str) -> str | None:
    if not key:
        return "The key is empty."
    if len(key) > LONGEST_KEY:
        return f"That is {len(key)} characters long, so it is not a key; a key has at most {LONGEST_KEY}."
    complaints = (
        ("\n" in key or "\r" in key, "a line break inside; paste the key alone"),
        ("\0" in key, "a NUL character inside; copy it again from where it was shown"),
        (not key.isascii(), "characters outside ASCII; copy it again from where it was shown"),
        (not key.isprintable() or " " in key, "a space or control character inside; paste the key alone"),
    )
    return next((f"The key has {complaint}." for applies, complaint in complaints if applies), None)
