"""What the store needs of answers that processes share: where the recorder keeps them, and where windows find them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from breadtui.domain.answers import Answer, Bearing, News, Recorder
from breadtui.domain.names import JobKey, RepoName


class AnswerKeeper(Protocol):
    """The recorder's side. `keep` and `end` return at once."""

    async def begin(self, at: datetime) -> Recorder | None:
        """Become the recorder; what is returned is the one that runs already, if any."""
        ...

    def keep(self, answer: Answer) -> None:
        """Let windows have it."""
        ...

    async def stay(self, at: datetime, bearing: Bearing) -> bool:
        """Say that this recorder is alive, and how things stand; False where another took its place."""
        ...

    async def wishes(self, now: datetime) -> frozenset[JobKey]:
        """The bakes whose metrics windows look at."""
        ...

    def end(self) -> None:
        """Record no more."""
        ...


class AnswerSource(Protocol):
    """A window's side. `wish` returns at once."""

    async def recorder(self, now: datetime) -> Recorder | None:
        """Who records this account now; None where nobody does."""
        ...

    async def news(self, since: News, repo: RepoName | None = None) -> News:
        """What was answered after `since`, of all repositories or of one, in the order of the answers."""
        ...

    def wish(self, wished: frozenset[JobKey], at: datetime) -> None:
        """Tell the recorder whose metrics are looked at here."""
        ...
