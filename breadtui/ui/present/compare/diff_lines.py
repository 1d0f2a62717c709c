"""Hunks as rows: a letter as well as a colour for each line, the words that differ, white space that was changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from breadtui.domain.difference.diff import Hunk, HunkLine, Mark
from breadtui.domain.difference.paired_lines import Row, paired
from breadtui.ui.present.clean import clean
from breadtui.ui.present.compare.changed_words import WordBudget, row_spans, wrapped_spans
from breadtui.ui.present.tones import Line, Span, Tone

_TONES = {Mark.SAME: Tone.DIM, Mark.REMOVED: Tone.REMOVED, Mark.ADDED: Tone.ADDED}
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


def diff_rows(changes: Sequence[Hunk], width: int, *, is_mono: bool = False) -> DiffRows:
    """All hunks under their headings; longer lines go on after a blank, in the next row under the same letter.

    In lines that were replaced by lines alike, only the words that differ have a colour, or brackets without colours.
    """
    rows: list[Line] = []
    places: list[int] = []
    budget = WordBudget()
    for number, hunk in enumerate(changes, start=1):
        places.append(len(rows))
        rows.append(hunk_title(hunk, number, len(changes)))
        has_words = budget.allows(one.line.text for one in hunk.lines)
        for mark, spans in _marked_spans(hunk.lines, is_mono=is_mono, has_words=has_words):
            rows += _signed(mark, spans, width)
    return DiffRows(tuple(rows), tuple(places))


def hunk_title(hunk: Hunk, number: int, count: int) -> Line:
    """`@@ 1 of 3 · message 2 user`."""
    role = clean(hunk.role, limit=_LONGEST_ROLE)
    where = "tools" if hunk.message is None else f"message {hunk.message + 1}{' ' if role else ''}{role}"
    return (Span(f"@@ {number} of {count} · {where}", Tone.ACCENT),)


def _marked_spans(lines: Sequence[HunkLine], *, is_mono: bool, has_words: bool) -> Iterator[tuple[Mark, list[Span]]]:
    """Each line with its letter; of a change all that was removed comes before all that was added."""
    for is_same, group in groupby(lines, key=lambda one: one.mark is Mark.SAME):
        part = list(group)
        if is_same:
            for one in part:
                row = Row(one.line.content, one.line.content)
                yield Mark.SAME, row_spans(row, is_mono=is_mono)[0]
            continue
        left, right = ([one.line.content for one in part if one.mark is mark] for mark in (Mark.REMOVED, Mark.ADDED))
        rows = (
            paired(left, right)
            if has_words
            else [*(Row(one, None) for one in left), *(Row(None, one) for one in right)]
        )
        spans = [(row, *row_spans(row, is_mono=is_mono)) for row in rows]
        yield from ((Mark.REMOVED, one) for row, one, _ in spans if row.left is not None)
        yield from ((Mark.ADDED, other) for row, _, other in spans if row.right is not None)


def _signed(mark: Mark, spans: Sequence[Span], width: int) -> Iterator[Line]:
    for piece in wrapped_spans(spans, max(width - _GUTTER_CELLS, 2)):
        yield (Span(f"{mark} ", _TONES[mark]), *piece)
