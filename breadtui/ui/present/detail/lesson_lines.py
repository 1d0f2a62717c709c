"""The prompts a bake learns from, each beside its counterpart in the bake that it started from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from breadtui.domain.descent.counterparts import Text, counterparts
from breadtui.domain.descent.forest import BakePlace
from breadtui.domain.difference.diff import hunks, prompt_lines
from breadtui.domain.errors import NotFound
from breadtui.domain.names import PromptKey, TargetKey
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.repos import Target
from breadtui.store.facts.remote import NOT_ASKED, Failed, Remote, value_of
from breadtui.store.views.taught import Taught
from breadtui.ui.present.clean import clean
from breadtui.ui.present.compare.diff_lines import diff_rows
from breadtui.ui.present.detail.body_lines import BodyLine, TabView
from breadtui.ui.present.detail.details import DetailSlice, place_of
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.present.fields import sentence_line, wrapped
from breadtui.ui.present.tones import Line, Span, Tone

MOST_ROWS = 2000
MOST_PROMPTS = 80
TEACHER, STUDENT = "teacher", "student"
NO_WORDS = "no words: always on"


def lesson_lines(facts: DetailSlice, view: TabView) -> list[BodyLine]:
    """Teachers and students of every target, what changed since the parent's shown, the rest folded."""
    place = place_of(facts)
    if place is None or not facts.taught.forest.is_open(place):
        return [_words("loading…")]
    taught = facts.taught
    if not taught.target_keys(place):
        return [_words("no datasets: there is nothing to learn from")]
    parent = taught.forest.parent_of(place)
    above = (taught.teachers(parent), taught.students(parent)) if parent is not None else ((), ())
    teachers = _role_lines(taught, TEACHER, taught.teachers(place), above[0], view)
    students = _role_lines(taught, STUDENT, taught.students(place), above[1], view)
    silent = [lesson for lesson in taught.lessons(place) if lesson.student is None]
    wordless = [_wordless(taught, place, len(silent))] if silent else []
    return [*_target_notes(taught, (place, parent)), *_parent_note(parent), *teachers, *students, *wordless]


def _words(text: str, tone: Tone = Tone.DIM) -> BodyLine:
    return BodyLine(sentence_line(text, tone))


def _wordless(taught: Taught, place: BakePlace, count: int) -> BodyLine:
    of = f" in {count} of {len(taught.lessons(place))} targets" if count > 1 else ""
    return BodyLine((Span(f" {STUDENT} ", Tone.DIM), Span(f"{NO_WORDS}{of}", Tone.STRONG)))


def _parent_note(parent: BakePlace | None) -> list[BodyLine]:
    return [_words("no parent: there is nothing to compare with")] if parent is None else []


def _target_notes(taught: Taught, places: Iterable[BakePlace | None]) -> list[BodyLine]:
    """Targets that are not read yet, or could not be."""
    keys = [key for place in places if place is not None for key in taught.target_keys(place)]
    remotes = [(key, taught.targets.get(key, NOT_ASKED)) for key in dict.fromkeys(keys)]
    waiting = [key for key, remote in remotes if value_of(remote) is None and not isinstance(remote, Failed)]
    notes = [_words(f"reading {len(remotes) - len(waiting)} of {len(remotes)} targets")] if waiting else []
    failed = [(key, remote) for key, remote in remotes if isinstance(remote, Failed) and remote.last is None]
    return [*notes, *(_failed_target(key, remote) for key, remote in failed)]


def _failed_target(key: TargetKey, remote: Failed[Target]) -> BodyLine:
    words = "is not there" if isinstance(remote.error, NotFound) else f"could not be read: {sentence_of(remote.error)}"
    return BodyLine(sentence_line(f"target {clean(key.name)} {words}", Tone.FAILED), key)


def _role_lines(
    taught: Taught, role: str, mine: Sequence[PromptKey], theirs: Sequence[PromptKey], view: TabView
) -> list[BodyLine]:
    """All prompts of one role, each with its counterpart, and those of the parent's that have none."""
    mine = mine[:MOST_PROMPTS]
    known = [(key, text) for key in theirs if (text := value_of(taught.prompt(key))) is not None]
    ours = [(key, text) for key in mine if (text := value_of(taught.prompt(key))) is not None]
    found = counterparts([_text(text) for _, text in ours], [_text(text) for _, text in known])
    partners = {key: known[at] for (key, _), at in zip(ours, found, strict=True) if at is not None}
    is_compared = len(known) == len(theirs) > 0
    lines: list[BodyLine] = []
    for key in mine:
        lines += _prompt_lines(taught.prompt(key), key, role, partners.get(key), view, is_compared=is_compared)
    left = [key for at, (key, _) in enumerate(known) if at not in found]
    dropped = [_dropped(role, key) for key in left] if len(ours) == len(mine) else []
    unread = [_unread(role, key, taught.prompt(key)) for key in theirs if value_of(taught.prompt(key)) is None]
    return [*lines, *dropped, *unread]


