"""The overview of a bake: its stages, where it comes from, its models and its loss."""

from __future__ import annotations

from breadtui.domain.jobs import LossSummary
from breadtui.domain.lineage import Descent, Lineage
from breadtui.domain.metrics import MetricSeries
from breadtui.domain.names import BakeName, JobKey, Phase
from breadtui.domain.recipe import datasets_of
from breadtui.store.remote import value_of
from breadtui.ui.present.clean import clean
from breadtui.ui.present.details import DetailSlice, config_of, stage_config
from breadtui.ui.present.fields import field_line, side_by_side
from breadtui.ui.present.freshness import freshness_lines
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.job_states import mark_of, step_seconds
from breadtui.ui.present.numbers import bar, loss_text, percent_text
from breadtui.ui.present.stage_lines import failure_lines, prompts_line, stage_line
from breadtui.ui.present.tones import Line, Span, Tone

SIDE_BY_SIDE_CELLS = 84
LEFT_CELLS = 42
MOST_ANCESTORS = 5
SHARE_CELLS = 12


def bake_lines(facts: DetailSlice, key: JobKey, width: int, glyphs: Glyphs = UNICODE) -> list[Line]:
    """Everything about one bake; two columns where there is room."""
    series = value_of(facts.metrics)
    left = [*_stage_lines(facts), _bake_line(facts, key, series)]
    right = [*_lineage_lines(facts.lineage, BakeName(key.name), glyphs), *_model_lines(facts, key)]
    block = side_by_side(left, right, LEFT_CELLS) if width >= SIDE_BY_SIDE_CELLS else [*left, *right]
    return [
        *freshness_lines(facts.job, facts.tree),
        *block,
        *_figure_lines(facts, series),
        *_share_lines(facts, glyphs),
        *failure_lines(facts.job, width),
        *(line for seen in facts.stages for line in failure_lines(seen, width)),
    ]


def _stage_lines(facts: DetailSlice) -> list[Line]:
    """Stages of the first target; where there are several, the shares below name them."""
    stim, rollout = (*facts.stages[:2], None, None)[:2]
    target = value_of(facts.targets[0]) if facts.targets else None
    prompts = prompts_line(target.config if target else stage_config(facts))
    return [prompts, stage_line(Phase.STIM, stim), stage_line(Phase.ROLLOUT, rollout)]


def _bake_line(facts: DetailSlice, key: JobKey, series: MetricSeries | None) -> Line:
    if facts.job is not None:
        return stage_line(Phase.BAKE, facts.job, series)
    descent = facts.lineage.descents.get(BakeName(key.name)) if facts.lineage else None
    if descent is None or descent.bake is None:
        words = "not in this repository: deleted, or never here" if facts.lineage else "loading…"
        return field_line("bake", Span(words, Tone.UNKNOWN if facts.lineage else Tone.DIM))
    mark = mark_of(descent.bake.status, descent.bake.status_text)
    return field_line("bake", Span(f"{mark.letter} {mark.word}", mark.tone))


def _lineage_lines(lineage: Lineage | None, name: BakeName, glyphs: Glyphs) -> list[Line]:
    """The bake, what it came from, and so on to the base model, one a line; long descents are shortened."""
    if lineage is None:
        return []
    above = lineage.ancestors(name)
    steps = [_came_from(lineage, one) for one in (name, *above)]
    if len(steps) > MOST_ANCESTORS:
        skipped = len(steps) - MOST_ANCESTORS
        steps = [*steps[: MOST_ANCESTORS - 1], f"{glyphs.deeper} {skipped} more", steps[-1]]
    first = field_line("lineage", Span(clean(name), Tone.STRONG))
    return [first, *(field_line("", Span(f"{glyphs.came_from} ", Tone.DIM), Span(step)) for step in steps)]


def _came_from(lineage: Lineage, name: BakeName) -> str:
    """What one bake started from, with its checkpoint where that is known."""
    descent = lineage.descents.get(name)
    if descent is None:
        return clean(lineage.base_model) or "base model"
    if descent.is_cut:
        return f"{clean(descent.parent)}, its own descendant: the circle is cut here"
    if descent.parent is not None:
        return _with_checkpoint(descent, lineage)
    if descent.started_from is not None:
        return clean(str(descent.started_from))
    return clean(lineage.base_model) or "base model"


def _with_checkpoint(descent: Descent, lineage: Lineage) -> str:
    path = descent.started_from
    checkpoint = f"/{path.checkpoint}" if path is not None and path.bake == descent.parent else ""
    parent = lineage.descents.get(descent.parent) if descent.parent else None
    return clean(f"{descent.parent}{checkpoint}") + (" (not there)" if parent and parent.is_phantom else "")


def _model_lines(facts: DetailSlice, key: JobKey) -> list[Line]:
    """The model paths, newest first."""
    names = facts.job.job.model_names if facts.job else ()
    descent = facts.lineage.descents.get(BakeName(key.name)) if facts.lineage else None
    names = names or (descent.bake.model_names if descent and descent.bake else ())
    return [field_line("model" if place == 0 else "", Span(clean(name))) for place, name in enumerate(names)]


def _figure_lines(facts: DetailSlice, series: MetricSeries | None) -> list[Line]:
    loss = facts.job.job.loss if facts.job and facts.job.job.loss else LossSummary()
    figures = [("", loss.latest), ("final ", loss.final), ("min ", loss.minimum), ("max ", loss.maximum)]
    said = "  ".join(f"{word}{loss_text(value)}" for word, value in figures if value is not None)
    lines = [field_line("loss", Span(said or "-", Tone.STRONG if said else Tone.DIM))]
    seconds = step_seconds(series)
    if series is not None and series.last_step is not None:
        pace = f"  {seconds:.3g} s/step" if seconds is not None else ""
        rates = series.columns.get("lr", ())
        rate = f"  lr {loss_text(rates[-1])}" if len(rates) else ""
        lines.append(field_line("step", Span(f"{series.last_step}{pace}{rate}")))
    return lines


def _share_lines(facts: DetailSlice, glyphs: Glyphs) -> list[Line]:
    """The targets it learns from with their shares as bars."""
    return [
        field_line(
            "targets" if place == 0 else "",
            Span(bar(dataset.share * 100, SHARE_CELLS, glyphs), Tone.ACCENT),
            Span(f"{percent_text(dataset.share * 100)} "),
            Span(clean(dataset.target)),
        )
        for place, dataset in enumerate(datasets_of(config_of(facts)))
    ]
