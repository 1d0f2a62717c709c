"""A log of events that keeps nothing, for commands that leave no trace on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from breadtui.domain.answers import Answer
from breadtui.domain.happenings import ConfigSighting, Happening, Listing, Thing, Watch
from breadtui.domain.names import RepoName
from breadtui.domain.sightings import JobSighting


class NoHappenings:
    """Nothing is written, nothing ever happened, and every claim is granted."""

    def record_jobs(self, sightings: Sequence[JobSighting]) -> None:
        """Forget them."""

    def record_happenings(self, happenings: Sequence[Happening]) -> None:
        """Forget them."""

    def record_once(self, name: str, happening: Happening) -> None:
        """Forget it."""

    def record_own_change(self, happening: Happening) -> None:
        """Forget it."""

    def record_listing(self, listing: Listing) -> None:
        """Forget it."""

    def record_config(self, seen: ConfigSighting) -> None:
        """Forget it."""

    def tidy(self, at: datetime) -> None:
        """There is nothing."""

    def keep_watch(self, at: datetime) -> None:
        """Nobody is to know."""

    def end_watch(self, at: datetime) -> None:
        """Nobody is to know."""

    def record_last_known(self, repo: RepoName | None, answers: Sequence[Answer], at: datetime) -> None:
        """Forget it."""

    async def last_known(self, repo: RepoName | None) -> tuple[Answer, ...]:  # noqa: ARG002  the port's own signature
        """Nothing."""
        return ()

    async def happenings(self, *, before: int | None = None, most: int = 500) -> tuple[Happening, ...]:  # noqa: ARG002  the port's own signature
        """None."""
        return ()

    async def happenings_after(self, number: int, most: int = 1_000) -> tuple[Happening, ...]:  # noqa: ARG002  as above
        """None."""
        return ()

    async def happenings_between(self, since: datetime, until: datetime) -> tuple[Happening, ...]:  # noqa: ARG002  as above
        """None."""
        return ()

    async def happenings_of(self, thing: Thing | None) -> tuple[Happening, ...]:  # noqa: ARG002  as above
        """None."""
        return ()

    async def jobs_between(self, since: datetime, until: datetime) -> tuple[JobSighting, ...]:  # noqa: ARG002  as above
        """None."""
        return ()

    async def jobs_at(self, at: datetime, repo: RepoName | None = None) -> tuple[JobSighting, ...]:  # noqa: ARG002  as above
        """None."""
        return ()

    async def watches(self, since: datetime) -> tuple[Watch, ...]:  # noqa: ARG002  as above
        """None."""
        return ()

    async def last_watch_of_others(self) -> Watch | None:
        """None."""
        return None

    async def claim(self, name: str, at: datetime) -> bool:  # noqa: ARG002  as above
        """Always."""
        return True
