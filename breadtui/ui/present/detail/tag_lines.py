"""The lines of an overview that tell the tags a person gave, and the branches of the bgit folder."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.fields import field_line
from breadtui.ui.present.tones import Span


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
