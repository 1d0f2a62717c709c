"""The heading of a block of jobs: what it is of, and how its jobs stand, stage by stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from breadtui.domain.monitor.blocks import STAGES, BlockKey
from breadtui.domain.names import JobKey
from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.jobs.rows import JobsSlice
from breadtui.ui.present.jobs.states import Mark, seen_mark
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import replace


def block_line(
    facts: JobsSlice,
    block: BlockKey,
    jobs: Sequence[JobKey],
    width: int,
    glyphs: Glyphs = UNICODE,
    *,
    is_folded: bool = False,
) -> Line:
    """`▾ wise  stim D · rollout D · bake 2R 1F  yoda_repo`, or for a repository `▸ yoda_repo  +5  2R 1F 2D`."""
    sign = glyphs.closed if is_folded else glyphs.opened
    name = clean(block.name or block.repo)
    hidden = [Span(f"  +{len(jobs)}", Tone.DIM)] if is_folded else []
    place = [Span(f"  {clean(block.repo)}", Tone.DIM)] if block.name else []
    return (
        Span(" "),
        Span(f"{sign} ", Tone.ACCENT),
        Span(cut_middle(name, max(width // 3, 8)), Tone.STRONG),
        *hidden,
        Span("  "),
        *(_by_stage(facts, jobs, glyphs) if block.name else _counts(facts, jobs)),
        *place,
    )


def _by_stage(facts: JobsSlice, jobs: Sequence[JobKey], glyphs: Glyphs) -> Iterable[Span]:
    spans: list[Span] = []
    for stage in STAGES:
        here = [key for key in jobs if key.phase is stage]
        if here:
            spans += [Span(f" {glyphs.dot} ", Tone.DIM)] if spans else []
            spans += [Span(f"{stage.value} ", Tone.DIM), *_counts(facts, here)]
    return spans


def _counts(facts: JobsSlice, jobs: Sequence[JobKey]) -> Iterable[Span]:
    """How many stand how, by their letters; a lone one is its letter."""
    marks: Counter[Mark] = Counter(replace(seen_mark(facts.jobs[key]), word="") for key in jobs)
    spans: list[Span] = []
    for mark, count in marks.items():
        words = mark.letter if len(jobs) == 1 else f"{count}{mark.letter}"
        spans += [Span(" ")] if spans else []
        spans.append(Span(words, mark.tone))
    return spans
