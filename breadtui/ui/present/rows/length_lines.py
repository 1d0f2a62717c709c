"""How long questions and answers are, as histograms whose bins filter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from breadtui.domain.outputs.lengths import Lengths, lengths_of
from breadtui.store.rows.survey import Survey
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.fields import sentence_line
from breadtui.ui.present.glyphs import Glyphs
from breadtui.ui.present.numbers import bar
from breadtui.ui.present.tones import Span, Tone

TOKENS = "tokens"
"""The fold that stands for counting in tokens."""

FILTER_MARK = "filter:"
"""What a line's fold begins with where enter filters by the rest."""


def length_body(survey: Survey, count: int, *, in_tokens: bool, width: int, glyphs: Glyphs) -> list[BodyLine]:
    """The histograms of the rows that were read; enter on the first line counts in the other unit."""
    unit, other = ("tokens", "characters") if in_tokens else ("characters", "tokens")
    read = survey.known_count
    whole = "all rows" if read >= count else f"the {read:,} rows read of {count:,}"
    head = (Span(f" lengths in {unit} of {whole}", Tone.STRONG), Span(f"  enter counts {other}", Tone.DIM))
    questions = survey.question_tokens if in_tokens else survey.question_chars
    answers = survey.answer_tokens if in_tokens else survey.answer_chars
    field = "tokens" if in_tokens else "length"
    body = [BodyLine(head, fold=TOKENS)]
    body += _histogram("questions", questions, "" if answers else field, width, glyphs)
    if answers:
        body += _histogram("answers", answers, field, width, glyphs)
    return body


def _histogram(title: str, values: Sequence[int], field: str, width: int, glyphs: Glyphs) -> Iterator[BodyLine]:
    spread = lengths_of(values)
    yield BodyLine(())
    if spread is None:
        yield BodyLine(sentence_line(f"{title}: none read yet", Tone.DIM))
        return
    yield BodyLine((Span(f" {title}", Tone.STRONG), Span(f"  {_figures(spread)}", Tone.DIM)))
    labels = [f"{one.least:,}–{one.most:,}" if one.most > one.least else f"{one.least:,}" for one in spread.bins]
    label_cells = max(map(len, labels))
    count_cells = max(len(f"{one.texts:,}") for one in spread.bins)
    most = max(one.texts for one in spread.bins)
    bar_cells = max(width - label_cells - count_cells - 12, 4)
    for label, one in zip(labels, spread.bins, strict=True):
        share = 100 * one.texts / spread.count
        line = (
            Span(f"  {label:>{label_cells}} ", Tone.DIM),
            Span(bar(100 * one.texts / most, bar_cells, glyphs), Tone.SERIES_A),
            Span(f" {one.texts:>{count_cells},}"),
            Span(f" {share:5.1f}%", Tone.DIM),
        )
        yield BodyLine(line, fold=f"{FILTER_MARK}{field}>={one.least} {field}<={one.most}" if field else "")


def _figures(spread: Lengths) -> str:
    return (
        f"least {spread.least:,} · median {spread.median:,} · mean {spread.mean:,.0f} · "
        f"90% up to {spread.ninetieth:,} · most {spread.most:,}"
    )
