"""The bakes of a board: what is known of each, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from breadtui.domain.board.alignment import Alignment, aligned, lies_along
from breadtui.domain.jobs import ACTIVE, JobStatus
from breadtui.domain.metric.record import MetricSeries
from breadtui.domain.names import JobKey
from breadtui.values import dataclass

FEWEST, MOST = 2, 8
"""A board holds so many bakes: more could not be told apart."""


class Standing(NamedTuple):
    """How a bake stands as last seen; `error` is the service's own text (raw), empty where it named none."""

    status: JobStatus
    is_stalled: bool = False
    is_gone: bool = False
    error: str = ""

    @property
    def goes_on(self) -> bool:
        """Its log may grow still."""
        return self.status in ACTIVE and not self.is_gone

    @property
    def word(self) -> str:
        """One word for programs and pages: `gone` and `stalled` come before the service's status."""
        return "gone" if self.is_gone else "stalled" if self.is_stalled else self.status.value


@dataclass(frozen=True, slots=True)
class Entry:
    """One bake of a board; `note` says why it has no series, or that these are old. Names and notes are raw.

    `steps_before` are the steps its ancestors trained up to where it started. `standing` is None where it was never
    seen.
    """

    key: JobKey
    series: MetricSeries | None = None
    progress_percent: float | None = None
    steps_before: int = 0
    note: str = ""
    standing: Standing | None = None

    @property
    def has_log(self) -> bool:
        """At least one row was read."""
        return self.series is not None and len(self.series) > 0

    @property
    def is_unread(self) -> bool:
        """Nobody knows whether it has a log: none was read yet, or none could be."""
        return self.series is None

    def lies_along(self, alignment: Alignment) -> bool:
        """Whether its rows say where they lie along an axis; not worked out, so quick for any log."""
        return self.series is not None and self.has_log and lies_along(self.series, alignment)

    def places(self, alignment: Alignment) -> MetricSeries | None:
        """The series along an axis; None where there is none, or none along that.

        Along steps it is the whole log, along other axes the telling rows where the log is long.
        """
        if self.series is None or not self.has_log:
            return None
        return aligned(self.series, alignment, progress_percent=self.progress_percent, steps_before=self.steps_before)


def names_of(keys: Sequence[JobKey]) -> tuple[str, ...]:
    """Each bake by its name alone where all are of one repository, else by its path; raw."""
    is_one = len({key.repo for key in keys}) == 1
    return tuple(key.name if is_one else f"{key.repo}/{key.name}" for key in keys)
