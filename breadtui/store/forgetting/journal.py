"""A journal and drafts that keep nothing, for commands that leave no trace on this machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from breadtui.domain.json_values import Json
from breadtui.domain.kept import KeptRun, Look, Part
from breadtui.domain.names import JobKey, Phase, PromptKey
from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.prompt.past import PromptPast, PromptWrite
from breadtui.domain.sightings import JobSighting, PromptSighting
from breadtui.store.forgetting.happenings import NoHappenings


class NoJournal(NoHappenings):
    """Nothing is written, nothing was ever seen, and every remaking is free to be driven."""

    def record_prompt(self, sighting: PromptSighting) -> None:
        """Forget it."""

    def record_write(self, write: PromptWrite) -> None:
        """Forget it."""

    def close_write(self, write: PromptWrite) -> None:
        """Forget it."""

    def record_fact(self, name: str, value: Json) -> None:
        """Forget it."""

    def change_fact(self, name: str, change: Callable[[Json], Json]) -> None:
        """Forget it."""

    async def job_history(self, key: JobKey) -> tuple[JobSighting, ...]:  # noqa: ARG002  the port's own signature
        """Nothing."""
        return ()

    async def last_looks(self, key: JobKey, most: int) -> tuple[JobSighting, ...]:  # noqa: ARG002  as above
        """Nothing."""
        return ()

    async def complete_jobs(self, phase: Phase, most: int) -> tuple[tuple[JobSighting, ...], ...]:  # noqa: ARG002  as above
        """None."""
        return ()

    async def prompt_history(self, key: PromptKey) -> tuple[PromptSighting, ...]:  # noqa: ARG002  as above
        """Nothing."""
        return ()

    async def prompt_past(self, key: PromptKey) -> PromptPast:
        """Nothing."""
        return PromptPast(key)

    async def last_prompt_look(self, key: PromptKey) -> PromptSighting | None:  # noqa: ARG002  as above
        """None."""
        return None

    async def last_write(self) -> PromptWrite | None:
        """None."""
        return None

    async def fact(self, name: str) -> Json:  # noqa: ARG002  as above
        """Nothing."""
        return None

    def keep_plan_run(self, run_id: str, body: Json, *, is_driven: bool) -> None:
        """Forget it: asked for again, it finds what it made."""

    def move_plan_run(self, run_id: str, head: Json, parts: Mapping[Part, Json], *, is_driven: bool) -> None:
        """Forget it."""

    def forget_plan_run(self, run_id: str) -> None:
        """It was never kept."""

    async def claim_plan_run(self, run_id: str, *, is_asked: bool = False, known: Look | None = None) -> bool:  # noqa: ARG002  as above
        """Always."""
        return True

    async def plan_runs_written(self) -> None:
        """There is nothing to wait for."""

    async def kept_plan_runs(self, known: Mapping[str, Look] | None = None) -> tuple[KeptRun, ...]:  # noqa: ARG002  as above
        """None."""
        return ()


class NoDrafts:
    """There are none."""

    def keep(self, draft: Draft) -> None:
        """Forget it."""

    def drop(self, key: PromptKey) -> None:
        """It was never kept."""

    async def kept(self) -> tuple[Draft, ...]:
        """None."""
        return ()

    def flush(self, timeout_seconds: float = 2.0) -> bool:  # noqa: ARG002  the port's own signature
        """Nothing waits."""
        return True
