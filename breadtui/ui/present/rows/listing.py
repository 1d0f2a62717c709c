"""The list of rows, a line each, and the heading above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from breadtui.domain.errors import BreadError, NotFound
from breadtui.domain.names import JobKey
from breadtui.domain.outputs.digest import Flaw, RowDigest
from breadtui.domain.outputs.paging import Stop
from breadtui.domain.query.queries import Query
from breadtui.ui.present.clean import clean, cut_end, pad
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.tones import Line, Span, Tone

NUMBER_CELLS = 9
FLAW_CELLS = 3
BESIDE_CELLS = 100
"""From so many cells on list and row stand beside each other; else one at a time."""

WIDE_CELLS = 76
"""From so many cells on the answer stands beside the question."""


class RowsCounts(NamedTuple):
    """What the heading tells: how many rows there are, were read, fit, are flawed, stand for others."""

    key: JobKey
    total: int = 0
    status: str = ""
    read: int = 0
    empty: int = 0
    cut: int = 0
    filter_text: str = ""
    matches: int = 0
    shown: int = 0
    is_folded: bool = False
    seed: int | None = None
    is_reading: bool = False
    stop: Stop | None = None
    error: BreadError | None = None


def heading_line(counts: RowsCounts, width: int) -> Line:
    """Whose rows these are, how many, what is wrong with them, and what is left out."""
    repo = f"{clean(counts.key.repo)}/" if width >= BESIDE_CELLS else ""
    name = Span(f" {counts.key.phase} of {repo}{clean(counts.key.name, limit=40)}", Tone.STRONG)
    if counts.error is not None and not counts.total:
        is_none = isinstance(counts.error, NotFound)
        return (name, Span(": no rows yet" if is_none else f": {sentence_of(counts.error)}", Tone.FAILED))
    parts = [Span(f"{counts.total:,} rows" if counts.total else "no rows yet")]
    if counts.status:
        parts.append(Span(clean(counts.status), Tone.RUNNING))
    parts += _left_out(counts)
    parts += _flaws(counts)
    if counts.stop is not None and not counts.stop.is_honest:
        parts.append(Span(counts.stop.value, Tone.STALLED))
    if counts.error is not None:
        parts.append(Span(f"{sentence_of(counts.error)}; r tries again", Tone.FAILED))
    return (name, *(span for part in parts for span in (Span(" · ", Tone.DIM), part)))


def _flaws(counts: RowsCounts) -> list[Span]:
    said = []
    if counts.empty:
        said.append(Span(f"{counts.empty:,} empty", Tone.STALLED))
    if counts.cut:
        said.append(Span(f"{counts.cut:,} cut", Tone.STALLED))
    if counts.is_reading and counts.read < counts.total:
        return [*said, Span(f"reading, {counts.read:,} so far", Tone.DIM)]
    of_read = f" of {counts.read:,} read" if counts.read < counts.total else ""
    if said:
        return [*said[:-1], said[-1]._replace(text=f"{said[-1].text}{of_read}")]
    if not counts.total:
        return []
    return [Span(f"none empty or cut{of_read}" if counts.read else "A reads all", Tone.DIM)]


def _left_out(counts: RowsCounts) -> list[Span]:
    said = []
    if counts.filter_text:
        found = f"{counts.matches:,} match" if counts.matches != 1 else "1 matches"
        said.append(Span(f"/{clean(counts.filter_text, limit=60)} {found}", Tone.ACCENT))
    if counts.seed is not None:
        said.append(Span(f"{counts.shown} at random, seed {counts.seed}", Tone.ACCENT))
    elif counts.is_folded:
        said.append(Span(f"alike folded to {counts.shown:,}", Tone.ACCENT))
    return said


class ListedRow(NamedTuple):
    """A row to list, None where it is not read: how many are like it, and whether the one above asks the same."""

    place: int
    digest: RowDigest | None = None
    like: int = 1
    is_same_question: bool = False


def row_line(listed: ListedRow, width: int, query: Query, glyphs: Glyphs = UNICODE) -> Line:
    """A row: its number, a letter where it is flawed, the question, how many are like it, the answer where it fits.

    Below another answer to the same question, the answer stands where the question would be said again.
    """
    place, digest, like, is_same_question = listed
    number = Span(f" {place + 1:>{NUMBER_CELLS - 2},} ", Tone.DIM)
    if digest is None:
        return (number, Span("  …", Tone.DIM))
    times = Span(f"×{like} ", Tone.ACCENT) if like > 1 else Span("")
    room = max(width - NUMBER_CELLS - FLAW_CELLS - len(times.text), 1)
    head = (number, _flaw_span(digest.flaws), times)
    if digest.answer is not None and is_same_question and width < WIDE_CELLS:
        answer = _one_line(digest.answer, room - 2) or "(empty)"
        return (*head, Span(f"{glyphs.corner} ", Tone.DIM), *hit_spans(answer, query, Tone.DIM))
    if digest.answer is None or width < WIDE_CELLS:
        return (*head, *hit_spans(_one_line(digest.question, room), query))
    question_cells = max(room * 2 // 5, 1)
    question = pad(_one_line(digest.question, question_cells), question_cells)
    answer = _one_line(digest.answer, max(room - question_cells - 2, 0)) or "(empty)"
    return (*head, *hit_spans(question, query), Span("  "), *hit_spans(answer, query, Tone.DIM))


def hit_spans(text: str, query: Query, tone: Tone = Tone.PLAIN) -> Sequence[Span]:
    """Cleaned text with the words of a query that stand in it marked."""
    spans, at = [], 0
    for start, end in query.places(text):
        spans += [Span(text[at:start], tone), Span(text[start:end], Tone.ACCENT)]
        at = end
    return [*spans, Span(text[at:], tone)]


def _flaw_span(flaws: Flaw) -> Span:
    letters = ("E" if flaws & (Flaw.EMPTY_ANSWER | Flaw.EMPTY_QUESTION) else "") + ("C" if Flaw.CUT in flaws else "")
    return Span(f"{letters:<{FLAW_CELLS}}", Tone.STALLED if letters else Tone.PLAIN)


def _one_line(text: str, cells: int) -> str:
    return cut_end(clean(text[: cells * 4].replace("\n", " "), limit=max(cells * 2, 1)), cells)
