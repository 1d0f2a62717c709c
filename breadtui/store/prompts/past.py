"""Commands about what was: the versions of a prompt, and the last write taken back."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from breadtui.domain.errors import BreadError, NeverSent, NotSupported, Unclear
from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.drafts import same_text
from breadtui.domain.prompt.past import Deed, PromptPast, PromptWrite
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.events.event import PromptSaved
from breadtui.store.events.session import Noticed
from breadtui.store.facts.noticing import first_line
from breadtui.store.facts.state import Severity
from breadtui.store.prompts.deleting import DeletingPrompts
from breadtui.store.prompts.editing import OUTCOME_UNKNOWN
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """The last write, and what the service holds now; `refusal` says why it cannot be undone, empty where it can."""

    write: PromptWrite
    theirs: Prompt | None
    refusal: str = ""


class Past(DeletingPrompts):
    """Looks back, and takes back."""

    async def prompt_past(self, key: PromptKey) -> PromptPast:
        """What the journal knows of a prompt."""
        return await self._journal.prompt_past(key)

    async def offer_undo(self) -> UndoOffer | None:
        """The last write of this session, else the last in the journal, held against the service; None is told why."""
        write = self._writes[-1] if self._writes else await self._journal.last_write()
        if write is None:
            self._notice(Severity.INFORMATION, "nothing was saved or deleted from here: there is nothing to undo")
            return None
        try:
            theirs = await self._theirs(write.key)
        except BreadError as error:
            self._not_undone(write, error)
            return None
        if is_held(theirs, write.before):
            self._close_write(write)
        return UndoOffer(write, theirs, refusal_of(write, theirs))

    async def undo(self, write: PromptWrite) -> None:
        """Put back what was before a write, if the service still holds what was written.

        Somebody who writes within the one round trip between our look and our writing is overwritten, as in a save.
        """
        if self._is_saving(write.key) or not self._may_write(f"{write.key.name} was not changed"):
            return
        try:
            refusal = await self._taken_back(write)
        except NotSupported:
            self._notice(Severity.WARNING, f"this server cannot delete prompts: {write.key.name} is still there")
        except BreadError as error:
            self._not_undone(write, error)
        else:
            self._tell_undone(write, refusal)

    def _tell_undone(self, write: PromptWrite, refusal: str) -> None:
        if refusal:
            self._notice(Severity.WARNING, refusal)
            return
        self._unwrote(write)
        if write.before is None:
            self._tell_deleted(write.key)
        elif write.deed is Deed.DELETED or write.key not in self._state.drafts:
            self._dispatch(PromptSaved(write.key, write.before, self._now()))
        now = "is deleted again" if write.before is None else "is as it was before, read back and verified"
        self._notice(Severity.INFORMATION, f"undone: {write.key.name} {now}")

    def _not_undone(self, write: PromptWrite, error: BreadError) -> None:
        words = f"{write.key.name} was not undone: {first_line(error.message)}"
        self._failed(error, Noticed(Severity.ERROR, words, self._now()))

    async def _taken_back(self, write: PromptWrite) -> str:
        """Nothing, or why it was refused."""
        theirs = await self._theirs(write.key)
        if refusal := refusal_of(write, theirs):
            return refusal
        if write.before is None:
            await self._removed(write.key)
        elif theirs is None:
            await self._put_back(write.key, write.before, self._api.create_prompt(write.key.repo, write.before))
        else:
            await self._put_back(write.key, write.before, self._api.replace_prompt(write.key.repo, write.before))
        return ""

    async def _put_back(self, key: PromptKey, prompt: Prompt, send: Coroutine[Any, Any, Prompt]) -> None:
        """Write a text, judged by reading back."""
        lost: BreadError | None = None
        try:
            await send
        except NeverSent:
            raise
        except OUTCOME_UNKNOWN as error:
            lost = error
        if not is_held(await self._theirs(key), prompt):
            raise lost or Unclear("written, but another text was there when it was read back")


def refusal_of(write: PromptWrite, theirs: Prompt | None) -> str:
    """Why a write cannot be undone while the service holds theirs; empty where it can."""
    if is_held(theirs, write.after):
        return ""
    if is_held(theirs, write.before):
        return f"{write.key.name} already is as it was before: nothing was changed"
    if theirs is None:
        return f"{write.key.name} was deleted since by somebody else: nothing was changed"
    return f"{write.key.name} was changed since by somebody else: nothing was changed"


def is_held(theirs: Prompt | None, wanted: Prompt | None) -> bool:
    """The service holds what is wanted, which may be nothing."""
    if theirs is None or wanted is None:
        return theirs is wanted
    return same_text(theirs, wanted)
