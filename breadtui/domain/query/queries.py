"""The filter grammar: one for every pane and the command line.

`words` (letters in order), `"quoted text"` (exactly so), `status:run,fail`, `loss<2e-7`, `under:coder_v5`, and `-`
before any of them for the opposite. All terms must hold.
"""

from __future__ import annotations

import re
from math import isfinite

from breadtui.domain.query.fields import BY_NAME, Match, QueryField, nearest_field
from breadtui.domain.query.terms import Compared, OneOf, Place, Quoted, Subject, Term, Value, Word
from breadtui.values import dataclass

__all__ = ["BadQuery", "Query", "Subject", "parse_query"]

_EXAMPLES = {Match.PART: "PART", Match.TEXT: "WORD"}
_BLANK = re.compile(r"\s*")
_FIELD = re.compile(r"([^\W\d_]\w*)(<=|>=|!=|:|<|>|=)")
_WORD = re.compile(r"\S+")
_ITEM = re.compile(r"[^\s,]*")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_HALF_NUMBER = re.compile(r"[+-]?(?:[0-9]*\.?|(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?)")


class BadQuery(Exception):
    """A query that says nothing: `length` characters from `at` on are wrong, and the sentence says why.

    `is_unfinished` where more letters at its end may put it right, so that it is no mistake while one types.
    """

    def __init__(self, at: int, length: int, sentence: str, *, is_unfinished: bool = False) -> None:
        super().__init__(sentence)
        self.at = at
        self.length = length
        self.sentence = sentence
        self.is_unfinished = is_unfinished


