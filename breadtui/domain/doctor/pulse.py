"""A job's pulse: when its count of steps or rows was seen to grow, and how long it stood still."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from statistics import median

from breadtui.values import dataclass, replace

KEPT_BEATS = 20
FEWEST_BEATS = 3
LOG_SECONDS = 900.0
"""A training log that was not read for so long tells no pace any more; the job's own answers do. Logs of long runs are
read some minutes apart."""


class Unit(StrEnum):
    """What a pulse counts; the words stand in evidence."""

    STEP = "step"
    ROW = "row"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Pulse:
    """What looks at one run have told of its pace.

    `count` is the last step, the number of rows, or how often its answer changed, as `unit` says; it was first seen at
    `since` and last looked at at `looked_at`. `beats` are the seconds each of them took over the last looks that showed
    growth. `longest_quiet_seconds` is the longest time for which looks showed nothing new before it went on after all,
    as while weights are saved. `step_seconds` is the median time of recent steps by the training log, None where no log
    was read. `high_looks` is how many answers in a row told a loss far above its own minimum. `examined_rows` is how
    long the training log was when all rules were last held against it, 0 where they never were.
    """

    count: float | None = None
    since: datetime | None = None
    looked_at: datetime | None = None
    beats: tuple[float, ...] = ()
    longest_quiet_seconds: float = 0.0
    step_seconds: float | None = None
    unit: Unit = Unit.STEP
    high_looks: int = 0
    examined_rows: int = 0

    @property
    def quiet_seconds(self) -> float | None:
        """For how long looks have shown the same count; None before the first look."""
        if self.since is None or self.looked_at is None:
            return None
        return max((self.looked_at - self.since).total_seconds(), 0.0)

    @property
    def beat_seconds(self) -> float | None:
        """About how long a step or row takes; None before three growths were seen."""
        return median(self.beats) if len(self.beats) >= FEWEST_BEATS else None

    @property
    def has_grown(self) -> bool:
        """It was seen to grow at least once."""
        return bool(self.beats)


NO_PULSE = Pulse()


def felt(pulse: Pulse, count: float | None, at: datetime) -> Pulse:
    """The pulse after one look more; a count that falls is another run, and a look that tells none changes nothing."""
    if count is None or (pulse.looked_at is not None and at < pulse.looked_at):
        return pulse
    if pulse.count is None or pulse.since is None or pulse.looked_at is None or count < pulse.count:
        return Pulse(count, at, at, step_seconds=pulse.step_seconds, unit=pulse.unit)
    if count == pulse.count:
        return replace(pulse, looked_at=at)
    beat_seconds = (at - pulse.since).total_seconds() / (count - pulse.count)
    return replace(
        pulse,
        count=count,
        since=at,
        looked_at=at,
        beats=(*pulse.beats, beat_seconds)[-KEPT_BEATS:],
        longest_quiet_seconds=max(pulse.longest_quiet_seconds, pulse.quiet_seconds or 0.0),
    )
