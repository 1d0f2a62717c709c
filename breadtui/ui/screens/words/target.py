"""What may follow `new target` on the command line, and how a beginning may go on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

TARGET = "target"
NEW_TARGET = "new target "
"""How a line begins after which this stands."""
_FROM = "--from"
FORM = f"new target [NAME] [{_FROM} TEMPLATE]"


class NotATarget(Exception):
    """Words that mean nothing; the message says what may stand there."""


class TargetWish(NamedTuple):
    """A new target: its name and the template that it stands on, each empty where it is not said."""

    name: str = ""
    template: str = ""


def parse_new_target(rest: str) -> TargetWish:
    """The wish in the words after `new target`. Raises: NotATarget."""
    words = rest.split()
    name = words.pop(0) if words and words[0] != _FROM else ""
    if not words:
        return TargetWish(name)
    if len(words) != 2 or words[0] != _FROM:
        raise NotATarget(FORM)
    return TargetWish(name, words[1])


def new_target_completions(rest: str, targets: Iterable[str]) -> tuple[str, ...]:
    """Whole texts that the words after `new target` may become."""
    head, found, last = rest.rpartition(f"{_FROM} ")
    if found:
        names = ("default", *targets)
        return tuple(f"{head}{found}{name}" for name in names if name.startswith(last) and name != last)
    before, _, last = rest.rpartition(" ")
    start = f"{before} " if before else ""
    is_begun = _FROM.startswith(last) and last != _FROM
    return (f"{start}{_FROM} ",) if is_begun and len(before.split()) <= 1 else ()
