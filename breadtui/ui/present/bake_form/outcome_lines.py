"""What came of making a bake: its resolved settings, or how it differs from the one there is."""

from __future__ import annotations

from breadtui.domain.baking.creation import Created
from breadtui.domain.baking.draft import BakeDraft
from breadtui.domain.forms.creation import Taken
from breadtui.domain.jobs import JobStatus
from breadtui.ui.present.clean import clean
from breadtui.ui.present.fields import sentence_line
from breadtui.ui.present.form.outcome_lines import difference_lines, resolved_lines
from breadtui.ui.present.tones import Line, Tone

UNTOLD = "The service sees a difference that we cannot: in what its template gives beyond what was given here."


def created_lines(made: Created) -> tuple[Line, ...]:
    """What is there now, then every setting with where it comes from."""
    status = made.job.status
    there = "It was there already, just so: nothing was made." if made.was_there else "Created. It is not started."
    rows = made.job.config.get("total_trajectories")
    counted = f"{rows:,} rows to train on" if isinstance(rows, int) else "rows: the service did not say"
    started = "" if status is JobStatus.NOT_STARTED else f" · {status.value.replace('_', ' ')}"
    return (
        sentence_line(there, Tone.DONE),
        sentence_line(f"{counted}{started}", Tone.STRONG),
        sentence_line("as the service resolved it; given here, from the template, filled in by the service:", Tone.DIM),
        (),
        *resolved_lines(made.values),
    )


def taken_lines(taken: Taken[BakeDraft]) -> tuple[Line, ...]:
    """How the bake of that name differs from mine."""
    count, name = len(taken.differences), clean(taken.draft.name)
    head = f"{name} exists and cannot be changed; it differs in {count} place{'' if count == 1 else 's'}:"
    if not count:
        return (sentence_line(f"{name} exists.", Tone.FAILED), (), sentence_line(UNTOLD))
    return (sentence_line(head, Tone.FAILED), (), *difference_lines(taken.differences))
