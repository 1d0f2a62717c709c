"""How bakes stand that are watched by their logs alone, and how their plot is looked at: one line above the plot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from breadtui.domain.jobs import progress_percent_of
from breadtui.domain.names import JobKey
from breadtui.store.facts.state import SeenJob
from breadtui.ui.present.clean import clean
from breadtui.ui.present.headings import Heading
from breadtui.ui.present.jobs.states import Mark, seen_mark
from breadtui.ui.present.numbers import percent_text
from breadtui.ui.present.plot.metric_lines import AVERAGE, OF_TITLE
from breadtui.ui.present.rule_words import RuleLines
from breadtui.ui.present.tones import Line, Span, Tone

MOST_NAMED = 3
_LONGEST_ERRORS = 60, 40, 25
_LONGEST_NAME = 20
ASKING = Mark("?", "asking", Tone.DIM)


def watch_line(standings: Sequence[tuple[JobKey, SeenJob | None]], heading: Heading) -> RuleLines:
    """`R running 46% ── loss · ema .6 · x=step ── 168 of 168 points`; `heading` is the one of the metrics' pane.

    Of several `R 46% coder_v7 · D coder_v8`, of many `5 running · 2 done`. Where there is no room how it is looked at
    goes first, then names, then what else is not the count of points; each whole.
    """
    look = heading.without(OF_TITLE)
    stood = tuple(_wordings(standings))
    fewer = [(standing, words) for standing in stood for words in look.wordings(AVERAGE)]
    least = [(stood[-1], words) for words in look.wordings()]
    joined = [_joined(standing, words, heading.rule) for standing, words in (*fewer, *least)]
    return RuleLines((*joined, *((Span(words, Tone.DIM),) for words in look.wordings())))


def _joined(standing: Line, words: str, rule: str) -> Line:
    return (*standing, Span(f" {rule} {words}", Tone.DIM)) if words else standing


def _wordings(standings: Sequence[tuple[JobKey, SeenJob | None]]) -> Iterator[Line]:
    """How they stand, at length and ever shorter."""
    counts = Counter(_mark(seen) for _, seen in standings).most_common()
    if len(standings) == 1:
        yield from _one(standings[0][1])
        return
    if len(standings) <= MOST_NAMED:
        yield _listed(_named(key, seen) for key, seen in standings)
    yield _listed((Span(f"{count} "), Span(mark.word, mark.tone)) for mark, count in counts)
    yield _listed((Span(f"{count}"), Span(mark.letter, mark.tone)) for mark, count in counts)


def _one(seen: SeenJob | None) -> Iterator[Line]:
    """The state as letter and word, what is done of it while it runs, why where it failed."""
    if seen is None:
        yield (Span(ASKING.word, ASKING.tone),)
        return
    mark, error = seen_mark(seen), seen.job.error
    standing = (Span(f"{mark.letter} {mark.word}", mark.tone), Span(_percent(seen)))
    for limit in _LONGEST_ERRORS if error else ():
        yield (*standing, Span(f" {clean((error or '').strip().partition(chr(10))[0], limit=limit)}"))
    yield standing
    yield (Span(mark.letter, mark.tone), Span(_percent(seen)))


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
