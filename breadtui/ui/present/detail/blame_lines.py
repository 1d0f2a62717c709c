"""Blame as lines: a legend of bakes, then each line of the teachers beside the bake that taught it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from string import ascii_letters

from breadtui.domain.descent.blame import Blame, BlamedLine, BlamedPrompt
from breadtui.domain.descent.forest import BakePlace
from breadtui.domain.difference.diff import LineKind
from breadtui.domain.names import PromptKey, RepoName
from breadtui.store.views.blaming import BlameOf, blame_along
from breadtui.ui.present.clean import clean, pad
from breadtui.ui.present.detail.body_lines import BodyLine, TabView
from breadtui.ui.present.detail.details import DetailSlice, bake_choice, place_of
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.present.fields import sentence_line, wrapped
from breadtui.ui.present.tones import Span, Tone

LEGEND_ROWS = 6
NARROWEST_NAME, WIDEST_NAME = 8, 18
MOST_NOTES = 5
LEGEND = "legend"
"""The fold that holds the bakes beyond the first few."""
REMOVED = "removed"
"""The fold that hides removed lines, or shows them where they are hidden at first."""
MOST_REMOVED = 8
"""More removed lines than these, and than there are lines left, are hidden at first: the text is looked for."""
_TONES = (Tone.SERIES_A, Tone.SERIES_B, Tone.SERIES_C, Tone.DONE, Tone.UNKNOWN, Tone.STALLED)


def blame_lines(facts: DetailSlice, view: TabView) -> list[BodyLine]:
    """What each bake of the descent taught; how far the reading is while it goes on."""
    place = place_of(facts)
    if place is None or not facts.taught.forest.is_open(place):
        return [_words("loading…")]
    found = blame_along(facts.taught, place)
    if found.blame is None:
        reading = found.reading
        return [_words(f"reading {reading.done} of {reading.total} {reading.kind}"), *_path_notes(facts, found)]
    notes = [*_path_notes(facts, found), *_reading_notes(found)]
    if not found.blame.prompts:
        return [_words("no teacher says anything"), *notes]
    is_hidden = _hides_removed(found.blame, view)
    return [*_legend(found, view, is_hidden=is_hidden), *notes, *_text(found.blame, view, is_hidden=is_hidden)]


def _hides_removed(blame: Blame[BakePlace], view: TabView) -> bool:
    """Removed lines are not shown: a person hid them, or did not ask for as many as there are."""
    lines = [line for prompt in blame.prompts for line in prompt.lines]
    removed = sum(line.removed_by is not None for line in lines)
    is_hidden_first = removed > max(MOST_REMOVED, len(lines) - removed)
    return not view.is_searched and is_hidden_first is not (REMOVED in view.unfolded)


def letter_of(place: int) -> str:
    """A letter for each generation: A to Z by age, then a to z, then numbers."""
    letters = ascii_letters[26:] + ascii_letters[:26]
    return letters[place] if place < len(letters) else str(place)


def _words(text: str, tone: Tone = Tone.DIM) -> BodyLine:
    return BodyLine(sentence_line(text, tone))


def _path_notes(facts: DetailSlice, found: BlameOf) -> list[BodyLine]:
    """Where the descent is not read to its end."""
    path, notes = found.path, []
    if path.left_count:
        notes.append(_words(f"{path.left_count} older generations are left out", Tone.STALLED))
    if path.beyond is not None:
        name, is_open = clean(f"{path.beyond.repo}/{path.beyond.bake}"), facts.taught.forest.is_open(path.beyond)
        words = f"it begins with {name}, which is {'not there' if is_open else 'in a repository that is not open'}"
        goto = None if is_open or "/" in path.beyond.repo else RepoName(path.beyond.repo)
        notes.append(BodyLine(sentence_line(words, Tone.STALLED), goto))
    return notes


def _reading_notes(found: BlameOf) -> list[BodyLine]:
    """Generations that are passed over, and why."""
    notes = [
        BodyLine(
            sentence_line(f"{clean(place.bake)} could not be read: {sentence_of(error)}", Tone.FAILED),
            bake_choice(place),
        )
        for place, error in found.failures
    ]
    notes += [BodyLine(sentence_line(f"{clean(place.bake)} names no teacher", Tone.DIM)) for place in found.silent]
    more = [_words(f"and {len(notes) - MOST_NOTES} more")] if len(notes) > MOST_NOTES else []
    return [*notes[:MOST_NOTES], *more]


def _legend(found: BlameOf, view: TabView, *, is_hidden: bool) -> list[BodyLine]:
    """Each bake that taught something that is still there, or removed something; the newest first."""
    blame = found.blame
    if blame is None:
        return []
    told = [line for prompt in blame.prompts for line in prompt.lines]
    lines = [line for line in told if line.line.kind is not LineKind.ROLE]
    roles = {line.since for line in told if line.line.kind is LineKind.ROLE and line.removed_by is None}
    taught = Counter(line.since for line in lines if line.removed_by is None)
    removed = Counter(line.removed_by for line in lines if line.removed_by is not None)
    named = sorted({*removed, *(line.since for line in lines)}, reverse=True)
    is_open = view.shows(LEGEND) or len(named) <= LEGEND_ROWS
    shown = named if is_open else named[: LEGEND_ROWS - 1]
    count = len(blame.places)
    head = f"{count} generation{'s' if count > 1 else ''}, by the prompts as they are now"
    rows = [_legend_line(blame, at, _left_words(taught[at], has_role=at in roles), removed[at]) for at in shown]
    if len(named) > LEGEND_ROWS:
        sign = view.glyphs.opened if is_open else view.glyphs.closed
        words = "fewer" if is_open else f"{len(named) - len(shown)} more bakes"
        rows.append(BodyLine(sentence_line(f"  {words} {sign}", Tone.DIM), fold=LEGEND))
    return [_words(head), *rows, *_toggle_line(removed.total(), view, is_hidden=is_hidden)]


def _left_words(taught: int, *, has_role: bool) -> str:
    """What is still there of a bake's lines; roles stand between them and are not counted."""
    if taught:
        return f"{taught} line{'' if taught == 1 else 's'}"
    return "no text left, a role" if has_role else "nothing left"


