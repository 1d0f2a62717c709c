"""Commands about many things at once: each has its own outcome, and nothing of anybody is overwritten."""

from __future__ import annotations

from collections.abc import Sequence

from breadtui.domain.bulk import BulkRun, Outcome, Thing, Wish, kind_of
from breadtui.domain.errors import BreadError, NotSupported
from breadtui.domain.names import PromptKey, RepoName
from breadtui.store.bulk.creating import BulkCreating
from breadtui.store.bulk.exporting import BulkExporting, WriteFile
from breadtui.store.events.bulk import BulkMoved
from breadtui.store.facts.state import Severity
from breadtui.values import replace

__all__ = ["Bulk", "WriteFile"]


class Bulk(BulkCreating, BulkExporting):
    """Creates elsewhere, saves, exports and deletes."""

    async def run_bulk(self, run: BulkRun, write_file: WriteFile | None = None) -> None:
        """Do what is still waiting; each outcome is told as it comes. `write_file` is for exports."""
        if self._state.bulk is not None and self._state.bulk.is_running:
            return
        if run.wish is not Wish.EXPORT and not self._may_write("nothing was changed"):
            return
        self._dispatch(BulkMoved(replace(run, is_running=True)))
        try:
            await self._do_each(run, write_file)
        finally:
            if self._state.bulk is not None:
                self._dispatch(BulkMoved(self._state.bulk.ended()))
                self._tell_ended(self._state.bulk)

    def stop_bulk(self) -> bool:
        """Begin nothing more of the wish that goes on; False where none does.

        What was asked of the service already ends first, so that each outcome is known.
        """
        run = self._state.bulk
        if run is None or not run.is_running:
            return False
        self._dispatch(BulkMoved(run.stopped()))
        return True

    async def _do_each(self, run: BulkRun, write_file: WriteFile | None) -> None:
        match run.wish:
            case Wish.CREATE:
                await self._create_each(run.waiting_prompts, RepoName(run.place))
            case Wish.SAVE:
                await self._save_each(run.waiting_prompts)
            case Wish.DELETE:
                await self._delete_each(run.waiting)
            case Wish.EXPORT:
                if write_file is not None:
                    await self._export_each(run.waiting_prompts, write_file, is_one_file=run.is_one_file)

    def _tell_ended(self, run: BulkRun) -> None:
        failed = run.count(Outcome.FAILED)
        if run.is_stopped:
            counts = (
                f"{run.count(Outcome.DONE)} of {len(run.lines)} done, {failed} failed, {len(run.waiting)} not begun"
            )
            self._notice(Severity.WARNING, f"stopped: {counts}; :bulk resume goes on")
        elif failed:
            self._notice(Severity.WARNING, f"{failed} of {len(run.lines)} failed: B shows what came of each")

    async def _delete_each(self, keys: Sequence[Thing]) -> None:
        """One after the other; a server that cannot delete one of a kind is not asked about the rest of it."""
        refused: set[type[Thing]] = set()
        for key in keys:
            if self._is_stopped:
                return
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
        was_there = await self._deleted(key)
        return "deleted; u brings the last one back" if was_there else "was not on the server"


def cannot_delete(key: Thing) -> str:
    """That the service has no way to delete one of this kind."""
    return f"this server cannot delete {kind_of(key)}s"
