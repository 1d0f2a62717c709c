"""JSON as lines to read: names apart from values, and each line copies its value."""

from __future__ import annotations

import re
from collections.abc import Sequence

from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine, folded_body
from breadtui.ui.present.tones import Span, Tone

_LINE = re.compile(r'(\s*)("(?:[^"\\]|\\.)*": )?(.*)')
_BRACKETS = frozenset("[]{},")


def json_body(text: str, width: int) -> Sequence[BodyLine]:
    """The lines of indented JSON in so many cells; one that holds only brackets copies nothing."""
    return folded_body([_line(line) for line in text.splitlines()], width)


def _line(text: str) -> BodyLine:
    found = _LINE.fullmatch(text)
    indent, name, value = found.groups(default="") if found is not None else ("", "", text)
    is_frame = not set(value) - _BRACKETS
    spans = (
        Span(f" {indent}"),
        Span(clean(name), Tone.ACCENT),
        Span(clean(value), Tone.DIM if is_frame else Tone.PLAIN),
    )
    return BodyLine(spans, copied="" if is_frame else value.removesuffix(","))
