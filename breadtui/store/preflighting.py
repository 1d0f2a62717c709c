"""The command that holds a start against the service before anything is spent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from breadtui.domain.durations import Knowledge, run_duration
from breadtui.domain.errors import Unauthorized
from breadtui.domain.names import BakeName, JobKey, Phase, parse_model_path
from breadtui.domain.preflight.check import preflight_of
from breadtui.domain.preflight.estimates import PastRun
from breadtui.domain.preflight.findings import Preflight
from breadtui.domain.sightings import JobSighting
from breadtui.store.desk import Desk
from breadtui.store.preflight_reading import read_evidence
from breadtui.store.read_once import ReadOnce
from breadtui.store.session_events import KeyRefused

PAST_RUNS = 20
"""The runs of a phase that were seen last say how fast the next may be."""


class Preflighting(Desk):
    """Reads what a start needs, afresh, and applies the rules."""

    async def preflight(self, key: JobKey, assumed: Iterable[JobKey] = ()) -> Preflight:
        """Whether one job should be started now; `assumed` are jobs that will be complete by then.

        Raises: Unauthorized, which is told as well.
        """
        try:
            with ReadOnce(self._api) as service:
                return await self._preflight(service, key, assumed)
        except Unauthorized as error:
            self._dispatch(KeyRefused(error, self._now()))
            raise

    async def _preflight(self, service: ReadOnce, key: JobKey, assumed: Iterable[JobKey]) -> Preflight:
        past = tuple(self._past_runs(await self._journal.complete_jobs(key.phase, PAST_RUNS)))
        evidence = await read_evidence(service, key, past, assumed=assumed)
        if evidence.job is not None:
            self._seen(key, evidence.job)
        unsaved = frozenset(str(one.name) for one in self._state.drafts if one.repo == key.repo)
        return preflight_of(replace(evidence, unsaved=unsaved))

    def _past_runs(self, histories: Iterable[Sequence[JobSighting]]) -> Iterator[PastRun]:
        """The runs that were watched from beginning to end, with what they did."""
        for history in histories:
            took = run_duration(history)
            units = self._units_of(history)
            if took is not None and took.knowledge is not Knowledge.AT_LEAST and units:
                yield PastRun(took.seconds, units)

    def _units_of(self, history: Sequence[JobSighting]) -> int:
        """Rows of a stim or rollout, steps of a bake whose checkpoints are known; 0 for an unknown number."""
        last = history[-1]
        if last.key.phase is not Phase.BAKE:
            return last.lines or 0
        lineage = self._state.lineages.get(last.key.repo)
        descent = lineage.descents.get(BakeName(last.key.name)) if lineage is not None else None
        names = descent.bake.model_names if descent is not None and descent.bake is not None else ()
        return max((path.checkpoint for name in names if (path := parse_model_path(name)) is not None), default=0)
