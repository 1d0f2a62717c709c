"""Whether a form can be sent, in one line."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.forms.problems import Problem, errors_in
from breadtui.ui.present.tones import Line, Span, Tone

BEING_CREATED: Line = (Span(" being created…", Tone.RUNNING),)


def standing_line(problems: Sequence[Problem], nothing_wrong: str) -> Line:
    """How many places must or may be put right and by which key; `nothing_wrong` where there is none."""
    wrong = len(errors_in(problems))
    doubtful = len(problems) - wrong
    if wrong:
        return (Span(f" {wrong} to be put right first, ctrl+g goes there", Tone.FAILED),)
    if doubtful:
        return (Span(f" {doubtful} doubtful, ctrl+g goes there · f2 creates it all the same", Tone.STALLED),)
    return (Span(f" {nothing_wrong}", Tone.DONE),)
