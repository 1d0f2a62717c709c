"""Prompt, stim, rollout and bake as a strip of stages, one line each."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.descent.lessons import prompts_named
from breadtui.domain.durations import Knowledge, run_duration
from breadtui.domain.estimates import Eta, course_of, eta_of
from breadtui.domain.jobs import SETTLED, Job, JobStatus, progress_percent_of, questions_expected, rows_expected
from breadtui.domain.json_values import JsonObject
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import Phase
from breadtui.domain.sightings import JobSighting
from breadtui.store.facts.stalling import stalled_seconds
from breadtui.store.facts.state import SeenJob
from breadtui.store.views.etas import eta_of_seen
from breadtui.ui.present.ages import age_text, span_text
from breadtui.ui.present.clean import clean
from breadtui.ui.present.etas import eta_text
from breadtui.ui.present.fields import field_line, sentence_line, wrapped
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.jobs.states import seen_mark
from breadtui.ui.present.numbers import bar, of_text, percent_text
from breadtui.ui.present.tones import Line, Span, Tone

MOST_ERROR_LINES = 100
BAR_CELLS = 10


def prompts_line(config: JsonObject) -> Line:
    """Who teaches and who learns."""
    teacher, student = prompts_named(config)
    if not teacher and not student:
        return field_line("prompt", Span("-", Tone.DIM))
    return field_line(
        "prompt",
        Span(clean(teacher, limit=60) if teacher else "no teacher", Tone.PLAIN if teacher else Tone.STALLED),
        Span(" teaches ", Tone.DIM),
        Span(clean(student, limit=60) if student else "(no words)"),
    )


def stage_line(
    phase: Phase,
    seen: SeenJob | None,
    series: MetricSeries | None = None,
    history: Sequence[JobSighting] = (),
    glyphs: Glyphs = UNICODE,
) -> Line:
    """One job: letter, word, rows of rows, percent, how long it took or what remains."""
    if seen is None:
        return field_line(phase.value, Span("-", Tone.DIM))
    mark = seen_mark(seen)
    return field_line(
        phase.value,
        Span(f"{mark.letter} {mark.word}", mark.tone),
        Span(_rows_text(seen.job)),
        *_progress_spans(seen.job, glyphs),
        *_time_spans(seen, series, history, glyphs),
    )


def _rows_text(job: Job) -> str:
    is_bake = job.key.phase is Phase.BAKE
    return "" if is_bake or job.lines is None else f" {of_text(job.lines, rows_expected(job))} rows"


def _progress_spans(job: Job, glyphs: Glyphs) -> list[Span]:
    if not job.is_active:
        return []
    percent = progress_percent_of(job)
    return [Span(f" {percent_text(percent)} ", Tone.STRONG), Span(bar(percent, BAR_CELLS, glyphs), Tone.ACCENT)]


def _time_spans(
    seen: SeenJob, series: MetricSeries | None, history: Sequence[JobSighting], glyphs: Glyphs
) -> list[Span]:
    """How long it ran as far as it was watched, and what remains; evidence instead where it stands still."""
    still, job = stalled_seconds(seen), seen.job
    if still is not None:
        return [Span(f"  no change for {age_text(still)}", Tone.STALLED)]
    spans: list[Span] = []
    took = run_duration(history, seen.seen_at) if job.status in {JobStatus.RUNNING, *SETTLED} else None
    if took is not None:
        sign = ">=" if glyphs.is_ascii and took.knowledge is Knowledge.AT_LEAST else took.knowledge.value
        word = "took" if job.is_settled else "for"
        spans.append(Span(f"  {word} {sign}{span_text(took.seconds)}", Tone.DIM))
    eta = eta_of_seen(seen, series) or _eta_by_history(seen, history)
    if eta is not None:
        spans.append(Span(f"  {eta_text(eta, seen.seen_at)} left", Tone.DIM))
    return spans


def _eta_by_history(seen: SeenJob, history: Sequence[JobSighting]) -> Eta | None:
    """By the pace at which earlier sessions saw it go."""
    return None if seen.is_gone else eta_of(seen.job, seen.seen_at, course_of(history))


def expected_line(config: JsonObject) -> Line:
    """Questions × answers = rows, as far as the configuration says."""
    questions, answers = questions_expected(config), config.get("num_traj_per_stimulus", 1)
    if questions is None or not isinstance(answers, int):
        return field_line("rows", Span("depends on the generators", Tone.DIM))
    return field_line(
        "rows", Span(f"{questions} questions × {answers} answers = "), Span(f"{questions * answers}", Tone.STRONG)
    )


def failure_lines(seen: SeenJob | None, width: int) -> list[Line]:
    """Why a job failed, whole; why it could not be looked at, beside what was last seen."""
    lines: list[Line] = []
    if seen is None:
        return lines
    if seen.job.error is not None and seen.job.is_settled:
        reason = seen.job.error.strip() or "no reason given"
        lines += [(), sentence_line(f"{seen.job.key.phase} failed:", Tone.FAILED)]
        lines += [(Span(f"  {line}"),) for line in wrapped(reason, width - 3, most=MOST_ERROR_LINES)]
    return lines
