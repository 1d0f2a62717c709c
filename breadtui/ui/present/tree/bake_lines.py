"""Rows of bakes and checkpoints: lines of descent, where one comes from, what is hidden below it, how it stands."""

from __future__ import annotations

from breadtui.domain.descent.forest import BakePlace
from breadtui.domain.descent.lineage import Descent
from breadtui.domain.names import JobKey, Phase
from breadtui.store.facts.state import SeenJob
from breadtui.ui.present.clean import clean
from breadtui.ui.present.glyphs import Glyphs
from breadtui.ui.present.jobs.states import Mark, mark_of
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.present.tree.branches import column_text, guide_text
from breadtui.ui.present.tree.facts import newest_checkpoint
from breadtui.ui.present.tree.keys import Kind, TreeKey, bake_row
from breadtui.ui.present.tree.row import (
    FIGURE_CELLS,
    INDENTS,
    LEAST_NAME_CELLS,
    Row,
    before,
    fold_mark,
    indent,
    is_chosen,
    job_state,
    letter_and_figure,
    name_tone,
    running_figures,
)
from breadtui.ui.present.tree.rows import TreeView

CHECKPOINT_FROM_WIDTH = 48
"""Rows of this width have room for the newest checkpoint."""

STARTED_SHOWN = 3
PARENTS_SHOWN = 2


def bake_row_parts(view: TreeView, key: TreeKey, width: int, glyphs: Glyphs, *, is_marked: bool) -> Row:
    """The row of a bake."""
    lineage = view.branches[key.repo].lineage
    descent = lineage.descents[key.bake]
    seen = view.facts.jobs.get(JobKey(key.repo, Phase.BAKE, key.name))
    label = Span(clean(key.name), name_tone(view, key, Tone.DIM if descent.is_phantom else Tone.PLAIN))
    left = _graph_left if view.shape.is_graph else _tree_left
    newest = newest_checkpoint(lineage, key.bake) if width >= CHECKPOINT_FROM_WIDTH else None
    beside = _newest(newest, width, glyphs)
    figures = running_figures(seen, beside) if seen is not None else ()
    return Row(
        before=left(view, key, width, glyphs, is_marked=is_marked),
        name=label,
        after=(*_started(view, key), *_hidden(view, key), *_elsewhere(view, key, glyphs), *_origin(view, key, glyphs)),
        right=figures[0] if figures else (*_state(descent, seen), *beside),
        narrower=figures[1:],
    )


def _newest(checkpoint: int | None, width: int, glyphs: Glyphs) -> Line:
    if width < CHECKPOINT_FROM_WIDTH:
        return ()
    text = "" if checkpoint is None else f"{glyphs.checkpoint}{checkpoint}"
    return (Span(f" {text:>{FIGURE_CELLS}}", Tone.DIM),)


