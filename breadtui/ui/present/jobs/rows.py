"""The job monitor: which jobs are listed in which order, and each as cells of its columns."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from breadtui.domain.jobs import JobStatus, progress_percent_of, rows_expected
from breadtui.domain.metrics import MetricSeries
from breadtui.domain.names import JobKey, Phase, RepoName, TargetKey, TargetName
from breadtui.store.remote import NOT_ASKED, Remote, value_of
from breadtui.store.stalling import stalled_seconds
from breadtui.store.standing import Standing, standing_of
from breadtui.store.state import Choice, SeenJob
from breadtui.store.subjects import SubjectFacts
from breadtui.ui.present.ages import age_between, age_text, estimate_text
from breadtui.ui.present.chain.about import then_words
from breadtui.ui.present.clean import clean, cut_middle, pad
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.jobs.columns import Column, Head
from breadtui.ui.present.jobs.states import remaining_seconds, seen_mark
from breadtui.ui.present.numbers import bar, loss_text, of_text, percent_text, recent_means
from breadtui.ui.present.sparklines import spark
from breadtui.ui.present.tones import Line, Span, Tone

if TYPE_CHECKING:
    from breadtui.domain.recreation.run import Recreation

MOST_SETTLED = 200
"""Failed and done jobs listed, each; the ones that changed last."""

PERCENT_CELLS = 5


class JobsSlice(NamedTuple):
    """What the monitor draws, part by part of the state."""

    jobs: Mapping[JobKey, SeenJob] = {}
    metrics: Mapping[JobKey, Remote[MetricSeries]] = {}
    opened: Mapping[RepoName, int] = {}
    filtered_by: SubjectFacts = SubjectFacts()
    marked: tuple[Choice, ...] = ()
    chains: tuple[Recreation, ...] = ()

    @property
    def has_chains(self) -> bool:
        """Something goes on that starts one job after another."""
        return bool(self.chains)


def markable(key: JobKey) -> Choice:
    """What is set aside by marking a job's row: the bake, or the target whose stim or rollout it is."""
    return key if key.phase is Phase.BAKE else TargetKey(key.repo, TargetName(key.name))


def job_keys(facts: JobsSlice, before: Iterable[JobKey] = ()) -> list[JobKey]:
    """Active jobs, then failed, then done ones of open repositories.

    Within each group a job keeps the place it had among `before`; new ones come last.
    """
    standing, places = standing_of(facts.jobs), {key: place for place, key in enumerate(before)}
    groups = (standing.active, *_latest_settled(standing, facts))
    last = len(places)
    return [
        key
        for group in groups
        for key in sorted(group, key=lambda key: places.get(key, last))
        if key.repo in facts.opened
    ]


_last: tuple[Standing, Mapping[RepoName, int], Sequence[Sequence[JobKey]]] = (Standing(), {}, ((), ()))


def _latest_settled(standing: Standing, facts: JobsSlice) -> Sequence[Sequence[JobKey]]:
    """The failed and the done jobs to list; found once for a standing, which lasts as long as none of them moves."""
    global _last  # noqa: PLW0603 - a cache of one, and the function is pure to its callers
    known, opened, found = _last
    if known is not standing or opened is not facts.opened:
        found = (_latest(standing.failed, facts), _latest(standing.complete, facts))
        _last = (standing, facts.opened, found)
    return found


def _latest(keys: Sequence[JobKey], facts: JobsSlice) -> Sequence[JobKey]:
    """Those of open repositories that changed last, in the order they have."""
    if len(keys) <= MOST_SETTLED:
        return keys
    here = [key for key in keys if key.repo in facts.opened]
    chosen = set(heapq.nlargest(MOST_SETTLED, here, key=lambda key: facts.jobs[key].changed_at))
    return [key for key in here if key in chosen]


def job_line(
    facts: JobsSlice,
    key: JobKey,
    columns: Sequence[Column],
    now: datetime,
    glyphs: Glyphs = UNICODE,
    *,
    is_marked: bool = False,
) -> Line:
    """One job as a line of the given columns; a job that is gone is greyed as a whole."""
    seen, series = facts.jobs[key], value_of(facts.metrics.get(key, NOT_ASKED))
    cells = _Cells(seen, series, now, glyphs, then_words(facts.chains, key))
    line: list[Span] = []
    for column in columns:
        text, tone = _CELLS[column.head](cells, column.width)
        line += [*_gap(column, glyphs, is_marked=is_marked), Span(pad(text, column.width, column.align), tone)]
    return tuple(span._replace(tone=Tone.DIM) for span in line) if seen.is_gone else tuple(line)


