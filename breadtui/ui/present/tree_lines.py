"""One row of the repository tree as a line of spans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rich.cells import cell_len

from breadtui.domain.errors import Unauthorized
from breadtui.domain.jobs import Job, JobStatus, progress_percent_of
from breadtui.domain.lineage import Descent
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, PromptName
from breadtui.domain.repos import RepoTree
from breadtui.store.remote import NOT_ASKED, Failed, Ready, Remote, value_of
from breadtui.store.state import RepoContents, SeenJob
from breadtui.ui.present.branches import guide_text
from breadtui.ui.present.clean import clean, cut_end, cut_middle
from breadtui.ui.present.errors import reason_of
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.job_states import Mark, mark_of, seen_mark
from breadtui.ui.present.numbers import loss_text, percent_text
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.present.tree_rows import Filter, Kind, TreeFacts, TreeKey, TreeView, prompt_names, row_of

LEAST_NAME_CELLS = 8
FIGURE_CELLS = 6
_INDENTS: Mapping[Kind, int] = {
    Kind.REPO: 1,
    Kind.BAKES: 3,
    Kind.PROMPTS: 3,
    Kind.TARGETS: 3,
    Kind.BAKE: 5,
    Kind.PROMPT: 5,
    Kind.TARGET: 5,
    Kind.NOTE: 5,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row in parts: what stands left of the name, the name, what follows it, what stands at the right edge."""

    before: Line
    name: Span
    after: Line = ()
    right: Line = ()


def tree_line(view: TreeView, key: TreeKey, width: int, glyphs: Glyphs = UNICODE) -> Line:
    """The row of `key` in exactly `width` cells; where there is too little room the name keeps its two ends."""
    return fitted(_ROWS[key.kind](view, key, width, glyphs), width)


def fitted(row: Row, width: int) -> Line:
    """The parts of a row in `width` cells: the right part gives way before the name does."""
    right = row.right if _cells(row.before, row.right) + LEAST_NAME_CELLS <= width else row.right[:1]
    room = width - _cells(row.before, right) - 1
    after = _cut(row.after, room - min(cell_len(row.name.text), LEAST_NAME_CELLS))
    name = cut_middle(row.name.text, max(room - _cells(after), 1))
    gap = width - _cells(row.before, after, right) - cell_len(name)
    return (*row.before, Span(name, row.name.tone), *after, Span(" " * max(gap, 0)), *right)


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
    return (
        chosen is not None
        and key.kind not in {Kind.NOTE, Kind.BAKES, Kind.PROMPTS, Kind.TARGETS}
        and (row_of(chosen) == key)
    )


def _name_tone(view: TreeView, key: TreeKey, usual: Tone = Tone.PLAIN) -> Tone:
    if is_chosen(view, key):
        return Tone.ACCENT
    if view.filter:
        return Tone.STRONG if view.is_match(key) else Tone.DIM
    return usual


def _fold_mark(view: TreeView, key: TreeKey, glyphs: Glyphs, *, has_children: bool = True) -> str:
    if is_chosen(view, key) and key.kind is not Kind.REPO:
        return glyphs.chosen
    if not has_children:
        return " "
    return glyphs.closed if view.is_folded(key) else glyphs.opened


def _before(view: TreeView, key: TreeKey, glyphs: Glyphs, *, has_children: bool = True) -> Line:
    mark = _fold_mark(view, key, glyphs, has_children=has_children)
    tone = Tone.ACCENT if mark == glyphs.chosen else Tone.DIM
    return (Span(" " * _INDENTS[key.kind]), Span(f"{mark} ", tone))