def _legend_line(blame: Blame[BakePlace], at: int, left: str, removed: int) -> BodyLine:
    place = blame.places[at]
    counts = f"  {left}" + (f", {removed} removed" if removed else "")
    name = _short(blame, place)
    line = (Span(f" {letter_of(at)} ", _tone(at)), Span(name), Span(counts, Tone.DIM))
    return BodyLine(line, bake_choice(place), f"{place.repo}/{place.bake}")


def _toggle_line(removed: int, view: TabView, *, is_hidden: bool) -> list[BodyLine]:
    if not removed:
        return []
    words = f"{removed} removed line{'' if removed == 1 else 's'} {'hidden' if is_hidden else 'shown'}"
    sign = view.glyphs.closed if is_hidden else view.glyphs.opened
    return [BodyLine(sentence_line(f"- {words} {sign}", Tone.DIM), fold=REMOVED)]


def _text(blame: Blame[BakePlace], view: TabView, *, is_hidden: bool) -> list[BodyLine]:
    lines: list[BodyLine] = []
    for prompt in blame.prompts:
        if not (is_hidden and prompt.removed_by is not None):
            lines += [BodyLine(()), _heading(blame, prompt), *_prompt(blame, prompt, view, is_hidden=is_hidden)]
    return lines


def _heading(blame: Blame[BakePlace], prompt: BlamedPrompt) -> BodyLine:
    if prompt.removed_by is None:
        key = PromptKey(blame.places[-1].repo, prompt.name)
        return BodyLine(sentence_line(clean(prompt.name), Tone.STRONG), key, prompt.name)
    since = blame.places[prompt.removed_by]
    spans = (Span(f" {clean(prompt.name)}", Tone.DIM), Span(f"  not used since {clean(since.bake)}", Tone.DIM))
    return BodyLine(spans, bake_choice(since), prompt.name)


def _prompt(blame: Blame[BakePlace], prompt: BlamedPrompt, view: TabView, *, is_hidden: bool) -> list[BodyLine]:
    name_cells = max(min(view.width // 4, WIDEST_NAME), NARROWEST_NAME)
    longest = max((len(_short(blame, blame.places[line.since])) for line in prompt.lines), default=NARROWEST_NAME)
    cells = min(name_cells, longest)
    shown = [line for line in prompt.lines if line.removed_by is None or not is_hidden]
    return [row for line in shown for row in _rows(blame, line, cells, view)]


def _rows(blame: Blame[BakePlace], line: BlamedLine, cells: int, view: TabView) -> Sequence[BodyLine]:
    """` A coder_v5 │ text`; what does not fit goes on below, right of the rule."""
    is_gone, place = line.removed_by is not None, blame.places[line.since]
    gutter = f" {letter_of(line.since)} {pad(_short(blame, place), cells)} "
    rule = Span(f"{view.glyphs.down} ", Tone.DIM)
    text = line.line.text if line.line.kind is not LineKind.ROLE else f"[{line.line.text}]"
    by = f"  (by {clean(blame.places[line.removed_by].bake)})" if line.removed_by is not None else ""
    room = max(view.width - len(gutter) - 4, NARROWEST_NAME)
    goto = bake_choice(blame.places[line.removed_by] if line.removed_by is not None else place)
    tone = Tone.DIM if is_gone or line.line.kind is LineKind.ROLE else Tone.PLAIN
    return [
        BodyLine(
            (
                Span(gutter if at == 0 else " " * len(gutter), Tone.DIM if is_gone else _tone(line.since)),
                rule,
                Span(f"{'-' if is_gone else ' '}{piece}", tone),
            ),
            goto,
            line.line.text,
        )
        for at, piece in enumerate(wrapped(text + by, room))
    ]


def _short(blame: Blame[BakePlace], place: BakePlace) -> str:
    """A bake's name, with its repository where that is another than the newest one's."""
    return clean(place.bake if place.repo == blame.places[-1].repo else f"{place.repo}/{place.bake}")


def _tone(at: int) -> Tone:
    return _TONES[at % len(_TONES)]
