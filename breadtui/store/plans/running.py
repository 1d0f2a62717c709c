"""Runs of plans and chains in this window: driven, stopped, gone on with, taken up again after a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePath
from typing import TYPE_CHECKING

from breadtui.domain.downloading.file_names import weights_file_name
from breadtui.domain.downloading.troubles import DownloadTrouble
from breadtui.domain.errors import BreadError, Unauthorized
from breadtui.domain.kept import Look
from breadtui.domain.names import JobKey, PromptKey, RepoName, parse_model_path
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.recreation.run import PlanRun, RunKey, RunStanding, StepState
from breadtui.domain.sightings import PromptSighting
from breadtui.store.downloads.downloading import Downloading
from breadtui.store.events.plan import PlanRunForgotten, PlanRunMoved
from breadtui.store.events.session import KeyRefused
from breadtui.store.facts.asks import Intervals
from breadtui.store.facts.state import SeenJob, Severity
from breadtui.store.plans.keeping import PlanKeeping
from breadtui.store.plans.starting import Starting
from breadtui.store.prompts.remembering import Remembering
from breadtui.store.reading.on_demand import Reading
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.domain.recreation.made import Made
    from breadtui.store.plans.calls import Halted
    from breadtui.store.plans.chain_driving import ChainDriver
    from breadtui.store.plans.driving import PlanDriver


class PlanRunning(Remembering, PlanKeeping, Reading, Starting, Downloading):
    """Each run is kept on disk after every step and driven by one window."""

    intervals = Intervals()
    """How often jobs that a run waits for are asked; the joining of the rooms may set others."""

    def stop_plan(self, key: RunKey) -> None:
        """End a run before its next call; jobs that run on the service go on there."""
        from breadtui.store.plans.calls import BY_HAND  # noqa: PLC0415  when it is asked for

        if (stop := self._driven.get(key)) is not None:
            stop.set()
        elif (run := self._state.plan_runs.get(key)) is not None and run.standing is RunStanding.ASKING:
            self._tell_run(replace(run, standing=RunStanding.STOPPED, reason=BY_HAND))
        elif run is not None and run.standing is RunStanding.RUNNING:
            self._tell_driven_elsewhere(key)

    async def resume_plan(self, key: RunKey, download_to: str | None = None) -> None:
        """Go on with a run that was stopped; a job that failed is started anew, since a person asks for it.

        `download_to` is another folder for the weights at its end, empty for none; None leaves it as it was.
        """
        run = self._state.plan_runs.get(key)
        if run is None or not self._may_write(f"{key.words} was not gone on with") or run.standing is RunStanding.DONE:
            return
        run = run if download_to is None else replace(run, download_to=download_to)
        await self._drive(_asked_to_go_on(run), told=f"going on with {key.words}")

    async def forget_plan(self, key: RunKey) -> None:
        """Give up a run that was stopped: it is offered no more. What was made and started stays as it is."""
        if key in self._driven:
            self._notice(Severity.WARNING, f"{key.words} goes on: stop it first", key.end)
            return
        if not await self._journal.claim_plan_run(key.id, is_asked=True):
            self._tell_driven_elsewhere(key)
            return
        self._journal.forget_plan_run(key.id)
        self._dispatch(PlanRunForgotten(key))

    async def restore_plans(self) -> None:
        """Runs of earlier sessions: those that ran go on unless another window has them; stopped ones are offered."""
        kept_runs = await self._journal.kept_plan_runs()
        if not kept_runs:
            return
        from breadtui.domain.recreation.as_json import run_from_json  # noqa: PLC0415  when there is one

        going: list[PlanRun] = []
        for kept in kept_runs:
            if (run := run_from_json(kept.body)) is None:
                continue
            if run.standing is RunStanding.DONE:
                await self._forget_done(run, kept.look)
            elif run.standing is RunStanding.RUNNING and not self.is_read_only:
                going += await self._taken_up(run, kept.look)
            elif run.standing is RunStanding.RUNNING and kept.look.is_driven_elsewhere:
                self._tell_of_other(run)
            else:
                self._offer(run)
        for run in going:
            self._notice(Severity.INFORMATION, f"going on with {run.key.words}", run.key.end)
        await self._together(self._drive(run.unsettled()) for run in going)

    async def _forget_done(self, run: PlanRun, look: Look) -> None:
        """Keep nothing of it, unless somebody began it anew since it was read."""
        if await self._journal.claim_plan_run(run.key.id, known=look):
            self._journal.forget_plan_run(run.key.id)

    async def _taken_up(self, run: PlanRun, look: Look) -> list[PlanRun]:
        """The run, now this window's; none where another has it, or had it and ended it since it was read."""
        if await self._journal.claim_plan_run(run.key.id, known=look):
            return [run]
        if look.is_driven_elsewhere:
            self._tell_of_other(run)
            self._tell_driven_elsewhere(run.key)
        else:
            await self.look_at_plans()
        return []

    def _offer(self, run: PlanRun) -> None:
        if run.standing is RunStanding.RUNNING:
            run = replace(run, standing=RunStanding.STOPPED, reason="not gone on with, since this is read-only")
        self._dispatch(PlanRunMoved(run))
        word = "chain" if run.key.is_chain else "plan"
        words = f"{run.key.words} is {run.standing}: :{word} resume goes on with it"
        self._notice(Severity.INFORMATION, words, run.key.end)

    async def _drive(self, run: PlanRun, renaming: Made | None = None, told: str = "") -> None:
        """Drive a run in this window, if no other one does; `told` is said as it begins."""
        from breadtui.store.plans.calls import Surroundings  # noqa: PLC0415  when it is asked for
        from breadtui.store.plans.chain_driving import ChainDriver  # noqa: PLC0415  when it is asked for
        from breadtui.store.plans.driving import PlanDriver  # noqa: PLC0415  when it is asked for

        if run.key in self._driven:
            return
        with self._driving(run.key) as stop:
            if not await self._journal.claim_plan_run(run.key.id, is_asked=True):
                self._tell_driven_elsewhere(run.key)
                return
            self._keep_run(run)
            if told:
                self._notice(Severity.INFORMATION, told, run.key.end)
            around = Surroundings(
                self._api,
                self._clock,
                self.intervals,
                self._tell_run,
                self._journal.plan_runs_written,
                self._seen,
                self._begun_here,
                stop,
                self.load_repos,
                self._prompt_seen,
                lambda key, prompt: self._wrote(key, None, prompt),
                self._last_seen,
            )
            await self._driven_by(ChainDriver(run, around) if run.key.is_chain else PlanDriver(run, around), renaming)
        await self._ended(run.key)

    async def _driven_by(self, driver: PlanDriver | ChainDriver, renaming: Made | None) -> None:
        from breadtui.store.plans.calls import Halted  # noqa: PLC0415  when it is asked for
        from breadtui.store.plans.driving import PlanDriver  # noqa: PLC0415  when it is asked for

        try:
            if renaming is not None and isinstance(driver, PlanDriver):
                await driver.rename(renaming)
            await driver.drive()
        except Halted as halted:
            self._halted(driver.run, halted)

    def _last_seen(self, key: JobKey) -> SeenJob | None:
        return self._state.jobs.get(key)

    def _prompt_seen(self, key: PromptKey, prompt: Prompt) -> None:
        self._journal.record_prompt(PromptSighting(key, self._now(), prompt))

    @contextmanager
    def _driving(self, key: RunKey) -> Iterator[asyncio.Event]:
        stop = self._driven[key] = asyncio.Event()
        try:
            yield stop
        finally:
            del self._driven[key]

    def _halted(self, run: PlanRun, halted: Halted) -> None:
        self._tell_run(replace(run, standing=RunStanding.STOPPED, reason=halted.reason))
        if isinstance(halted.error, Unauthorized):
            self._dispatch(KeyRefused(halted.error, self._now()))

    async def _ended(self, key: RunKey) -> None:
        """Say how it ended, and look at the repository again where it is open."""
        run = self._state.plan_runs[key]
        match run.standing:
            case RunStanding.DONE:
                self._at_end(run)
            case RunStanding.ASKING:
                self._notice(Severity.WARNING, f"{key.words} waits for you: {run.reason}", key.end)
            case _:
                self._notice(Severity.WARNING, f"{key.words} stopped: {run.reason}", key.end)
        if key.into in self._state.opened:
            await self._look_around(key.into)
        if run.is_done and run.download_to and self.download_rooms is not None:
            await self._take_home(run)

    async def _look_around(self, repo: RepoName) -> None:
        """Show what a run made or changed in a repository."""
        await self._together((self._load_tree(repo), self._load_contents(repo)))

    async def _take_home(self, run: PlanRun) -> None:
        """Download the weights that a run ended with, under their usual name."""
        end = run.key.end
        paths = [parse_model_path(name) for name in run.models.get(end.name, ())]
        checkpoint = max((path.checkpoint for path in paths if path is not None), default=None)
        try:
            checkpoint = await self.newest_checkpoint(end) if checkpoint is None else checkpoint
        except BreadError as error:
            self._notice(Severity.WARNING, f"the weights of {end.name} were not downloaded: {error.message}", end)
        else:
            place = str(PurePath(run.download_to) / weights_file_name(end, checkpoint))
            with suppress(DownloadTrouble):  # the download itself tells that there is no folder
                await self.make_weights_folder(place)
            await self.download(end, checkpoint, place)

    def _at_end(self, run: PlanRun) -> None:
        """Tell that a run is through."""
        models = run.models.get(run.key.end.name, ())
        made = f": {models[0]}" if run.key.is_chain and models else ""
        self._notice(Severity.INFORMATION, f"{run.key.words} is done{made}", run.key.end)


def _asked_to_go_on(run: PlanRun) -> PlanRun:
    """The run as a person sends it on: an unclear start may be sent again, a failed step started anew."""
    under_way = {
        number: replace(progress, start_sent_at=None, note="")
        for number, progress in run.steps.items()
        if progress.state is StepState.UNDER_WAY
    }
    return replace(
        run,
        standing=RunStanding.RUNNING,
        reason="",
        asked=None,
        asked_check=None,
        restart=frozenset(under_way),
        steps={**run.steps, **under_way},
    ).unsettled()
