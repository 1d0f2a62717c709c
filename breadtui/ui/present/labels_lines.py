"""Labels as they are shown: signs behind a name, counts, a word for the one who changed them."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.labels.labels import Label, LabelChange, Labelled, Labels
from breadtui.domain.labels.places import words_of
from breadtui.domain.names import PromptKey
from breadtui.ui.present.clean import clean
from breadtui.ui.present.tones import Line, Span, Tone

STAR, NOTE = "★", "¶"
HIDDEN = "hidden"
LONGEST_NOTE_CELLS = 60


def label_signs(label: Label) -> Line:
    """What follows a name: a star, a sign that there is a note, tags, and that it is hidden where one sees it."""
    if not label:
        return ()
    signs = [f" {STAR}"] if label.is_starred else []
    signs += [f" {NOTE}"] if label.note else []
    signs += [f" #{clean(tag)}" for tag in label.tags]
    hidden = (Span(f" {HIDDEN}", Tone.DIM),) if label.is_hidden else ()
    return (*((Span("".join(signs), Tone.ACCENT),) if signs else ()), *hidden)


def prompt_heading(key: PromptKey, labels: Labels) -> Line:
    """The title of a prompt's text: its name, what people put on it, and their note, which has no other place."""
    label = labels.at(key)
    note = (Span(f" {clean(label.note, limit=LONGEST_NOTE_CELLS)}", Tone.DIM),) if label.note else ()
    return (Span(f"2 {clean(key.name)}"), *label_signs(label), *note)


def hidden_text(count: int) -> str:
    """How many are hidden, for a heading; empty where none is."""
    return f"+{count} hidden" if count else ""


def told(whats: tuple[Labelled, ...], change: LabelChange) -> str:
    """What a change did, as a sentence."""
    whose = clean(words_of(whats[0])) if len(whats) == 1 else f"{len(whats)} things"
    if change.is_starred is not None:
        return f"{'starred' if change.is_starred else 'no longer starred'}: {whose}"
    if change.is_hidden is not None:
        return f"hidden: {whose}; :hidden shows what is hidden" if change.is_hidden else f"not hidden any more: {whose}"
    if change.note is not None:
        return f"noted on {whose}" if change.note else f"no note any more on {whose}"
    if change.drops_all_tags or change.dropped:
        return f"untagged {whose}: {_tags(change.dropped) or 'all tags'}"
    return f"tagged {whose}: {_tags(change.added)}"


def _tags(tags: tuple[str, ...]) -> str:
    return " ".join(f"#{tag}" for tag in tags)


def counts_told(labels: Labels, place: str) -> str:
    """How many there are of each, and the file they lie in."""
    counts: Mapping[str, int] = {
        "starred": sum(label.is_starred for label in labels.of.values()),
        HIDDEN: len(labels.hidden),
        "tagged": sum(bool(label.tags) for label in labels.of.values()),
        "with a note": sum(bool(label.note) for label in labels.of.values()),
    }
    said = ", ".join(f"{count} {word}" for word, count in counts.items() if count) or "no labels yet"
    return f"{said}; {place}"
