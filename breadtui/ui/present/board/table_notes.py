"""What stands under a table of bakes that stands alone: of what it is, where its cursor rests, why a bake failed."""

from __future__ import annotations

from collections.abc import Iterator

from breadtui.domain.board.alignment import Alignment
from breadtui.domain.board.figures import is_better_greater
from breadtui.domain.board.table import BoardTable
from breadtui.ui.present.clean import clean
from breadtui.ui.present.glyphs import Glyphs
from breadtui.ui.present.plot.metric_names import metric_name
from breadtui.ui.present.tones import Line, Span, Tone

_MARGIN = "   "


def table_notes(table: BoardTable, alignment: Alignment, glyphs: Glyphs) -> Iterator[Line]:
    """`loss · best = least · Δ against C · cursor at step 104, newest of all`; a line for each bake that has failed."""
    yield (Span(_MARGIN + f" {glyphs.dot} ".join(_facts(table, alignment, glyphs)), Tone.DIM),)
    for row in table.rows:
        if row.standing is not None and row.standing.error:
            yield (Span(f"{_MARGIN}{row.letter} {row.standing.word}: {clean(row.standing.error)}", Tone.FAILED),)


def _facts(table: BoardTable, alignment: Alignment, glyphs: Glyphs) -> Iterator[str]:
    yield metric_name(table.metric)
    yield f"best = {'greatest' if is_better_greater(table.metric) else 'least'}"
    if table.baseline is not None:
        yield f"{'diff%' if glyphs.is_ascii else 'Δ'} against {table.baseline.letter}"
    if table.cursor_words:
        note = f", {table.cursor_note}" if table.cursor_note else ""
        yield f"cursor at {alignment.value} {table.cursor_words}{note}"
