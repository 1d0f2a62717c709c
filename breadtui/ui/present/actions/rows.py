"""The actions menu as rows: what can be done first, then what cannot, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from breadtui.ui.present.actions.facts import ActionFacts
from breadtui.ui.present.actions.table import ACTIONS, Action
from breadtui.ui.present.clean import clean, cut_end, pad
from breadtui.ui.present.tones import Line, Span, Tone

LABEL_CELLS = 16


class ActionRow(NamedTuple):
    """One action for what is chosen; `reason` is empty where it can be done."""

    action: Action
    reason: str


def action_rows(facts: ActionFacts, actions: Sequence[Action] = ACTIONS) -> tuple[ActionRow, ...]:
    """Every action for what is chosen, in the table's order, those that cannot be done after the others.

    What means nothing for its kind is left out.
    """
    rows = [ActionRow(action, action.reason(facts)) for action in actions if facts.kind in action.kinds]
    return tuple(sorted(rows, key=lambda row: bool(row.reason)))


def heading(facts: ActionFacts) -> str:
    """What the menu is about, safe to show."""
    step = f"/{facts.checkpoint}" if facts.checkpoint is not None else ""
    marked = f"  ({facts.marked_count} marked)" if facts.marked_count else ""
    return f"{facts.kind} {clean(facts.name, limit=60)}{step}{marked}"


def row_line(row: ActionRow, width: int) -> Line:
    """One row: letter, name, what it does or why it cannot be done."""
    is_off = bool(row.reason)
    about = f"(not now: {row.reason})" if is_off else row.action.does
    return (
        Span(f" {row.action.letter}  ", Tone.DIM if is_off else Tone.ACCENT),
        Span(pad(row.action.label, LABEL_CELLS), Tone.DIM if is_off else Tone.PLAIN),
        Span(cut_end(clean(about), max(width - LABEL_CELLS - 5, 8)), Tone.DIM),
    )