def _gap(column: Column, glyphs: Glyphs, *, is_marked: bool) -> Line:
    """The blank cells before a column; before the name there is room for the sign of a mark."""
    if not is_marked or column.head is not Head.NAME:
        return (Span(" " * column.gap),)
    return (Span(" " * (column.gap - 1)), Span(glyphs.marked, Tone.ACCENT))


class _Cells(NamedTuple):
    """What a row's cells are made from."""

    seen: SeenJob
    series: MetricSeries | None
    now: datetime
    glyphs: Glyphs
    then: str = ""


def _state(cells: _Cells, width: int) -> Span:  # noqa: ARG001 - one of several alike
    mark = seen_mark(cells.seen)
    return Span(mark.letter, mark.tone)


def _name(cells: _Cells, width: int) -> Span:  # noqa: ARG001 - one of several alike
    return Span(clean(cells.seen.job.key.name), Tone.STRONG if cells.seen.job.is_active else Tone.PLAIN)


def _stage(cells: _Cells, width: int) -> Span:  # noqa: ARG001 - one of several alike
    return Span(cells.seen.job.key.phase.value)


def _then(cells: _Cells, width: int) -> Span:
    """What a chain starts after it."""
    return Span(cut_middle(clean(cells.then), width), Tone.ACCENT)


def _progress(cells: _Cells, width: int) -> Span:
    """A bar with its percentage; a word for every other state than running, with the evidence of a stall."""
    mark, job = seen_mark(cells.seen), cells.seen.job
    percent = progress_percent_of(job)
    still = stalled_seconds(cells.seen)
    if still is not None:
        evidence = f"STALL {age_text(still)}"
        text = evidence if width < 15 else f"{evidence:<{width - PERCENT_CELLS}}{percent_text(percent):>5}"
        return Span(text, mark.tone)
    if cells.seen.is_gone or job.status is not JobStatus.RUNNING:
        return Span(mark.word, mark.tone)
    if mark.letter == "!":
        word = mark.word.upper()
        percent_cells = PERCENT_CELLS if width >= len(word) + PERCENT_CELLS else 0
        return Span(f"{word:<{width - percent_cells}}{percent_text(percent):>5}"[:width], mark.tone)
    drawn = bar(percent, width - PERCENT_CELLS, cells.glyphs) if width > PERCENT_CELLS + 3 else ""
    return Span(f"{drawn}{percent_text(percent):>{width - len(drawn)}}", mark.tone)


def _loss(cells: _Cells, width: int) -> Span:  # noqa: ARG001 - one of several alike
    loss = cells.seen.job.loss
    if loss is None:
        return Span("-", Tone.DIM)
    return Span(loss_text(loss.final if loss.latest is None else loss.latest))


def _last_steps(cells: _Cells, width: int) -> Span:
    """The shape of the loss where its steps are known, else how many rows of how many."""
    if cells.series is not None and (losses := cells.series.columns.get("loss")):
        return Span(spark(recent_means(losses, width), width, is_ascii=cells.glyphs.is_ascii), Tone.ACCENT)
    job = cells.seen.job
    return Span("-" if job.key.phase is Phase.BAKE else of_text(job.lines, rows_expected(job)), Tone.DIM)


def _eta(cells: _Cells, width: int) -> Span:  # noqa: ARG001 - one of several alike
    is_over = cells.seen.is_gone or stalled_seconds(cells.seen) is not None
    return Span(estimate_text(None if is_over else remaining_seconds(cells.seen.job, cells.series)))


def _age(cells: _Cells, width: int) -> Span:  # noqa: ARG001 - one of several alike
    """How old the figures of an active job are; for a settled one, how long ago it was seen to settle."""
    seen = cells.seen
    at = seen.seen_at if seen.job.is_active else seen.changed_at
    return Span(age_between(at, cells.now), Tone.STALLED if seen.error else Tone.DIM)


def _repo(cells: _Cells, width: int) -> Span:  # noqa: ARG001 - one of several alike
    return Span(clean(cells.seen.job.key.repo), Tone.DIM)


_CELLS: Mapping[Head, Callable[[_Cells, int], Span]] = {
    Head.STATE: _state,
    Head.NAME: _name,
    Head.STAGE: _stage,
    Head.THEN: _then,
    Head.PROGRESS: _progress,
    Head.LOSS: _loss,
    Head.LAST_STEPS: _last_steps,
    Head.ETA: _eta,
    Head.AGE: _age,
    Head.REPO: _repo,
}


def counts_of(facts: JobsSlice, keys: Iterable[JobKey]) -> tuple[int, int]:
    """How many of the listed jobs are active, and how many there are."""
    listed = [facts.jobs[key] for key in keys if key in facts.jobs]
    return sum(seen.job.is_active and not seen.is_gone for seen in listed), len(listed)
