"""What several answers have in common: names, status words, edges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from breadtui.domain.jobs import JobStatus, status_of


def unique(names: Iterable[object]) -> tuple[str, ...]:
    """The texts among them, each once, in order."""
    return tuple(dict.fromkeys(name for name in names if isinstance(name, str)))


def status(word: str) -> JobStatus:
    """What a status word says, however it is written."""
    return status_of(word.strip().lower())


def edges_of(rows: Sequence[object]) -> list[tuple[str, str, str, str]]:
    """The well-formed edges: four texts each, from dependant to dependency."""
    lists = [row for row in rows if isinstance(row, list) and len(row) == 4]
    return [(a, b, c, d) for a, b, c, d in lists if all(isinstance(part, str) for part in (a, b, c, d))]
