"""The journal of one account: what was seen of jobs and prompts, and small facts of the last session."""

from __future__ import annotations

from breadtui.domain.names import JobKey, Phase, PromptKey
from breadtui.domain.prompt.past import PromptPast, PromptWrite
from breadtui.domain.sightings import JobSighting, PromptSighting
from breadtui.journal.facts import FactFile
from breadtui.journal.happening_log import HappeningFile
from breadtui.journal.tables import past as past_rows
from breadtui.journal.tables import sightings as rows


class SqliteJournal(HappeningFile, FactFile):
    """Sightings and facts, beside the happenings and the remakings, in one file."""

    def record_prompt(self, sighting: PromptSighting) -> None:
        """Keep this text, once, and when it was seen; returns at once."""
        self._record("a prompt that was seen", lambda journal: past_rows.put_stay(journal, sighting))

    def record_write(self, write: PromptWrite) -> None:
        """Keep what was written from here; returns at once."""
        self._record("a prompt that was written", lambda journal: past_rows.put_write(journal, write))

    def close_write(self, write: PromptWrite) -> None:
        """Keep that this was undone; returns at once."""
        self._record("a write that was undone", lambda journal: past_rows.close_write(journal, write))

    async def job_history(self, key: JobKey) -> tuple[JobSighting, ...]:
        """The changes of one job as they were seen, oldest first."""
        return await self._read(lambda journal: rows.jobs_of(journal, key), ())

    async def last_looks(self, key: JobKey, most: int) -> tuple[JobSighting, ...]:
        """The newest changes of one job, oldest first."""
        return await self._read(lambda journal: rows.last_jobs_of(journal, key, most), ())

    async def complete_jobs(self, phase: Phase, most: int) -> tuple[tuple[JobSighting, ...], ...]:
        """The changes of the jobs of one phase that were seen to be complete, those seen last first."""
        return await self._read(lambda journal: rows.complete_jobs(journal, phase, most), ())

    async def prompt_history(self, key: PromptKey) -> tuple[PromptSighting, ...]:
        """The texts one prompt has had as far as they were seen, in the order of their first sighting."""
        return await self._read(lambda journal: rows.prompts_of(journal, key), ())

    async def prompt_past(self, key: PromptKey) -> PromptPast:
        """When one prompt was seen with which text, and what was written from here, oldest first."""
        return await self._read(lambda journal: past_rows.past_of(journal, key), PromptPast(key))

    async def last_prompt_look(self, key: PromptKey) -> PromptSighting | None:
        """The text with which a prompt was seen last, and when; None where it never was."""
        return await self._read(lambda journal: past_rows.last_look(journal, key), None)

    async def last_write(self) -> PromptWrite | None:
        """The newest write that can be undone; None where there is none."""
        return await self._read(past_rows.last_write, None)
