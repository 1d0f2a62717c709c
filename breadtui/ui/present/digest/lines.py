"""While you were away, line by line: what failed, stalled, finished, was changed by others, and what runs now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple, TypeAlias

from rich.cells import cell_len

from breadtui.domain.digest import Digest, DigestLine, Section, counts_of
from breadtui.domain.happenings import kind_of, name_of, repo_of
from breadtui.domain.jobs import progress_percent_of
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.preflight.estimates import PastRun
from breadtui.store.facts.noticing import first_line
from breadtui.store.facts.remote import NOT_ASKED, Remote, value_of
from breadtui.store.facts.stalling import stalled_seconds
from breadtui.store.facts.state import AppState, SeenJob
from breadtui.store.views.etas import eta_of_seen
from breadtui.ui.present.ages import age_text, clock_text, span_text
from breadtui.ui.present.clean import clean, cut_end, pad
from breadtui.ui.present.etas import eta_text
from breadtui.ui.present.events.rows import gap_text
from breadtui.ui.present.events.words import happening_mark, moment_text, sentence_of, since_words
from breadtui.ui.present.jobs.states import seen_mark
from breadtui.ui.present.numbers import loss_text, percent_text
from breadtui.ui.present.tones import Line, Span, Tone

MOST_GAPS = 3
LEAST_TOLD_SECONDS = 60.0
"""Of a run that was watched for less it is not known how long it took."""
NAME_CELLS = 30
_TONES: Mapping[Section, Tone] = {
    Section.FAILED: Tone.FAILED,
    Section.AMISS: Tone.STALLED,
    Section.FINISHED: Tone.DONE,
    Section.CHANGED: Tone.ACCENT,
    Section.RUNNING: Tone.RUNNING,
}


class DigestFacts(NamedTuple):
    """What the lines say of jobs as they are now."""

    jobs: Mapping[JobKey, SeenJob] = {}
    metrics: Mapping[JobKey, Remote[MetricSeries]] = {}
    past_runs: Mapping[Phase, Sequence[PastRun]] = {}


DigestRow: TypeAlias = Section | DigestLine


def facts_of(state: AppState) -> DigestFacts:
    """The parts of the state that the digest speaks of."""
    return DigestFacts(state.jobs, state.metrics, state.past_runs)


def digest_rows(digest: Digest) -> tuple[DigestRow, ...]:
    """A heading for each section that has anything, and its lines."""
    rows: list[DigestRow] = []
    for section in Section:
        if lines := digest.of(section):
            rows += [section, *lines]
    return tuple(rows)


def heading_lines(digest: Digest, zone: tzinfo | None = None) -> tuple[Line, ...]:
    """Since when, and when it could not see."""
    since = moment_text(digest.since, digest.until, zone)
    length = span_text((digest.until - digest.since).total_seconds())
    whole = f" While you were away: {since} – {clock_text(digest.until, zone)} ({length})"
    lines: list[Line] = [(Span(whole, Tone.STRONG),)]
    told = sorted(digest.gaps, key=lambda gap: gap.seconds, reverse=True)[:MOST_GAPS]
    lines += [(Span(f" {gap_text(gap, zone)}", Tone.STALLED),) for gap in sorted(told, key=lambda gap: gap.since)]
    if len(digest.gaps) > MOST_GAPS:
        rest = f" and {len(digest.gaps) - MOST_GAPS} shorter stretches unseen; :events has them"
        lines.append((Span(rest, Tone.DIM),))
    return tuple(lines)


def section_line(section: Section, digest: Digest) -> Line:
    """The heading of a section with its count."""
    return (Span(f" {section.value} ", _TONES[section]), Span(f"{counts_of(digest)[section]}", Tone.DIM))


def digest_line(line: DigestLine, facts: DigestFacts, width: int, now: datetime, zone: tzinfo | None = None) -> Line:
    """One thing in `width` cells: its mark, its name with its repository, and what is to be said."""
    mark, words, since = _said(line, facts, now, zone)
    place = clean(f"{repo_of(line.about)}/{name_of(line.about)}" if not isinstance(line.about, str) else line.about)
    name = min(NAME_CELLS, max(width // 3, 12))
    kind = kind_of(line.about)
    shown = [Span(f"  {mark.text} ", mark.tone), Span(pad(place, name) + " ", Tone.STRONG)]
    shown.append(Span("" if kind == Phase.BAKE else f"{kind} ", Tone.DIM))
    room = max(width - sum(cell_len(span.text) for span in shown) - cell_len(since) - 3, 8)
    shown.append(Span(cut_end(words, room)))
    if since:
        shown.append(Span(f"  {since}", Tone.DIM))
    return tuple(shown)


class _Said(NamedTuple):
    mark: Span
    words: str
    since: str = ""


def _said(line: DigestLine, facts: DigestFacts, now: datetime, zone: tzinfo | None) -> _Said:
    seen = facts.jobs.get(line.about) if isinstance(line.about, JobKey) else None
    if line.section is Section.RUNNING:
        mark = Span("R", Tone.RUNNING) if seen is None else Span(seen_mark(seen).letter, seen_mark(seen).tone)
        return _Said(mark, ", ".join(_running_words(line, seen, facts, now)))
    happening = line.happening
    if happening is None:
        return _Said(Span(" "), "")
    kind = happening_mark(happening.what)
    at = since_words(happening, zone) or moment_text(happening.seen_at, now, zone)
    words = ", ".join(_ended_words(line, seen)) if line.section is Section.FINISHED else sentence_of(happening)
    if line.section is Section.FAILED:
        words = clean(first_line(happening.detail), limit=300)
    if line.also:
        words += f", and {line.also} more"
    return _Said(Span(kind.letter, kind.tone), words, at)


def _running_words(line: DigestLine, seen: SeenJob | None, facts: DigestFacts, now: datetime) -> Iterator[str]:
    if seen is None:
        yield "runs"
        return
    if (still := stalled_seconds(seen)) is not None:
        yield f"no change for {age_text(still)}"
    else:
        yield seen_mark(seen).word
    if (percent := progress_percent_of(seen.job)) is not None:
        yield percent_text(percent).strip()
    eta = eta_of_seen(seen, value_of(facts.metrics.get(seen.job.key, NOT_ASKED)), facts.past_runs)
    if eta is not None:
        yield f"{eta_text(eta, now)} left"
    if line.started_elsewhere:
        yield "started elsewhere"


def _ended_words(line: DigestLine, seen: SeenJob | None) -> Iterator[str]:
    is_told = line.took is not None and line.took.seconds >= LEAST_TOLD_SECONDS
    yield f"took {line.took.knowledge.value}{span_text(line.took.seconds)}" if line.took and is_told else "finished"
    loss = None if seen is None or seen.job.loss is None else seen.job.loss.final or seen.job.loss.latest
    if loss is not None:
        yield f"loss {loss_text(loss)}"
    if seen is not None and seen.job.lines and seen.job.key.phase is not Phase.BAKE:
        yield f"{seen.job.lines} rows"
    if line.started_elsewhere:
        yield "started elsewhere"


def digest_words(digest: Digest) -> str:
    """One sentence for where there is no room for a screen."""
    counts = counts_of(digest)
    told = [f"{counts[section]} {section.value}" for section in Section if counts[section]]
    return f"while you were away: {', '.join(told)}"
