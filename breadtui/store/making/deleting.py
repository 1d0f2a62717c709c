"""Commands that delete targets and bakes, judged by what is there afterwards and not by the answer alone."""

from __future__ import annotations

from breadtui.domain.errors import BreadError, Conflict, NotFound, NotSupported
from breadtui.domain.names import JobKey, TargetKey
from breadtui.store.desk import Desk
from breadtui.store.events.deletion import BakeDeleted, TargetDeleted
from breadtui.store.events.session import Noticed
from breadtui.store.facts.noticing import first_line
from breadtui.store.facts.state import Severity
from breadtui.store.prompts.editing import OUTCOME_UNKNOWN

RUNS = "a job of it runs, and the service has no way to stop one: delete it when that has ended"


class Deleting(Desk):
    """Deletes what cannot be made again: the rows of a target, the weights of a bake. What was seen stays kept."""

    async def delete_thing(self, key: TargetKey | JobKey) -> None:
        """Delete a target, or the bake of a job's key, and tell what came of it."""
        if not self._may_write(f"{key.name} was not deleted"):
            return
        try:
            words = await self._gone(key)
        except BreadError as error:
            told = f"{key.name} was not deleted: {why_not_deleted(key, error)}"
            self._failed(error, Noticed(Severity.ERROR, told, self._now()))
        else:
            self._notice(Severity.INFORMATION, f"{key.name}: {words}")

    async def _gone(self, key: TargetKey | JobKey) -> str:
        """Whether it was deleted or had gone already. Raises: BreadError where it is still there, or may be."""
        was_there = await self._removed_thing(key)
        self._dispatch(TargetDeleted(key) if isinstance(key, TargetKey) else BakeDeleted(key))
        return "deleted" if was_there else "was gone already"

    async def _removed_thing(self, key: TargetKey | JobKey) -> bool:
        try:
            await (self._api.delete_target(key) if isinstance(key, TargetKey) else self._api.delete_bake(key))
        except (NotFound, *OUTCOME_UNKNOWN) as error:
            if await self._is_there(key):
                if isinstance(error, NotFound):
                    raise NotSupported(error.message) from error  # a server without that route answers 404 as well
                raise
            return not isinstance(error, NotFound)
        return True

    async def _is_there(self, key: TargetKey | JobKey) -> bool:
        try:
            await (self._api.target(key) if isinstance(key, TargetKey) else self._api.job(key))
        except NotFound:
            return False
        return True


def why_not_deleted(key: TargetKey | JobKey, error: BreadError) -> str:
    """The reason in words; a conflict means a job that runs. Source: the API contract, open question 19."""
    if isinstance(error, Conflict):
        return f"{RUNS} ({first_line(error.message)})"
    if isinstance(error, NotSupported):
        return f"this server cannot delete {'targets' if isinstance(key, TargetKey) else 'bakes'}"
    return first_line(error.message)
