"""Many prompts created in another repository, or saved: each judged by what is there afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from functools import partial

from breadtui.domain.bulk import Outcome
from breadtui.domain.errors import BreadError, Conflict, Invalid, NotFound, NotSupported
from breadtui.domain.names import PromptKey, PromptName, RepoName, is_impossible_name
from breadtui.domain.prompt.drafts import Draft, Resolution, same_text
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.bulk.telling import BulkTelling, side_by_side
from breadtui.store.events.event import PromptSaved
from breadtui.store.facts.noticing import first_line
from breadtui.store.facts.state import ConfirmReplace, Conflicted, Saved, SaveRefused
from breadtui.values import dataclass, replace

BATCH_PROMPTS = 50
REFUSED_WHOLE = (Invalid, Conflict, NotFound, NotSupported)
"""Answers to a batch that may be about one of it alone, or about batches: then each is asked for by itself."""
CHANGED_ELSEWHERE = "somebody else changed it; enter goes there to decide"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text that is to stand at `place`; `key` is the prompt whose line tells of it."""

    key: PromptKey
    place: PromptKey
    prompt: Prompt


class BulkCreating(BulkTelling):
    """Creates and saves.

    The batch call has no place for tools, so prompts with tools go one by one. It writes over what is there, so it is
    asked only for names that were free a moment before. Somebody who takes one within that round trip is overwritten;
    reading back does not show it.
    """

    async def _create_each(self, keys: Sequence[PromptKey], repo: RepoName) -> None:
        """The texts that the service holds, under the same names in another repository."""
        try:
            taken = frozenset(await self._api.prompt_names(repo))
        except BreadError as error:
            for key in keys:
                self._not_done(key, error)
            return
        named: dict[PromptName, PromptKey] = {}
        for key in keys:
            if named.setdefault(key.name, key) != key:
                self._told(key, Outcome.FAILED, "another one of that name is created")
        found = await self._begin_each(partial(self._wanted, repo, taken), named.values())
        await self._create_all([one for one in found if one is not None], repo)

    async def _wanted(self, repo: RepoName, taken: Container[str], key: PromptKey) -> Wanted | None:
        """The text to be created; None where there is nothing to do, which is told."""
        place = PromptKey(repo, key.name)
        try:
            prompt = await self._theirs(key)
            there = await self._theirs(place) if key.name in taken else None
        except BreadError as error:
            self._not_done(key, error)
            return None
        if prompt is None:
            self._told(key, Outcome.FAILED, "it is not on the server")
        elif there is None:
            return Wanted(key, place, prompt)
        elif same_text(there, prompt):
            self._told(key, Outcome.DONE, "was there already")
        else:
            self._told(key, Outcome.FAILED, "another text of that name is there; it was not overwritten")
        return None

    async def _create_all(self, wanted: Sequence[Wanted], repo: RepoName) -> None:
        plain = [one for one in wanted if not one.prompt.tools]
        for begin in range(0, len(plain), BATCH_PROMPTS):
            if self._is_stopped:
                return
            await self._create_batch(plain[begin : begin + BATCH_PROMPTS], repo)
        await self._begin_each(self._create_one, [one for one in wanted if one.prompt.tools])

    async def _create_one(self, one: Wanted) -> None:
        refused: BreadError | None = None
        try:
            await self._api.create_prompt(one.place.repo, replace(one.prompt, name=one.place.name))
        except BreadError as error:
            refused = error
        await self._read_back(refused, one)

    async def _create_batch(self, wanted: Sequence[Wanted], repo: RepoName) -> None:
        """One call for all; where it is refused as a whole, each by itself, so that one does not stop the others."""
        refused: BreadError | None = None
        reasons: Mapping[str, str] = {}
        try:
            outcome = await self._api.create_prompts(repo, {one.place.name: one.prompt.messages for one in wanted})
            reasons = outcome.failed
        except REFUSED_WHOLE:
            await self._begin_each(self._create_one, wanted)
            return
        except BreadError as error:
            refused = error
        for one in wanted:
            if one.place.name in reasons:
                self._told(one.key, Outcome.FAILED, first_line(reasons[one.place.name]))
        made = [one for one in wanted if one.place.name not in reasons]
        await side_by_side(partial(self._read_back, refused), made)

    async def _read_back(self, refused: BreadError | None, one: Wanted) -> None:
        """Judge a create by what is there, not by its answer, which may be lost."""
        try:
            there = await self._theirs(one.place)
        except BreadError as error:
            self._not_done(one.key, refused or error)
            return
        if there is None or not same_text(there, one.prompt):
            words = first_line(refused.message) if refused is not None else "it was not there when read back"
            self._told(one.key, Outcome.FAILED, words)
            return
        self._wrote(one.place, None, there)
        is_saved = one.key == one.place
        if is_saved or one.place not in self._state.drafts:
            self._settle(PromptSaved(one.place, there, self._now()))
        self._told(one.key, Outcome.DONE, "saved and verified" if is_saved else "created and verified")

    # -- unsaved texts --------------------------------------------------------------------------------------------

    async def _save_each(self, keys: Sequence[PromptKey]) -> None:
        """Unsaved texts: new ones by the batch call, the others by the same steps as a single save."""
        by_repo: defaultdict[RepoName, list[Draft]] = defaultdict(list)
        for key in keys:
            draft = self._state.drafts.get(key)
            if draft is None:
                self._told(key, Outcome.DONE, "nothing unsaved")
            elif is_impossible_name(key.name):
                self._told(key, Outcome.FAILED, f"no prompt can be named '{key.name}'")
            else:
                by_repo[key.repo].append(draft)
        for repo, drafts in by_repo.items():
            if self._is_stopped:
                return
            await self._save_drafts(repo, drafts)

    async def _save_drafts(self, repo: RepoName, drafts: Sequence[Draft]) -> None:
        try:
            taken = frozenset(await self._api.prompt_names(repo))
        except BreadError as error:
            for draft in drafts:
                self._not_done(draft.key, error)
            return
        fresh = [draft for draft in drafts if draft.base is None and draft.key.name not in taken]
        await self._create_all([Wanted(draft.key, draft.key, draft.mine) for draft in fresh], repo)
        await self._begin_each(self._save_one, [draft.key for draft in drafts if draft not in fresh])

    async def _save_one(self, key: PromptKey) -> None:
        """A person has agreed to replace what the text was begun from, and nothing else."""
        await self.save_prompt(key)
        if isinstance(self._state.saves.get(key), ConfirmReplace):
            await self.resolve_prompt(key, Resolution.KEEP_MINE)
        match self._state.saves.get(key):
            case Saved():
                self._told(key, Outcome.DONE, "saved and verified")
            case Conflicted():
                self._told(key, Outcome.FAILED, CHANGED_ELSEWHERE)
            case SaveRefused(error=error):
                self._told(key, Outcome.FAILED, first_line(error.message))
            case _:
                self._told(key, Outcome.FAILED, "it was not saved")
