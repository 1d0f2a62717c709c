"""Many prompts written to files: each a file of its own, or all in one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeAlias

from breadtui.domain.bulk import Outcome
from breadtui.domain.errors import BreadError
from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.bulk.telling import BulkTelling

Texts: TypeAlias = Sequence[tuple[PromptKey, Prompt]]
WriteFile: TypeAlias = Callable[[Texts], str]
"""Writes prompts to a file that is not there yet and says where. Raises: OSError, ValueError."""

NOT_COMPLETE = "not written: another one for the same file could not be read"


class BulkExporting(BulkTelling):
    """Writes unsaved texts where there are any, else what the service holds."""

    async def _export_each(self, keys: Sequence[PromptKey], write_file: WriteFile, *, is_one_file: bool) -> None:
        found = await self._begin_each(self._read_for_file, keys)
        texts = [(key, prompt) for key, prompt in zip(keys, found, strict=True) if prompt is not None]
        if not is_one_file:
            for text in texts:
                if self._is_stopped:
                    return
                await self._write_file([text], write_file)
        elif self._is_stopped:
            return
        elif len(texts) == len(keys):
            await self._write_file(texts, write_file)
        else:
            for key, _ in texts:
                self._told(key, Outcome.FAILED, NOT_COMPLETE)

    async def _read_for_file(self, key: PromptKey) -> Prompt | None:
        """The text; None where there is none, which is told."""
        draft = self._state.drafts.get(key)
        if draft is not None:
            return draft.mine
        try:
            prompt = await self._theirs(key)
        except BreadError as error:
            self._not_done(key, error)
            return None
        if prompt is None:
            self._told(key, Outcome.FAILED, "it is not on the server")
        return prompt

    async def _write_file(self, texts: Texts, write_file: WriteFile) -> None:
        try:
            words, outcome = await asyncio.to_thread(write_file, texts), Outcome.DONE
        except FileExistsError:
            words, outcome = "a file of that name is there; it was not overwritten", Outcome.FAILED
        except OSError as error:
            words, outcome = error.strerror or str(error), Outcome.FAILED
        except ValueError as error:
            words, outcome = str(error), Outcome.FAILED
        for key, _ in texts:
            self._told(key, outcome, words)
