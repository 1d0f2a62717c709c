"""How a bake stands that is watched by its log alone, and how its plot is looked at: one line above the plot."""

from __future__ import annotations

from breadtui.domain.jobs import progress_percent_of
from breadtui.store.facts.state import SeenJob
from breadtui.ui.present.clean import clean
from breadtui.ui.present.jobs.states import seen_mark
from breadtui.ui.present.numbers import percent_text
from breadtui.ui.present.plot.metric_lines import TITLE
from breadtui.ui.present.tones import Line, Span, Tone

_LONGEST_ERROR = 60


def watch_line(seen: SeenJob | None, heading: str) -> Line:
    """`R running 46% ── loss · ema .6 · x=step ── 168 of 168 points`; `heading` is the one of the metrics' pane."""
    look = heading.removeprefix(TITLE).strip()
    return (*_standing(seen), Span(f" {look}" if look else "", Tone.DIM))


def _standing(seen: SeenJob | None) -> Line:
    """The state as letter and word, what is done of it while it runs, why where it failed."""
    if seen is None:
        return (Span("asking", Tone.DIM),)
    mark, job = seen_mark(seen), seen.job
    percent = f" {percent_text(progress_percent_of(job)).strip()}" if job.is_active else ""
    why = f" {clean(job.error.strip().partition(chr(10))[0], limit=_LONGEST_ERROR)}" if job.error else ""
    return (Span(f"{mark.letter} {mark.word}", mark.tone), Span(f"{percent}{why}"))