def _room(key: TreeKey, width: int) -> int:
    """How many cells lines of descent may take: wide rows keep their figures, and a quarter for the name."""
    figures = FIGURE_CELLS if width < CHECKPOINT_FROM_WIDTH else 2 * FIGURE_CELLS + 4
    return width - INDENTS[key.kind] - 2 - max(LEAST_NAME_CELLS, width // 4) - figures


def _tree_left(view: TreeView, key: TreeKey, width: int, glyphs: Glyphs, *, is_marked: bool) -> Line:
    branches = view.branches[key.repo]
    place = branches.places[key.bake]
    has_children = branches.ends[place] > place + 1
    if not (depth := branches.depths[place]):
        return before(view, key, glyphs, is_marked=is_marked, has_children=has_children)
    guides = guide_text(depth, branches.guides[place], _room(key, width), glyphs)
    mark = fold_mark(view, key, glyphs, has_children=has_children)
    return (*indent(key, glyphs, is_marked=is_marked, extra=2), Span(guides, Tone.DIM), mark)


def _graph_left(view: TreeView, key: TreeKey, width: int, glyphs: Glyphs, *, is_marked: bool) -> Line:
    branches = view.branches[key.repo]
    place = branches.places[key.bake]
    is_branching = branches.is_branching(place)
    lines = column_text(branches.columns[place], _room(key, width), glyphs, is_branching=is_branching)
    return (*indent(key, glyphs, is_marked=is_marked), Span(lines, Tone.DIM), _node(view, key, glyphs), Span(" "))


def _node(view: TreeView, key: TreeKey, glyphs: Glyphs) -> Span:
    branches = view.branches[key.repo]
    if is_chosen(view, key):
        return Span(glyphs.node_chosen, Tone.ACCENT)
    if branches.lineage.descents[key.bake].is_phantom:
        return Span(glyphs.node_absent, Tone.DIM)
    if branches.descendants_count(key.bake) and view.is_folded(key):
        return Span(glyphs.closed, Tone.DIM)
    return Span(glyphs.node if branches.depths[branches.places[key.bake]] else glyphs.node_root, Tone.DIM)


def _started(view: TreeView, key: TreeKey) -> Line:
    """The checkpoint it started from, where its parent has gone on since."""
    parent, started = view.forest.parent_of(key.place), view.forest.started_checkpoint(key.place)
    if parent is None or started is None or parent.repo != key.repo:
        return ()
    newest = newest_checkpoint(view.branches[key.repo].lineage, parent.bake)
    return () if newest is None or newest == started else (Span(f" @{started}", Tone.DIM),)


def _hidden(view: TreeView, key: TreeKey) -> Line:
    """How many bakes below it are folded away, by hand or by a focus on another line."""
    count = view.narrowings[key.repo].hidden_counts.get(key.bake, 0)
    if view.is_folded(key):
        count += view.branches[key.repo].descendants_count(key.bake)
    return (Span(f" +{count}", Tone.DIM),) if count else ()


def _elsewhere(view: TreeView, key: TreeKey, glyphs: Glyphs) -> Line:
    """How many bakes of other repositories were made from it."""
    count = len(view.forest.children_elsewhere(key.place))
    return (Span(f" {glyphs.elsewhere}{count}", Tone.DIM),) if count else ()


def _origin(view: TreeView, key: TreeKey, glyphs: Glyphs) -> Line:
    """What is odd about where it comes from: its own ancestor, another repository's model, more than one parent."""
    lineage = view.branches[key.repo].lineage
    descent, path = lineage.descents[key.bake], lineage.foreign.get(key.bake)
    spans: list[Span] = []
    if descent.is_cut or key.place in view.forest.cuts:
        spans.append(Span(f" {glyphs.cut_cycle}", Tone.STALLED))
    if path is not None:
        parent = view.forest.place_of(path)
        spans.append(Span(clean(f" {glyphs.foreign} {parent.repo}/{parent.bake}/{path.checkpoint}"), Tone.DIM))
    if descent.others:
        others = ", ".join(clean(other) for other in descent.others[:PARENTS_SHOWN])
        spans.append(Span(f" {glyphs.came_from} {others}", Tone.DIM))
    return tuple(spans)


def _state(descent: Descent, seen: SeenJob | None) -> Line:
    if seen is not None:
        return job_state(seen)
    if descent.bake is None:
        return letter_and_figure(Mark("?", "not there", Tone.UNKNOWN), "")
    return letter_and_figure(mark_of(descent.bake.status, descent.bake.status_text), "")


def checkpoint_row_parts(view: TreeView, key: TreeKey, width: int, glyphs: Glyphs) -> Row:
    """The row of a checkpoint: its training step, whether it is the newest, and what started from it."""
    mark = Span(glyphs.chosen, Tone.ACCENT) if is_chosen(view, key) else Span(glyphs.checkpoint, Tone.DIM)
    name = Span(str(key.checkpoint), Tone.ACCENT if is_chosen(view, key) else Tone.PLAIN)
    newest = newest_checkpoint(view.branches[key.repo].lineage, key.bake)
    word = (Span(" newest", Tone.DIM),) if key.checkpoint == newest else ()
    return Row(
        (*_checkpoint_left(view, key, width, glyphs), mark, Span(" ")), name, (*word, *_led_to(view, key, glyphs))
    )


def _checkpoint_left(view: TreeView, key: TreeKey, width: int, glyphs: Glyphs) -> Line:
    branches = view.branches[key.repo]
    place = branches.places[key.bake]
    goes_on = branches.ends[place] > place + 1 and not view.is_folded(bake_row(key.place))
    below, room = glyphs.down if goes_on else " ", _room(key, width)
    if view.shape.is_graph:
        lines = f"{column_text(branches.columns[place], room, glyphs)}{below} "
        return (Span(" " * INDENTS[Kind.BAKE]), Span(lines, Tone.DIM))
    lines = guide_text(branches.depths[place] + 1, branches.guides[place] << 1, room, glyphs, end=below)
    return (Span(" " * (INDENTS[Kind.BAKE] + 2)), Span(lines, Tone.DIM))


def _led_to(view: TreeView, key: TreeKey, glyphs: Glyphs) -> Line:
    """The first few bakes that started from a checkpoint."""
    if key.checkpoint is None:
        return ()
    children = view.children_from(key.place, key.checkpoint)
    if not children:
        return ()
    names = ", ".join(_name_from(child, key) for child in children[:STARTED_SHOWN])
    more = f" +{len(children) - STARTED_SHOWN}" if len(children) > STARTED_SHOWN else ""
    return (Span(f" {glyphs.leads_to} {names}{more}", Tone.DIM),)


def _name_from(child: BakePlace, key: TreeKey) -> str:
    return clean(child.bake if child.repo == key.repo else f"{child.repo}/{child.bake}")
