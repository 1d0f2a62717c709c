"""The list of events: newest first, a heading for each day, and a line for each gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from typing import TypeAlias

from breadtui.domain.happenings import Gap, Happening, kind_of, name_of, repo_of
from breadtui.domain.query.queries import Query
from breadtui.store.views.happened import HappeningSubject
from breadtui.ui.present.ages import clock_text, span_text
from breadtui.ui.present.clean import clean, cut_end, pad
from breadtui.ui.present.events.words import happening_mark, moment_text, sentence_of, since_words
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import dataclass

NAME_CELLS, REPO_CELLS, KIND_CELLS, WORD_CELLS = 22, 14, 7, 9
WIDE_CELLS = 100


@dataclass(frozen=True, slots=True)
class DayRow:
    """The heading of a day."""

    day: date


@dataclass(frozen=True, slots=True)
class GapRow:
    """A stretch in which nothing was seen."""

    gap: Gap


EventRow: TypeAlias = DayRow | GapRow | Happening


def _said(happening: Happening) -> str:
    """Names, the word and the sentence."""
    about = happening.about
    word = happening_mark(happening.what).word
    return f"{repo_of(about)} {name_of(about)} {kind_of(about)} {word} {sentence_of(happening)}"


def event_rows(
    happenings: Sequence[Happening], gaps: Sequence[Gap], query: Query, zone: tzinfo | None = None
) -> tuple[EventRow, ...]:
    """The rows of happenings that are given newest first, with the gaps among them that are no filter's matter."""
    shown = [one for one in happenings if not query or query.matches(HappeningSubject(one, _said), is_fuzzy=False)]
    return tuple(_with_days(_merged(shown, list(gaps) if shown else []), zone))


def _merged(shown: Sequence[Happening], gaps: list[Gap]) -> Iterator[Happening | GapRow]:
    """A gap stands below what was seen after it: the look that ended it tells what happened meanwhile."""
    waiting = sorted(gaps, key=lambda gap: gap.until)
    for happening in shown:
        while waiting and waiting[-1].until > happening.seen_at:
            yield GapRow(waiting.pop())
        yield happening
    oldest = shown[-1].seen_at if shown else None
    while waiting and oldest is not None and waiting[-1].until >= oldest and waiting[-1].since < oldest:
        yield GapRow(waiting.pop())


def _with_days(rows: Iterator[Happening | GapRow], zone: tzinfo | None) -> Iterator[EventRow]:
    day: date | None = None
    for row in rows:
        at = row.gap.until if isinstance(row, GapRow) else row.seen_at
        if (local := at.astimezone(zone).date()) != day:
            day = local
            yield DayRow(day)
        yield row


def event_line(row: EventRow, width: int, now: datetime, zone: tzinfo | None = None, glyphs: Glyphs = UNICODE) -> Line:
    """One row in `width` cells."""
    match row:
        case DayRow(day):
            return (Span(f" {day_text(day, now.astimezone(zone).date())}", Tone.STRONG),)
        case GapRow(gap):
            return (Span(f" {glyphs.rule * 2} {gap_text(gap, zone)} {glyphs.rule * 2}", Tone.STALLED),)
        case happening:
            return _happening_line(happening, width, zone)


def _happening_line(happening: Happening, width: int, zone: tzinfo | None) -> Line:
    mark, about = happening_mark(happening.what), happening.about
    name = NAME_CELLS if width >= WIDE_CELLS else NAME_CELLS - 6
    spans = [
        Span(f" {clock_text(happening.seen_at, zone)} ", Tone.DIM),
        Span(f" {mark.letter} {mark.word:<{WORD_CELLS}}", mark.tone),
        Span(pad(clean(name_of(about)), name) + " ", Tone.STRONG),
    ]
    if width >= WIDE_CELLS:
        spans.append(Span(f"{kind_of(about):<{KIND_CELLS}} {pad(clean(repo_of(about)), REPO_CELLS)} ", Tone.DIM))
    since = since_words(happening, zone)
    room = max(width - sum(len(span.text) for span in spans) - len(since) - 2, 8)
    spans.append(Span(cut_end(sentence_of(happening), room)))
    if since:
        spans.append(Span(f"  {since}", Tone.DIM))
    return tuple(spans)


def gap_text(gap: Gap, zone: tzinfo | None = None) -> str:
    """`not watched 18:02 - 09:14 (15h12m)`."""
    word = "service not seen" if gap.is_link else "not watched"
    until = clock_text(gap.until, zone)
    return f"{word} {moment_text(gap.since, gap.until, zone)} – {until} ({span_text(gap.seconds)})"


def day_text(day: date, today: date) -> str:
    """`today`, `yesterday`, or the day by its name and date."""
    away = (today - day).days
    named = day.strftime("%A %d %B %Y")
    return {0: f"today, {named}", 1: f"yesterday, {named}"}.get(away, named)
