"""What a line after `:` is made of, wherever one is typed: a table of words, and how a beginning may go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One command: its name, other spellings, what follows it, and what it does."""

    name: str
    follows: str
    does: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """A line understood: a command's name and the rest of the line."""

    name: str
    rest: str = ""


class NotUnderstood(Exception):
    """A line that is no command; the message says where and what."""


def by_spelling(words: Iterable[Word]) -> Mapping[str, Word]:
    """Each word by its name and its other spellings."""
    return {spelling: word for word in words for spelling in (word.name, *word.aliases)}


def head_and_rest(line: str) -> tuple[str, str]:
    """The first word of a line, without the colon, and what follows it; empty for an empty line."""
    head, _, rest = line.strip().removeprefix(":").strip().partition(" ")
    return head, rest.strip()


def understood(spellings: Mapping[str, Word], line: str, *, also: str = "") -> Typed | None:
    """The command in a line, None for an empty one; `also` ends what an unknown word is answered with.

    Raises: NotUnderstood with a sentence.
    """
    head, rest = head_and_rest(line)
    if not head:
        return None
    word = spellings.get(head)
    if word is None:
        names = ", ".join(dict.fromkeys(each.name for each in spellings.values()))
        raise NotUnderstood(f"no command '{head}'; {names}{also}")
    return Typed(word.name, rest)


def completed(words: Iterable[Word], line: str, values: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Whole lines that a beginning may become: a word of these, or a value of the one that is typed."""
    head, blank, rest = line.partition(" ")
    return lines_from(head, rest, values.get(head, ())) if blank else names_from(words, head)


def names_from(words: Iterable[Word], head: str) -> tuple[str, ...]:
    """The names that a beginning may become."""
    return tuple(word.name for word in words if word.name.startswith(head) and word.name != head)


def lines_from(head: str, rest: str, values: Iterable[str]) -> tuple[str, ...]:
    """Whole lines with a value after the head, as far as it begins with the rest and is more than it."""
    return tuple(f"{head} {value}" for value in values if value.startswith(rest) and value != rest)
