"""Whole runs of the demo as a poller sees them: each look at each job, from its first second to its last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from breadtui.demo.baking import Course, done_at, end_seconds, progress_percent, status_at
from breadtui.demo.library import Library
from breadtui.demo.losses import Curve, Log
from breadtui.domain.doctor.alarms import Rule
from breadtui.domain.doctor.mutes import NO_MUTES
from breadtui.domain.jobs import Job, LossSummary, status_of
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.sightings import JobSighting
from breadtui.store.facts.sighting import seen_again
from breadtui.store.facts.state import SeenJob
from breadtui.store.facts.taking_up import known_of, with_known
from breadtui.store.noting.doctoring import examined
from breadtui.store.noting.journaling import sighting_of
from tests.fakes.states import after

LONGEST_SECONDS = 4 * 3600.0
"""A bake that stands still is looked at for so long."""


@dataclass(frozen=True, slots=True)
class WholeRun:
    """A job of the demo with all it will do; `curve` is None of what trains nothing."""

    key: JobKey
    course: Course
    curve: Curve | None = None

    def log(self) -> Log | None:
        """The training log, which knows the lowest loss so far and is therefore read forwards once."""
        return None if self.curve is None else Log(self.curve, self.course)

    def answer(self, seconds: float, log: Log | None) -> Job:
        """What the service says so many seconds after the start."""
        course, status = self.course, status_of(status_at(self.course, seconds))
        done = done_at(course, seconds)
        if log is None:
            return Job(self.key, status, lines=done, progress_percent=progress_percent(course, seconds), job_id=1)
        told = log.summary(done)
        loss = None if told is None else LossSummary(told["latest_loss"], None, told["min_loss"], told["max_loss"])
        return Job(self.key, status, progress_percent=progress_percent(course, seconds), loss=loss, job_id=1)


def whole_runs(seed: int) -> Iterator[WholeRun]:
    """All jobs of a demo that were ever started."""
    for repo in Library.seeded(seed).repos:
        name = RepoName(repo.name)
        for target in repo.targets.values():
            for phase, part in ((Phase.STIM, target.stim), (Phase.ROLLOUT, target.rollout)):
                if part is not None:
                    yield WholeRun(JobKey(name, phase, target.name), part.course)
        for bake in repo.bakes.values():
            if bake.training is not None:
                course = bake.training.run.course
                yield WholeRun(JobKey(name, Phase.BAKE, bake.name), course, bake.training.curve)


def rules_found(run: WholeRun, every_seconds: float, *, is_left: bool = False) -> frozenset[Rule]:
    """What the rules ever find of a run that is looked at so often, its log never.

    One that is left is looked at for the first and the last third of its way, by two sessions with one journal.
    """
    found: set[Rule] = set()
    log, end = run.log(), min(end_seconds(run.course), LONGEST_SECONDS)
    seen: SeenJob | None = None
    kept: list[JobSighting] = []
    seconds = 0.3 * every_seconds
    while seconds < end + 2 * every_seconds:
        if is_left and end / 3 < seconds < 2 * end / 3:
            seconds, seen = 2 * end / 3, None
        is_first = seen is None
        seen = examined(seen, seen_again(seen, run.answer(seconds, log), after(seconds)), NO_MUTES)
        kept.append(sighting_of(seen, after(seconds), None))
        if is_first:
            seen = with_known({run.key: seen}, {run.key: known_of(kept, ())}, NO_MUTES)[run.key]
        found.update(alarm.rule for alarm in seen.alarms)
        seconds += every_seconds
    return frozenset(found)
