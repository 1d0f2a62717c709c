"""The command that holds a start against the service before anything is spent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from breadtui.domain.errors import Unauthorized
from breadtui.domain.names import JobKey
from breadtui.store.desk import Desk
from breadtui.store.events.session import KeyRefused
from breadtui.store.plans.preflight_pace import past_runs
from breadtui.store.reading.read_once import ReadOnce
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.domain.preflight.findings import Preflight


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
        from breadtui.domain.preflight.check import preflight_of  # noqa: PLC0415  when it is asked for
        from breadtui.store.plans.preflight_reading import read_evidence  # noqa: PLC0415  when it is asked for

        past = await past_runs(self._journal, service, self._state, key.phase)
        evidence = await read_evidence(service, key, past, assumed=assumed)
        if evidence.job is not None:
            self._seen(key, evidence.job)
        unsaved = frozenset(str(one.name) for one in self._state.drafts if one.repo == key.repo)
        return preflight_of(replace(evidence, unsaved=unsaved))
