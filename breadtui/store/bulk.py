"""Commands about many things at once: each has its own outcome, and nothing of anybody is overwritten."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from breadtui.domain.bulk import BulkLine, BulkRun, Outcome, Thing, Wish, kind_of
from breadtui.domain.errors import BreadError, NotSupported
from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.prompt.drafts import same_text
from breadtui.domain.prompt.prompts import Prompt
from breadtui.store.bulk_events import BulkMoved
from breadtui.store.deleting import Deleting, why_not_deleted
from breadtui.store.events import PromptDeleted, PromptSaved
from breadtui.store.noticing import first_line
from breadtui.store.past import Past

WriteFile: TypeAlias = Callable[[PromptKey, Prompt], str]
"""Writes a prompt to a file that is not there yet and says where. Raises: OSError, ValueError."""

BATCH_PROMPTS = 50


class Bulk(Deleting, Past):
    """Creates elsewhere, exports and deletes."""

    async def run_bulk(self, run: BulkRun, write_file: WriteFile | None = None) -> None:
        """Do what is still waiting; each outcome is told as it comes. `write_file` is for exports."""
        if self._state.bulk is not None and self._state.bulk.is_running:
            return
        if run.wish is not Wish.EXPORT and not self._may_write("nothing was changed"):
            return
        self._dispatch(BulkMoved(replace(run, is_running=True)))
        try:
            if run.wish is Wish.CREATE:
                await self._create_each(run.waiting_prompts, RepoName(run.place))
            elif run.wish is Wish.DELETE:
                await self._delete_each(run.waiting)
            elif write_file is not None:
                await self._export_each(run.waiting_prompts, write_file)
        finally:
            if self._state.bulk is not None:
                self._dispatch(BulkMoved(replace(self._state.bulk, is_running=False)))

    # -- one repository to another --------------------------------------------------------------------------------

    async def _create_each(self, keys: Sequence[PromptKey], repo: RepoName) -> None:
        """Those without tools by the batch call, which has no place for tools; the others one by one.

        The batch call writes over what is there, so it is asked only for names that were free a moment before.
        Somebody who takes one within that round trip is overwritten; reading back does not show it.
        """
        wanted: dict[PromptName, tuple[PromptKey, Prompt]] = {}
        for key in keys:
            prompt = await self._wanted(key, repo)
            if prompt is None:
                continue
            if key.name in wanted:
                self._told(key, Outcome.FAILED, "another one of that name is created")
            elif prompt.tools:
                await self._create_one(key, repo, prompt)
            else:
                wanted[key.name] = (key, prompt)
        names = list(wanted)
        for begin in range(0, len(names), BATCH_PROMPTS):
            await self._create_batch({name: wanted[name] for name in names[begin : begin + BATCH_PROMPTS]}, repo)

    async def _wanted(self, key: PromptKey, repo: RepoName) -> Prompt | None:
        """The text to be created; None where there is nothing to do, which is told."""
        try:
            prompt, there = await self._theirs(key), await self._theirs(PromptKey(repo, key.name))
        except BreadError as error:
            self._not_done(key, error)
            return None
        if prompt is None:
            self._told(key, Outcome.FAILED, "it is not on the server")
        elif there is None:
            return prompt
        elif same_text(there, prompt):
            self._told(key, Outcome.DONE, "was there already")
        else:
            self._told(key, Outcome.FAILED, "another text of that name is there; it was not overwritten")
        return None

    async def _create_one(self, key: PromptKey, repo: RepoName, prompt: Prompt) -> None:
        refused: BreadError | None = None
        try:
            await self._api.create_prompt(repo, prompt)
        except BreadError as error:
            refused = error
        await self._read_back(key, repo, prompt, refused)

    async def _create_batch(self, wanted: Mapping[PromptName, tuple[PromptKey, Prompt]], repo: RepoName) -> None:
        refused: BreadError | None = None
        reasons: Mapping[str, str] = {}
        try:
            outcome = await self._api.create_prompts(repo, {name: one.messages for name, (_, one) in wanted.items()})
            reasons = outcome.failed
        except BreadError as error:
            refused = error
        for name, (key, prompt) in wanted.items():
            reason = reasons.get(name)
            if reason is not None:
                self._told(key, Outcome.FAILED, first_line(reason))
            else:
                await self._read_back(key, repo, prompt, refused)

    async def _read_back(self, key: PromptKey, repo: RepoName, prompt: Prompt, refused: BreadError | None) -> None:
        """Judge a create by what is there, not by its answer, which may be lost."""
        new = PromptKey(repo, key.name)
        try:
            there = await self._theirs(new)
        except BreadError as error:
            self._not_done(key, refused or error)
            return
        if there is None or not same_text(there, prompt):
            words = first_line(refused.message) if refused is not None else "it was not there when read back"
            self._told(key, Outcome.FAILED, words)
            return
        self._wrote(new, None, there)
        if new not in self._state.drafts:
            self._dispatch(PromptSaved(new, there, self._now()))
        self._told(key, Outcome.DONE, "created and verified")

    # -- away -----------------------------------------------------------------------------------------------------

    async def _delete_each(self, keys: Sequence[Thing]) -> None:
        """One after the other; a server that cannot delete one of a kind is not asked about the rest of it."""
        refused: set[type[Thing]] = set()
        for key in keys:
            if type(key) in refused:
                self._told(key, Outcome.FAILED, cannot_delete(key))
                continue
            try:
                words = await self._deleted_words(key)
            except NotSupported:
                refused.add(type(key))
                self._told(key, Outcome.FAILED, cannot_delete(key))
            except BreadError as error:
                self._not_done(key, error)
            else:
                self._told(key, Outcome.DONE, words)

    async def _deleted_words(self, key: Thing) -> str:
        if not isinstance(key, PromptKey):
            return await self._gone(key)
        await self._deleted(key)
        self._dispatch(PromptDeleted(key))
        return "deleted; u brings the last one back"

    # -- to files -------------------------------------------------------------------------------------------------

    async def _export_each(self, keys: Sequence[PromptKey], write_file: WriteFile) -> None:
        for key in keys:
            try:
                prompt = await self._theirs(key)
                words = "" if prompt is None else await asyncio.to_thread(write_file, key, prompt)
            except BreadError as error:
                self._not_done(key, error)
            except FileExistsError:
                self._told(key, Outcome.FAILED, "a file of that name is there; it was not overwritten")
            except OSError as error:
                self._told(key, Outcome.FAILED, error.strerror or str(error))
            except ValueError as error:
                self._told(key, Outcome.FAILED, str(error))
            else:
                is_there = prompt is not None
                self._told(key, Outcome.DONE if is_there else Outcome.FAILED, words or "it is not on the server")

    def _not_done(self, key: Thing, error: BreadError) -> None:
        run = self._state.bulk
        if run is not None:
            words = first_line(error.message)
            if run.wish is Wish.DELETE and not isinstance(key, PromptKey):
                words = why_not_deleted(key, error)
            self._failed(error, BulkMoved(run.with_line(BulkLine(key, Outcome.FAILED, words))))

    def _told(self, key: Thing, outcome: Outcome, words: str) -> None:
        run = self._state.bulk
        if run is not None:
            self._dispatch(BulkMoved(run.with_line(BulkLine(key, outcome, words))))


def cannot_delete(key: Thing) -> str:
    """That the service has no way to delete one of this kind."""
    return f"this server cannot delete {kind_of(key)}s"
