"""What is probably wrong in a prompt, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breadtui.ui.present.clean import clean
from breadtui.ui.present.tones import Line, Span, Tone

if TYPE_CHECKING:
    from breadtui.domain.prompt.lint import Finding

NOTHING_FOUND = "nothing to check"
_PLACE_CELLS = 18
_LONGEST_WORDS = 80


def count_span(count: int) -> Span:
    """`3 to check · `, before what else the state line says."""
    return Span(f"{count} to check · ", Tone.STALLED)


def heading_text(count: int) -> str:
    """How many there are, in words."""
    return f"{count} to check" if count else NOTHING_FOUND


def place_text(found: Finding) -> str:
    """`message 2, 3:7`, or `prompt`."""
    place = "prompt" if not found.message else f"message {found.message}"
    return place + (f", {found.line}:{found.column}" if found.line else "")


def whole_text(found: Finding) -> str:
    """All that is said of one, for where there is room to break it: `message 2: not accepted: content: too long`."""
    return ": ".join(part for part in (place_text(found), found.rule.value, found.words) if part)


def finding_line(found: Finding) -> Line:
    """` message 2, 3:7    unbalanced brace  {`."""
    words = clean(found.words, limit=_LONGEST_WORDS)
    return (
        Span(f" {place_text(found):<{_PLACE_CELLS}} ", Tone.DIM),
        Span(found.rule.value, Tone.STALLED),
        Span(f"  {words}"),
    )
