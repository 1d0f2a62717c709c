"""Hunks as rows: a letter as well as a colour for each line, and white space that was changed made visible."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from breadtui.domain.difference.diff import Hunk, HunkLine, LineKind, Mark
from breadtui.ui.present.clean import clean
from breadtui.ui.present.compare.changed_words import wrapped_spans
from breadtui.ui.present.tones import Line, Span, Tone

_TONES = {Mark.SAME: Tone.DIM, Mark.REMOVED: Tone.REMOVED, Mark.ADDED: Tone.ADDED}
_LAST_SPACES = re.compile(" +$")
_LONGEST_ROLE = 40
_GUTTER_CELLS = 2


class DiffRows(NamedTuple):
    """Rows of a width, and the places of those that begin a hunk."""

    rows: tuple[Line, ...]
    hunks_at: tuple[int, ...]


def title_line(theirs: str, mine: str, changes: Sequence[Hunk]) -> Line:
    """`- on the server   + mine   3 changes`."""
    count = "no difference" if not changes else "1 change" if len(changes) == 1 else f"{len(changes)} changes"
    return (
        Span(f"- {clean(theirs)}   ", Tone.REMOVED),
        Span(f"+ {clean(mine)}   ", Tone.ADDED),
        Span(count, Tone.DIM),
    )


def diff_rows(changes: Sequence[Hunk], width: int) -> DiffRows:
    """All hunks under their headings; longer lines go on after a blank, in the next row under the same letter."""
    rows: list[Line] = []
    places: list[int] = []
    for number, hunk in enumerate(changes, start=1):
        places.append(len(rows))
        rows.append(hunk_title(hunk, number, len(changes)))
        rows += [row for line in hunk.lines for row in _rows_of(line, width)]
    return DiffRows(tuple(rows), tuple(places))


def hunk_title(hunk: Hunk, number: int, count: int) -> Line:
    """`@@ 1 of 3 · message 2 user`."""
    role = clean(hunk.role, limit=_LONGEST_ROLE)
    where = "tools" if hunk.message is None else f"message {hunk.message + 1}{' ' if role else ''}{role}"
    return (Span(f"@@ {number} of {count} · {where}", Tone.ACCENT),)


def _rows_of(one: HunkLine, width: int) -> Iterator[Line]:
    tone = _TONES[one.mark]
    for piece in wrapped_spans((Span(_shown(one), tone),), max(width - _GUTTER_CELLS, 2)):
        yield (Span(f"{one.mark} {''.join(span.text for span in piece)}", tone),)


def _shown(one: HunkLine) -> str:
    """A line on one row; where a change may be white space alone, spaces at its end are dots."""
    text = clean(one.line.text)
    if one.mark is not Mark.SAME:
        text = _LAST_SPACES.sub(lambda found: "·" * len(found[0]), text)
    return f"[{text}]" if one.line.kind is LineKind.ROLE else text