def _repo_row(view: TreeView, key: TreeKey, width: int, glyphs: Glyphs) -> Row:
    lineage = view.facts.lineages.get(key.repo)
    base_model = view.base_models.get(key.repo) or (lineage.base_model if lineage else "")
    short = cut_middle(clean(base_model.rsplit("/", 1)[-1]), max(width // 2 - 2, 1))
    name = Span(clean(key.repo), _name_tone(view, key, Tone.STRONG))
    return Row(_before(view, key, glyphs), name, right=(Span(short, Tone.DIM),))


def _group_row(view: TreeView, key: TreeKey, width: int, glyphs: Glyphs) -> Row:  # noqa: ARG001 - one of several alike
    count, active = _count(view, key), view.active_counts.get((key.repo, key.kind), 0)
    after = "" if count is None else f"  ({count})" if count else "  none yet"
    right = (Span(f"{active} run", Tone.RUNNING),) if active else ()
    before = _before(view, key, glyphs, has_children=count != 0)
    return Row(before, Span(key.kind.value), (Span(after, Tone.DIM),), right)


def _count(view: TreeView, group: TreeKey) -> int | None:
    """How many things are in a group, None while that is unknown; under a filter, all of them."""
    if group.kind is Kind.BAKES:
        tree = value_of(view.facts.trees.get(group.repo, NOT_ASKED))
        return len(tree.bakes) if tree else None
    contents = value_of(view.facts.contents.get(group.repo, NOT_ASKED))
    if contents is None:
        return None
    return len(prompt_names(view.facts, group.repo)) if group.kind is Kind.PROMPTS else len(contents.targets)


def _bake_row(view: TreeView, key: TreeKey, width: int, glyphs: Glyphs) -> Row:
    name, branches = BakeName(key.name), view.branches[key.repo]
    place, seen = branches.places[name], view.facts.jobs.get(JobKey(key.repo, Phase.BAKE, key.name))
    below, depth = branches.descendants_count(name), branches.depths[place]
    before = _before(view, key, glyphs, has_children=below > 0)
    if depth:
        room = width - _INDENTS[Kind.BAKE] - 2 - LEAST_NAME_CELLS - FIGURE_CELLS
        guides = guide_text(depth, branches.guides[place], room, glyphs)
        mark = before[1]._replace(text=before[1].text[0])
        before = (Span(" " * (_INDENTS[Kind.BAKE] + 2)), Span(guides, Tone.DIM), mark)
    descent = branches.lineage.descents[name]
    hidden = (Span(f" +{below}", Tone.DIM),) if below and view.is_folded(key) else ()
    label = Span(clean(name), _name_tone(view, key, Tone.DIM if descent.is_phantom else Tone.PLAIN))
    return Row(before, label, (*_origin(descent, key, glyphs), *hidden), _state(descent, seen))


def _origin(descent: Descent, key: TreeKey, glyphs: Glyphs) -> Line:
    """What is odd about where a bake comes from: its own ancestor, or a model of another repository."""
    path = descent.started_from
    if descent.is_cut:
        return (Span(f" {glyphs.cut_cycle}", Tone.STALLED),)
    if path is not None and path.repo != key.repo and descent.parent is None:
        return (Span(clean(f" {glyphs.foreign} {path.repo}/{path.bake}/{path.checkpoint}"), Tone.DIM),)
    return ()


def _state(descent: Descent, seen: SeenJob | None) -> Line:
    if seen is not None:
        return _job_state(seen)
    if descent.bake is None:
        return _letter_and_figure(Mark("?", "not there", Tone.UNKNOWN), "")
    return _letter_and_figure(mark_of(descent.bake.status, descent.bake.status_text), "")


def _job_state(seen: SeenJob) -> Line:
    return _letter_and_figure(seen_mark(seen), _figure(seen.job))


def _letter_and_figure(mark: Mark, figure: str) -> Line:
    tone = mark.tone if mark.tone in {Tone.RUNNING, Tone.STALLED, Tone.FAILED} else Tone.DIM
    return (Span(mark.letter, mark.tone), Span(f" {figure:>{FIGURE_CELLS}}", tone))


def _figure(job: Job) -> str:
    """Percent while it runs, the loss after; nothing where neither is known."""
    if job.status in {JobStatus.RUNNING, JobStatus.UNKNOWN}:
        percent = progress_percent_of(job)
        return "" if percent is None else percent_text(percent)
    if job.loss is None:
        return ""
    return loss_text(job.loss.final if job.loss.latest is None else job.loss.latest)


def _prompt_row(view: TreeView, key: TreeKey, width: int, glyphs: Glyphs) -> Row:  # noqa: ARG001 - one of several alike
    draft = view.facts.drafts.get(PromptKey(key.repo, PromptName(key.name)))
    mark = (Span(" *" if draft and draft.is_changed else "", Tone.ACCENT),)
    right = (Span("new", Tone.ADDED),) if draft and draft.base is None else ()
    before = _before(view, key, glyphs, has_children=False)
    return Row(before, Span(clean(key.name), _name_tone(view, key)), mark, right)


def _target_row(view: TreeView, key: TreeKey, width: int, glyphs: Glyphs) -> Row:  # noqa: ARG001 - one of several alike
    jobs = [view.facts.jobs.get(JobKey(key.repo, phase, key.name)) for phase in (Phase.ROLLOUT, Phase.STIM)]
    begun = [seen for seen in jobs if seen is not None and seen.job.status is not JobStatus.NOT_STARTED]
    right = _job_state(begun[0]) if begun else ()
    before = _before(view, key, glyphs, has_children=False)
    return Row(before, Span(clean(key.name), _name_tone(view, key)), right=right)


def _note_row(view: TreeView, key: TreeKey, width: int, glyphs: Glyphs) -> Row:  # noqa: ARG001 - one of several alike
    facts = view.facts
    text, tone = note_of((facts.contents if key.name else facts.trees).get(key.repo, NOT_ASKED))
    indent = _INDENTS[Kind.NOTE if key.name else Kind.BAKES]
    return Row((Span(" " * indent),), Span(cut_end(text, max(width - indent - 1, 1)), tone))


def note_of(remote: Remote[RepoTree] | Remote[RepoContents]) -> tuple[str, Tone]:
    """The sentence in place of what is not there, and its tone."""
    if isinstance(remote, Failed):
        verb = "could not load" if remote.last is None else "not refreshed"
        return f"{verb}, r to retry: {reason_of(remote.error)}", Tone.FAILED
    return "loading…", Tone.DIM


_ROWS: Mapping[Kind, Callable[[TreeView, TreeKey, int, Glyphs], Row]] = {
    Kind.REPO: _repo_row,
    Kind.BAKES: _group_row,
    Kind.PROMPTS: _group_row,
    Kind.TARGETS: _group_row,
    Kind.BAKE: _bake_row,
    Kind.PROMPT: _prompt_row,
    Kind.TARGET: _target_row,
    Kind.NOTE: _note_row,
}


def nothing_text(facts: TreeFacts, wanted: Filter | None = None) -> str:
    """The line in a tree without any row."""
    if isinstance(facts.repos, Failed):
        error = facts.repos.error
        again = ":key takes another" if isinstance(error, Unauthorized) else "It is asked again by itself, R asks now"
        return f" The repositories could not be loaded. {reason_of(error)}. {again}."
    if not isinstance(facts.repos, Ready):
        return " loading repositories…"
    return " Nothing matches, esc shows all" if wanted else " No repositories yet"