def _text(prompt: Prompt) -> Text:
    return Text(prompt.name, "\n".join(line.text for line in prompt_lines(prompt)))


def _unread(role: str, key: PromptKey, remote: Remote[Prompt]) -> BodyLine:
    """A prompt of the parent's that nothing can be compared with."""
    said = (Span(f" {role} ", Tone.DIM), Span(clean(key.name)), Span("  the parent's,", Tone.DIM))
    return BodyLine((*said, _why_absent(remote)), key, key.name)


def _dropped(role: str, key: PromptKey) -> BodyLine:
    spans = (Span(f" {role} ", Tone.DIM), Span(clean(key.name), Tone.REMOVED))
    return BodyLine((*spans, Span("  the parent's, not used here", Tone.DIM)), key, key.name)


def _prompt_lines(
    remote: Remote[Prompt],
    key: PromptKey,
    role: str,
    partner: tuple[PromptKey, Prompt] | None,
    view: TabView,
    *,
    is_compared: bool,
) -> list[BodyLine]:
    prompt = value_of(remote)
    head = (Span(f" {role} ", Tone.DIM), Span(clean(key.name), Tone.STRONG))
    if prompt is None:
        return [BodyLine((*head, _why_absent(remote)), key, key.name)]
    if prompt.is_empty:
        said = f"  {NO_WORDS}" if role == STUDENT else "  no words"
        return [BodyLine((*head, Span(said, Tone.STALLED if role == TEACHER else Tone.PLAIN)), key, key.name)]
    body = (
        _compared(prompt, key, partner, view) if partner is not None else _alone(prompt, key, view, is_new=is_compared)
    )
    told = body[0].line if body else ()
    return [BodyLine((*head, *told), key, key.name), *_tools_lines(prompt), *body[1:], BodyLine(())]


def _why_absent(remote: Remote[Prompt]) -> Span:
    if not isinstance(remote, Failed):
        return Span("  loading…", Tone.DIM)
    if isinstance(remote.error, NotFound):
        return Span("  is not there", Tone.FAILED)
    return Span(f"  could not be read: {sentence_of(remote.error)}", Tone.FAILED)


def _compared(prompt: Prompt, key: PromptKey, partner: tuple[PromptKey, Prompt], view: TabView) -> list[BodyLine]:
    """What is different from the counterpart, hunk by hunk; then the whole text, folded."""
    there, other = partner
    changes = hunks(other, prompt)
    repo = "" if there.repo == key.repo else f"{there.repo}/"
    name = clean(f"{repo}{there.name}")
    count = "1 change" if len(changes) == 1 else f"{len(changes)} changes"
    same = "the same prompt as the parent's" if there == key else f"says the same as {name}"
    said = f"  {count} to {name}" if changes else f"  {same}"
    rows = diff_rows(changes, max(view.width - 1, 4)).rows
    shown = [BodyLine((Span(" "), *row), there) for row in rows[:MOST_ROWS]]
    return [BodyLine((Span(said, Tone.DIM),)), *shown, *_whole(prompt, key, view)]


def _alone(prompt: Prompt, key: PromptKey, view: TabView, *, is_new: bool) -> list[BodyLine]:
    said = "  new here" if is_new else ""
    return [BodyLine((Span(said, Tone.DIM),)), *_whole(prompt, key, view, is_folded=False)]


def _whole(prompt: Prompt, key: PromptKey, view: TabView, *, is_folded: bool = True) -> list[BodyLine]:
    """The text, folded to one line, or shown whole where there is nothing to compare it with."""
    fold = f"text {key.repo}/{key.name}"
    is_open = view.is_searched or (fold in view.unfolded) is is_folded
    rows = _text_rows(prompt, view.width) if is_open else []
    count = len(prompt_lines(prompt))
    sign = view.glyphs.opened if is_open else view.glyphs.closed
    head = BodyLine(sentence_line(f"the whole text, {count} lines {sign}", Tone.DIM), fold=fold)
    return [head, *(BodyLine(row, key) for row in rows)]


def _text_rows(prompt: Prompt, width: int) -> list[Line]:
    rows: list[Line] = []
    for message in prompt.messages:
        rows.append(sentence_line(f"  [{clean(message.role, limit=40)}]", Tone.DIM))
        rows += [sentence_line(f"  {line}") for line in wrapped(message.text, width - 4, most=MOST_ROWS)]
    return rows[:MOST_ROWS]


def _tools_lines(prompt: Prompt) -> list[BodyLine]:
    if not prompt.tools:
        return []
    names = [clean(name, limit=40) for tool in prompt.tools if (name := _tool_name(tool))]
    many = f"{len(prompt.tools)} tool{'' if len(prompt.tools) == 1 else 's'}"
    return [_words(f"  {many}: {', '.join(names)}" if names else f"  {many}")]


def _tool_name(tool: object) -> object:
    function = tool.get("function") if isinstance(tool, dict) else None
    return function.get("name") if isinstance(function, dict) else None
