"""What is to be chosen before an action can be done."""

from __future__ import annotations

from breadtui.domain.names import JobKey, TargetKey
from breadtui.store.facts.state import Choice
from breadtui.ui.present.detail.details import is_bake
from breadtui.ui.screens.rows.opening import NOTHING as NOTHING_TO_READ


def missing_for(name: str, chosen: Choice | None) -> str:
    """What is to be chosen for an action; empty where that is chosen."""
    if name == "blame" and not is_bake(chosen):
        return "choose a bake"
    if name == "bake_from" and not (is_bake(chosen) or isinstance(chosen, TargetKey)):
        return "choose a bake that has a checkpoint, or a target"
    if name == "rows" and not isinstance(chosen, JobKey | TargetKey):
        return NOTHING_TO_READ
    return ""