@dataclass(frozen=True, slots=True)
class Asked:
    """One term of a query, and whether its opposite is meant."""

    term: Term
    is_not: bool = False

    def holds(self, subject: Subject, *, is_fuzzy: bool = True) -> bool:
        """Whether the row is as asked."""
        return self.term.holds(subject, is_fuzzy=is_fuzzy) is not self.is_not

    def __str__(self) -> str:
        return f"-{self.term}" if self.is_not else str(self.term)


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that must all hold; without any, everything fits and the query is falsy."""

    terms: tuple[Asked, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def matches(self, subject: Subject, *, is_fuzzy: bool = True) -> bool:
        """All terms hold; in long texts, where any letters occur in order, words had better not be fuzzy."""
        return all(asked.holds(subject, is_fuzzy=is_fuzzy) for asked in self.terms)

    def hangs_on_unknown(self, subject: Subject) -> bool:
        """The row does not fit, but for all that can be said might: it lacks a number, and everything else holds."""
        unknown = [asked for asked in self.terms if _is_unknown(asked.term, subject)]
        others_hold = all(asked in unknown or asked.holds(subject) for asked in self.terms)
        return bool(unknown) and others_hold and not self.matches(subject)

    @property
    def fields(self) -> frozenset[str]:
        """The fields it asks for; whoever draws rows need not look at others."""
        return frozenset(asked.term.field.name for asked in self.terms if isinstance(asked.term, (OneOf, Compared)))

    @property
    def first_word(self) -> str:
        """The first word that is wanted, casefolded; empty where there is none."""
        words = (asked.term.folded for asked in self.terms if isinstance(asked.term, Word) and not asked.is_not)
        return next(words, "")

    def places(self, text: str) -> tuple[Place, ...]:
        """Where the words that are wanted stand in a text, in order and without overlap, for showing them."""
        found: list[Place] = []
        for asked in self.terms:
            if isinstance(asked.term, (Word, Quoted)) and not asked.is_not:
                found += asked.term.places(text)
        return _merged(found)

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))


def parse_query(text: str) -> Query:
    """The query in a text.

    Raises: BadQuery with the place and a sentence.
    """
    terms: list[Asked] = []
    at = _skipped(text, 0)
    while at < len(text):
        asked, at = _asked(text, at)
        terms.append(asked)
        at = _skipped(text, at)
    return Query(tuple(terms))


def _is_unknown(term: Term, subject: Subject) -> bool:
    return isinstance(term, Compared) and subject.number(term.field.name) is None


def _skipped(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _asked(text: str, at: int) -> tuple[Asked, int]:
    start = at
    while text.startswith("-", at):
        at += 1
    is_not = (at - start) % 2 == 1
    if at == len(text) or text[at].isspace():
        raise BadQuery(start, at - start, "a term belongs after '-'", is_unfinished=at == len(text))
    if text[at] == '"':
        quote, at = _quote(text, at)
        return Asked(Quoted(quote), is_not), _ended(text, at)
    if head := _FIELD.match(text, at):
        term, is_opposite, at = _field_term(text, head)
        return Asked(term, is_not is not is_opposite), at
    found = _WORD.match(text, at)
    end = found.end() if found else len(text)
    return Asked(Word(text[at:end]), is_not), end


def _quote(text: str, at: int) -> tuple[str, int]:
    """The text between the quotes at `at`, and the place after them."""
    found = _QUOTED.match(text, at)
    if found is None:
        raise BadQuery(at, len(text) - at, "the quote is not closed", is_unfinished=True)
    if not found[1]:
        raise BadQuery(at, 2, "nothing stands between the quotes", is_unfinished=found.end() == len(text))
    return re.sub(r"\\(.)", r"\1", found[1], flags=re.DOTALL), found.end()


def _ended(text: str, at: int) -> int:
    """The same place.

    Raises: BadQuery where something sticks to a closing quote.
    """
    if at < len(text) and not text[at].isspace():
        raise BadQuery(at, 1, "a blank belongs after the quote")
    return at


def _field_term(text: str, head: re.Match[str]) -> tuple[Term, bool, int]:
    """The term of a field, whether its opposite is meant, and the place after it."""
    of, sign, at = BY_NAME.get(head[1].casefold()), head[2], head.end()
    if of is None:
        raise BadQuery(head.start(1), len(head[1]), _unknown(head[1]))
    if of.is_number:
        term, at = _compared(text, of, "=" if sign == ":" else sign, at)
        return term, False, at
    if sign not in {":", "=", "!="}:
        raise BadQuery(head.start(2), len(sign), f"{of.name} is no number: {of.name}:{_example(of)}")
    values, at = _values(text, of, at)
    return OneOf(of, values), sign == "!=", at


def _compared(text: str, of: QueryField, sign: str, at: int) -> tuple[Compared, int]:
    found = _WORD.match(text, at)
    end = found.end() if found else at
    typed = text[at:end]
    number = float(typed) if _NUMBER.fullmatch(typed) else None
    if number is None or not isfinite(number):
        is_unfinished = end == len(text) and _HALF_NUMBER.fullmatch(typed) is not None
        what = f"'{typed}' is no number" if typed else "a number belongs here"
        raise BadQuery(at, end - at, f"{what}: {of.name}{sign}2e-7", is_unfinished=is_unfinished)
    return Compared(of, sign, number), end


def _values(text: str, of: QueryField, at: int) -> tuple[tuple[Value, ...], int]:
    values: list[Value] = []
    while True:
        value, at = _value(text, of, at)
        values.append(value)
        if not text.startswith(",", at):
            return tuple(values), _ended(text, at)
        at += 1


def _value(text: str, of: QueryField, at: int) -> tuple[Value, int]:
    if text.startswith('"', at):
        quote, end = _quote(text, at)
        return Value(quote, is_exact=True), end
    found = _ITEM.match(text, at)
    end = found.end() if found else at
    typed = text[at:end]
    if not typed:
        raise BadQuery(at, 0, f"a value belongs here: {of.name}:{_example(of)}", is_unfinished=at == len(text))
    value = Value(typed)
    if of.words and not any(word.startswith(value.folded) for word in (*of.words, *of.also)):
        raise BadQuery(at, end - at, f"{of.name} knows no '{typed}': {', '.join(of.words)}")
    return value, end


def _example(of: QueryField) -> str:
    return of.words[0] if of.words else _EXAMPLES.get(of.match, "NAME")


def _unknown(name: str) -> str:
    near = nearest_field(name.casefold())
    return f"no field '{name}'" + (f"; did you mean {near}?" if near else "; put the text in quotes")


def _merged(places: list[Place]) -> tuple[Place, ...]:
    merged: list[Place] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
