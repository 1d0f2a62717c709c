"""What was found in the journal, in the past tense."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.estimates import Progress
from breadtui.domain.names import JobKey, Phase
from breadtui.domain.preflight.estimates import PastRun
from breadtui.store.facts.taking_up import Known
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class PaceRestored:
    """How far running jobs were at which earlier look, and how long past runs took: estimates rest on both."""

    courses: Mapping[JobKey, tuple[Progress, ...]]
    past_runs: Mapping[Phase, tuple[PastRun, ...]]


@dataclass(frozen=True, slots=True)
class TakenUp:
    """How jobs stood for whoever watched them before, or elsewhere."""

    known: Mapping[JobKey, Known]
