"""All jobs worth a glance in one line: state, name, percent, loss; first what is amiss, then what runs, what failed."""

from __future__ import annotations

from rich.cells import cell_len

from breadtui.domain.jobs import progress_percent_of
from breadtui.domain.names import JobKey, Phase
from breadtui.store.facts.dismissals import is_dismissed
from breadtui.store.facts.remote import value_of
from breadtui.store.facts.standing import standing_of
from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.jobs.rows import JobsSlice
from breadtui.ui.present.jobs.states import STALLED, seen_mark
from breadtui.ui.present.numbers import loss_text, percent_text
from breadtui.ui.present.tones import Line, Span, Tone

NAME_WIDTH = 18
GAP = "   "


def job_glance(facts: JobsSlice, width: int) -> Line:
    """As many active or failed jobs as fit whole in `width` cells, then how many more; none that is hidden.

    That nothing runs is said only once every open repository answered.
    """
    standing, labels = standing_of(facts.jobs), facts.filtered_by.labels
    keys = [
        key
        for key in (*standing.active, *standing.failed)
        if key.repo in facts.opened
        and not is_dismissed(facts.dismissed, facts.jobs[key])
        and not labels.leaves_out(key)
    ]
    keys.sort(key=lambda key: not _is_amiss(facts, key))
    spans: list[Span] = [Span(" ")]
    used = 1
    for place, key in enumerate(keys):
        piece = _piece(facts, key)
        cells = sum(cell_len(span.text) for span in piece)
        if used + cells > width - len(more_text(len(keys) - place)):
            return (*spans, Span(more_text(len(keys) - place), Tone.DIM))
        spans += piece
        used += cells
    if keys:
        return tuple(spans)
    return (Span(" nothing runs" if _is_read(facts) else " ", Tone.DIM),)


def _is_read(facts: JobsSlice) -> bool:
    """Every open repository answered, so that it is known that nothing runs there."""
    read = facts.filtered_by
    return value_of(read.repos) is not None and all(repo in read.lineages for repo in facts.opened)


def _is_amiss(facts: JobsSlice, key: JobKey) -> bool:
    seen = facts.jobs[key]
    return seen.job.is_active and seen_mark(seen).letter == STALLED.letter


def more_text(count: int) -> str:
    """The jobs that found no room."""
    return f"+{count}"


def _piece(facts: JobsSlice, key: JobKey) -> tuple[Span, ...]:
    seen = facts.jobs[key]
    mark, job = seen_mark(seen), seen.job
    percent = percent_text(progress_percent_of(job)).strip() if job.is_active else ""
    latest = job.loss.latest if job.loss is not None else None
    loss = loss_text(latest) if key.phase is Phase.BAKE and latest is not None else ""
    figures = " ".join(figure for figure in (percent, loss) if figure)
    return (
        Span(f"{mark.letter} ", mark.tone),
        Span(cut_middle(clean(key.name), NAME_WIDTH)),
        Span(f" {figures}" if figures else "", Tone.DIM),
        Span(GAP),
    )
