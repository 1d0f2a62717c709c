"""What came of making a target: its resolved settings with their origin, or how it differs from the one there is."""

from __future__ import annotations

from breadtui.domain.forms.creation import Taken
from breadtui.domain.target.creation import Created
from breadtui.domain.target.draft import TargetDraft, rows_of
from breadtui.domain.target.words import count_words
from breadtui.ui.present.clean import clean
from breadtui.ui.present.fields import sentence_line
from breadtui.ui.present.form.outcome_lines import difference_lines, resolved_lines
from breadtui.ui.present.tones import Line, Tone


def created_lines(made: Created) -> tuple[Line, ...]:
    """What is there now: how many rows come of it, then every setting, greyed where it was not given."""
    there = "It was there already, just so: nothing was made." if made.was_there else "Created."
    origins = "as the service resolved it; given by you, from the template, or filled in by the service:"
    return (
        sentence_line(there, Tone.DONE),
        sentence_line(count_words(rows_of(made.config)), Tone.STRONG),
        sentence_line(origins, Tone.DIM),
        (),
        *resolved_lines(made.values),
    )


def taken_lines(taken: Taken[TargetDraft]) -> tuple[Line, ...]:
    """How the target of that name differs from mine."""
    count, name = len(taken.differences), clean(taken.draft.name)
    if not count:
        words = "The service sees a difference that it does not tell, such as the text of a template."
        return (sentence_line(f"{name} exists and cannot be changed.", Tone.FAILED), (), sentence_line(words))
    head = f"{name} exists and cannot be changed; it differs in {count} place{'' if count == 1 else 's'}:"
    return (sentence_line(head, Tone.FAILED), (), *difference_lines(taken.differences))
