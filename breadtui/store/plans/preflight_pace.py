"""How fast past runs went that were watched from beginning to end: what they took, and what they did."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.durations import Knowledge, run_duration
from breadtui.domain.errors import BreadError, Unauthorized
from breadtui.domain.jobs import Job
from breadtui.domain.names import BakeName, JobKey, Phase, parse_model_path
from breadtui.domain.preflight.estimates import PastRun
from breadtui.domain.sightings import JobSighting
from breadtui.store.facts.state import AppState
from breadtui.store.ports.service import Journal
from breadtui.store.reading.read_once import ReadOnce

PAST_RUNS = 20
"""The runs of a phase that were seen last say how fast the next may be."""
PAST_BAKES_ASKED = 4
"""A bake of a repository that is not open is asked how many steps it made; more of them would tell little more."""


async def past_runs(journal: Journal, service: ReadOnce, state: AppState, phase: Phase) -> tuple[PastRun, ...]:
    """The last runs of a phase with their rows or steps; those of which one of the two is unknown are left out.

    Raises: Unauthorized.
    """
    found: list[PastRun] = []
    asks_left = PAST_BAKES_ASKED
    for history in await journal.complete_jobs(phase, PAST_RUNS):
        took = run_duration(history)
        if took is None or took.knowledge is Knowledge.AT_LEAST:
            continue
        units = _units_known(history, state)
        if not units and phase is Phase.BAKE and asks_left:
            asks_left -= 1
            units = await _steps_asked(service, history[-1].key)
        if units:
            found.append(PastRun(took.seconds, units))
    return tuple(found)


def _units_known(history: Sequence[JobSighting], state: AppState) -> int:
    """Rows of a stim or rollout, steps of a bake whose checkpoints are known; 0 for an unknown number."""
    last = history[-1]
    if last.key.phase is not Phase.BAKE:
        return last.lines or 0
    seen = state.jobs.get(last.key)
    return (0 if seen is None else _steps_of(seen.job.model_names)) or _steps_in_lineage(last.key, state)


def _steps_in_lineage(key: JobKey, state: AppState) -> int:
    lineage = state.lineages.get(key.repo)
    descent = lineage.descents.get(BakeName(key.name)) if lineage is not None else None
    return _steps_of(descent.bake.model_names) if descent is not None and descent.bake is not None else 0


async def _steps_asked(service: ReadOnce, key: JobKey) -> int:
    """Where the question fails there is one run less to go by."""
    try:
        job: Job = await service.job(key)
    except Unauthorized:
        raise
    except BreadError:
        return 0
    return _steps_of(job.model_names)


def _steps_of(model_names: Sequence[str]) -> int:
    """The newest checkpoint is the last step. Source: the API contract, lineage."""
    return max((path.checkpoint for name in model_names if (path := parse_model_path(name)) is not None), default=0)
