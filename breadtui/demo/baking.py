"""How far a job has come, as a pure function of the seconds since it started."""

from dataclasses import dataclass
from math import inf
from typing import Literal

from breadtui.demo.noise import uniform

Ending = Literal["complete", "failed", "stalled"]
Status = Literal["not_started", "running", "complete", "failed"]

LONGEST_LEAD_SECONDS = 6.0
_JITTER = 0.3


@dataclass(frozen=True, slots=True)
class Course:
    """What a job will do from its start to its end.

    `total` counts rows (stim, rollout) or steps (bake) and `seconds` is how long all of them take.
    A job that ends as "failed" or "stalled" stops after `last` of them; a stalled job says "running" for ever.
    """

    seed: int
    total: int
    seconds: float
    ending: Ending = "complete"
    last: int | None = None
    error: str | None = None

    @property
    def lead_seconds(self) -> float:
        """The seconds before the first row or step begins, spent on loading the model."""
        return min(LONGEST_LEAD_SECONDS, self.seconds * 0.05)

    @property
    def mean_seconds(self) -> float:
        """The mean seconds from one row or step to the next."""
        return (self.seconds - self.lead_seconds) / max(1, self.total)

    @property
    def final(self) -> int:
        """The last row or step that will ever be reached."""
        return self.total if self.last is None else min(self.last, self.total)


def moment(course: Course, position: int) -> float:
    """Seconds from the start until row or step `position` (1-based) is done; 0 is the end of loading.

    The jitter stays under one mean distance, so later positions are never earlier.
    """
    if position >= course.total:
        return course.seconds
    jitter = (uniform(course.seed, position) - 0.5) * _JITTER if position > 0 else 0.0
    return course.lead_seconds + (max(0, position) + jitter) * course.mean_seconds


def done_at(course: Course, elapsed_seconds: float) -> int:
    """Count the rows or steps done after `elapsed_seconds`."""
    if elapsed_seconds >= course.seconds:
        return course.final
    if course.mean_seconds <= 0:
        return 0
    guess = int((elapsed_seconds - course.lead_seconds) / course.mean_seconds) + 1
    while guess > 0 and moment(course, guess) > elapsed_seconds:
        guess -= 1
    return max(0, min(guess, course.final))


def end_seconds(course: Course) -> float:
    """Seconds from the start until the job settles; infinite for a job that stalls."""
    if course.ending == "stalled":
        return inf
    return moment(course, course.final)


def status_at(course: Course, elapsed_seconds: float) -> Status:
    """Name the state after `elapsed_seconds`, in the words of the published specification."""
    if elapsed_seconds < end_seconds(course):
        return "running"
    return "failed" if course.ending == "failed" else "complete"


def progress_percent(course: Course, elapsed_seconds: float) -> float:
    """Give the share of rows or steps done, 0 to 100 with one decimal."""
    return round(100.0 * done_at(course, elapsed_seconds) / max(1, course.total), 1)


def elapsed_for(course: Course, share: float) -> float:
    """Seconds after which `share` (0 to 1) of the job is done: where a seeded job is put on its way."""
    return moment(course, round(course.total * share))
