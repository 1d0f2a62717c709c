"""Commands that delete prompts: from the service, where their last text stays in the journal and a draft a draft."""

from __future__ import annotations

from breadtui.domain.errors import BreadError, NotFound, NotSupported
from breadtui.domain.names import PromptKey
from breadtui.store.events.event import PromptDeleted, PromptFailed
from breadtui.store.events.session import Noticed
from breadtui.store.facts.noticing import first_line
from breadtui.store.facts.state import Severity
from breadtui.store.prompts.editing import OUTCOME_UNKNOWN, Editing


class DeletingPrompts(Editing):
    """Edits and deletes prompts."""

    async def delete_prompt(self, key: PromptKey) -> None:
        """Delete a prompt on the service; its last text stays in the journal."""
        if not self._may_write(f"{key.name} was not deleted"):
            return
        try:
            was_there = await self._deleted(key)
        except NotSupported:
            self._notice(Severity.WARNING, f"this server cannot delete prompts: {key.name} is still there")
        except BreadError as error:
            words = f"{key.name} was not deleted: {first_line(error.message)}"
            self._failed(error, Noticed(Severity.ERROR, words, self._now()))
        else:
            if not was_there:
                self._notice(Severity.INFORMATION, f"{key.name} was not on the server any more")

    async def _deleted(self, key: PromptKey) -> bool:
        """Delete it where it is there, and tell that it is gone; whether it was."""
        theirs = await self._theirs(key)
        if theirs is not None:
            await self._removed(key)
            self._wrote(key, theirs, None)
        self._tell_deleted(key)
        return theirs is not None

    def _tell_deleted(self, key: PromptKey) -> None:
        """It is gone; of a draft that stays it is known that the server has no such prompt."""
        self._dispatch(PromptDeleted(key))
        if key in self._state.drafts:
            self._dispatch(PromptFailed(key, NotFound(f"there is no prompt {key.name}", status=404), self._now()))

    async def _removed(self, key: PromptKey) -> None:
        """Delete it, judged by reading back where the answer does not tell."""
        try:
            await self._api.delete_prompt(key)
        except (NotFound, *OUTCOME_UNKNOWN) as error:
            if await self._theirs(key) is None:
                return
            if isinstance(error, NotFound):
                raise NotSupported(error.message) from error  # a server without that route answers 404 as well
            raise
