"""What is asked before a chain is stopped, or gone on with."""

from __future__ import annotations

from breadtui.domain.chain.words import chain_words, standing_words
from breadtui.domain.preflight.words import COSTS
from breadtui.domain.recreation.run import PlanRun
from breadtui.ui.screens.asking.confirm import ConfirmScreen


def stop_chain_question(run: PlanRun) -> ConfirmScreen:
    """Whether to start nothing more."""
    lines = [chain_words(run), standing_words(run), "What runs on the service goes on there; :chain resume goes on."]
    return ConfirmScreen(f"Stop {run.key.words}?", lines, yes="stop it", no="let it go on")


def resume_chain_question(run: PlanRun) -> ConfirmScreen:
    """Whether to go on with what was stopped."""
    lines = [chain_words(run), standing_words(run), f"A job that failed is started anew. {COSTS}"]
    return ConfirmScreen(f"Go on with {run.key.words}?", lines, yes="go on")
