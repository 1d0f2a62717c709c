"""What a job says in each column of the monitor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from rich.cells import cell_len

from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.estimates import Eta
from breadtui.domain.jobs import JobStatus, progress_percent_of, rows_expected
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import Phase
from breadtui.store.facts.noticing import first_line
from breadtui.store.facts.stalling import alarm_of, stalled_seconds
from breadtui.store.facts.state import SeenJob
from breadtui.store.views.subjects import loss_of
from breadtui.ui.present.ages import MINUTE_SECONDS, age_text, estimate_text
from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.doctor.marks import gravest
from breadtui.ui.present.etas import eta_text
from breadtui.ui.present.glyphs import Glyphs
from breadtui.ui.present.jobs.columns import Head
from breadtui.ui.present.jobs.states import seen_mark
from breadtui.ui.present.labels_lines import STAR
from breadtui.ui.present.numbers import bar, loss_text, of_text, percent_text, recent_means
from breadtui.ui.present.sparklines import spark
from breadtui.ui.present.tones import Span, Tone
from breadtui.values import dataclass

PERCENT_CELLS = 5
UNDER_A_MINUTE = "<1m"
AGO_CELLS = len(">59m ago")
FEWEST_LOOKS = 3
"""Losses of fewer looks have no shape."""


@dataclass(frozen=True, slots=True)
class Cells:
    """What a row's cells are made from."""

    seen: SeenJob
    series: MetricSeries | None
    now: datetime
    glyphs: Glyphs
    eta: Eta | None = None
    is_crowd: bool = False
    then: str = ""
    is_starred: bool = False


def _state(cells: Cells, width: int) -> Span:  # noqa: ARG001 - one of several alike
    mark = seen_mark(cells.seen)
    return Span(mark.letter, mark.tone)


def _name(cells: Cells, width: int) -> Span:  # noqa: ARG001 - one of several alike
    star = f" {STAR}" if cells.is_starred else ""
    return Span(clean(cells.seen.job.key.name) + star, Tone.STRONG if cells.seen.job.is_active else Tone.PLAIN)


def _stage(cells: Cells, width: int) -> Span:  # noqa: ARG001 - one of several alike
    return Span(cells.seen.job.key.phase.value)


def _then(cells: Cells, width: int) -> Span:
    """What a chain starts after it."""
    return Span(cut_middle(clean(cells.then), width), Tone.ACCENT)


def _progress(cells: Cells, width: int) -> Span:
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


def _loss(cells: Cells, width: int) -> Span:  # noqa: ARG001 - one of several alike
    loss = cells.seen.job.loss
    return Span("-", Tone.DIM) if loss is None else Span(loss_text(loss_of(cells.seen.job, "loss")))


def _last_steps(cells: Cells, width: int) -> Span:
    """The shape of the loss by its log, else how far it diverged, its shape by what looks told, or rows of how many."""
    if cells.series is not None and (losses := cells.series.columns.get("loss")):
        return Span(spark(recent_means(losses, width), width, is_ascii=cells.glyphs.is_ascii), Tone.ACCENT)
    job = cells.seen.job
    if climb := _climb(cells.seen, width):
        return Span(climb, Tone.STALLED)
    told = [point.loss for point in cells.seen.course if point.loss is not None]
    if len(told) >= FEWEST_LOOKS:
        return Span(spark(told, width, is_ascii=cells.glyphs.is_ascii), Tone.ACCENT)
    return Span("-" if job.key.phase is Phase.BAKE else of_text(job.lines, rows_expected(job)), Tone.DIM)


def _climb(seen: SeenJob, width: int) -> str:
    """`34x min 4.4e-7` of a bake that diverged, by its latest answer, as far as there is room; else nothing."""
    alarm, loss = gravest(seen), seen.job.loss
    if alarm is None or alarm.rule is not Rule.DIVERGED or loss is None or not loss.latest or not loss.minimum:
        return ""
    times = f"{loss.latest / loss.minimum:.0f}x min"
    return next((text for text in (f"{times} {loss_text(loss.minimum)}", times) if len(text) <= width), "")


def _eta(cells: Cells, width: int) -> Span:
    """The range in which it ends; its middle where the range finds no room."""
    text = eta_text(cells.eta, cells.now)
    if cells.eta is not None and cell_len(text) > width:
        text = estimate_text(cells.eta.after(cells.now).middle_seconds)
    return Span(text)


def _changed(cells: Cells, width: int) -> Span:
    """How long ago a look last showed something new: `12s ago`, of a job that never was seen to change `>3h ago`.

    One rule for all states: figures of what runs move it, and so do the start and the end. It is never less than the
    age of what is shown. In a crowd seconds would be sent for every row again and again; the top line has those of the
    newest look.
    """
    seen = cells.seen
    seconds = (cells.now - seen.changed_at).total_seconds()
    tone = Tone.STALLED if seen.error else Tone.DIM
    if cells.is_crowd and seconds < MINUTE_SECONDS:
        text = UNDER_A_MINUTE if seen.has_changed else "-"
    else:
        text = f"{'' if seen.has_changed else '>'}{age_text(seconds)}"
    # By the column's room, not the row's: `5s ago` above `>14s` would look like two kinds of figures.
    longer = f"{text} ago"
    has_room = width >= AGO_CELLS and cell_len(longer) <= width
    return Span(longer if text != "-" and has_room else text, tone)


def told_instead(seen: SeenJob, width: int) -> Span | None:
    """What stands where a job has neither last steps nor an end: the first line of its error, or a finding's evidence.

    None where there is neither, or evidence that finds no room: then its shape says more.
    """
    job = seen.job
    if seen.is_gone:
        return None
    if job.status is JobStatus.FAILED and job.error:
        return Span(clean(first_line(job.error), limit=width), Tone.FAILED)
    alarm = alarm_of(seen, Rule.STALLED) if stalled_seconds(seen) is not None else gravest(seen)
    if alarm is None or cell_len(alarm.evidence) > width:
        return None
    return Span(clean(alarm.evidence), Tone.STALLED)


def _repo(cells: Cells, width: int) -> Span:  # noqa: ARG001 - one of several alike
    return Span(clean(cells.seen.job.key.repo), Tone.DIM)


CELLS: Mapping[Head, Callable[[Cells, int], Span]] = {
    Head.STATE: _state,
    Head.NAME: _name,
    Head.STAGE: _stage,
    Head.THEN: _then,
    Head.PROGRESS: _progress,
    Head.LOSS: _loss,
    Head.LAST_STEPS: _last_steps,
    Head.ETA: _eta,
    Head.CHANGED: _changed,
    Head.REPO: _repo,
}
