"""Prompt, stim, rollout and bake as a strip of stages, one line each."""

from __future__ import annotations

from breadtui.domain.jobs import progress_percent_of, questions_expected, rows_expected
from breadtui.domain.json_values import JsonObject
from breadtui.domain.metrics import MetricSeries
from breadtui.domain.names import Phase
from breadtui.store.stalling import stalled_seconds
from breadtui.store.state import SeenJob
from breadtui.ui.present.ages import age_text, estimate_text
from breadtui.ui.present.clean import clean
from breadtui.ui.present.fields import field_line, sentence_line, wrapped
from breadtui.ui.present.job_states import remaining_seconds, seen_mark
from breadtui.ui.present.numbers import of_text, percent_text
from breadtui.ui.present.tones import Line, Span, Tone

MOST_ERROR_LINES = 100


def prompts_line(config: JsonObject) -> Line:
    """Who teaches and who learns; the old aliases `u` and `v` count where the new names are absent."""
    teacher = config.get("teacher_prompt") or config.get("u")
    student = config.get("student_prompt") or config.get("v")
    if not teacher and not student:
        return field_line("prompt", Span("-", Tone.DIM))
    return field_line(
        "prompt",
        Span(clean(teacher, limit=60) if teacher else "no teacher", Tone.PLAIN if teacher else Tone.STALLED),
        Span(" teaches ", Tone.DIM),
        Span(clean(student, limit=60) if student else "(no words)"),
    )


def stage_line(phase: Phase, seen: SeenJob | None, series: MetricSeries | None = None) -> Line:
    """One job: letter, word, rows of rows, percent and what remains."""
    if seen is None:
        return field_line(phase.value, Span("-", Tone.DIM))
    mark, job = seen_mark(seen), seen.job
    rows = "" if phase is Phase.BAKE or job.lines is None else f" {of_text(job.lines, rows_expected(job))} rows"
    percent = percent_text(progress_percent_of(job)) if job.is_active else ""
    still, left = stalled_seconds(seen), remaining_seconds(job, series)
    evidence = f"  no change for {age_text(still)}" if still is not None else ""
    estimate = f"  {estimate_text(left)} left" if left is not None and still is None and not seen.is_gone else ""
    return field_line(
        phase.value,
        Span(f"{mark.letter} {mark.word}", mark.tone),
        Span(rows),
        Span(percent and f" {percent}", Tone.STRONG),
        Span(evidence, Tone.STALLED),
        Span(estimate, Tone.DIM),
    )


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
