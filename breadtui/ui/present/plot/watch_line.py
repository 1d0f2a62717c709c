"""How bakes stand that are watched by their logs alone, and how their plot is looked at: one line above the plot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from breadtui.domain.jobs import progress_percent_of
from breadtui.domain.names import JobKey
from breadtui.store.facts.state import SeenJob
from breadtui.ui.present.clean import clean
from breadtui.ui.present.jobs.states import Mark, seen_mark
from breadtui.ui.present.numbers import percent_text
from breadtui.ui.present.plot.metric_lines import TITLE
from breadtui.ui.present.tones import Line, Span, Tone

MOST_NAMED = 3
_LONGEST_ERROR = 60
_LONGEST_NAME = 20
ASKING = Mark("?", "asking", Tone.DIM)


def watch_line(standings: Sequence[tuple[JobKey, SeenJob | None]], heading: str) -> Line:
    """`R running 46% ── loss · ema .6 · x=step ── 168 of 168 points`; `heading` is the one of the metrics' pane.

    Of several `R 46% coder_v7 · D coder_v8`, of many `5 running · 2 done`.
    """
    look = heading.removeprefix(TITLE).strip()
    return (*_standing(standings), Span(f" {look}" if look else "", Tone.DIM))


def _standing(standings: Sequence[tuple[JobKey, SeenJob | None]]) -> Line:
    if len(standings) == 1:
        return _one(standings[0][1])
    if len(standings) <= MOST_NAMED:
        return _listed(_named(key, seen) for key, seen in standings)
    counts = Counter(_mark(seen) for _, seen in standings)
    return _listed((Span(f"{count} "), Span(mark.word, mark.tone)) for mark, count in counts.most_common())


def _one(seen: SeenJob | None) -> Line:
    """The state as letter and word, what is done of it while it runs, why where it failed."""
    if seen is None:
        return (Span(ASKING.word, ASKING.tone),)
    mark, error = seen_mark(seen), seen.job.error
    why = f" {clean(error.strip().partition(chr(10))[0], limit=_LONGEST_ERROR)}" if error else ""
    return (Span(f"{mark.letter} {mark.word}", mark.tone), Span(f"{_percent(seen)}{why}"))


def _named(key: JobKey, seen: SeenJob | None) -> Line:
    mark = _mark(seen)
    return (Span(mark.letter, mark.tone), Span(f"{_percent(seen)} {clean(key.name, limit=_LONGEST_NAME)}"))


def _mark(seen: SeenJob | None) -> Mark:
    return ASKING if seen is None else seen_mark(seen)


def _percent(seen: SeenJob | None) -> str:
    if seen is None or not seen.job.is_active:
        return ""
    return f" {percent_text(progress_percent_of(seen.job)).strip()}"


def _listed(parts: Iterable[Line]) -> Line:
    """The parts with a dot between two."""
    dotted = chain.from_iterable((*part, Span(" · ", Tone.DIM)) for part in parts)
    return tuple(dotted)[:-1]
