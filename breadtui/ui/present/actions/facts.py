"""What the thing under the cursor is, as far as it decides what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey, Phase, PromptKey, TargetKey
from breadtui.store.facts.state import AppState, Choice
from breadtui.store.views.boarding import bakes_meant, descent_meant
from breadtui.store.views.comparable import NotComparable
from breadtui.values import dataclass


class Kind(StrEnum):
    """What is chosen; a checkpoint is one step of a bake, a stage the stim or rollout of a target."""

    REPO = "repository"
    PROMPT = "prompt"
    TARGET = "target"
    STAGE = "stage"
    BAKE = "bake"
    CHECKPOINT = "checkpoint"


BAKES = frozenset({Kind.BAKE, Kind.CHECKPOINT})
TARGETS = frozenset({Kind.TARGET, Kind.STAGE})
JOBS = BAKES | TARGETS
THINGS = JOBS | {Kind.PROMPT}
ALL = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """What is chosen, its job where it is one and was seen, and what the program may do at all."""

    chosen: Choice
    checkpoint: int | None = None
    job: Job | None = None
    marked_count: int = 0
    is_read_only: bool = False
    is_connected: bool = True
    no_board: str = ""
    """Why no board of bakes can be opened from here; empty where one can."""
    no_descent: str = ""
    """Why its curve cannot be joined to those of its ancestors."""

    @property
    def kind(self) -> Kind:
        """What it is."""
        match self.chosen:
            case JobKey(_, Phase.BAKE, _):
                return Kind.BAKE if self.checkpoint is None else Kind.CHECKPOINT
            case JobKey():
                return Kind.STAGE
            case TargetKey():
                return Kind.TARGET
            case PromptKey():
                return Kind.PROMPT
            case _:
                return Kind.REPO

    @property
    def name(self) -> str:
        """The repository's name, or what else is called within it; raw."""
        return self.chosen if isinstance(self.chosen, str) else self.chosen.name

    @property
    def has_model(self) -> bool:
        """It became a model that can be talked to and downloaded."""
        return self.job is not None and self.job.status is JobStatus.COMPLETE and bool(self.job.model_names)


def action_facts(state: AppState, *, is_read_only: bool = False, is_connected: bool = True) -> ActionFacts | None:
    """What is chosen now; None where nothing is."""
    chosen = state.chosen
    if chosen is None:
        return None
    seen = state.jobs.get(chosen) if isinstance(chosen, JobKey) else None
    is_bake = isinstance(chosen, JobKey) and chosen.phase is Phase.BAKE
    return ActionFacts(
        chosen,
        state.checkpoint if is_bake else None,
        None if seen is None else seen.job,
        len(state.marked),
        is_read_only,
        is_connected,
        _reason(bakes_meant, state) if is_bake else "",
        _reason(descent_meant, state) if is_bake else "",
    )


def _reason(meant: Callable[[AppState], object], state: AppState) -> str:
    """Why there is nothing to compare; the menu says what else there is to do."""
    try:
        meant(state)
    except NotComparable as problem:
        return str(problem).partition(":")[0]
    return ""
