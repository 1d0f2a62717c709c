"""The overview of a bake: warnings, stages, loss, where it comes from, its models and what it learns from."""

from __future__ import annotations

from collections import Counter
from math import isfinite

from breadtui.domain.descent.forest import BakePlace
from breadtui.domain.jobs import LossSummary
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, parse_model_path
from breadtui.store.facts.remote import value_of
from breadtui.store.facts.state import SeenJob
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.bake_warnings import bake_warnings
from breadtui.ui.present.detail.body_lines import BodyLine, TabView, body_of
from breadtui.ui.present.detail.chain_lines import chain_lines
from breadtui.ui.present.detail.descent_lines import descent_lines
from breadtui.ui.present.detail.details import DetailSlice, stage_config
from breadtui.ui.present.detail.reason_lines import reason_lines
from breadtui.ui.present.detail.share_lines import share_lines
from breadtui.ui.present.detail.stage_lines import prompts_line, stage_line
from breadtui.ui.present.detail.tag_lines import branch_lines, label_lines, tag_lines
from breadtui.ui.present.doctor.lines import alarm_lines
from breadtui.ui.present.fields import field_line
from breadtui.ui.present.freshness import freshness_lines
from breadtui.ui.present.jobs.states import mark_of, seen_mark, step_seconds
from breadtui.ui.present.numbers import loss_text
from breadtui.ui.present.tones import Span, Tone
from breadtui.values import replace

MOST_MODELS = 6
MODELS = "models"
"""The fold that holds older checkpoints."""


def bake_lines(facts: DetailSlice, key: JobKey, view: TabView) -> list[BodyLine]:
    """Everything about one bake, what is most urgent first."""
    series = value_of(facts.metrics)
    place = BakePlace(key.repo, BakeName(key.name))
    return [
        *body_of(freshness_lines(facts.job, facts.tree)),
        *bake_warnings(facts, place),
        *label_lines(facts.label),
        *_stage_lines(facts, key, view),
        _bake_line(facts, key, series, view),
        *(replace(line, goto=None) for line in reason_lines(facts.job, view)),
        *body_of(alarm_lines(facts.job)),
        *chain_lines(facts.chains),
        *_figure_lines(facts, series),
        *descent_lines(facts, place, view),
        *_model_lines(facts, key, view),
        *share_lines(facts, view),
        *tag_lines(facts.tags),
        *branch_lines(facts.branches),
    ]


def _stage_lines(facts: DetailSlice, key: JobKey, view: TabView) -> list[BodyLine]:
    """Prompts, stim and rollout of a single target; how many of how many where there are several."""
    if len(facts.stages) > 2:
        counts = [_count_line(facts, phase) for phase in (Phase.STIM, Phase.ROLLOUT)]
        return [*counts, *(line for seen in facts.stages for line in reason_lines(seen, view, is_named=True))]
    target = value_of(facts.targets[0]) if facts.targets else None
    prompts = prompts_line(target.config if target else stage_config(facts))
    lessons = facts.taught.lessons(BakePlace(key.repo, BakeName(key.name)))
    teacher = lessons[0].teacher if lessons else None
    goto = PromptKey(key.repo, teacher) if teacher is not None else None
    stages = zip((Phase.STIM, Phase.ROLLOUT), (*facts.stages[:2], None, None), strict=False)
    told = [line for phase, seen in stages for line in _one_stage(phase, seen, view)]
    return [BodyLine(prompts, goto, teacher or ""), *told]


def _one_stage(phase: Phase, seen: SeenJob | None, view: TabView) -> list[BodyLine]:
    if seen is None:
        return [BodyLine(stage_line(phase, None))]
    history = view.histories.get(seen.job.key, ())
    line = BodyLine(stage_line(phase, seen, None, history, view.glyphs), seen.job.key, seen.job.key.name)
    return [line, *reason_lines(seen, view)]


def _count_line(facts: DetailSlice, phase: Phase) -> BodyLine:
    """`3 done  1 running  of 5 targets`."""
    seen = facts.stages[0 if phase is Phase.STIM else 1 :: 2]
    marks = Counter(seen_mark(one) for one in seen if one is not None)
    known = [Span(f"{count} {mark.word}  ", mark.tone) for mark, count in marks.items()]
    unknown = [Span(f"{seen.count(None)} not looked at  ", Tone.DIM)] if None in seen else []
    return BodyLine(field_line(phase.value, *known, *unknown, Span(f"of {len(seen)} targets", Tone.DIM)))


