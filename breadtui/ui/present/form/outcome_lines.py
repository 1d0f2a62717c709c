"""What came of a form: resolved settings with their origin, or how mine differs from what has the name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from breadtui.domain.difference.config_diff import Difference, value_text
from breadtui.domain.json_values import Json
from breadtui.ui.present.clean import clean, cut_middle, pad
from breadtui.ui.present.tones import Line, Span, Tone

LONGEST_VALUE = 400
PATH_CELLS = 34
GIVEN = "given"
ORIGINS = (GIVEN, "template", "service")


class Resolved(Protocol):
    """One setting as the service answers it, with the word for where it comes from."""

    @property
    def path(self) -> str:
        """Its dotted path."""
        ...

    @property
    def value(self) -> Json:
        """What it is."""
        ...

    @property
    def origin(self) -> str:
        """`given`, `template` or `service`."""
        ...

    @property
    def asked(self) -> Json:
        """What was given, where the service made another of it."""
        ...

    @property
    def is_changed(self) -> bool:
        """The service made another of what was given."""
        ...


def resolved_lines(values: Sequence[Resolved]) -> tuple[Line, ...]:
    """Every setting on a line: what was given first, then, greyed, what the template gave and the service filled in."""
    return tuple(_value_line(one) for one in sorted(values, key=lambda one: ORIGINS.index(str(one.origin))))


def difference_lines(differences: Sequence[Difference]) -> tuple[Line, ...]:
    """Every difference on three lines: the setting, what is there, what was to be."""
    return tuple(line for one in differences for line in _difference(one))


def _value_line(one: Resolved) -> Line:
    is_given = str(one.origin) == GIVEN
    path = pad(cut_middle(clean(one.path), PATH_CELLS), PATH_CELLS)
    shown = clean(value_text(one.value), limit=LONGEST_VALUE)
    asked = f"  you gave {clean(value_text(one.asked), limit=LONGEST_VALUE)}" if one.is_changed else ""
    return (
        Span(f" {one.origin:<8} ", Tone.ACCENT if is_given else Tone.DIM),
        Span(f"{path} ", Tone.PLAIN if is_given else Tone.DIM),
        Span(shown, Tone.STRONG if is_given else Tone.DIM),
        Span(asked, Tone.STALLED),
    )


def _difference(one: Difference) -> Iterator[Line]:
    yield (Span(f" {clean(one.path, limit=100)}"),)
    yield (Span("   there  ", Tone.DIM), Span(_side(one.theirs), Tone.REMOVED))
    yield (Span("   yours  ", Tone.DIM), Span(_side(one.mine), Tone.ADDED))


def _side(text: str | None) -> str:
    return "nothing: the default" if text is None else clean(text, limit=LONGEST_VALUE)
