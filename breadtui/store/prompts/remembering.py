"""What was written from here, kept so that it can be told and undone."""

from __future__ import annotations

from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.drafts import same_text
from breadtui.domain.prompt.past import PromptWrite
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.desk import Desk


class Remembering(Desk):
    """Remembers writes that the service confirmed, in this session and in the journal."""

    def _wrote(self, key: PromptKey, before: Prompt | None, after: Prompt | None) -> None:
        write = PromptWrite(key, self._now(), before, after)
        self._writes.append(write)
        self._journal.record_write(write)

    def _may_have_written(self, write: PromptWrite) -> None:
        """Nothing is known of a write: whether it was one shows when the prompt is looked at again."""
        self._unsure[write.key] = write

    def _found_written(self, key: PromptKey, there: Prompt) -> None:
        """The prompt holds this now: what may have been written was, or is given up."""
        write = self._unsure.pop(key, None)
        if write is not None and write.after is not None and same_text(write.after, there):
            self._wrote(key, write.before, there)

    def _close_write(self, write: PromptWrite) -> None:
        """It cannot be undone any more, so that the one before it can be."""
        self._writes = [one for one in self._writes if one != write]
        self._journal.close_write(write)

    def _unwrote(self, write: PromptWrite) -> None:
        """An undoing was confirmed: it is a write itself, but neither can be undone."""
        self._close_write(write)
        self._journal.record_write(PromptWrite(write.key, self._now(), write.after, write.before, is_closed=True))
