"""A wait that the service asked for holds for all that is asked of it, not only for the call that was told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from breadtui.domain.errors import BreadError, RateLimited
from breadtui.values import dataclass

PRESS_SECONDS = 5.0
"""A person may cut the wait short by asking anyway, so often at most."""

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Hold:
    """Nothing is to be asked until then, by the loop's clock; `words` are what the service said."""

    until: float
    words: str


class Quiet:
    """Whether the service may be asked; one for each client."""

    def __init__(self, sleep: Sleep) -> None:
        self._sleep = sleep
        self._hold: Hold | None = None
        self._pressed_at = float("-inf")

    def heard(self, failure: BreadError) -> None:
        """The service refused something; where it asked for a wait, one under way that is longer stays."""
        seconds = failure.retry_after_seconds if isinstance(failure, RateLimited) else None
        if seconds is not None and seconds > self.left_seconds:
            self._hold = Hold(_now() + seconds, failure.message)

    @property
    def left_seconds(self) -> float:
        """How long nothing is to be asked, 0 for not at all."""
        return 0.0 if self._hold is None else max(self._hold.until - _now(), 0.0)

    def refusal(self) -> RateLimited | None:
        """What the service would say if it were asked now; None where it may be asked."""
        left = self.left_seconds
        return RateLimited(self._hold.words, retry_after_seconds=left) if self._hold is not None and left else None

    async def sleep(self, seconds: float) -> None:
        """Wait for so long; a wait that was asked for is over with it, unless another one was meanwhile."""
        hold, is_whole = self._hold, seconds >= self.left_seconds
        await self._sleep(seconds)
        if is_whole and hold is self._hold:
            self._hold = None

    def press(self) -> None:
        """A person asks anyway: what is asked now goes out, and the service may say the same again."""
        now = _now()
        if now - self._pressed_at >= PRESS_SECONDS:
            self._pressed_at = now
            self._hold = None


def _now() -> float:
    return asyncio.get_running_loop().time()