def _bake_line(facts: DetailSlice, key: JobKey, series: MetricSeries | None, view: TabView) -> BodyLine:
    if facts.job is not None:
        history = view.histories.get(key, ())
        return BodyLine(stage_line(Phase.BAKE, facts.job, series, history, view.glyphs), copied=key.name)
    descent = facts.lineage.descents.get(BakeName(key.name)) if facts.lineage else None
    if descent is None or descent.bake is None:
        words = "not in this repository: deleted, or never here" if facts.lineage else "loading…"
        return BodyLine(field_line("bake", Span(words, Tone.UNKNOWN if facts.lineage else Tone.DIM)))
    mark = mark_of(descent.bake.status, descent.bake.status_text)
    return BodyLine(field_line("bake", Span(f"{mark.letter} {mark.word}", mark.tone)))


def _model_lines(facts: DetailSlice, key: JobKey, view: TabView) -> list[BodyLine]:
    """The model paths, newest first, the checkpoint that is looked at marked."""
    names = facts.job.job.model_names if facts.job else ()
    descent = facts.lineage.descents.get(BakeName(key.name)) if facts.lineage else None
    names = names or (descent.bake.model_names if descent and descent.bake else ())
    is_open = view.shows(MODELS) or len(names) <= MOST_MODELS
    shown = names if is_open else names[: MOST_MODELS - 1]
    lines = [_model_line(facts, place, name, view) for place, name in enumerate(shown)]
    if len(names) > MOST_MODELS:
        words = f"fewer {view.glyphs.opened}" if is_open else f"{len(names) - len(shown)} older {view.glyphs.closed}"
        lines.append(BodyLine(field_line("", Span(words, Tone.DIM)), fold=MODELS))
    return lines


def _model_line(facts: DetailSlice, place: int, name: str, view: TabView) -> BodyLine:
    path = parse_model_path(name)
    is_chosen = path is not None and path.checkpoint == facts.checkpoint
    mark = f"  {view.glyphs.chosen} looked at" if is_chosen else ""
    label = "model" if place == 0 else ""
    return BodyLine(field_line(label, Span(clean(name)), Span(mark, Tone.ACCENT)), copied=name)


def _figure_lines(facts: DetailSlice, series: MetricSeries | None) -> list[BodyLine]:
    told = (facts.job.job.loss if facts.job else None) or LossSummary()
    is_logged = told == LossSummary()
    loss = logged_loss(series) if is_logged else told
    # The service calls the latest loss final also while there are steps to come.
    is_over = facts.job is not None and facts.job.job.is_settled
    final = loss.final if is_over and loss.final != loss.latest else None
    figures = [("", loss.latest), ("final ", final), ("min ", loss.minimum), ("max ", loss.maximum)]
    least_at = _step_of_least(series)
    at = f" at step {least_at}" if least_at is not None else ""
    said = "  ".join(
        f"{word}{loss_text(value)}{at if word == 'min ' else ''}" for word, value in figures if value is not None
    )
    known = next((value for _, value in figures if value is not None), None)
    by = (Span("  by its log", Tone.DIM),) if is_logged and said else ()
    line = field_line("loss", Span(said or "-", Tone.STRONG if said else Tone.DIM), *by)
    return [BodyLine(line, copied="" if known is None else repr(known)), *_step_lines(series)]


def logged_loss(series: MetricSeries | None) -> LossSummary:
    """The last, least and greatest loss of a log; nothing where it has no finite one."""
    values = [value for value in (series.columns.get("loss", ()) if series is not None else ()) if isfinite(value)]
    return LossSummary(latest=values[-1], minimum=min(values), maximum=max(values)) if values else LossSummary()


def _step_lines(series: MetricSeries | None) -> list[BodyLine]:
    if series is None or series.last_step is None:
        return []
    seconds, rates = step_seconds(series), series.columns.get("lr", ())
    pace = f"  {seconds:.3g} s/step" if seconds is not None else ""
    rate = f"  lr {loss_text(rates[-1])}" if len(rates) else ""
    return [BodyLine(field_line("step", Span(f"{series.last_step}{pace}{rate}")), copied=str(series.last_step))]


def _step_of_least(series: MetricSeries | None) -> int | None:
    """The step at which the logged loss was least, the first where it was so twice."""
    values = series.columns.get("loss", ()) if series is not None else ()
    least = min((value for value in values if isfinite(value)), default=None)
    if series is None or least is None:
        return None
    return int(series.steps[list(values).index(least)])
