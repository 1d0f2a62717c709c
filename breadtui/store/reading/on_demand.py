"""Commands that read: repositories, what a person chose, and what they want to see again."""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any

from breadtui.domain.errors import BreadError, Unauthorized
from breadtui.domain.jobs import Job
from breadtui.domain.metric.rows import MetricRows
from breadtui.domain.names import JobKey, Phase, PromptKey, TargetKey
from breadtui.domain.outputs import OutputPage
from breadtui.domain.recipe import datasets_of
from breadtui.domain.sightings import JobSighting, PromptSighting
from breadtui.store.events.event import (
    Chosen,
    MetricsAsked,
    MetricsFailed,
    MetricsLoaded,
    PlanAsked,
    PlanFailed,
    PlanLoaded,
    PromptAsked,
    PromptFailed,
    PromptLoaded,
    RepoListAsked,
    RepoListFailed,
    RepoListLoaded,
    TargetAsked,
    TargetFailed,
    TargetLoaded,
)
from breadtui.store.events.finding import RowsSeen
from breadtui.store.events.session import KeyChanged, KeyRefused
from breadtui.store.facts.remote import NOT_ASKED, Loading, NotAsked, Ready
from breadtui.store.facts.sighting import is_overtaken
from breadtui.store.facts.state import Choice
from breadtui.store.polling.overtaken import repos_now
from breadtui.store.reading.opening import Opening

SOURCES_LOADED = 4
"""A bake may learn from sixty targets; the first few are loaded when it is chosen."""

REFRESH_SECONDS = 5.0
"""Refreshing the same thing again within this time asks nothing."""


