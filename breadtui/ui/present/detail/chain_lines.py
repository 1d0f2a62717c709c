"""The chains that a thing is part of, as lines of its details."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from breadtui.ui.present.clean import clean
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.fields import field_line
from breadtui.ui.present.tones import Span, Tone

if TYPE_CHECKING:
    from breadtui.domain.recreation.run import PlanRun


def chain_lines(chains: Sequence[PlanRun]) -> list[BodyLine]:
    """What each chain does, how far it is, and how it is stopped or gone on with."""
    if not chains:
        return []
    from breadtui.domain.chain.words import chain_words, standing_words  # noqa: PLC0415  loaded after the first frame
    from breadtui.domain.recreation.run import RunStanding  # noqa: PLC0415

    lines = []
    for run in chains:
        is_going = run.standing is RunStanding.RUNNING
        word = ":chain stop ends it" if is_going else ":chain resume goes on, :chain forget gives it up"
        tone = Tone.RUNNING if is_going else Tone.STALLED
        lines.append(BodyLine(field_line("chain", Span(clean(chain_words(run), limit=200)))))
        lines.append(BodyLine(field_line("", Span(clean(standing_words(run), limit=300), tone))))
        lines.append(BodyLine(field_line("", Span(word, Tone.DIM))))
    return lines
