"""A prompt around its text field: headings, clipped messages, what is kept unseen, and where the draft stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from textual.content import Content

from breadtui.domain.errors import NotFound, Unclear
from breadtui.domain.merging.put_aside import PutAside
from breadtui.domain.prompt.drafts import Draft, same_text
from breadtui.domain.prompt.edits import Place, texts_of
from breadtui.domain.prompt.prompts import Message, Prompt, tokens_estimate
from breadtui.store.facts.remote import Failed, Loading, Ready, Remote, last_ready
from breadtui.store.facts.state import ConfirmReplace, Conflicted, Save, Saved, SaveRefused, Saving
from breadtui.ui.present.ages import MINUTE_SECONDS, age_between, clock_text
from breadtui.ui.present.clean import clean, cut_end
from breadtui.ui.present.prompt.aside_words import conflict_words
from breadtui.ui.present.prompt.facts import LONGEST_WORD
from breadtui.ui.present.prompt.kept import kept_text, lines_above, lines_below
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.values import dataclass

EMPTY_TEXT = "no trigger: always on"
"""What an empty prompt means. Source: the API contract, empty prompts."""
NULL_TEXT = "null, no content: typing makes it a text; emptied, it is null again"
"""What content that is null means. Source: the API contract, prompts."""
_KEPT_ROWS = 6
_LONGEST_REASON = 60
_LONGEST_COMPLAINT = 400
_INDENT = 2


@dataclass(frozen=True, slots=True)
class Around:
    """The lines above and below the text field of the chosen message; `above` ends with its heading and what it keeps.

    `text_rows` is the height of the field, 0 where it may take all that is left.
    """

    above: tuple[Line, ...] = ()
    below: tuple[Line, ...] = ()
    text_rows: int = 0


@dataclass(frozen=True, slots=True)
class UsedBy:
    """How many targets name a prompt; `is_whole` where every target of the repository was looked at.

    `beyond` says in words what was made with those targets.
    """

    count: int = 0
    is_whole: bool = False
    beyond: str = ""


def around(prompt: Prompt, at: int, width: int, rows: int, text_rows: int, text_at: int = 0) -> Around:
    """The messages before and after the chosen one, the nearest most fully, in what its text leaves of `rows`.

    The other messages take at most half of the rows if the text needs the rest. `text_at` is the chosen one of the
    chosen message's texts.
    """
    if not prompt.messages:
        return Around(((Span(EMPTY_TEXT, Tone.STRONG), Span(" · ctrl+n adds a message", Tone.DIM)),), ())
    kept = lines_above(prompt.messages[at], text_at, min(_KEPT_ROWS, rows // 4))
    later = lines_below(prompt.messages[at], text_at, min(_KEPT_ROWS, rows // 4))
    rows -= len(kept) + len(later)
    room = max(rows - 2, 0)
    before = _messages_near(prompt, range(at - 1, -1, -1), width, room)
    after = _messages_near(prompt, range(at + 1, len(prompt.messages)), width, room)
    wanted = _rows_of(before) + _rows_of(after)
    room = min(wanted, max((rows - 1) // 2, rows - 1 - max(text_rows, 1)))
    above_room = min(_rows_of(before), max(room // 2, room - _rows_of(after)))
    above = [line for block in reversed(_fitted(before, above_room, at)) for line in block]
    above.extend([heading_line(at + 1, prompt.messages[at], text_at), *kept])
    below = [
        *later,
        *(line for block in _fitted(after, room - above_room, len(prompt.messages) - 1 - at) for line in block),
    ]
    free_rows = rows + len(kept) + len(later) - len(above) - len(below)
    fixed_rows = min(max(text_rows, 1), free_rows) if below else 0
    return Around(tuple(above), tuple(below), max(fixed_rows, 0))


def heading_line(number: int, message: Message, text_at: int | None = None) -> Line:
    """`2 user ▾  412 chars ~103 tok  name "bob" · tool_calls 2`; `text_at` is its chosen text where it is chosen."""
    is_chosen = text_at is not None
    tone = Tone.ACCENT if is_chosen else Tone.STRONG
    text = message.text
    role = f"{clean(message.role, limit=LONGEST_WORD)} {'▾' if is_chosen else ' '} "
    kept = kept_text(message, text_at)
    counts = f"{len(text)} chars ~{tokens_estimate(text)} tok" + (f"  {kept}" if kept else "")
    return Span(f"{number} ", Tone.DIM), Span(role, tone), Span(counts, Tone.DIM)


def state_line(
    draft: Draft | None,
    remote: Remote[Prompt],
    save: Save | None,
    used_by: UsedBy,
    now: datetime,
    *,
    aside: PutAside | None = None,
    unkept: str = "",
) -> Line:
    """`draft just now · base seen 4m ago · used by 2 targets · saved and verified 14:02`; `aside` tells of a conflict.

    `unkept` is why the draft is in memory only.
    """
    base = last_ready(remote)
    spans = [] if save is None else _save_spans(save, draft, aside)
    if is_changed_there(draft, base) and not isinstance(save, Conflicted | ConfirmReplace):
        spans.append(Span("changed on the server since you opened it", Tone.STALLED))
    if draft is not None and draft.is_changed:
        spans.append(Span(f"draft {_when(draft.changed_at, now)}", Tone.PLAIN))
        if unkept:
            spans.append(Span(f"in memory only: {clean(unkept, limit=_LONGEST_REASON)}", Tone.FAILED))
    spans.append(Span(_seen_text(base.at, now) if base else _unseen_text(remote), Tone.DIM))
    if words := used_by_text(used_by):
        spans.append(Span(words, Tone.DIM))
    return joined(spans)


def _unseen_text(remote: Remote[Prompt]) -> str:
    """Why the server's text is not known: only a 404 says that there is none."""
    match remote:
        case Failed(NotFound()):
            return "not on the server"
        case Failed():
            return "could not be read"
        case _:
            return "not read yet"


