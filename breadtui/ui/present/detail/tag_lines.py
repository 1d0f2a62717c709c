"""The line of an overview that tells the tags a person gave."""

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