class Reading(Opening):
    """Reads; each failure becomes an event, and the last value stays."""

    async def load_repos(self) -> None:
        """All repositories of the account."""
        self._dispatch(RepoListAsked())
        try:
            repos = await repos_now(self._api, self._store)
        except BreadError as error:
            self._failed(error, RepoListFailed(error, self._now()))
        else:
            self._dispatch(RepoListLoaded(repos, self._now()))

    async def choose(self, what: Choice | None, checkpoint: int | None = None) -> None:
        """Look at something: what is known is shown at once, the rest is loaded.

        `checkpoint` is the training step looked at of a bake, None for the bake as a whole.
        """
        self._dispatch(Chosen(what, checkpoint))
        await self._together(self._loads(what))
        if isinstance(what, JobKey) and what.phase is Phase.BAKE:
            await self._together(self._loads_of_sources(what))

    async def refresh(self, what: Choice | None = None) -> None:
        """Ask again for one thing, or for everything open; at most once in five seconds for the same thing."""
        now = self._now()
        if now < self._no_refresh_before.get(what, now):
            return
        self._no_refresh_before[what] = now + timedelta(seconds=REFRESH_SECONDS)
        self._api.ask_anyway()
        if what is not None:
            await self._together(self._reloads(what))
            return
        opened = [load for repo in self._state.opened for load in self._reloads(repo)]
        chosen = self._reloads(self._state.chosen) if not isinstance(self._state.chosen, str) else []
        await self._together((self.load_repos(), *opened, *chosen))

    async def look_at_stages(self, target: TargetKey) -> None:
        """Stim and rollout of a target, as far as nothing is known of them yet."""
        stages = [JobKey(target.repo, phase, target.name) for phase in (Phase.STIM, Phase.ROLLOUT)]
        await self._together(self._load_job(key) for key in stages if key not in self._state.jobs)

    async def load_plan(self, key: JobKey) -> None:
        """The steps that would make a bake again."""
        self._dispatch(PlanAsked(key))
        try:
            plan = await self._api.recreation_plan(key)
        except BreadError as error:
            self._failed(error, PlanFailed(key, error, self._now()))
        else:
            self._dispatch(PlanLoaded(key, plan, self._now()))

    async def load_metrics(self, key: JobKey) -> None:
        """A bake's whole metric series, anew."""
        self._dispatch(MetricsAsked(key))
        try:
            series = await self._api.metrics(key)
        except BreadError as error:
            self._failed(error, MetricsFailed(key, error, self._now()))
        else:
            self._dispatch(MetricsLoaded(key, series, self._now()))

    async def metric_rows(self, key: JobKey) -> MetricRows:
        """Every row of a bake's training log, for export. Raises: BreadError, since it belongs to no state."""
        try:
            return await self._api.metric_rows(key)
        except Unauthorized as error:
            self._dispatch(KeyRefused(error, self._now()))
            raise

    async def output_page(self, key: JobKey, offset: int, limit: int) -> OutputPage:
        """Rows of a stim's or rollout's output.

        Raises: BreadError, since the rows belong to the page that asked and not to the state.
        """
        asked_at = self._now()
        try:
            page = await self._api.output_page(key, offset=offset, limit=limit)
        except Unauthorized as error:
            self._dispatch(KeyRefused(error, self._now()))
            raise
        self._answered(key, page.job, asked_at)
        self._dispatch(RowsSeen(page))
        return page

    async def job_history(self, key: JobKey) -> tuple[JobSighting, ...]:
        """What the journal saw of a job, oldest first."""
        return await self._journal.job_history(key)

    def change_key(self) -> None:
        """A new key was accepted: asking may go on. Nothing that failed before is repeated by itself."""
        self._dispatch(KeyChanged())

    def _loads(self, what: Choice | None) -> list[Coroutine[Any, Any, None]]:
        match what:
            case JobKey():
                return self._loads_of_job(what)
            case PromptKey():
                return [self._load_prompt(what)]
            case TargetKey():
                return [self._load_target(what)]
            case _:
                return []

    def _reloads(self, what: Choice | None) -> list[Coroutine[Any, Any, None]]:
        match what:
            case str():
                return [self._load_tree(what), self._load_contents(what)] if what in self._state.opened else []
            case JobKey(_, Phase.BAKE):
                return [self._load_job(what), self.load_metrics(what)]
            case JobKey():
                return [self._load_job(what)]
            case _:
                return self._loads(what)

    def _loads_of_job(self, key: JobKey) -> list[Coroutine[Any, Any, None]]:
        """What is settled and known already is not asked again."""
        seen = self._state.jobs.get(key)
        series = self._state.metrics.get(key, NOT_ASKED)
        is_settled = seen is not None and seen.job.is_settled
        is_known = is_settled and seen is not None and (seen.job.loss is not None or seen.job.error is not None)
        is_drawn = is_settled and seen is not None and isinstance(series, Ready) and series.at >= seen.changed_at
        loads = [] if is_known else [self._load_job(key)]
        return loads if is_drawn or key.phase is not Phase.BAKE else [*loads, self.load_metrics(key)]

    def _loads_of_sources(self, bake: JobKey) -> list[Coroutine[Any, Any, None]]:
        """The targets a bake learns from and their stims, the first few, each once."""
        seen = self._state.jobs.get(bake)
        names = [dataset.target for dataset in datasets_of(seen.job.config)] if seen is not None else []
        loads: list[Coroutine[Any, Any, None]] = []
        for name in names[:SOURCES_LOADED]:
            target, stim = TargetKey(bake.repo, name), JobKey(bake.repo, Phase.STIM, name)
            # A reading that was given up stays on its way for ever: it is taken up again.
            if isinstance(self._state.targets.get(target, NOT_ASKED), NotAsked | Loading):
                loads.append(self._load_target(target))
            if stim not in self._state.jobs:
                loads.append(self._load_job(stim))
        return loads

    async def _load_job(self, key: JobKey) -> None:
        asked_at = self._now()
        try:
            job = await self._api.job(key)
        except BreadError as error:
            self._answered(key, error, asked_at)
        else:
            self._answered(key, job, asked_at)

    def _answered(self, key: JobKey, outcome: Job | BreadError, asked_at: datetime) -> None:
        """Tell a job's answer or failure, unless the job moved meanwhile: then it may be older than what is known."""
        if isinstance(outcome, Unauthorized) or not is_overtaken(self._state.jobs.get(key), asked_at):
            self._seen(key, outcome)

    async def _load_prompt(self, key: PromptKey) -> None:
        """The text, unless it was read or saved here meanwhile: then it may be older than what is known."""
        self._dispatch(PromptAsked(key))
        asked_at = self._now()
        try:
            prompt = await self._api.prompt(key)
        except BreadError as error:
            self._failed(error, PromptFailed(key, error, self._now()))
            return
        known = self._state.prompts.get(key, NOT_ASKED)
        if not (isinstance(known, Ready) and known.at > asked_at):
            self._journal.record_prompt(PromptSighting(key, self._now(), prompt))
            self._dispatch(PromptLoaded(key, prompt, self._now()))

    async def _load_target(self, key: TargetKey) -> None:
        self._dispatch(TargetAsked(key))
        try:
            target = await self._api.target(key)
        except BreadError as error:
            self._failed(error, TargetFailed(key, error, self._now()))
        else:
            self._dispatch(TargetLoaded(key, target, self._now()))
