"""Commands that keep unfinished bakes, and make them; making one does not start it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from breadtui.domain.baking.kept import drafts_from, drafts_json
from breadtui.domain.baking.resolved import BUILT_IN, differences_to, is_as_asked
from breadtui.domain.errors import BreadError
from breadtui.domain.forms.creation import Taken
from breadtui.domain.jobs import Job
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName, TargetKey, TargetName
from breadtui.store.facts.noticing import first_line
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import Severity
from breadtui.store.making.begun import Begun
from breadtui.store.making.making_once import Making, MakingOnce

if TYPE_CHECKING:
    from breadtui.domain.baking.creation import BakeCreation, Created
    from breadtui.domain.baking.draft import BakeDraft

SOURCES_AT_ONCE = 4
BAKE_DRAFTS_FACT = "bake_drafts"
"""The fact under which the journal keeps bakes that were begun and not made."""


class CreatingBake(MakingOnce):
    """Makes bakes, which cannot be changed once they are there; making one does not start it."""

    @cached_property
    def _bakes_begun(self) -> Begun[BakeDraft]:
        return Begun(self._journal, BAKE_DRAFTS_FACT, drafts_json, drafts_from)

    async def kept_bake_draft(self, repo: RepoName) -> BakeDraft | None:
        """The bake of a repository that was begun and not made, here, in another window or a run before."""
        return await self._bakes_begun.of(repo)

    def keep_bake_draft(self, repo: RepoName, draft: BakeDraft | None) -> None:
        """Keep a bake that is not finished, on disk as well, or give it up (None)."""
        self._bakes_begun.keep(repo, draft)

    async def look_at_sources(self, repo: RepoName, names: Iterable[str]) -> None:
        """Targets and their rollouts, as far as they are not known or still move; four targets at once."""
        gate = asyncio.Semaphore(SOURCES_AT_ONCE)

        async def look(name: str) -> None:
            async with gate:
                await self._look_at_source(repo, name)

        await self._together(look(name) for name in names)

    async def _look_at_source(self, repo: RepoName, name: str) -> None:
        target, rollout = TargetKey(repo, TargetName(name)), JobKey(repo, Phase.ROLLOUT, name)
        if value_of(self._state.targets.get(target, NOT_ASKED)) is None:
            await self._load_target(target)
        seen = self._state.jobs.get(rollout)
        if seen is None or not seen.job.is_settled:
            await self._load_job(rollout)

    async def create_bake(self, repo: RepoName, draft: BakeDraft) -> BakeCreation | None:
        """Make a bake, and say what came of it; None where nothing may be sent. It is not started."""
        from breadtui.domain.baking.creation import Created, NotCreated  # noqa: PLC0415  when it is asked for

        if not self._may_write(f"bake {draft.name} was not created"):
            return None
        key = JobKey(repo, Phase.BAKE, BakeName(draft.name))
        try:
            below = await self._bake_below(repo, draft.template)
            outcome = await self._made_once(self._bake_making(key, draft, below))
        except BreadError as error:
            self._refuse_key(error)
            self._notice(Severity.WARNING, f"bake {draft.name} was not created: {first_line(error.message)}")
            return NotCreated(draft, error)
        if isinstance(outcome, Created):
            await self._show_made(key, outcome)
        return outcome

    async def _show_made(self, key: JobKey, made: Created) -> None:
        if not made.was_there:
            self._made_here(key)
        self._seen(key, made.job)
        words = "was there already, just so" if made.was_there else "created; it is not started"
        self._notice(Severity.INFORMATION, f"bake {key.name} {words}", key)
        if key.repo in self._state.opened:
            await self._load_tree(key.repo)

    async def _bake_below(self, repo: RepoName, template: str) -> JsonObject:
        """The template's configuration, as it is now. Raises: NotFound where there is no such bake."""
        from breadtui.domain.baking.draft import DEFAULT_TEMPLATE  # noqa: PLC0415  when it is asked for

        if template == DEFAULT_TEMPLATE:
            return BUILT_IN
        return (await self._api.job(JobKey(repo, Phase.BAKE, BakeName(template)))).config

    def _bake_making(self, key: JobKey, draft: BakeDraft, below: JsonObject) -> Making[Job, BakeCreation]:
        from breadtui.domain.baking.creation import Created  # noqa: PLC0415  when it is asked for

        return Making(
            key.name,
            send=partial(self._api.create_bake, key, draft.template, draft.given),
            look=partial(self._api.job, key),
            names=partial(self._api.bake_names, key.repo),
            known_names=partial(self._known_bakes, key.repo),
            is_as_asked=lambda there: is_as_asked(draft, below, there.config),
            made=lambda there, was_there: Created(draft, there, below, was_there),
            taken=lambda theirs, free: Taken(draft, theirs.config, differences_to(draft, below, theirs.config), free),
        )

    def _known_bakes(self, repo: RepoName) -> tuple[str, ...]:
        tree = value_of(self._state.trees.get(repo, NOT_ASKED))
        return tuple(tree.bakes) if tree is not None else ()
