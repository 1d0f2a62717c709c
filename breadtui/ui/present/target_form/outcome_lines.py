"""What came of making a target: its resolved settings with their origin, or how it differs from the one there is."""

from __future__ import annotations

from collections.abc import Iterator

from breadtui.domain.difference.config_diff import Difference, value_text
from breadtui.domain.target.creation import Created, Taken
from breadtui.domain.target.draft import rows_of
from breadtui.domain.target.resolved import Origin, ResolvedValue
from breadtui.domain.target.words import count_words
from breadtui.ui.present.clean import clean, cut_middle, pad
from breadtui.ui.present.fields import sentence_line
from breadtui.ui.present.tones import Line, Span, Tone

LONGEST_VALUE = 400
PATH_CELLS = 26
_ORIGINS = {Origin.GIVEN: "given", Origin.TEMPLATE: "template", Origin.SERVICE: "service"}
_NOTHING = "nothing"


def created_lines(made: Created) -> tuple[Line, ...]:
    """What is there now: how many rows come of it, then every setting, greyed where it was not given."""
    there = "It was there already, just so: nothing was made." if made.was_there else "Created."
    head = (
        sentence_line(there, Tone.DONE),
        sentence_line(count_words(rows_of(made.config)), Tone.STRONG),
        sentence_line(
            "as the service resolved it; given by you, from the template, filled in by the service:", Tone.DIM
        ),
        (),
    )
    return (*head, *(_value_line(value) for value in made.values))


def _value_line(value: ResolvedValue) -> Line:
    is_given = value.origin is Origin.GIVEN
    path = pad(cut_middle(clean(value.path), PATH_CELLS), PATH_CELLS)
    shown = clean(value_text(value.value), limit=LONGEST_VALUE)
    asked = f"  you gave {clean(value_text(value.asked), limit=LONGEST_VALUE)}" if value.is_changed else ""
    return (
        Span(f" {_ORIGINS[value.origin]:<8} ", Tone.ACCENT if is_given else Tone.DIM),
        Span(f"{path} ", Tone.PLAIN if is_given else Tone.DIM),
        Span(shown, Tone.STRONG if is_given else Tone.DIM),
        Span(asked, Tone.STALLED),
    )


def taken_lines(taken: Taken) -> tuple[Line, ...]:
    """How the target of that name differs from mine, and what can be done about it."""
    count, name = len(taken.differences), clean(taken.draft.name)
    head = f"{name} exists and cannot be changed; it differs in {count} place{'' if count == 1 else 's'}"
    lines: tuple[Line, ...] = (
        sentence_line(f"{head}:" if count else f"{name} exists.", Tone.FAILED),
        (),
    )
    if not taken.differences:
        words = "The service sees a difference that it does not tell, such as the text of a template."
        return (*lines, sentence_line(words))
    return (*lines, *(line for difference in taken.differences for line in _difference_lines(difference)))


def _difference_lines(difference: Difference) -> Iterator[Line]:
    yield (Span(f" {clean(difference.path, limit=100)}"),)
    yield (Span("   there  ", Tone.DIM), Span(_side(difference.theirs), Tone.REMOVED))
    yield (Span("   yours  ", Tone.DIM), Span(_side(difference.mine), Tone.ADDED))


def _side(text: str | None) -> str:
    return _NOTHING if text is None else clean(text, limit=LONGEST_VALUE)
