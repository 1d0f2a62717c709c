"""The lines of an overview that tell the labels a person gave, and the branches of the bgit folder."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.labels.labels import Label
from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.fields import field_line
from breadtui.ui.present.labels_lines import HIDDEN, STAR
from breadtui.ui.present.tones import Span, Tone

MOST_NOTE_LINES = 20


def tag_lines(tags: Sequence[str]) -> list[BodyLine]:
    """One line with all tags, which it copies as they are typed; none without tags."""
    if not tags:
        return []
    return [BodyLine(field_line("tags", Span(", ".join(clean(tag) for tag in tags))), copied=" ".join(tags))]


def branch_lines(branches: Sequence[str]) -> list[BodyLine]:
    """One line with the branches it belongs to, the current first; none where it belongs to none."""
    if not branches:
        return []
    word = "branch" if len(branches) == 1 else "branches"
    return [BodyLine(field_line(word, Span(", ".join(clean(branch) for branch in branches))), copied=branches[0])]


def label_lines(label: Label) -> list[BodyLine]:
    """The lines of an overview: star and hidden, and the note, which they copy; tags have their own."""
    said = [word for word, is_so in ((f"{STAR} starred", label.is_starred), (HIDDEN, label.is_hidden)) if is_so]
    lines = [BodyLine(field_line("label", Span(", ".join(said), Tone.ACCENT)))] if said else []
    texts = clean(label.note, multiline=True).split("\n") if label.note else []
    for place, text in enumerate(texts[:MOST_NOTE_LINES]):
        lines.append(BodyLine(field_line("" if place else "note", Span(text)), copied=label.note))
    if len(texts) > MOST_NOTE_LINES:
        lines.append(BodyLine(field_line("", Span("…", Tone.DIM)), copied=label.note))
    return lines
