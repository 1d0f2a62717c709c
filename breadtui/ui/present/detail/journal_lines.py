"""The journal of one job as lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from breadtui.domain.sightings import JobSighting
from breadtui.ui.present.ages import clock_text
from breadtui.ui.present.clean import clean
from breadtui.ui.present.fields import column, sentence_line
from breadtui.ui.present.numbers import loss_text, percent_text
from breadtui.ui.present.tones import Line, Span, Tone

GAP_SECONDS = 15 * 60
"""Nothing seen for longer than this is shown as a gap: nobody looked."""


def journal_lines(sightings: Sequence[JobSighting] | None, zone: tzinfo | None = None) -> list[Line]:
    """What was seen of the job and when, newest first; times when nobody looked are gaps."""
    if sightings is None:
        return [sentence_line("loading…", Tone.DIM)]
    if not sightings:
        return [sentence_line("nothing was recorded yet", Tone.DIM)]
    lines: list[Line] = []
    newer: JobSighting | None = None
    for seen in reversed(sightings):
        gap_seconds = (newer.seen_at - seen.seen_at).total_seconds() if newer else 0.0
        if gap_seconds > GAP_SECONDS and seen.status == "running":
            lines.append(sentence_line("        nothing seen in between", Tone.DIM))
        lines.append(_sighting_line(seen, zone))
        newer = seen
    return lines


def _sighting_line(seen: JobSighting, zone: tzinfo | None) -> Line:
    day = seen.seen_at.astimezone(zone).strftime("%d %b")
    return (
        Span(f" {day} {clock_text(seen.seen_at, zone)}  ", Tone.DIM),
        column(seen.status, 12),
        Span(percent_text(seen.progress_percent)),
        column(loss_text(seen.loss), 9, is_right=True),
        Span(f"  {seen.lines} rows" if seen.lines is not None else ""),
        Span(f"  {clean(seen.error, limit=120)}" if seen.error else "", Tone.FAILED),
    )
