"""The line that says which moment is looked at, and how far what is shown can be trusted."""

from __future__ import annotations

from datetime import datetime, tzinfo

from breadtui.domain.happenings import Happening, name_of
from breadtui.domain.travel import Moment
from breadtui.ui.present.ages import age_text
from breadtui.ui.present.clean import clean, cut_end
from breadtui.ui.present.events.words import happening_mark, sentence_of
from breadtui.ui.present.tones import Line, Span, Tone

WORD = "PAST"


def moment_words(at: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """`Tue 24 Nov 09:14, 2h46m ago`, local time; seconds where they are not whole minutes."""
    local = at.astimezone(zone)
    clock = local.strftime("%H:%M" if local.second == 0 else "%H:%M:%S")
    ago = (now - at).total_seconds()
    said = f"{local.strftime('%a')} {local.day} {local.strftime('%b')} {clock}"
    return f"{said}, now" if ago < 1 else f"{said}, {age_text(ago)} ago"


def travel_line(moment: Moment | None, at: datetime, now: datetime, width: int, zone: tzinfo | None = None) -> Line:
    """The moment, marked by a word as well as by its colour; then that nobody watched, where nobody did."""
    head = f" {WORD} {moment_words(at, now, zone)} "
    rest = "reading…" if moment is None or moment.at != at else _trust(moment, zone)
    return (Span(head, Tone.STALLED), Span(cut_end(f" {rest}", max(width - len(head), 0)), Tone.DIM))


def _trust(moment: Moment, zone: tzinfo | None) -> str:
    gap = moment.gap
    if gap is not None:
        why = "the service was out of reach" if gap.is_link else "nobody watched"
        since, until = (each.astimezone(zone).strftime("%H:%M") for each in (gap.since, gap.until))
        return f"{why} from {since} to {until}: as last seen before"
    if not moment.jobs:
        return "nothing was seen yet"
    return f"read-only: {len(moment.jobs)} jobs as they were seen"


def happening_words(happening: Happening | None, by: int, zone: tzinfo | None = None) -> str:
    """An event that was jumped to; where there is none, that."""
    if happening is None:
        return "nothing happened after this" if by > 0 else "nothing is known of before this"
    mark, name = happening_mark(happening.what), clean(name_of(happening.about))
    clock = happening.seen_at.astimezone(zone).strftime("%H:%M:%S")
    return f"{clock} {mark.letter} {name} {sentence_of(happening)}".replace("  ", " ")