def _seen_text(at: datetime, now: datetime) -> str:
    return "base just seen" if _is_fresh(at, now) else f"base seen {_when(at, now)}"


def _when(at: datetime, now: datetime) -> str:
    return "just now" if _is_fresh(at, now) else f"{age_between(at, now)} ago"


def _is_fresh(at: datetime, now: datetime) -> bool:
    """Seconds would be drawn anew all the time and tell nobody anything."""
    return (now - at).total_seconds() < MINUTE_SECONDS


def is_changed_there(draft: Draft | None, base: Ready[Prompt] | None) -> bool:
    """Somebody else changed the prompt under a draft."""
    if draft is None or base is None:
        return False
    return not same_text(draft.mine, base.value) and (draft.base is None or not same_text(draft.base, base.value))


def placeholder_text(remote: Remote[Prompt], prompt: Prompt | None, message: Message | None) -> str:
    """What an empty field says: why there is no text yet, or what stands in the place of one."""
    if prompt is None:
        if isinstance(remote, Failed):
            return f"could not be read: {clean(remote.error.message, limit=_LONGEST_COMPLAINT)}"
        return "reading…" if isinstance(remote, Loading) else ""
    if message is None:
        return ""
    if message.content is None:
        return NULL_TEXT
    return "" if texts_of(message) else "no text to write in: kept as it is; :raw shows and edits it"


def used_by_text(used_by: UsedBy) -> str:
    """`used by 2 targets`, `used by at least 2 targets`, or nothing where nothing is known."""
    if not used_by.count:
        return "used by no target" if used_by.is_whole else ""
    targets = "1 target" if used_by.count == 1 else f"{used_by.count} targets"
    beyond = f", {used_by.beyond}" if used_by.beyond else ""
    return f"used by {'' if used_by.is_whole else 'at least '}{targets}{beyond}"


def refusal_text(place: Place) -> str:
    """Why a prompt cannot be saved, and where to look."""
    character = f"U+{ord(place.character):04X}"
    if not place.message:
        return f"not saved: the tools hold {character}, which cannot be stored"
    where = f"message {place.message}" + (f", line {place.line}, column {place.column}" if place.line else "")
    return f"not saved: {where} holds {character}, which cannot be stored; delete it and save again"


def joined(spans: Sequence[Span]) -> Line:
    """Spans with a dot between."""
    dotted = [part for span in spans for part in (Span(" · ", Tone.DIM), span)]
    return tuple(dotted[1:])


def _save_spans(save: Save, draft: Draft | None, aside: PutAside | None) -> list[Span]:
    match save:
        case Saving():
            return [Span("saving…", Tone.RUNNING)]
        case Saved(at):
            is_older = draft is not None and draft.is_changed
            return [] if is_older else [Span(f"saved and verified {clock_text(at)}", Tone.DONE)]
        case Conflicted():
            return [Span(f"not saved: {conflict_words(aside, draft)}", Tone.STALLED)]
        case ConfirmReplace():
            return [Span("not saved yet: replacing needs your word", Tone.STALLED)]
        case SaveRefused(Unclear(), _):
            return [Span("may be saved or not: f2 looks again (text is kept)", Tone.FAILED)]
        case SaveRefused(error, _):
            return [Span(f"could not save: {clean(error.message, limit=_LONGEST_REASON)} (text is kept)", Tone.FAILED)]


_Block = list[Line]


def _messages_near(prompt: Prompt, places: range, width: int, rows: int) -> list[_Block]:
    """The nearest messages first, each as heading and clipped text; no more than can show."""
    blocks = []
    for place in islice(places, rows):
        message = prompt.messages[place]
        text = [(Span(" " * _INDENT), Span(line, Tone.DIM)) for line in clipped(message.text, width - _INDENT, rows)]
        blocks.append([heading_line(place + 1, message), *text])
    return blocks


def clipped(text: str, width: int, rows: int) -> tuple[str, ...]:
    """The first `rows` rows of a text, wrapped; the last ends in an ellipsis if there is more."""
    if width < 1 or rows < 1 or not text:
        return ()
    start = clean(text[: (width + 1) * rows], multiline=True)
    lines = [line.plain for line in islice(Content(start).wrap(width), rows + 1)]
    is_cut = len(lines) > rows or len(text) > (width + 1) * rows
    shown = lines[:rows]
    return (*shown[:-1], cut_end(f"{shown[-1]}…", width)) if is_cut and shown else tuple(shown)


def _rows_of(blocks: Sequence[_Block]) -> int:
    return sum(len(block) for block in blocks)


def _fitted(blocks: list[_Block], rows: int, count: int) -> list[_Block]:
    """Blocks cut to `rows` lines, nearest first; where not even headings fit, the last line counts the rest."""
    if rows <= 0:
        return []
    if count > rows:
        kept = [block[:1] for block in blocks[: rows - 1]]
        return [*kept, [(Span(f"… {count - len(kept)} more", Tone.DIM),)]]
    spare, fitted = rows - len(blocks), []
    for block in blocks:
        text = block[1 : 1 + max(spare, 0)]
        spare -= len(text)
        fitted.append([block[0], *text])
    return fitted
