"""A journal and drafts that live in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping

from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.kept import KeptRun, Look, Part
from breadtui.domain.names import JobKey, Phase, PromptKey
from breadtui.domain.prompt.drafts import Draft
from breadtui.domain.prompt.past import PromptPast, PromptStay, PromptWrite
from breadtui.domain.sightings import JobSighting, PromptSighting
from breadtui.values import replace
from tests.fakes.happenings import MemoryHappenings


class MemoryJournal(MemoryHappenings):
    """Keeps every sighting in the order in which it came."""

    def __init__(self) -> None:
        super().__init__()
        self.prompts: list[PromptSighting] = []
        self.writes: list[PromptWrite] = []
        self.facts: dict[str, Json] = {}
        self.plan_runs: dict[str, Json] = {}
        self.whole: list[str] = []
        self.moves: dict[str, int] = {}
        self.disk = asyncio.Event()
        self.disk.set()
        self.driven: set[str] = set()
        self.history_reads = 0
        self.driven_elsewhere: set[str] = set()

    def record_prompt(self, sighting: PromptSighting) -> None:
        self.prompts.append(sighting)

    def record_write(self, write: PromptWrite) -> None:
        self.writes.append(write)

    def close_write(self, write: PromptWrite) -> None:
        self.writes = [replace(one, is_closed=True) if one == write else one for one in self.writes]

    def record_fact(self, name: str, value: Json) -> None:
        self.facts[name] = value

    def change_fact(self, name: str, change: Callable[[Json], Json]) -> None:
        self.facts[name] = change(self.facts.get(name))

    async def job_history(self, key: JobKey) -> tuple[JobSighting, ...]:
        self.history_reads += 1
        return tuple(sighting for sighting in self.jobs if sighting.key == key)

    async def last_looks(self, key: JobKey, most: int) -> tuple[JobSighting, ...]:
        return (await self.job_history(key))[-most:]

    async def complete_jobs(self, phase: Phase, most: int) -> tuple[tuple[JobSighting, ...], ...]:
        ended = {one.key: None for one in reversed(self.jobs) if one.key.phase is phase and one.status == "complete"}
        return tuple([await self.job_history(key) for key in list(ended)[:most]])

    async def prompt_history(self, key: PromptKey) -> tuple[PromptSighting, ...]:
        return tuple(sighting for sighting in self.prompts if sighting.key == key)

    async def prompt_past(self, key: PromptKey) -> PromptPast:
        stays: list[PromptStay] = []
        for seen in await self.prompt_history(key):
            if stays and stays[-1].prompt == seen.prompt:
                stays[-1] = replace(stays[-1], last_at=seen.seen_at, looks=stays[-1].looks + 1)
            else:
                stays.append(PromptStay(seen.prompt, seen.seen_at, seen.seen_at))
        return PromptPast(key, tuple(stays), tuple(write for write in self.writes if write.key == key))

    async def last_prompt_look(self, key: PromptKey) -> PromptSighting | None:
        return max((seen for seen in self.prompts if seen.key == key), key=lambda seen: seen.seen_at, default=None)

    async def last_write(self) -> PromptWrite | None:
        return next((write for write in reversed(self.writes) if not write.is_closed), None)

    async def fact(self, name: str) -> Json:
        return self.facts.get(name)

    def keep_plan_run(self, run_id: str, body: Json, *, is_driven: bool) -> None:
        self.whole.append(run_id)
        self._put(run_id, body, is_driven=is_driven)

    def move_plan_run(self, run_id: str, head: Json, parts: Mapping[Part, Json], *, is_driven: bool) -> None:
        body = dict(self._object(self.plan_runs[run_id])) | dict(self._object(head))
        for part, value in parts.items():
            body[part.kind] = {**self._object(body[part.kind]), part.name: value}
        self._put(run_id, body, is_driven=is_driven)

    @staticmethod
    def _object(value: Json) -> JsonObject:
        assert isinstance(value, Mapping)
        return value

    def _put(self, run_id: str, body: Json, *, is_driven: bool) -> None:
        self.plan_runs[run_id] = body
        self.moves[run_id] = self.moves.get(run_id, 0) + 1
        (self.driven.add if is_driven else self.driven.discard)(run_id)

    def forget_plan_run(self, run_id: str) -> None:
        self.plan_runs.pop(run_id, None)
        self.driven.discard(run_id)

    async def claim_plan_run(self, run_id: str, *, is_asked: bool = False, known: Look | None = None) -> bool:
        has_moved = known is not None and known.moves != (self.moves.get(run_id, 0) if run_id in self.plan_runs else -1)
        if has_moved or run_id in self.driven_elsewhere:
            return False
        self.driven.add(run_id)
        return True

    async def plan_runs_written(self) -> None:
        await self.disk.wait()

    async def kept_plan_runs(self, known: Mapping[str, Look] | None = None) -> tuple[KeptRun, ...]:
        looks = {one: Look(self.moves.get(one, 0), one in self.driven_elsewhere) for one in self.plan_runs}
        unknown = [one for one in self.plan_runs if (known or {}).get(one) != looks[one]]
        return tuple(KeptRun(one, self.plan_runs[one], looks[one]) for one in unknown)


class SlowJournal(MemoryJournal):
    """Tells a fact as it was when it was asked for, a turn of the loop later."""

    async def fact(self, name: str) -> Json:
        fact = await super().fact(name)
        await asyncio.sleep(0)
        return fact


class MemoryDrafts:
    """Keeps the newest draft of each prompt; `log` tells what was asked in which order."""

    def __init__(self, drafts: Iterable[Draft] = (), *, is_full: bool = False) -> None:
        self.drafts = {draft.key: draft for draft in drafts}
        self.is_full = is_full
        self.log: list[str] = []

    def keep(self, draft: Draft) -> None:
        self.log.append("keep")
        self.drafts[draft.key] = draft

    def drop(self, key: PromptKey) -> None:
        self.log.append("drop")
        self.drafts.pop(key, None)

    async def kept(self) -> tuple[Draft, ...]:
        return tuple(self.drafts.values())

    def flush(self, timeout_seconds: float = 2.0) -> bool:
        self.log.append("flush")
        return not self.is_full
