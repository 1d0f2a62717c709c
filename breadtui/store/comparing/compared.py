"""The commands that read many bakes: what a comparison of two things needs, and the logs the doctor asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from breadtui.domain.names import JobKey
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.reading.teaching import Teaching

if TYPE_CHECKING:
    from breadtui.store.views.comparable import Compared

LOGS_A_READ = 16
"""So many logs are read on one key: a crowd's would be hundreds of requests."""


class Comparing(Teaching):
    """Reads both sides of a comparison, a few calls at once; each failure becomes an event."""

    async def load_compared(self, ones: Sequence[Compared], *, again: bool = False) -> None:
        """Open the repositories, then read bakes with their metrics, targets, and prompts.

        What is known is not asked again unless `again` is set.
        """
        from breadtui.store.views.comparable import prompt_keys_of, target_keys_of  # noqa: PLC0415  when it is asked for

        await self._gated(self.open_repo, dict.fromkeys(one.what.repo for one in ones if "/" not in one.what.repo))
        bakes = dict.fromkeys(one.what for one in ones if isinstance(one.what, JobKey))
        read = [bake for bake in bakes if bake.repo in self._state.opened]
        await self._gated(self._load_job, [bake for bake in read if again or self._lacks_job(bake)])
        await self._gated(self.load_metrics, [bake for bake in read if again or self._lacks_metrics(bake)])
        targets = dict.fromkeys(key for one in ones for key in target_keys_of(self._state, one))
        await self._gated(
            self._load_target,
            [key for key in targets if again or value_of(self._state.targets.get(key, NOT_ASKED)) is None],
        )
        prompts = dict.fromkeys(key for one in ones for key in prompt_keys_of(self._state, one))
        await self._gated(
            self._load_prompt,
            [key for key in prompts if again or value_of(self._state.prompts.get(key, NOT_ASKED)) is None],
        )

    async def read_logs(self, bakes: Sequence[JobKey]) -> None:
        """The training logs of the first few of these, anew, so that the doctor can judge them."""
        await self._gated(self.load_metrics, bakes[:LOGS_A_READ])

    def _lacks_job(self, bake: JobKey) -> bool:
        seen = self._state.jobs.get(bake)
        return seen is None or not seen.job.config

    def _lacks_metrics(self, bake: JobKey) -> bool:
        return value_of(self._state.metrics.get(bake, NOT_ASKED)) is None
