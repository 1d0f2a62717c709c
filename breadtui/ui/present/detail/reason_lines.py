"""Why a job failed, right below the line that says so."""

from __future__ import annotations

from breadtui.store.facts.state import SeenJob
from breadtui.ui.present.detail.body_lines import BodyLine, TabView
from breadtui.ui.present.detail.stage_lines import MOST_ERROR_LINES
from breadtui.ui.present.fields import LABEL_CELLS, field_line, wrapped
from breadtui.ui.present.tones import Span, Tone

MOST_UNFOLDED = 4
"""Longer reasons are folded after so many lines, so that what else there is stays in sight."""


def reason_lines(seen: SeenJob | None, view: TabView, *, is_named: bool = False) -> list[BodyLine]:
    """The whole reason in lines, each of which copies it; empty where nothing failed. `is_named` says whose it is."""
    if seen is None or seen.job.error is None or not seen.job.is_settled:
        return []
    reason = seen.job.error.strip() or "no reason given"
    whose = f"{seen.job.key.name}: " if is_named else ""
    lines = wrapped(f"{whose}{reason}", view.width - LABEL_CELLS - 2, most=MOST_ERROR_LINES)
    fold = f"why {seen.job.key.phase} {seen.job.key.name}"
    is_open = view.shows(fold) or len(lines) <= MOST_UNFOLDED + 1
    shown = lines if is_open else lines[:MOST_UNFOLDED]
    told = [BodyLine(field_line("", Span(line, Tone.FAILED)), seen.job.key, seen.job.error) for line in shown]
    if len(lines) > MOST_UNFOLDED + 1:
        words = (
            f"less {view.glyphs.opened}" if is_open else f"{len(lines) - len(shown)} more lines {view.glyphs.closed}"
        )
        told.append(BodyLine(field_line("", Span(words, Tone.DIM)), copied=seen.job.error, fold=fold))
    return told
