"""A preflight: the rules of a job's phase applied to what was read of it."""

from __future__ import annotations

from breadtui.domain.names import Phase
from breadtui.domain.preflight.bake_rules import bake_preflight
from breadtui.domain.preflight.evidence import Evidence
from breadtui.domain.preflight.findings import Preflight
from breadtui.domain.preflight.rules import rollout_preflight, stim_preflight


def preflight_of(evidence: Evidence) -> Preflight:
    """Whether the job should be started, line by line, and what that would come to."""
    match evidence.key.phase:
        case Phase.STIM:
            return stim_preflight(evidence)
        case Phase.ROLLOUT:
            return rollout_preflight(evidence)
        case Phase.BAKE:
            return bake_preflight(evidence)
