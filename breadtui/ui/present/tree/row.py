"""The parts of a row of the tree and how they share its width."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len

from breadtui.domain.jobs import Job, JobStatus, progress_percent_of
from breadtui.store.facts.state import SeenJob
from breadtui.ui.present.clean import cut_end, cut_middle
from breadtui.ui.present.glyphs import Glyphs
from breadtui.ui.present.jobs.states import Mark, seen_mark
from breadtui.ui.present.numbers import loss_text, percent_text
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.present.tree.keys import GROUPS, Kind, TreeKey, labelled_of, row_of
from breadtui.ui.present.tree.rows import TreeView
from breadtui.values import dataclass

LEAST_NAME_CELLS = 8
SPARING_NAME_CELLS = 16
"""A name of up to this many cells is shown whole before a running job says both loss and percent."""

FIGURE_CELLS = 6
INDENTS: Mapping[Kind, int] = {
    Kind.REPO: 1,
    Kind.BAKES: 3,
    Kind.PROMPTS: 3,
    Kind.TARGETS: 3,
    Kind.BAKE: 5,
    Kind.CHECKPOINT: 5,
    Kind.PROMPT: 5,
    Kind.TARGET: 5,
    Kind.NOTE: 5,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row in parts: what stands left of the name, the name, what follows it, what stands at the right edge.

    `narrower` are right parts that say ever less, for rows in which `right` leaves too little of the name.
    """

    before: Line
    name: Span
    after: Line = ()
    right: Line = ()
    narrower: tuple[Line, ...] = ()


def fitted(row: Row, width: int) -> Line:
    """The parts of a row in `width` cells: the right part gives way before the name does."""
    right = _right_part(row, width)
    room = width - _cells(row.before, right) - 1
    after = _cut(row.after, room - min(cell_len(row.name.text), LEAST_NAME_CELLS))
    name = cut_middle(row.name.text, max(room - _cells(after), 1))
    gap = width - _cells(row.before, after, right) - cell_len(name)
    return (*row.before, Span(name, row.name.tone), *after, Span(" " * max(gap, 0)), *right)


def _right_part(row: Row, width: int) -> Line:
    """The widest that leaves the name what it needs; of the narrowest, where even that is too wide, the state."""
    name_cells = min(cell_len(row.name.text), SPARING_NAME_CELLS)
    wider = (row.right, *row.narrower[:-1]) if row.narrower else ()
    narrowest = row.narrower[-1] if row.narrower else row.right
    whole = next((part for part in wider if _cells(row.before, part) + name_cells < width), narrowest)
    return whole if _cells(row.before, whole) + LEAST_NAME_CELLS <= width else whole[:1]


def _cut(line: Line, cells: int) -> Line:
    """As much of a line as fits into `cells`."""
    spans: list[Span] = []
    for span in line:
        text = cut_end(span.text, cells)
        spans.append(Span(text, span.tone))
        cells -= cell_len(text)
    return tuple(spans)


def _cells(*lines: Line) -> int:
    return sum(cell_len(span.text) for line in lines for span in line)


def is_chosen(view: TreeView, key: TreeKey) -> bool:
    """The row stands for what the other panes show."""
    chosen = view.facts.chosen
    if chosen is None or key.kind in {Kind.NOTE, *GROUPS}:
        return False
    if row_of(chosen) == key:
        return view.facts.checkpoint is None or not view.shape.shows_checkpoints(key.place)
    return view.facts.checkpoint is not None and row_of(chosen, view.facts.checkpoint) == key


def name_tone(view: TreeView, key: TreeKey, usual: Tone = Tone.PLAIN) -> Tone:
    """The tone of a row's name: what is chosen stands out, what a filter only keeps for its place is dimmed."""
    if is_chosen(view, key):
        return Tone.ACCENT
    if view.facts.labels.hidden and (what := labelled_of(key)) is not None and view.facts.labels.is_hidden(what):
        return Tone.DIM
    if view.shape.query:
        return Tone.STRONG if view.is_match(key) else Tone.DIM
    return usual


def indent(key: TreeKey, glyphs: Glyphs, *, is_marked: bool, extra: int = 0) -> Line:
    """The blank left of a row, the cursor's cell first, with the sign of a mark."""
    cells = INDENTS[key.kind] + extra
    if not is_marked or cells < 3:
        return (Span(" " * cells),)
    return (Span(" "), Span(glyphs.marked, Tone.ACCENT), Span(" " * (cells - 2)))


def fold_mark(view: TreeView, key: TreeKey, glyphs: Glyphs, *, has_children: bool = True) -> Span:
    """The sign of what is chosen, else of what is folded."""
    if is_chosen(view, key) and key.kind is not Kind.REPO:
        return Span(glyphs.chosen, Tone.ACCENT)
    if not has_children:
        return Span(" ", Tone.DIM)
    return Span(glyphs.closed if view.is_folded(key) else glyphs.opened, Tone.DIM)


def before(view: TreeView, key: TreeKey, glyphs: Glyphs, *, is_marked: bool = False, has_children: bool = True) -> Line:
    """What stands left of a name that has no lines of descent."""
    mark = fold_mark(view, key, glyphs, has_children=has_children)
    is_narrow = is_marked and INDENTS[key.kind] < 3
    gap = Span(glyphs.marked, Tone.ACCENT) if is_narrow else Span(" ")
    return (*indent(key, glyphs, is_marked=is_marked), mark, gap)


def letter_and_figure(mark: Mark, figure: str) -> Line:
    """A state's letter and a figure in its column."""
    tone = mark.tone if mark.tone in {Tone.RUNNING, Tone.STALLED, Tone.FAILED} else Tone.DIM
    return (Span(mark.letter, mark.tone), Span(f" {figure:>{FIGURE_CELLS}}", tone))


def running_figures(seen: SeenJob, beside: Line = ()) -> tuple[Line, ...]:
    """What a running job with both percent and loss says at the right edge, from the widest; empty for other jobs.

    `46% R 1.6e-7`, then without the letter, which the percentage says as well unless something is amiss; then percent
    alone, because a loss is told by the details, too, and at last that without the column of figures. `beside` stands
    behind all but the last.
    """
    percent, loss, mark = running_percent(seen.job), latest_loss(seen.job), seen_mark(seen)
    if not percent or not loss:
        return ()
    spans = Span(f"{percent} ", Tone.RUNNING)
    whole = (spans, *job_state(seen), *beside)
    alone = (*letter_and_figure(mark, percent), *beside)
    short = (Span(mark.letter, mark.tone), Span(f" {percent}", mark.tone))
    if mark.tone is not Tone.RUNNING:
        return (whole, alone, short)
    return (whole, (spans, Span(loss, mark.tone), *beside), alone, short)


def job_state(seen: SeenJob) -> Line:
    """A job's letter and its latest loss; percent where a running job has none."""
    return letter_and_figure(seen_mark(seen), latest_loss(seen.job) or running_percent(seen.job))


def latest_loss(job: Job) -> str:
    """The loss as text, empty where none is known."""
    if job.loss is None:
        return ""
    loss = job.loss.final if job.loss.latest is None else job.loss.latest
    return "" if loss is None else loss_text(loss)


def running_percent(job: Job) -> str:
    """How far a job is that runs; empty for others and where it is unknown."""
    if job.status not in {JobStatus.RUNNING, JobStatus.UNKNOWN}:
        return ""
    percent = progress_percent_of(job)
    return "" if percent is None else percent_text(percent).strip()
