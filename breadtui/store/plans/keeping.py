"""Runs of plans on disk, where other windows see how far they are, and where theirs are seen."""

from __future__ import annotations

from breadtui.domain.kept import KeptRun
from breadtui.domain.recreation.run import PlanRun, RunKey, RunStanding
from breadtui.store.desk import Desk
from breadtui.store.events.plan import PlanRunMoved
from breadtui.store.facts.state import Severity
from breadtui.values import replace

FOLLOW_SECONDS = 5.0
LEFT = "the window that ran it is gone"


class PlanKeeping(Desk):
    """Keeps the runs of this window, and tells of those of others."""

    def drives(self, key: RunKey) -> bool:
        """It is this window that goes on with the run."""
        return key in self._driven

    async def follow_plans(self) -> None:
        """Tell now and then how far the runs of other windows are, until cancelled."""
        while True:
            await self._clock.sleep(FOLLOW_SECONDS)
            await self.look_at_plans()

    async def look_at_plans(self) -> None:
        """Tell how far the runs of other windows are, where they moved since the last look."""
        mine = set(self._driven)
        for kept in await self._journal.kept_plan_runs(self._looks):
            self._looks[kept.run_id] = kept.look
            # One that ended here while the disk was read is known better than the disk knew it.
            if (run := _run_of(kept)) is not None and run.key not in mine | self._driven.keys():
                self._tell_of_other(run)

    def _tell_of_other(self, run: PlanRun) -> None:
        """What is known to be so already is left, with what is not on disk: the difference that is asked about."""
        known = self._state.plan_runs.get(run.key)
        if known is not None and known.started_at == run.started_at:
            run = replace(run, plan=known.plan)
            if replace(known, asked_check=None) == run:
                return
        self._dispatch(PlanRunMoved(run))

    def _keep_run(self, run: PlanRun) -> None:
        """Tell the state, and keep the whole run on disk."""
        from breadtui.domain.recreation.as_json import run_to_json  # noqa: PLC0415  when it is asked for

        self._dispatch(PlanRunMoved(run))
        is_driven = run.standing is RunStanding.RUNNING
        self._journal.keep_plan_run(run.key.id, run_to_json(run), is_driven=is_driven)

    def _tell_run(self, run: PlanRun) -> None:
        """Tell the state, and keep on disk what moved since the state was told last."""
        from breadtui.domain.recreation.as_json import head_to_json, moved_parts  # noqa: PLC0415  when it is asked for

        before = self._state.plan_runs[run.key]
        self._dispatch(PlanRunMoved(run))
        is_driven = run.standing is RunStanding.RUNNING
        self._journal.move_plan_run(run.key.id, head_to_json(run), moved_parts(run, before), is_driven=is_driven)

    def _tell_driven_elsewhere(self, key: RunKey) -> None:
        self._notice(Severity.WARNING, f"another window goes on with {key.words}", key.end)


def _run_of(kept: KeptRun) -> PlanRun | None:
    """The run as it stands: one that nobody drives any more has stopped."""
    from breadtui.domain.recreation.as_json import run_from_json  # noqa: PLC0415  when it is asked for

    run = run_from_json(kept.body)
    if run is None or run.standing is not RunStanding.RUNNING or kept.look.is_driven_elsewhere:
        return run
    return replace(run, standing=RunStanding.STOPPED, reason=LEFT)
