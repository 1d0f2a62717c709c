"""One row of the repository tree as a line of spans."""

from __future__ import annotations

from collections.abc import Collection

from breadtui.domain.errors import Unauthorized
from breadtui.domain.jobs import JobStatus
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, TargetKey
from breadtui.domain.repos import RepoTree
from breadtui.store.facts.remote import NOT_ASKED, Failed, Ready, Remote, value_of
from breadtui.store.facts.state import RepoContents
from breadtui.ui.present.clean import clean, cut_end, cut_middle
from breadtui.ui.present.errors import reason_of
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.labels_lines import label_signs
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.present.tree.bake_lines import bake_row_parts, checkpoint_row_parts
from breadtui.ui.present.tree.facts import TreeFacts, drafts_count, prompt_names
from breadtui.ui.present.tree.keys import Kind, TreeKey, labelled_of
from breadtui.ui.present.tree.row import INDENTS, Row, before, fitted, job_state, name_tone
from breadtui.ui.present.tree.rows import TreeView
from breadtui.values import replace

GROUPED = {Kind.PROMPTS: Kind.PROMPT, Kind.TARGETS: Kind.TARGET}


def tree_line(
    view: TreeView, key: TreeKey, width: int, glyphs: Glyphs = UNICODE, *, is_marked: bool | None = None
) -> Line:
    """The row of `key` in exactly `width` cells; where there is too little room the name keeps its two ends.

    `is_marked` overrides whether it bears the sign of a mark.
    """
    has_sign = key in view.marked if is_marked is None else is_marked
    row = _row(view, key, width, glyphs, is_marked=has_sign)
    if signs := _signs_of(view, key):
        row = replace(row, after=(*signs, *row.after))
    return fitted(row, width)


def _row(view: TreeView, key: TreeKey, width: int, glyphs: Glyphs, *, is_marked: bool) -> Row:
    match key.kind:
        case Kind.REPO:
            row = _repo_row(view, key, width, glyphs, is_marked=is_marked)
        case Kind.BAKES | Kind.PROMPTS | Kind.TARGETS:
            row = _group_row(view, key, glyphs)
        case Kind.BAKE:
            row = bake_row_parts(view, key, width, glyphs, is_marked=is_marked)
        case Kind.CHECKPOINT:
            row = checkpoint_row_parts(view, key, width, glyphs)
        case Kind.PROMPT:
            row = _prompt_row(view, key, glyphs, is_marked=is_marked)
        case Kind.TARGET:
            row = _target_row(view, key, glyphs, is_marked=is_marked)
        case _:
            row = _note_row(view, key, width)
    return row


def _signs_of(view: TreeView, key: TreeKey) -> Line:
    """What people put on what a row stands for: ` ★ #best`; empty without any."""
    what = labelled_of(key) if view.facts.labels.of else None
    return label_signs(view.facts.labels.at(what))


