"""What the store needs of the journal's events, as a protocol."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from breadtui.domain.answers import Answer
from breadtui.domain.happenings import ConfigSighting, Happening, Listing, Thing, Watch
from breadtui.domain.names import RepoName
from breadtui.domain.sightings import JobSighting


class HappeningLog(Protocol):
    """What happened and when it was seen, written down once by all windows of an account together.

    What looks tell is made into happenings by the journal itself: it knows what was last seen, by whichever window
    and session. `record_jobs` makes started, running, finished, failed, stopped; `record_listing` appeared and
    vanished; `record_config` config; a recorded prompt or write text, appeared, vanished. Whatever no look tells
    (alarms, the link, words of the program) goes by `record_happenings`; an alarm that was not calmed, or a link
    already lost, is not written twice.

    To follow the journal: `happenings_after(last number)` answers what any window wrote since, in order of number.
    To do something once for an event, whatever windows are open: `claim(f"told {happening.number}", now)`.
    Numbers are those of one journal file and grow for ever; old progress is thinned, happenings are kept.
    """

    def record_jobs(self, sightings: Sequence[JobSighting]) -> None:
        """Keep what changed of these jobs, and what that comes to."""
        ...

    def record_happenings(self, happenings: Sequence[Happening]) -> None:
        """Write down what no look tells."""
        ...

    def record_once(self, name: str, happening: Happening) -> None:
        """Write it down and claim the name in one step; nothing where another has claimed it."""
        ...

    def record_own_change(self, happening: Happening) -> None:
        """Write down that a thing appeared or vanished because it was made or deleted from here."""
        ...

    def record_listing(self, listing: Listing) -> None:
        """Keep what a repository holds of one kind; the first listing makes nothing happen."""
        ...

    def record_config(self, seen: ConfigSighting) -> None:
        """Keep a configuration's digest, and that it changed."""
        ...

    def tidy(self, at: datetime) -> None:
        """Leave out what is old and nobody misses, so that the file stays small."""
        ...

    def keep_watch(self, at: datetime) -> None:
        """Say that this process watches, once a minute; a longer silence is a gap."""
        ...

    def end_watch(self, at: datetime) -> None:
        """Say that this process watches no more."""
        ...

    def record_last_known(self, repo: RepoName | None, answers: Sequence[Answer], at: datetime) -> None:
        """Keep what is known of a repository, or of None the list of them, for the first frame of the next session."""
        ...

    async def last_known(self, repo: RepoName | None) -> tuple[Answer, ...]:
        """What was kept last of a repository, or of the list of them."""
        ...

    async def happenings(self, *, before: int | None = None, most: int = 500) -> tuple[Happening, ...]:
        """Newest first; `before` is the number of the last one of the page before."""
        ...

    async def happenings_after(self, number: int, most: int = 1_000) -> tuple[Happening, ...]:
        """What was written down after the one with this number, in that order."""
        ...

    async def happenings_between(self, since: datetime, until: datetime) -> tuple[Happening, ...]:
        """By the time at which they were seen, oldest first, both ends included."""
        ...

    async def happenings_of(self, thing: Thing | None) -> tuple[Happening, ...]:
        """All of one thing, oldest first; of None, those of the session itself."""
        ...

    async def jobs_between(self, since: datetime, until: datetime) -> tuple[JobSighting, ...]:
        """The changes of all jobs seen between two moments, oldest first."""
        ...

    async def jobs_at(self, at: datetime, repo: RepoName | None = None) -> tuple[JobSighting, ...]:
        """How each job was last seen until `at`, of one repository or of all."""
        ...

    async def watches(self, since: datetime) -> tuple[Watch, ...]:
        """The stretches in which any window or recorder watched, from `since` on."""
        ...

    async def last_watch_of_others(self) -> Watch | None:
        """The stretch of any other process that reaches furthest."""
        ...

    async def claim(self, name: str, at: datetime) -> bool:
        """Become the one that does what is to be done once; False where another did, ever."""
        ...
