"""How far estimates of the end of a job are off, on simulated runs: `python -m tests.benchmarks.eta`.

Each run goes its own way (steady, slowing down, with pauses for evaluation or saving, with a slow start, with noise of
its own) and is looked at as the poller looks: a bake every 30 s with its metrics, a rollout every 10 s, percentages
rounded as the service rounds them. At each look from the tenth step on, the middle of the range is held against the
seconds that the run really still took. Looks in the last minute are left out: there is nothing to plan any more.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import NamedTuple

from breadtui.domain.estimates import Progress, eta_of, with_progress
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.metric.record import MetricSeries, series_of_rows
from breadtui.domain.names import JobKey, Phase, RepoName

BEGAN = datetime(2026, 11, 24, tzinfo=UTC)
RUNS = 60
SEED = 20261124
LAST_SECONDS = 60.0


class Outcome(NamedTuple):
    """One look: the share by which the middle was off, and whether the truth was in the range."""

    error: float
    is_within: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A simulated run: the seconds from its start at which each step or row was done, and what is logged of it."""

    phase: Phase
    done_at: tuple[float, ...]
    step_times: tuple[float, ...]


def simulated(phase: Phase, dice: random.Random) -> Run:
    """A run of 60 to 2,000 steps or rows with its own pace, noise, drift and pauses."""
    count = int(60 * (2000 / 60) ** dice.random())
    each = 1.5 * (12 / 1.5) ** dice.random() if phase is Phase.BAKE else 0.2 * (3 / 0.2) ** dice.random()
    noise, drift = dice.uniform(0.02, 0.25), dice.choice((0.0, 0.0, 0.0, 0.15, -0.1, 0.3))
    pause_every, pause_steps = dice.choice(((0, 0), (0, 0), (50, 5), (100, 10))) if phase is Phase.BAKE else (0, 0)
    now, done, times = dice.uniform(5, 120), [], []
    for number in range(count):
        seconds = each * max(0.2, dice.gauss(1.0, noise)) * (1 + drift * number / count)
        times.append(seconds)
        now += seconds + (each * pause_steps if pause_every and number and number % pause_every == 0 else 0.0)
        done.append(now)
    return Run(phase, tuple(done), tuple(times))


def looks(run: Run, dice: random.Random) -> Iterator[Outcome]:
    """What the estimate was worth at each look."""
    interval = 30.0 if run.phase is Phase.BAKE else 10.0
    course: tuple[Progress, ...] = ()
    at, end, done = dice.uniform(0, interval), run.done_at[-1], 0
    while at < end:
        while run.done_at[done] <= at:
            done += 1
        seen_at = BEGAN + timedelta(seconds=at)
        job = _job(run, done)
        course = with_progress(course, job, seen_at)
        eta = eta_of(job, seen_at, course, _series(run, done))
        if eta is not None and end - at > LAST_SECONDS:
            error = abs(eta.middle_seconds - (end - at)) / (end - at)
            yield Outcome(error, eta.least_seconds <= end - at <= eta.most_seconds)
        at += interval * dice.uniform(0.9, 1.1)


def measured(phase: Phase, runs: int = RUNS, seed: int = SEED) -> list[Outcome]:
    """All looks at all runs of one phase."""
    dice = random.Random(f"{seed} {phase.value}")
    return [outcome for _ in range(runs) for outcome in looks(simulated(phase, dice), dice)]


def _job(run: Run, done: int) -> Job:
    total = len(run.done_at)
    key = JobKey(RepoName("simulated"), run.phase, "run")
    lines = None if run.phase is Phase.BAKE else done
    percent = round(100.0 * done / total, 1)
    return Job(key, JobStatus.RUNNING, "running", lines, progress_percent=percent)


def _series(run: Run, done: int) -> MetricSeries | None:
    if run.phase is not Phase.BAKE or not done:
        return None
    recent = max(done - 60, 0)  # the estimate reads the last fifty
    rows = [{"iter": step + 1, "step_time": run.step_times[step]} for step in range(recent, done)]
    return series_of_rows(rows)


def main() -> None:
    """Print the figures by phase."""
    for phase in (Phase.STIM, Phase.ROLLOUT, Phase.BAKE):
        found = measured(phase)
        errors = sorted(outcome.error for outcome in found)
        within = sum(outcome.is_within for outcome in found) / len(found)
        print(  # noqa: T201  a script for a person
            f"{phase.value:8} {RUNS} runs, {len(found)} looks: median error {100 * median(errors):.1f} %, "
            f"nine in ten under {100 * errors[int(0.9 * len(errors))]:.0f} %, end within the range {100 * within:.0f} %"
        )


if __name__ == "__main__":
    main()