def _repo_row(view: TreeView, key: TreeKey, width: int, glyphs: Glyphs, *, is_marked: bool) -> Row:
    lineage = view.facts.lineages.get(key.repo)
    base_model = view.base_models.get(key.repo) or (lineage.base_model if lineage else "")
    short = cut_middle(clean(base_model.rsplit("/", 1)[-1]), max(width // 2 - 2, 1))
    name = Span(clean(key.repo), name_tone(view, key, Tone.STRONG))
    left = before(view, key, glyphs, is_marked=is_marked)
    hidden = (Span(f" +{len(view.whole[key.repo].names)}", Tone.DIM),) if view.is_beside(key.repo) else ()
    if key.repo not in view.facts.trees and drafts_count(view.facts, key.repo):
        hidden = (*hidden, Span(" *", Tone.ACCENT))
    return Row(left, name, hidden, right=(Span(short, Tone.DIM),))


def _group_row(view: TreeView, key: TreeKey, glyphs: Glyphs) -> Row:
    count, active = _count(view, key), view.active_counts.get((key.repo, key.kind), 0)
    after = "" if count is None else f"  ({_of_matched(view, key, count)})" if count else "  none yet · n adds one"
    narrowing = view.narrowings.get(key.repo)
    if key.kind is Kind.BAKES and narrowing is not None and narrowing.hidden_roots_count:
        after += f" +{narrowing.hidden_roots_count}"
    right = (Span(f"{active} run", Tone.RUNNING),) if active else ()
    if key.kind is Kind.BAKES and (unknown := view.unknown.get(key.repo)):
        right = (Span(f"{len(unknown)} unknown", Tone.UNKNOWN),)
    if key.kind is Kind.PROMPTS and (unsaved := drafts_count(view.facts, key.repo)):
        right = (Span(f"{unsaved} unsaved *", Tone.ACCENT),)
    return Row(
        before(view, key, glyphs, has_children=count != 0), Span(key.kind.value), (Span(after, Tone.DIM),), right
    )


def _of_matched(view: TreeView, group: TreeKey, count: int) -> str:
    """How many things are in a group; where a filter or hiding leaves some out, how many of how many."""
    if group.kind is Kind.BAKES:
        narrowing = view.narrowings.get(group.repo)
        matched = narrowing.matched if narrowing is not None else None
        return str(count) if matched is None else f"{len(matched)} of {count}"
    left = _rows_below(view, group) if view.shape.query and group in view.keys else count - _hidden_in(view, group)
    return str(count) if left == count else f"{left} of {count}"


def _rows_below(view: TreeView, group: TreeKey) -> int:
    """The rows of a group, which a filter never folds."""
    kind, first = GROUPED[group.kind], view.keys.index(group) + 1
    return next((place for place, key in enumerate(view.keys[first:]) if key.kind is not kind), len(view.keys) - first)


def _hidden_in(view: TreeView, group: TreeKey) -> int:
    """How many prompts or targets of a group have no row because they are hidden."""
    hidden = () if view.shows_hidden else view.facts.labels.hidden
    kind = PromptKey if group.kind is Kind.PROMPTS else TargetKey
    names = _names_in(view, group) or ()
    return sum(isinstance(what, kind) and what.repo == group.repo and what.name in names for what in hidden)


def _names_in(view: TreeView, group: TreeKey) -> Collection[str] | None:
    """The prompts or targets of a group, None while they are unknown."""
    contents = value_of(view.facts.contents.get(group.repo, NOT_ASKED))
    if contents is None:
        return None
    return prompt_names(view.facts, group.repo) if group.kind is Kind.PROMPTS else contents.targets


def _count(view: TreeView, group: TreeKey) -> int | None:
    """How many things are in a group, None while that is unknown; under a filter, all of them."""
    if group.kind is Kind.BAKES:
        tree = value_of(view.facts.trees.get(group.repo, NOT_ASKED))
        return len(tree.bakes) if tree else None
    names = _names_in(view, group)
    return None if names is None else len(names)


def _prompt_row(view: TreeView, key: TreeKey, glyphs: Glyphs, *, is_marked: bool) -> Row:
    draft = view.facts.drafts.get(PromptKey(key.repo, PromptName(key.name)))
    mark = (Span(" *" if draft and draft.is_changed else "", Tone.ACCENT),)
    right = (Span("new", Tone.ADDED),) if draft and draft.base is None else ()
    left = before(view, key, glyphs, is_marked=is_marked, has_children=False)
    return Row(left, Span(clean(key.name), name_tone(view, key)), mark, right)


def _target_row(view: TreeView, key: TreeKey, glyphs: Glyphs, *, is_marked: bool) -> Row:
    jobs = [view.facts.jobs.get(JobKey(key.repo, phase, key.name)) for phase in (Phase.ROLLOUT, Phase.STIM)]
    begun = [seen for seen in jobs if seen is not None and seen.job.status is not JobStatus.NOT_STARTED]
    right = job_state(begun[0]) if begun else ()
    left = before(view, key, glyphs, is_marked=is_marked, has_children=False)
    return Row(left, Span(clean(key.name), name_tone(view, key)), right=right)


def _note_row(view: TreeView, key: TreeKey, width: int) -> Row:
    facts = view.facts
    text, tone = note_of((facts.contents if key.name else facts.trees).get(key.repo, NOT_ASKED))
    cells = INDENTS[Kind.NOTE if key.name else Kind.BAKES]
    return Row((Span(" " * cells),), Span(cut_end(text, max(width - cells - 1, 1)), tone))


def note_of(remote: Remote[RepoTree] | Remote[RepoContents]) -> tuple[str, Tone]:
    """The sentence in place of what is not there, and its tone."""
    if isinstance(remote, Failed):
        verb = "could not load" if remote.last is None else "not refreshed"
        return f"{verb}, r to retry: {reason_of(remote.error)}", Tone.FAILED
    return "loading…", Tone.DIM


def nothing_text(facts: TreeFacts, *, is_filtered: bool = False) -> str:
    """The line in a tree without any row."""
    if isinstance(facts.repos, Failed):
        error = facts.repos.error
        again = ":key takes another" if isinstance(error, Unauthorized) else "It is asked again by itself, R asks now"
        return f" The repositories could not be loaded. {reason_of(error)}. {again}."
    if not isinstance(facts.repos, Ready):
        return " loading repositories…"
    return " Nothing matches, esc shows all" if is_filtered else " No repositories yet"
