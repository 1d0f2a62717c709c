"""What may follow `new bake` and `bake-from` on the command line, and how a beginning may go on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from breadtui.domain.baking.draft import DEFAULT_TEMPLATE

BAKE = "bake"
NEW_BAKE = f"new {BAKE} "
BAKE_FROM = "bake-from"
_FROM = "--from"
FORM = f"new bake [NAME] [{_FROM} TEMPLATE]"


class NotABake(Exception):
    """Words that mean nothing; the message says what may stand there."""


class BakeWish(NamedTuple):
    """A new bake: its name, empty where it is asked for in the form, and the template that it stands on."""

    name: str = ""
    template: str = DEFAULT_TEMPLATE


def parse_new_bake(rest: str) -> BakeWish:
    """The wish in the words after `new bake`. Raises: NotABake."""
    words = rest.split()
    name = words.pop(0) if words and words[0] != _FROM else ""
    if not words:
        return BakeWish(name)
    if len(words) != 2 or words[0] != _FROM:
        raise NotABake(FORM)
    return BakeWish(name, words[1])


def new_bake_completions(rest: str, bakes: Iterable[str]) -> tuple[str, ...]:
    """Whole texts that the words after `new bake` may become."""
    head, found, last = rest.rpartition(f"{_FROM} ")
    if found:
        names = (DEFAULT_TEMPLATE, *bakes)
        return tuple(f"{head}{found}{name}" for name in names if name.startswith(last) and name != last)
    before, _, last = rest.rpartition(" ")
    start = f"{before} " if before else ""
    is_begun = _FROM.startswith(last) and last != _FROM
    return (f"{start}{_FROM} ",) if is_begun and len(before.split()) <= 1 else ()


def bake_from_completions(rest: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Model paths that the word after `bake-from` may become."""
    return tuple(path for path in paths if path.startswith(rest) and path != rest)
