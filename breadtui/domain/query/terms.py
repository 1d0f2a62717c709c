"""The terms of a query: what each asks of a row, and how it is written."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping
from fnmatch import fnmatchcase
from typing import Protocol, TypeAlias

from breadtui.domain.query.fields import Match, QueryField
from breadtui.values import dataclass

Place: TypeAlias = tuple[int, int]
"""Where in a text something stands: from, to."""


class Subject(Protocol):
    """A row as the filter sees it; only the fields a query names are asked for."""

    @property
    def text(self) -> str:
        """What words are looked for in."""
        ...

    def words(self, field: str) -> Collection[str]:
        """What it says of a field of words, by the names of `query_fields`; `in` is enough for `under`."""
        ...

    def number(self, field: str) -> float | None:
        """What it says of a field of numbers, None where it says nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Word:
    """Letters that occur in the text in this order, whatever their case."""

    text: str

    @property
    def folded(self) -> str:
        """The same for all ways to write its case."""
        return self.text.casefold()

    def holds(self, subject: Subject, *, is_fuzzy: bool = True) -> bool:
        """The text contains the word, or, where that is wanted, its letters in order."""
        folded, lowered = self.folded, subject.text.casefold()
        return folded in lowered or (is_fuzzy and in_order(folded, lowered))

    def places(self, text: str) -> list[Place]:
        """Where the text contains the word; where folding case moves letters, only as it is written."""
        lowered = text.casefold()
        return places_of(self.folded, lowered) if len(lowered) == len(text) else places_of(self.text, text)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Quoted:
    """Exactly this, case and blanks included, somewhere in the text."""

    text: str

    def holds(self, subject: Subject, *, is_fuzzy: bool = True) -> bool:  # noqa: ARG002 - one of several alike
        """The text contains it."""
        return self.text in subject.text

    def places(self, text: str) -> list[Place]:
        """Where the text contains it."""
        return places_of(self.text, text)

    def __str__(self) -> str:
        return quoted(self.text)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field; `is_exact` where it was quoted."""

    text: str
    is_exact: bool = False

    @property
    def folded(self) -> str:
        """The same for all ways to write its case."""
        return self.text.casefold()

    def __str__(self) -> str:
        return quoted(self.text) if self.is_exact else self.text


@dataclass(frozen=True, slots=True)
class OneOf:
    """A field says one of these values."""

    field: QueryField
    values: tuple[Value, ...]

    def holds(self, subject: Subject, *, is_fuzzy: bool = True) -> bool:  # noqa: ARG002 - one of several alike
        """Whether it does."""
        words = subject.words(self.field.name)
        return any(_says(self.field, value, words) for value in self.values)

    def __str__(self) -> str:
        return f"{self.field.name}:{','.join(map(str, self.values))}"


@dataclass(frozen=True, slots=True)
class Compared:
    """A number stands like this to another; a row that says nothing never fits."""

    field: QueryField
    sign: str
    number: float

    def holds(self, subject: Subject, *, is_fuzzy: bool = True) -> bool:  # noqa: ARG002 - one of several alike
        """Whether it does."""
        number = subject.number(self.field.name)
        return number is not None and SIGNS[self.sign](number, self.number)

    def __str__(self) -> str:
        number = int(self.number) if self.number.is_integer() and abs(self.number) < 1e15 else self.number
        return f"{self.field.name}{self.sign}{number!r}"


Term: TypeAlias = Word | Quoted | OneOf | Compared

SIGNS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}


def in_order(word: str, text: str) -> bool:
    """The word's letters occur in the text in this order; both casefolded."""
    letters = iter(text)
    return all(letter in letters for letter in word)


def places_of(part: str, text: str) -> list[Place]:
    """Where a text has a part, from left to right."""
    found: list[Place] = []
    at = text.find(part) if part else -1
    while at >= 0:
        found.append((at, at + len(part)))
        at = text.find(part, at + len(part))
    return found


def quoted(text: str) -> str:
    """The text between quotes, so that it is read back as it is."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _says(of: QueryField, value: Value, words: Collection[str]) -> bool:
    if of.name == "under":
        return value.text in words
    folded = value.folded
    if of.match is Match.TEXT:
        return any(value.text in text if value.is_exact else folded in text.casefold() for text in words)
    if value.is_exact:
        return value.text in words
    match of.match:
        case Match.PREFIX:
            return any(word.startswith(folded) for word in words)
        case Match.PART:
            return any(folded in word.casefold() for word in words)
        case _:
            return any(fits_name(folded, word) for word in words)


def fits_name(pattern: str, name: str) -> bool:
    """A name is the same whatever its case; `*` in the (casefolded) pattern stands for anything."""
    folded = name.casefold()
    return folded == pattern or ("*" in pattern and fnmatchcase(folded, pattern.replace("[", "[[]")))
