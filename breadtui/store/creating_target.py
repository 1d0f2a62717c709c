"""Commands that write and make targets: once, whatever becomes of the answer, and never over another."""

from __future__ import annotations

from collections.abc import Callable

from breadtui.domain.errors import (
    BreadError,
    Conflict,
    NeverSent,
    NotBread,
    NotFound,
    ServerFailed,
    Unauthorized,
    Unclear,
    Unreachable,
)
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import PromptKey, RepoName, TargetKey, TargetName
from breadtui.domain.prompt.free_names import free_name
from breadtui.domain.repos import Target
from breadtui.domain.target.creation import Created, Creating, NotCreated, Taken, TargetCreation
from breadtui.domain.target.draft import DEFAULT_TEMPLATE, TargetDraft
from breadtui.domain.target.kept import drafts_from, drafts_json
from breadtui.domain.target.resolved import default_config, differences_to, is_as_asked
from breadtui.store.authoring_events import TargetCreationMoved, TargetDraftKept
from breadtui.store.reading import Reading
from breadtui.store.remote import NOT_ASKED, value_of
from breadtui.store.session_events import KeyRefused

OUTCOME_UNKNOWN = (Unreachable, ServerFailed, NotBread, Unclear)
"""Failures after which the service may have made it all the same."""

TARGET_DRAFTS_FACT = "target_drafts"
"""The fact under which the journal keeps unfinished targets."""

LOOKS_AFTER_LOST_ANSWER = 2
SECONDS_BETWEEN_LOOKS = 5.0


class CreatingTarget(Reading):
    """Makes targets.

    A target cannot be changed once it is there, and the service makes the same one twice as once: what it says
    or, where its answer is lost, what is read back, decides what came of it.
    """

    def keep_target_draft(self, repo: RepoName, draft: TargetDraft | None) -> None:
        """Keep a target that is not finished, in the state and in the journal, or give it up (None)."""
        self._dispatch(TargetDraftKept(repo, draft))
        self._record_target_drafts()

    async def restore_target_drafts(self) -> None:
        """Unfinished targets of earlier sessions; nothing is sent."""
        for repo, draft in drafts_from(await self._journal.fact(TARGET_DRAFTS_FACT)).items():
            self._dispatch(TargetDraftKept(repo, draft))

    def _record_target_drafts(self) -> None:
        self._journal.record_fact(TARGET_DRAFTS_FACT, drafts_json(self._state.target_drafts))

    async def look_at_prompt(self, key: PromptKey) -> None:
        """A prompt's text, for a glance; one that is known is not asked again."""
        if value_of(self._state.prompts.get(key, NOT_ASKED)) is None:
            await self._load_prompt(key)

    async def look_at_target(self, key: TargetKey) -> None:
        """A target's configuration, for a template; one that is known is not asked again."""
        if value_of(self._state.targets.get(key, NOT_ASKED)) is None:
            await self._load_target(key)

    async def create_target(
        self, repo: RepoName, draft: TargetDraft, *, is_watched: Callable[[], bool] = lambda: False
    ) -> TargetCreation | None:
        """Make a target, and tell what came of it; None where nothing may be sent, or it is on its way already.

        A failure is no notice where somebody still watches for it, who tells it better.
        """
        key = TargetKey(repo, TargetName(draft.name))
        is_on_its_way = isinstance(self._state.target_creations.get(key), Creating)
        if is_on_its_way or not self._may_write(f"target {key.name} was not created"):
            return None
        self._dispatch(TargetCreationMoved(key, Creating(draft), self._now()))
        outcome: TargetCreation
        try:
            below = await self._template_below(repo, draft.template)
            outcome = await self._target_made(key, draft, below)
        except BreadError as error:
            outcome = NotCreated(draft, error)
            if isinstance(error, Unauthorized):
                self._dispatch(KeyRefused(error, self._now()))
        drafts = self._state.target_drafts
        self._dispatch(TargetCreationMoved(key, outcome, self._now(), is_watched()))
        if self._state.target_drafts is not drafts:
            self._record_target_drafts()
        return outcome

    async def _template_below(self, repo: RepoName, template: str) -> JsonObject:
        """The template's configuration, as it is now. Raises: NotFound where there is no such target."""
        if template == DEFAULT_TEMPLATE:
            return default_config(self.base_model_of(repo))
        return (await self._api.target(TargetKey(repo, TargetName(template)))).config

    def base_model_of(self, repo: RepoName) -> str:
        """The base model of a repository, empty where it is not known."""
        tree = value_of(self._state.trees.get(repo, NOT_ASKED))
        if tree is not None:
            return tree.base_model
        listed = value_of(self._state.repos) or ()
        return next((each.base_model for each in listed if each.name == repo), "")

    async def _target_made(self, key: TargetKey, draft: TargetDraft, below: JsonObject) -> TargetCreation:
        before = await self._target_there(key)
        try:
            made = await self._api.create_target(key, draft.template, draft.overrides())
        except Conflict:
            theirs = await self._target_there(key)
            if theirs is None:
                raise
            return await self._target_taken(key, draft, below, theirs)
        except NeverSent:
            raise
        except OUTCOME_UNKNOWN as error:
            return await self._target_read_back(key, draft, below, error)
        return Created(draft, made.config, below, was_there=before is not None)

    async def _target_read_back(
        self, key: TargetKey, draft: TargetDraft, below: JsonObject, error: BreadError
    ) -> TargetCreation:
        """What came of a call whose answer was lost. Raises: Unclear where two looks do not show it."""
        for look in range(LOOKS_AFTER_LOST_ANSWER):
            if look:
                await self._clock.sleep(SECONDS_BETWEEN_LOOKS)
            found = await self._target_glimpse(key)
            if found is None:
                continue
            if is_as_asked(draft, below, found.config):
                return Created(draft, found.config, below)
            return await self._target_taken(key, draft, below, found)
        raise Unclear(error.message, status=error.status, code=error.code) from error

    async def _target_taken(self, key: TargetKey, draft: TargetDraft, below: JsonObject, theirs: Target) -> Taken:
        try:
            names = set(await self._api.target_names(key.repo))
        except BreadError:
            contents = value_of(self._state.contents.get(key.repo, NOT_ASKED))
            names = set(contents.targets) if contents is not None else set()
        differing = differences_to(draft, below, theirs.config)
        return Taken(draft, theirs.config, differing, free_name(key.name, names | {key.name}))

    async def _target_there(self, key: TargetKey) -> Target | None:
        try:
            return await self._api.target(key)
        except NotFound:
            return None

    async def _target_glimpse(self, key: TargetKey) -> Target | None:
        try:
            return await self._target_there(key)
        except BreadError:
            return None  # the lost answer's own failure is what is told
