"""Commands that edit prompts: drafts, and saves that never overwrite what somebody else wrote unseen."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from breadtui.domain.errors import (
    BreadError,
    Conflict,
    Invalid,
    NeverSent,
    NotFound,
    NotSupported,
    ServerFailed,
    Unclear,
    Unreachable,
)
from breadtui.domain.merging.put_aside import PutAside
from breadtui.domain.names import PromptKey, PromptName, is_impossible_name
from breadtui.domain.prompt.drafts import Difference, Draft, Resolution, compare, same_text
from breadtui.domain.prompt.past import PromptWrite
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.sightings import PromptSighting
from breadtui.store.events.draft import DraftBegun, DraftDropped
from breadtui.store.events.event import (
    DraftChanged,
    DraftsRestored,
    Event,
    PromptLoaded,
    PromptSaved,
    ReplaceNeeded,
    SaveConflicted,
    SaveFailed,
    SaveStarted,
)
from breadtui.store.events.merging import ConflictPutAside
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import ConfirmReplace, Conflicted, Saving, Severity
from breadtui.store.prompts.raw_keeping import RawKeeper
from breadtui.store.prompts.remembering import Remembering
from breadtui.values import replace

_MOST_NAMED = 3
OUTCOME_UNKNOWN = (Unreachable, ServerFailed, Unclear)
"""Failures after which the service may have written all the same."""

UNCLEAR = "no answer came and it could not be read back: it may be saved or not, saving again looks first"
UNVERIFIED = "it was written but could not be read back: saving again looks first"
UNREPLACEABLE = "this server does not replace prompts: save it under another name"


class Editing(Remembering):
    """Edits prompts.

    The service has no version token. So every save reads theirs first, writes only over a text that a person
    has seen, and reads back after. What remains is a window of one round trip: a text written by somebody
    between our reading and our writing is replaced, and only what was read before it stays in the journal.
    """

    raw_texts: RawKeeper | None = None

    async def restore_drafts(self) -> None:
        """Unsaved texts of earlier sessions, which are told of; nothing is sent."""
        kept = await self._drafts.kept()
        self._dispatch(DraftsRestored(kept))
        names = sorted(f"{draft.key.repo}/{draft.key.name}" for draft in kept if draft.is_changed)
        if names:
            more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
            words = f"not saved last time, and here again: {', '.join(names[:_MOST_NAMED])}{more}"
            self._notice(Severity.INFORMATION, words)

    def change_draft(self, key: PromptKey, mine: Prompt, begun_from: Prompt | None = None) -> None:
        """Keep an unsaved text, in the state and on disk; its base stays what it was begun from.

        `begun_from` is the text in which it was typed, None for what was read last: others may have changed the
        prompt since, and what they wrote was not seen then.
        """
        before = self._state.drafts.get(key)
        known = value_of(self._state.prompts.get(key, NOT_ASKED))
        base = before.base if before is not None else known if known is None else begun_from or known
        self._dispatch(DraftChanged(Draft(key, base, mine, self._now())))
        self._keep_on_disk(key)

    def discard_draft(self, key: PromptKey) -> None:
        """Give an unsaved text up."""
        self._dispatch(DraftDropped(key))
        self._keep_on_disk(key)

    def begin_draft(self, key: PromptKey, mine: Prompt, seen: Prompt | None) -> None:
        """Put a whole text in the place of whatever draft there was: merged, restored, or out of a file.

        Its base is the theirs that was `seen`, so that saving it means to change that one. Where none was, it is the
        base of the draft that goes, unless that is this very text: then nothing is known to have been seen.
        """
        before = self._state.drafts.get(key)
        base = seen
        if base is None and before is not None and before.base is not None and not same_text(before.base, mine):
            base = before.base
        self._dispatch(DraftBegun(Draft(key, base, mine, self._now())))
        self._keep_on_disk(key)

    def put_aside(self, key: PromptKey, aside: PutAside) -> None:
        """Keep what was decided of a conflict until somebody goes on with it; for this session."""
        self._dispatch(ConflictPutAside(key, aside))

    async def save_prompt(self, key: PromptKey) -> None:
        """Save a draft: saved, refused, in conflict, or one confirmation short of replacing what it was begun from."""
        draft = self._state.drafts.get(key)
        if draft is None or self._is_saving(key) or not self._may_write(f"{key.name} was not saved"):
            return
        await self._begin(draft)
        try:
            event = await self._created(draft, await self._theirs(key))
        except BreadError as error:
            self._failed(error, SaveFailed(key, error, self._now()))
        else:
            self._settle(event)

    async def resolve_prompt(self, key: PromptKey, resolution: Resolution) -> None:
        """Carry out what a person decided about a conflict, or about the one confirmation that replacing needs.

        KEEP_MINE replaces theirs, if theirs still is what the person saw. Somebody who writes within the one
        round trip between that look and ours is overwritten; reading back tells where theirs came last.
        """
        match resolution:
            case Resolution.TAKE_THEIRS:
                self.discard_draft(key)
            case Resolution.KEEP_MINE:
                await self._keep_mine(key)

    async def save_prompt_as(self, key: PromptKey, name: PromptName) -> None:
        """Save a draft under another name, which must be free; the draft is then no longer one.

        What was typed on meanwhile stays the draft it was.
        """
        draft = self._state.drafts.get(key)
        if draft is None or self._is_saving(key) or not self._may_write(f"{name} was not saved"):
            return
        await self._begin(draft)
        try:
            prompt = await self._created_as(PromptKey(key.repo, name), draft)
        except BreadError as error:
            self._failed(error, SaveFailed(key, error, self._now()))
            return
        self._dispatch(PromptSaved(PromptKey(key.repo, name), prompt, self._now()))
        self._dispatch(DraftDropped(key, draft.mine))
        self._keep_on_disk(key)

    async def _keep_mine(self, key: PromptKey) -> None:
        draft = self._state.drafts.get(key)
        if draft is None or self._is_saving(key) or not self._may_write(f"{key.name} was not saved"):
            return
        save = self._state.saves.get(key)
        shown = save.theirs if isinstance(save, Conflicted | ConfirmReplace) else draft.base
        await self._begin(draft)
        try:
            event = await self._replaced(draft, shown)
        except BreadError as error:
            self._failed(error, SaveFailed(key, error, self._now()))
        else:
            self._settle(event)

    async def _begin(self, draft: Draft) -> None:
        """On disk before anything is sent: the terminal may die while we wait."""
        self._dispatch(SaveStarted(draft.key))
        self._drafts.keep(draft)
        if not await asyncio.to_thread(self._drafts.flush):
            self._notice(Severity.WARNING, f"the draft of {draft.key.name} could not be written to disk")

    def _settle(self, event: Event) -> None:
        self._dispatch(event)
        if isinstance(event, PromptSaved):
            self._keep_on_disk(event.key)

    def _keep_on_disk(self, key: PromptKey) -> None:
        draft = self._state.drafts.get(key)
        if draft is None:
            self._drafts.drop(key)
        else:
            self._drafts.keep(draft)

    def _is_saving(self, key: PromptKey) -> bool:
        return isinstance(self._state.saves.get(key), Saving)

    async def _created(self, draft: Draft, theirs: Prompt | None) -> Event:
        """What a create comes to; a 409 where theirs still is the base means that only replacing is left."""
        if theirs is None or compare(draft.base, draft.mine, theirs) is Difference.ONLY_MINE:
            return await self._made(draft, theirs)
        return self._compared(draft, theirs)

    async def _made(self, draft: Draft, theirs: Prompt | None) -> Event:
        try:
            return await self._written(draft, theirs, self._api.create_prompt(draft.key.repo, draft.mine))
        except Conflict:
            if theirs is not None:
                return ReplaceNeeded(draft.key, theirs)
            made_meanwhile = await self._theirs(draft.key)
            if made_meanwhile is None:
                raise
            return self._compared(draft, made_meanwhile)

    async def _replaced(self, draft: Draft, shown: Prompt | None) -> Event:
        theirs = await self._theirs(draft.key)
        if theirs is None:
            return await self._made(draft, None)
        is_seen = shown is not None and same_text(shown, theirs)
        if not is_seen or same_text(draft.mine, theirs):
            return self._compared(draft, theirs)
        try:
            return await self._written(draft, theirs, self._api.replace_prompt(draft.key.repo, draft.mine))
        except (NotFound, NotSupported) as error:
            if await self._theirs(draft.key) is None:
                return await self._made(draft, None)
            raise NotSupported(UNREPLACEABLE, status=error.status) from error

    async def _written(self, draft: Draft, theirs: Prompt | None, write: Coroutine[Any, Any, Prompt]) -> Event:
        """What a write over theirs came to, judged by reading back and not by its answer, which may be lost."""
        try:
            await write
        except NeverSent:
            raise
        except OUTCOME_UNKNOWN:
            back = await self._there_after(draft, theirs, UNCLEAR)
            if back is None or not same_text(draft.mine, back):
                raise
            self._wrote(draft.key, theirs, back)
            return PromptSaved(draft.key, back, self._now())
        back = await self._there_after(draft, theirs, UNVERIFIED)
        if back is None:
            raise Unclear("written, but not there when read back")
        if same_text(draft.mine, back):
            self._wrote(draft.key, theirs, back)
        else:
            words = f"{draft.key.name} was written, but another text was read back; yours stays as a draft"
            self._notice(Severity.ERROR, words)
        return self._compared(draft, back)

    async def _there_after(self, draft: Draft, before: Prompt | None, otherwise: str) -> Prompt | None:
        """What is there after a write. Raises: Unclear with `otherwise` where it cannot be read."""
        try:
            return await self._theirs(draft.key)
        except BreadError as error:
            self._may_have_written(PromptWrite(draft.key, self._now(), before, draft.mine))
            raise Unclear(otherwise) from error

    def _compared(self, draft: Draft, theirs: Prompt) -> PromptSaved | SaveConflicted:
        self._found_written(draft.key, theirs)
        if same_text(draft.mine, theirs):
            return PromptSaved(draft.key, theirs, self._now())
        return SaveConflicted(draft.key, draft.base, theirs)

    async def _created_as(self, key: PromptKey, draft: Draft) -> Prompt:
        if is_impossible_name(key.name):
            raise Invalid(f"no prompt can be named '{key.name}'")
        renamed = Draft(key, None, replace(draft.mine, name=key.name), draft.changed_at)
        event = await self._created(renamed, await self._theirs(key))
        if not isinstance(event, PromptSaved):
            raise Conflict(f"there is another prompt named {key.name}", status=409)
        return event.prompt

    async def _theirs(self, key: PromptKey) -> Prompt | None:
        """The text as the service holds it now, kept in the journal; None where there is none."""
        try:
            prompt = await self._api.prompt(key)
        except NotFound:
            return None
        self._journal.record_prompt(PromptSighting(key, self._now(), prompt))
        self._dispatch(PromptLoaded(key, prompt, self._now()))
        return prompt
