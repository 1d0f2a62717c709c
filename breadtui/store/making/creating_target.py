"""Commands that keep unfinished targets, and make them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from breadtui.domain.errors import BreadError
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import PromptKey, RepoName, TargetKey, TargetName
from breadtui.domain.repos import Target
from breadtui.store.events.authoring import TargetCreationMoved, TargetDraftKept
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.making.begun import Begun
from breadtui.store.making.making_once import Making, MakingOnce
from breadtui.store.views.base_models import base_model_in

if TYPE_CHECKING:
    from breadtui.domain.target.creation import TargetCreation
    from breadtui.domain.target.draft import TargetDraft

TARGET_DRAFTS_FACT = "target_drafts"
"""The fact under which the journal keeps unfinished targets."""


class CreatingTarget(MakingOnce):
    """Makes targets, which cannot be changed once they are there."""

    @cached_property
    def _targets_begun(self) -> Begun[TargetDraft]:
        return Begun(self._journal, TARGET_DRAFTS_FACT, _drafts_json, _drafts_from)

    def keep_target_draft(self, repo: RepoName, draft: TargetDraft | None) -> None:
        """Keep a target that is not finished, in the state and in the journal, or give it up (None)."""
        self._dispatch(TargetDraftKept(repo, draft))
        self._targets_begun.keep(repo, draft)

    async def restore_target_drafts(self) -> None:
        """Unfinished targets of earlier sessions and other windows; nothing is sent."""
        for repo, draft in (await self._targets_begun.all()).items():
            self._dispatch(TargetDraftKept(repo, draft))

    async def kept_target_draft(self, repo: RepoName) -> TargetDraft | None:
        """The target of a repository that was begun and not made, here, in another window or a run before."""
        draft = await self._targets_begun.of(repo)
        if draft != self._state.target_drafts.get(repo):
            self._dispatch(TargetDraftKept(repo, draft))
        return draft

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
        from breadtui.domain.target.creation import Creating, NotCreated  # noqa: PLC0415  when it is asked for

        key = TargetKey(repo, TargetName(draft.name))
        is_on_its_way = isinstance(self._state.target_creations.get(key), Creating)
        if is_on_its_way or not self._may_write(f"target {key.name} was not created"):
            return None
        self._dispatch(TargetCreationMoved(key, Creating(draft), self._now()))
        outcome: TargetCreation
        try:
            below = await self._template_below(repo, draft.template)
            outcome = await self._made_once(self._target_making(key, draft, below))
        except BreadError as error:
            outcome = NotCreated(draft, error)
            self._refuse_key(error)
        was_begun = repo in self._state.target_drafts
        self._dispatch(TargetCreationMoved(key, outcome, self._now(), is_watched()))
        if was_begun and repo not in self._state.target_drafts:
            self._targets_begun.keep(repo, None)
        return outcome

    async def _template_below(self, repo: RepoName, template: str) -> JsonObject:
        """The template's configuration, as it is now. Raises: NotFound where there is no such target."""
        from breadtui.domain.target.draft import DEFAULT_TEMPLATE  # noqa: PLC0415  when it is asked for
        from breadtui.domain.target.resolved import default_config  # noqa: PLC0415  when it is asked for

        if template == DEFAULT_TEMPLATE:
            return default_config(self.base_model_of(repo))
        return (await self._api.target(TargetKey(repo, TargetName(template)))).config

    def base_model_of(self, repo: RepoName) -> str:
        """The base model of a repository, empty where it is not known."""
        return base_model_in(self._state, repo)

    def _target_making(self, key: TargetKey, draft: TargetDraft, below: JsonObject) -> Making[Target, TargetCreation]:
        from breadtui.domain.forms.creation import Taken  # noqa: PLC0415  when it is asked for
        from breadtui.domain.target.creation import Created  # noqa: PLC0415  when it is asked for
        from breadtui.domain.target.resolved import differences_to, is_as_asked  # noqa: PLC0415  when it is asked for

        return Making(
            key.name,
            send=partial(self._api.create_target, key, draft.template, draft.overrides()),
            look=partial(self._api.target, key),
            names=partial(self._api.target_names, key.repo),
            known_names=partial(self._known_targets, key.repo),
            is_as_asked=lambda there: is_as_asked(draft, below, there.config),
            made=lambda there, was_there: Created(draft, there.config, below, was_there),
            taken=lambda theirs, free: Taken(draft, theirs.config, differences_to(draft, below, theirs.config), free),
        )

    def _known_targets(self, repo: RepoName) -> tuple[str, ...]:
        contents = value_of(self._state.contents.get(repo, NOT_ASKED))
        return tuple(contents.targets) if contents is not None else ()


def _drafts_json(drafts: Mapping[RepoName, TargetDraft]) -> JsonObject:
    from breadtui.domain.target.kept import drafts_json  # noqa: PLC0415  when there is one

    return drafts_json(drafts)


def _drafts_from(value: Json) -> Mapping[RepoName, TargetDraft]:
    from breadtui.domain.target.kept import drafts_from  # noqa: PLC0415  when there is one

    return drafts_from(value)
