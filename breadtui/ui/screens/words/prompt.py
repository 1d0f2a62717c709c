"""The words of the command line about the prompt in the editor."""

from __future__ import annotations

import shlex
from typing import NamedTuple

PROMPT_WORDS = frozenset({"lint", "raw", "replace", "role", "tools"})
"""Commands that are the editor's own."""


class Replace(NamedTuple):
    """What `:replace OLD NEW` asks for."""

    words: str
    new: str


def replace_meant(rest: str) -> Replace | None:
    """Two words, those with blanks in quotes; None where they are not two, or the first is empty."""
    try:
        found = shlex.split(rest)
    except ValueError:
        return None
    return Replace(*found) if len(found) == 2 and found[0] else None
