"""The commands of a recorder: what they learn is shared, what they have to say goes into the journal."""

from __future__ import annotations

from collections.abc import Callable

from breadtui.domain.answers import Answer
from breadtui.domain.happenings import Happening, What
from breadtui.domain.names import JobKey
from breadtui.domain.recreation.as_json import run_from_json
from breadtui.domain.recreation.run import PlanRun, RunStanding
from breadtui.store.commands import Commands
from breadtui.store.events.answer import answer_of
from breadtui.store.events.event import Event
from breadtui.store.facts.state import Severity


class RecordingCommands(Commands):
    """Commands without anybody to ask: they read, and go on with runs that nobody drives any more."""

    keep: Callable[[Answer], None] | None = None
    """Where answers go; set by the recorder."""

    def share(self, event: Event) -> None:
        """Let the others have what an event says."""
        if self.keep is not None:
            for answer in answer_of(event):
                self.keep(answer)

    async def left_runs(self) -> tuple[PlanRun, ...]:
        """The runs that were going on in a window that is gone, each claimed for this process; none while read-only."""
        if self.is_read_only:
            return ()
        left = []
        for kept in await self._journal.kept_plan_runs():
            run = run_from_json(kept.body)
            if run is None or run.standing is not RunStanding.RUNNING or kept.look.is_driven_elsewhere:
                continue
            if run.key not in self._driven and await self._journal.claim_plan_run(run.key.id, known=kept.look):
                left.append(run)
        return tuple(left)

    async def go_on_with(self, run: PlanRun) -> None:
        """Drive a run to its end."""
        self._notice(Severity.INFORMATION, f"going on with {run.key.words}", run.key.end)
        await self._drive(run.unsettled())

    def _dispatch(self, event: Event) -> None:
        super()._dispatch(event)
        self.share(event)

    def _notice(self, severity: Severity, text: str, about: JobKey | None = None) -> None:
        super()._notice(severity, text, about)
        self._journal.record_happenings((Happening(What.NOTE, self._now(), about, detail=text),))
